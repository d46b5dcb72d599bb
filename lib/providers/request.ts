import type { Auth, JsonTemplate, Manifest, RequestTemplate } from '../contracts/manifest.ts';
import { err, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import { callError } from './outcome.ts';
import { fill, fillJson } from './template.ts';
import type { Scope } from './template.ts';

export interface BuiltRequest {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Record<string, string> };
  readonly accept: RequestTemplate['accept'];
}

export interface RequestContext {
  readonly manifest: Manifest;
  readonly scope: Scope;
  readonly secret?: string;
  /** Where the person said that the program answers. */
  readonly address?: string;
  /** Bought with the key, for partners that want one. */
  readonly token?: string;
  readonly rows?: readonly JsonTemplate[];
  readonly sandboxUrl?: string;
  readonly idempotencyKey?: string;
}

const isKeyed = (auth: Auth): boolean => auth.kind !== 'none' && auth.optional !== true;

/** Whether a person has to enter something first: a key, or the address of their own program. */
export const needsKey = (manifest: Pick<Manifest, 'auth' | 'address'>): boolean => manifest.address?.required === true || isKeyed(manifest.auth);

/** Where calls go: the partner, or below the sandbox origin with the paths kept as they are. */
export const baseOf = (manifest: Manifest, own: string | undefined, sandboxUrl: string | undefined, address?: string): string =>
  sandboxUrl === undefined ? (own ?? address ?? manifest.baseUrl) : `${sandboxUrl.replace(/\/+$/, '')}/${manifest.id}`;

interface Credentials {
  readonly headers: Record<string, string>;
  readonly query: Record<string, string>;
  readonly json: Record<string, string>;
  readonly form: Record<string, string>;
  /** What the path of a request may use. */
  readonly path: Scope;
}
const NO_CREDENTIALS: Credentials = { headers: {}, query: {}, json: {}, form: {}, path: {} };

const utf8Base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** `id:secret` by the named parts, the last one taking what is left; null when a part is missing. */
export function keyScope(secret: string, parts: readonly string[]): Scope | null {
  const scope: { [name: string]: string } = { key: secret };
  const pieces = secret.split(':');
  if (pieces.length < parts.length) return null;
  parts.forEach((part, i) => (scope[`key.${part}`] = i === parts.length - 1 ? pieces.slice(i).join(':') : (pieces[i] ?? '')));
  return Object.values(scope).every((v) => v !== '') ? scope : null;
}

const fillAll = (templates: { readonly [name: string]: string } | undefined, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(templates ?? {}).map(([name, t]) => [name, fill(t, scope) ?? '']));

function credentials(auth: Auth, secret: string, token: string | undefined): Credentials | null {
  switch (auth.kind) {
    case 'none':
      return NO_CREDENTIALS;
    case 'header':
      return { ...NO_CREDENTIALS, headers: { [auth.name]: `${auth.prefix ?? ''}${secret}` } };
    case 'bearer':
      return { ...NO_CREDENTIALS, headers: { Authorization: `Bearer ${secret}` } };
    case 'query':
      return { ...NO_CREDENTIALS, query: { [auth.name]: secret } };
    case 'path':
      return { ...NO_CREDENTIALS, path: { key: secret } };
    case 'token':
      return token === undefined ? null : { ...NO_CREDENTIALS, headers: { [auth.header ?? 'Authorization']: `${auth.prefix ?? 'Bearer '}${token}` } };
    case 'basic': {
      const scope = keyScope(secret, auth.parts ?? []);
      return scope && { ...NO_CREDENTIALS, headers: { Authorization: `Basic ${utf8Base64(`${fill(auth.user, scope) ?? ''}:${fill(auth.password, scope) ?? ''}`)}` } };
    }
    case 'parts': {
      const scope = keyScope(secret, auth.parts);
      return scope && { headers: fillAll(auth.headers, scope), query: fillAll(auth.query, scope), json: fillAll(auth.json, scope), form: fillAll(auth.form, scope), path: scope };
    }
  }
}

/** Key as sent, or why it cannot be: header values are visible ASCII, anything else would fail inside the network stack. */
export function authorise(context: RequestContext): Result<Credentials, CallError> {
  const { manifest, secret } = context;
  if (manifest.address?.required && context.address === undefined && context.sandboxUrl === undefined) return err(callError('auth', { detail: 'No address is set.' }));
  if (manifest.auth.kind === 'none') return ok(NO_CREDENTIALS);
  if (secret === undefined || secret === '') return isKeyed(manifest.auth) ? err(callError('auth', { detail: 'No key is set.' })) : ok(NO_CREDENTIALS);
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(secret)) return err(callError('auth', { detail: 'The key holds characters that no key has.' }));
  const found = credentials(manifest.auth, secret, context.token);
  return found ? ok(found) : err(callError('auth', { detail: 'The key is incomplete.' }));
}

const isDotSegment = (segment: string): boolean => segment === '.' || segment === '..';

function body(template: RequestTemplate, scope: Scope, extra: Pick<Credentials, 'json' | 'form'>, rows: RequestContext['rows']): { readonly type: string; readonly text: string } | undefined {
  if (template.form) {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(template.form)) {
      const text = typeof value === 'string' ? fill(value, scope) : String(value);
      if (text !== undefined) form.append(name, text);
    }
    for (const [name, value] of Object.entries(extra.form)) form.set(name, value);
    return { type: 'application/x-www-form-urlencoded', text: form.toString() };
  }
  if (template.json === undefined) return undefined;
  const filled = fillJson(template.json, scope, rows);
  const whole = Object.keys(extra.json).length > 0 && typeof filled === 'object' && filled !== null && !Array.isArray(filled) ? { ...filled, ...extra.json } : filled;
  return { type: 'application/json', text: JSON.stringify(whole ?? {}) };
}

/** Turns a request template into a request. The key goes into headers wherever the partner has a header form. */
export function buildRequest(template: RequestTemplate, context: RequestContext): Result<BuiltRequest, CallError> {
  const { manifest, scope } = context;
  const auth = authorise(context);
  if (!auth.ok) return auth;
  const base = template.base === undefined ? undefined : fill(template.base, scope);
  // What is filled into a host is one plain label: nothing can lead to another site.
  if (template.base !== base && (base === undefined || !/^https:\/\/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.[^@:?#]+$/.test(base) || base.split('.').length !== template.base?.split('.').length)) {
    return err(callError('bad-input', { detail: 'This makes no address at the provider.' }));
  }
  const path = fill(template.path, { ...scope, ...auth.value.path }, encodeURIComponent);
  if (path === undefined || path.split('/').some(isDotSegment)) return err(callError('bad-input', { detail: 'Something that is asked with is missing.' }));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(template.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const text = typeof one === 'string' ? fill(one, scope) : String(one);
      if (text !== undefined) query.append(name, text);
    }
  }
  for (const [name, value] of Object.entries(auth.value.query)) query.set(name, value);
  const search = query.toString();
  const content = body(template, scope, auth.value, context.rows);
  return ok({
    url: baseOf(manifest, base, context.sandboxUrl, context.address) + path + (search === '' ? '' : `?${search}`),
    init: {
      method: template.method,
      headers: merged({
        Accept: (template.accept ?? 'json') === 'json' ? 'application/json' : '*/*',
        ...(content ? { 'Content-Type': content.type } : {}),
        ...manifest.headers,
        ...headersOf(template, scope),
        ...(manifest.idempotencyHeader && context.idempotencyKey ? { [manifest.idempotencyHeader]: context.idempotencyKey } : {}),
        ...auth.value.headers,
      }),
      ...(content ? { body: content.text } : {}),
      redirect: manifest.redirects === 'follow' && manifest.auth.kind === 'none' ? 'follow' : 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    },
    accept: template.accept,
  });
}

/** The later of two spellings of one header wins; two of them would be sent as one with both values. */
const merged = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [name, value] as const])).values());

const headersOf = (template: RequestTemplate, scope: Scope): Record<string, string> =>
  Object.fromEntries(
    Object.entries(template.headers ?? {})
      .map(([name, t]) => [name, fill(t, scope)] as const)
      .filter((entry): entry is readonly [string, string] => entry[1] !== undefined && /^[\x20-\x7e]*$/.test(entry[1])),
  );
