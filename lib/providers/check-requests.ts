/** What is wrong with the requests and the key of a manifest, beyond what its schema can say. */
import type { Auth, JsonTemplate, Manifest, RequestTemplate } from '../contracts/manifest.ts';
import type { InputKey } from '../domain/enrichment/operation.ts';
import { checkPick, checkRules, checkTemplate, type Say } from './check-values.ts';
import { isData, placeholders, ROWS, withoutJson } from './template.ts';

/** Set by the browser and by nobody else (Fetch, forbidden request-headers), or kept for the key. */
const FORBIDDEN = /^(user-agent|referer|host|cookie|cookie2|origin|content-length|connection|accept-encoding|accept-charset|date|te|trailer|transfer-encoding|upgrade|via|expect|keep-alive|proxy-.*|sec-.*)$/i;

export const checkHeaders = (headers: { readonly [name: string]: string } | undefined, where: string, say: Say): void => {
  for (const name of Object.keys(headers ?? {})) if (FORBIDDEN.test(name)) say(where, `no program in a browser can set the header "${name}"`);
};

export function textsOf(template: JsonTemplate | undefined): readonly string[] {
  if (typeof template === 'string') return [template];
  if (Array.isArray(template)) return template.flatMap(textsOf);
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(textsOf) : [];
}

/** Every template of a request, for checks and for what is sent. */
export const requestTexts = (request: RequestTemplate): readonly string[] => [request.path, ...(request.base === undefined ? [] : [request.base]), ...bodyTexts(request)];
const bodyTexts = (request: RequestTemplate): readonly string[] => [
  ...textsOf(request.query),
  ...textsOf(request.json).filter((text) => text !== ROWS),
  ...textsOf(request.form),
  ...Object.values(request.headers ?? {}),
];

/** Every request of a manifest that carries the key. */
export const requestsOf = (manifest: Manifest): readonly RequestTemplate[] => [
  ...Object.values(manifest.operations).flatMap((spec) =>
    spec === undefined ? [] : [
      ...spec.ways.flatMap((way) => way.steps.map((step) => step.request)),
      ...(spec.poll?.kind === 'job' ? [spec.poll.request, ...(spec.poll.result ? [spec.poll.result] : [])] : []),
      ...(spec.batch ? [spec.batch.request] : []),
    ]),
  ...(manifest.keyCheck ? [manifest.keyCheck.request] : []),
];

/** What the path of a request may say of the key. */
export const pathKeys = (auth: Auth): readonly string[] => (auth.kind === 'path' ? ['key'] : auth.kind === 'parts' ? ['key', ...auth.parts.map((part) => `key.${part}`)] : []);

/** Only what Kiln itself has written may become data: a text of a page could say anything. */
function dataText(text: string, where: string, say: Say): string {
  if (isData(text) && !placeholders(text).every(({ name }) => name === 'schema' || name === 'maxTokens')) say(where, 'only {schema} and {maxTokens} become data by "json"');
  return withoutJson(text);
}

export function checkRequest(request: RequestTemplate, known: ReadonlySet<string>, auth: Auth, where: string, say: Say): void {
  checkTemplate(request.path, new Set([...known, ...pathKeys(auth)]), where, say);
  checkTemplate(request.base ?? '', known, where, say);
  if (placeholders(request.base ?? '').length > 0 && auth.kind !== 'none') say(where, 'a key never goes to a host that is made from a question');
  for (const text of bodyTexts(request)) {
    if (placeholders(text).some(({ name }) => name === 'key' || name.startsWith('key.'))) say(where, 'the key is put into a request by "auth", not by a template');
    else checkTemplate(dataText(text, where, say), known, where, say);
  }
  checkHeaders(request.headers, where, say);
  if (request.json !== undefined && request.form !== undefined) say(where, 'a request has json or form, not both');
  if (request.keepMinutes !== undefined && (request.method !== 'GET' || auth.kind !== 'none' || requestTexts(request).some((text) => placeholders(text).length > 0))) say(where, 'only a GET without a key and without places says the same to everybody');
  if (request.method === 'GET' && (request.json !== undefined || request.form !== undefined)) say(where, 'a GET has no body');
}

const isObject = (template: JsonTemplate | undefined): boolean => typeof template === 'object' && template !== null && !Array.isArray(template);

/** Places that a key in pieces has to be in, and that some request does not have. */
function checkPlaces(manifest: Manifest, say: Say): void {
  const { auth } = manifest;
  for (const request of requestsOf(manifest)) {
    const where = `auth and ${request.method} ${request.path}`;
    if (auth.kind === 'path' && !placeholders(request.path).some(({ name }) => name === 'key')) say(where, 'the key goes in the path, and this path has no {key}');
    if (auth.kind !== 'parts') continue;
    if (auth.json && !isObject(request.json)) say(where, 'the key goes in the JSON, and this request has no JSON object (an empty one will do)');
    if (auth.form && request.form === undefined) say(where, 'the key goes in the form, and this request has no form (an empty one will do)');
  }
}

/** How the key travels: every piece that is named exists, every header can be set, and a key is named for the person. */
export function checkAuth(manifest: Manifest, say: Say): void {
  const { auth } = manifest;
  const parts = auth.kind === 'parts' || auth.kind === 'basic' || auth.kind === 'token' ? (auth.parts ?? []) : [];
  const known = new Set(['key', ...parts.map((part) => `key.${part}`)]);
  if (auth.kind === 'basic') for (const text of [auth.user, auth.password]) checkTemplate(text, known, 'auth', say);
  if (auth.kind === 'parts') {
    for (const text of Object.values({ ...auth.headers, ...auth.query, ...auth.json, ...auth.form })) checkTemplate(text, known, 'auth', say);
    checkHeaders(auth.headers, 'auth', say);
    const used = [...Object.values({ ...auth.headers, ...auth.query, ...auth.json, ...auth.form }), ...requestsOf(manifest).map((request) => request.path)].flatMap(placeholders).map(({ name }) => name);
    if (!used.includes('key')) for (const part of parts) if (!used.includes(`key.${part}`)) say('auth', `the part "${part}" of the key is never sent`);
  }
  if (auth.kind === 'header' && FORBIDDEN.test(auth.name)) say('auth', `no program in a browser can set the header "${auth.name}"`);
  if (auth.kind === 'token') {
    for (const text of requestTexts(auth.request)) checkTemplate(text, known, 'auth.request', say);
    if (!requestTexts(auth.request).flatMap(placeholders).some(({ name }) => known.has(name))) say('auth.request', 'the request for a token does not carry the key');
    checkHeaders(auth.request.headers, 'auth.request', say);
    if (auth.request.method === 'GET' && (auth.request.json !== undefined || auth.request.form !== undefined)) say('auth.request', 'a GET has no body');
    checkPick(auth.token, new Set(), 'auth.token', say);
    checkPick(auth.expires, new Set(), 'auth.expires', say);
    checkRules(auth.rules, 'auth.rules', say);
  }
  checkPlaces(manifest, say);
  if (auth.kind !== 'none' && !manifest.key) say('key', 'a provider with a key says what it is called and where it is found');
  if (auth.kind === 'none' && manifest.key) say('key', 'a key is described, and auth says that there is none');
  if ((auth.kind !== 'none' || manifest.address) && manifest.redirects) say('redirects', 'a call with a key, or to a typed address, is never redirected');
}

/** What follows from a set of needs, as `normalInput` does it. */
function follows(needs: readonly InputKey[]): ReadonlySet<string> {
  const has = new Set<string>(needs);
  if (has.has('firstName') && has.has('lastName')) has.add('name');
  if (has.has('name')) for (const key of ['firstName', 'lastName', 'companyName']) has.add(key);
  if (has.has('domain') || has.has('companyDomain')) for (const key of ['domain', 'companyDomain']) has.add(key);
  return has;
}

/** A path cannot leave anything out: whatever it uses must be in every set of needs. */
export function checkNeeds(needs: readonly (readonly InputKey[])[], inputs: ReadonlySet<string>, request: RequestTemplate | undefined, where: string, say: Say): void {
  const used = placeholders((request?.base ?? '') + (request?.path ?? '')).map(({ name }) => name).filter((name) => inputs.has(name));
  for (const set of needs) {
    const there = follows(set);
    for (const name of used) if (!there.has(name)) say(where, `the path needs {${name}}, which does not follow from [${set.join(', ')}]`);
  }
}
