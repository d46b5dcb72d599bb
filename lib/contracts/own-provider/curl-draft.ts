/** What a curl command says, as a form: which values are the key, and which of them stand for a lead. */
import { err, ok, type Result } from '../../core/result.ts';
import { OPERATIONS, type InputKey, type OperationName } from '../../domain/enrichment/operation.ts';
import { readCurl, type CurlRequest } from './curl.ts';
import { newDraft, newOperation, placeholdersIn, type AuthDraft, type BodyDraft, type ProviderDraft, type Row } from './draft.ts';

export interface CurlDraft {
  readonly draft: ProviderDraft;
  /** What looked like the key; it is no part of the draft. */
  readonly key: string;
  /** Values that became placeholders, by what they stand for: the first sample of a test call. */
  readonly samples: { readonly [K in InputKey]?: string };
  /** What was decided or left out, for the person to look over. */
  readonly notes: readonly string[];
}

const KEY_NAME = /^(?:x-)?(?:[a-z0-9]+[-_.])*(?:api[-_]?key|apikey|key|token|access[-_]?token|auth|secret|app[-_]?key|subscription[-_]?key)$/i;
/** Headers that the engine writes, or that no program in a browser may set. */
const LEFT_OUT = /^(?:content-type|content-length|accept|accept-encoding|accept-language|host|origin|referer|user-agent|connection|cookie|cache-control|pragma|priority|te|dnt|expect|sec-.*|proxy-.*)$/i;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const INPUT_NAMES: readonly (readonly [InputKey, RegExp])[] = [
  ['firstName', /^(?:first|firstname|givenname|fname)$/],
  ['lastName', /^(?:last|lastname|familyname|surname|lname)$/],
  ['name', /^(?:name|fullname|person|personname|contactname)$/],
  ['companyName', /^(?:company|companyname|organization|organisation|organizationname|employer)$/],
  ['companyDomain', /^(?:domain|companydomain|website|site|companywebsite|companyurl)$/],
  ['email', /^(?:email|emailaddress|mail|workemail)$/],
  ['phone', /^(?:phone|phonenumber|mobile|tel|msisdn)$/],
  ['linkedinUrl', /^(?:linkedin|linkedinurl|linkedinprofile|profileurl|profile)$/],
  ['country', /^(?:country|countrycode)$/],
  ['title', /^(?:title|jobtitle)$/],
  ['vatId', /^(?:vat|vatid|vatnumber)$/],
];

/** What a value stands for, by its look and by the name in front of it. */
function inputOf(name: string, value: string, about: 'person' | 'company'): InputKey | undefined {
  if (/^[^\s@{}]+@[^\s@{}]+\.[a-z]{2,}$/i.test(value)) return 'email';
  if (/^https?:\/\/(?:[a-z]+\.)?linkedin\.com\/./i.test(value)) return 'linkedinUrl';
  if (/^\+\d[\d ()-]{6,}$/.test(value)) return 'phone';
  const named = INPUT_NAMES.find(([, names]) => names.test(plain(name)))?.[0];
  if (named === 'companyDomain' && about === 'company') return 'domain';
  if (named === 'companyName' && about === 'company') return 'name';
  return named ?? (/^(?!\d+\.\d)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(value) ? (about === 'company' ? 'domain' : 'companyDomain') : undefined);
}

interface Found {
  key: string;
  auth: AuthDraft;
  readonly samples: { [K in InputKey]?: string };
  readonly notes: string[];
  readonly about: 'person' | 'company';
}

/** A value as its placeholder where it stands for something of a lead; text of the partner's own syntax stays. */
function templated(found: Found, name: string, value: string): string {
  const input = value.trim() === '' ? undefined : inputOf(name, value, found.about);
  if (input === undefined || (found.samples[input] !== undefined && found.samples[input] !== value)) return value;
  found.samples[input] = value;
  return `{${input}}`;
}

function takeKey(found: Found, key: string, auth: AuthDraft): void {
  if (found.auth.kind !== 'none') return;
  found.key = key;
  found.auth = auth;
}

/** Headers that stay, after the key was taken out of them. */
function headerRows(found: Found, curl: CurlRequest): Row[] {
  return curl.headers.flatMap(([name, value]): Row[] => {
    if (LEFT_OUT.test(name)) return [];
    const scheme = /^(\S+)\s+(\S.*)$/.exec(value);
    if (/^authorization$/i.test(name)) {
      if (scheme?.[1]?.toLowerCase() === 'basic') takeBasic(found, basicText(scheme[2] ?? ''));
      else if (scheme?.[1]?.toLowerCase() === 'bearer') takeKey(found, scheme[2] ?? '', { kind: 'bearer' });
      else takeKey(found, scheme?.[2] ?? value, { kind: 'header', name, prefix: scheme ? `${scheme[1] ?? ''} ` : '' });
      return [];
    }
    if (KEY_NAME.test(name) && found.auth.kind === 'none') {
      takeKey(found, value, { kind: 'header', name, prefix: '' });
      return [];
    }
    return [{ name, value: templated(found, name, value) }];
  });
}

function basicText(encoded: string): string {
  try {
    return atob(encoded);
  } catch {
    return '';
  }
}

/** `name:password`: the piece that is there is the key; with both, the key is the pair. */
function takeBasic(found: Found, pair: string): void {
  const at = pair.indexOf(':');
  const [user, password] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  if (password === '') takeKey(found, user, { kind: 'basic', user: '{key}', password: '' });
  else if (user === '' || /^(?:api|apikey|x|key|user|token)$/i.test(user)) takeKey(found, password, { kind: 'basic', user, password: '{key}' });
  else takeKey(found, `${user}:${password}`, { kind: 'kept', auth: { kind: 'basic', user: '{key.user}', password: '{key.password}', parts: ['user', 'password'] } });
}

function queryRows(found: Found, params: URLSearchParams): Row[] {
  return [...params].flatMap(([name, value]): Row[] => {
    if (KEY_NAME.test(name) && found.auth.kind === 'none') {
      takeKey(found, value, { kind: 'query', name });
      found.notes.push(`The key is sent in the address, as "${name}". If the partner also takes it in a header, that is the safer place.`);
      return [];
    }
    return [{ name, value: templated(found, name, value) }];
  });
}

/** A JSON body with placeholders in its texts; a key in its first level becomes the key. */
function jsonText(found: Found, value: unknown): string {
  const inside = (given: unknown, name: string): unknown => {
    if (typeof given === 'string') return templated(found, name, given);
    if (Array.isArray(given)) return given.map((one: unknown) => inside(one, name));
    return typeof given === 'object' && given !== null ? Object.fromEntries(Object.entries(given).map(([key, one]) => [key, inside(one, key)])) : given;
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(inside(value, ''), null, 2);
  const entries = Object.entries(value).filter(([name, one]) => !(typeof one === 'string' && one !== '' && KEY_NAME.test(name) && takeBodyKey(found, 'json', name, one)));
  return JSON.stringify(inside(Object.fromEntries(entries), ''), null, 2);
}

function takeBodyKey(found: Found, place: 'json' | 'form', name: string, value: string): boolean {
  if (found.auth.kind !== 'none') return false;
  takeKey(found, value, { kind: 'kept', auth: { kind: 'parts', parts: ['secret'], [place]: { [name]: '{key}' } } });
  return true;
}

function bodyOf(found: Found, curl: CurlRequest): BodyDraft {
  const { data } = curl;
  if (data === undefined || data === '') return { kind: 'none' };
  const type = curl.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === 'object' || /json/i.test(type)) return { kind: 'json', text: jsonText(found, value) };
  } catch {
    if (/json/i.test(type)) {
      found.notes.push('The body says that it is JSON, and it is none. Look it over.');
      return { kind: 'json', text: data };
    }
  }
  const rows = [...new URLSearchParams(data)].filter(([name, value]) => !(KEY_NAME.test(name) && value !== '' && takeBodyKey(found, 'form', name, value)));
  return { kind: 'form', rows: rows.map(([name, value]) => ({ name, value: templated(found, name, value) })) };
}

/** Where a path has values of a lead between its slashes. */
function pathOf(found: Found, pathname: string): string {
  return pathname.split('/').map((part) => {
    const text = safeDecode(part);
    const looks = /@|^https?:|^\+\d/.test(text) || (/\./.test(text) && !/^v?\d+(?:\.\d+)*$/.test(text) && !/\.(?:json|php|aspx?|xml)$/i.test(text));
    return looks ? templated(found, '', text) : part;
  }).join('/');
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** "The Bureau" of `api.the-bureau.example`. */
function nameOf(hostname: string): string {
  const parts = hostname.split('.').filter((part) => !/^(?:www|api|rest|app|v\d+)$/i.test(part));
  const word = /^[\d.]+$|^\[|^localhost$/.test(hostname) ? 'My provider' : (parts.at(-2) ?? parts[0] ?? hostname);
  return word.split('-').map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join(' ');
}

/** What the request is probably for. */
function guessOperation(curl: CurlRequest): OperationName {
  const text = `${new URL(curl.url).pathname} ${curl.data ?? ''}`.toLowerCase();
  if (/verif|validat|deliverab/.test(text)) return 'verify-email';
  if (/mobile|phone/.test(text)) return 'find-mobile';
  if (/compan|organi[sz]ation|firm/.test(new URL(curl.url).pathname.toLowerCase()) && !/person|people|contact/.test(text)) return 'enrich-company';
  return /enrich|people|person|profile/.test(text) && !/find/.test(text) ? 'enrich-person' : 'find-work-email';
}

/** A curl command as a form. The error is a sentence for the person. @param month this month, such as `2026-01` */
export function curlToDraft(text: string, month: string, chosen?: OperationName): Result<CurlDraft, string> {
  const read = readCurl(text);
  if (!read.ok) return read;
  const curl = read.value;
  const url = new URL(curl.url);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname))) {
    return err(url.protocol === 'http:' ? 'The address begins with http://, where anybody on the way can read the key. Kiln asks https:// only, and http:// on this machine.' : `Kiln asks web addresses only, not ${url.protocol}//.`);
  }
  if (curl.method !== 'GET' && curl.method !== 'POST') return err(`The command uses ${curl.method.slice(0, 20)}. Partners that find something are asked with GET or POST.`);
  const operation = chosen ?? guessOperation(curl);
  const found: Found = { key: '', auth: { kind: 'none' }, samples: {}, notes: [], about: OPERATIONS[operation].about };
  if (url.username !== '') takeBasic(found, `${safeDecode(url.username)}:${safeDecode(url.password)}`);
  if (curl.user !== undefined) takeBasic(found, curl.user);
  const headers = headerRows(found, curl);
  const query = queryRows(found, url.searchParams);
  const body = bodyOf(found, curl);
  const path = pathOf(found, url.pathname === '/' ? '' : url.pathname);
  if (body.kind !== 'none' && curl.method === 'GET') found.notes.push('A GET has no body in a browser: it is sent as POST. Look whether the partner takes that.');
  if (curl.method === 'POST' && body.kind === 'none') found.notes.push('The request has no body.');
  if (found.auth.kind === 'none') found.notes.push('No key was found in it.');
  const texts = [path, body.kind === 'json' ? body.text : '', ...[...query, ...headers, ...(body.kind === 'form' ? body.rows : [])].map((row) => String(row.value))];
  const needs = [...new Set(texts.flatMap(placeholdersIn))].filter((name): name is InputKey => Object.hasOwn(found.samples, name));
  const isKeyed = found.auth.kind !== 'none';
  const draft: ProviderDraft = {
    ...newDraft(month, operation),
    name: nameOf(url.hostname), baseUrl: url.origin, homepage: `${url.origin}/`, docs: `${url.origin}/`, auth: found.auth, keyLabel: isKeyed ? 'API key' : '', keyHelp: isKeyed ? `${url.origin}/` : '',
    operations: [{ ...newOperation(operation), needs: [needs], request: { method: body.kind !== 'none' ? 'POST' : curl.method, path, query, headers, body, rest: {} } }],
  };
  return ok({ draft, key: found.key, samples: found.samples, notes: found.notes });
}
