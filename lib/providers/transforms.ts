import { foldName } from '../domain/lead/identity.ts';
import { splitLegalForm } from '../domain/lead/legal-form.ts';
import { parseJson } from './json.ts';
import { sha256Hex } from '../core/sha256.ts';
import { cleanText, countryCodeOf, dateOf, domainOf, e164Of, emailOf, linkedinUrlOf, publicSuffixOf, registrableOf, siteLabelOf, urlOf, wholeOf } from './values.ts';

/** Text in, text out; undefined means "no value". An argument follows a colon: `prefix:https://`. */
export type Transform = (text: string, argument: string) => string | undefined;

const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const lastPart = (text: string): string => text.trim().split(/\s+/).slice(1).join(' ');

function originOf(text: string): string | undefined {
  const url = urlOf(text);
  return url === undefined ? undefined : `${new URL(url).origin}/`;
}

function movedDay(text: string, move: (day: Date) => unknown): string | undefined {
  const day = new Date(`${dateOf(text) ?? ''}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return undefined;
  move(day);
  return Number.isNaN(day.getTime()) ? undefined : day.toISOString().slice(0, 10);
}

function epochDay(text: string): string | undefined {
  const value = Number(text);
  const ms = value > 1e11 ? value : value * 1_000;
  return /^\d{1,14}(\.\d+)?$/.test(text.trim()) && ms < 8.64e15 ? new Date(ms).toISOString().slice(0, 10) : undefined;
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON Schema as OpenAPI 3.0 writes it: `nullable` in place of a type beside null, and no word on further properties. */
function openApiSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openApiSchema);
  if (!isRecord(value)) return value;
  const { additionalProperties: _, type, ...rest } = value;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  const inner = Object.fromEntries(Object.entries(rest).map(([key, v]) => [key, key === 'enum' && Array.isArray(v) ? v.filter((one) => one !== null) : openApiSchema(v)]));
  return { ...(type === undefined ? {} : { type: types.find((t) => t !== 'null') }), ...(types.includes('null') ? { nullable: true } : {}), ...inner };
}

/** Small, pure, total. Used by request templates and by picks alike; new ones are one line here. */
const TRANSFORMS: { readonly [name: string]: Transform } = {
  trim: (t) => t.trim(),
  lower: (t) => t.toLowerCase(),
  upper: (t) => t.toUpperCase(),
  /** First word of a name, and the rest. */
  first: (t) => t.trim().split(/\s+/)[0],
  last: (t) => lastPart(t) || undefined,
  fold: (t) => foldName(t),
  titleCase: (t) => t.replace(/(^|[\s'-])(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  domain: (t) => domainOf(t),
  email: (t) => emailOf(t),
  url: (t) => urlOf(t),
  linkedinUrl: (t) => linkedinUrlOf(t),
  /** `ada-example` from a profile address. */
  linkedinSlug: (t) => linkedinUrlOf(t)?.split('/').at(-1),
  /** `in/ada-example` or `company/example`: what some partners call a handle. */
  linkedinPath: (t) => linkedinUrlOf(t)?.replace('https://www.linkedin.com/', ''),
  /** `in/ada-example` from a bare person handle, `company/example` from a bare company one; handles with a kind stay. */
  personHandle: (t) => (t.includes('/') ? t : `in/${t}`),
  companyHandle: (t) => (t.includes('/') ? t : `company/${t}`),
  lastSegment: (t) => t.replace(/[?#].*$/, '').replace(/\/+$/, '').split('/').at(-1),
  e164: (t) => e164Of(t),
  /** E.164 of a number as it is written in the United States, for partners that leave the +1 out. */
  usPhone: (t) => t.replace(/[\s().-]/g, '').replace(/^(?:\+?1)?(?=\d{10}$)/, '+1'),
  digits: (t) => t.replace(/\D/g, ''),
  number: (t) => wholeOf(t),
  date: (t) => dateOf(t),
  year: (t) => dateOf(t)?.slice(0, 4),
  text: (t) => cleanText(t),
  /** `mail.example.com` from `10 mail.example.com.`; nothing for a null MX (RFC 7505). */
  mxHost: (t) => t.trim().replace(/^\d+\s+/, '').replace(/\.$/, '').toLowerCase() || undefined,
  /** Inside a double-quoted SPARQL or JSON string. */
  quoted: (t) => t.replace(/[\\"\n\r\t]/g, (c) => (c === '\n' ? '\\n' : c === '\r' ? '\\r' : c === '\t' ? '\\t' : `\\${c}`)),
  /** Only if it looks like a Wikidata item. */
  qid: (t) => /(?:^|\/)(Q\d{1,12})$/.exec(t.trim())?.[1],
  /** `example-works` of a host or address; `exampleworks` and `example-works` of a company name, its legal form aside. */
  siteLabel: (t) => siteLabelOf(t),
  joined: (t) => foldName(splitLegalForm(t).base).replace(/ /g, ''),
  dashed: (t) => foldName(splitLegalForm(t).base).replace(/ /g, '-'),
  /** Only with exactly so many digits: `digitsOf:9`. */
  digitsOf: (t, argument) => {
    const digits = t.replace(/\D/g, '');
    return digits.length === Number(argument) ? digits : undefined;
  },
  /** Letters and digits in capitals: `FR32123456789` of `fr 32 123.456.789`. */
  alnum: (t) => t.normalize('NFKD').replace(/[^A-Za-z0-9]/g, '').toUpperCase(),
  /** The first so many characters, and those after them: `start:2` is `FR`, `skip:2` the rest. */
  start: (t, argument) => t.slice(0, Number(argument)),
  skip: (t, argument) => t.slice(Number(argument)),
  /** `example-works.co.uk` of a host below it, and the address of the first page of a website. */
  registrable: (t) => registrableOf(t),
  origin: (t) => originOf(t),
  /** Only an address of that site or below it: `onHost:facebook.com`. */
  onHost: (t, argument) => (registrableOf(t) === argument ? t : undefined),
  /** `FR` of "France" or "fr". */
  countryCode: (t) => countryCodeOf(t),
  /** `co.uk` of a host. */
  publicSuffix: (t) => publicSuffixOf(t),
  /** The last so many characters, and zeros in front up to so many: `end:9`, `zeros:10`. */
  end: (t, argument) => t.slice(-Number(argument)),
  zeros: (t, argument) => t.padStart(Math.min(Number(argument), 40), '0'),
  /** `Example & Co` of `Example &amp; <b>Co</b>`: text that search engines mark up. */
  plain: (t) => t.replace(/<[^<>]{0,200}>/g, '').replace(/&(amp|lt|gt|quot|#39|#x27|nbsp);/g, (_, name: string) => ENTITIES[name] ?? ' '),
  dropAt: (t) => t.replace(/^@/, ''),
  /** Hex; a Gravatar is `{email|lower|sha256}`. */
  sha256: (t) => sha256Hex(t),
  base64: (t) => btoa(String.fromCharCode(...new TextEncoder().encode(t))),
  /** Of a JSON Schema, for partners that read the older form. */
  openApiSchema: (t) => JSON.stringify(openApiSchema(parseJson(t))),
  /** First letter. */
  initial: (t) => Array.from(t.trim())[0],
  /** `ada-example` from `Ada Example`. */
  slug: (t) => foldName(t).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || undefined,
  before: (t, argument) => (argument !== '' && t.includes(argument) ? t.slice(0, t.indexOf(argument)) : t),
  after: (t, argument) => (argument !== '' && t.includes(argument) ? t.slice(t.indexOf(argument) + argument.length) : t),
  suffix: (t, argument) => (t === '' ? undefined : t + argument),
  /** `YYYY-MM` and `YYYYMMDD` of a day. */
  month: (t) => dateOf(t)?.slice(0, 7),
  compact: (t) => dateOf(t)?.replaceAll('-', ''),
  /** The first day of the month so many months ago, and the day so many days ago, from `{today}`. */
  monthsAgo: (t, argument) => movedDay(t, (day) => (day.setUTCDate(1), day.setUTCMonth(day.getUTCMonth() - Number(argument)))),
  daysAgo: (t, argument) => movedDay(t, (day) => day.setUTCDate(day.getUTCDate() - Number(argument))),
  /** A day from seconds or milliseconds since 1970. */
  epochDate: (t) => epochDay(t),
  prefix: (t, argument) => (t === '' ? undefined : argument + t),
};

export const isTransform = (spec: string): boolean => Object.hasOwn(TRANSFORMS, spec.split(':')[0] ?? '');

/** Applies transforms in order; stops at "no value". Unknown names are refused when a manifest is loaded. */
export function transform(text: string, specs: readonly string[]): string | undefined {
  let value: string | undefined = text;
  for (const spec of specs) {
    const at = spec.indexOf(':');
    const name = at < 0 ? spec : spec.slice(0, at);
    const apply = Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name] : undefined;
    if (!apply || value === undefined || value === '') return undefined;
    value = apply(value, at < 0 ? '' : spec.slice(at + 1));
  }
  return value === '' ? undefined : value;
}
