import { parse } from 'tldts';
import { PROVIDER_FIELD_CHARS } from '../core/limits.ts';
import { FIELDS } from '../domain/lead/fields.ts';
import type { FieldKey, FieldType } from '../domain/lead/fields.ts';

/** Control characters, zero-width and direction overrides: invisible, and able to make text read as something else. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** The same, lines and tabs aside. */
export const HIDDEN_IN_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** One line of visible text, bounded. Empty when nothing is left. */
export const cleanText = (text: string, chars: number = PROVIDER_FIELD_CHARS): string =>
  text.slice(0, chars * 4).replace(HIDDEN, ' ').replace(/\s+/g, ' ').trim().slice(0, chars);

/** Address in lower case; undefined for anything else, masked ones (`a***@`) included. */
export function emailOf(text: string): string | undefined {
  const email = cleanText(text, 300).toLowerCase().replace(/^mailto:/, '');
  if (email.length > 254) return undefined;
  return /^[^\s@<>"'(),:;\\[\]*]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(email) ? email : undefined;
}

/** Host of a URL, an e-mail or a bare domain; lower case, without www. Undefined when it is no public host name. */
export function domainOf(text: string): string | undefined {
  const bare = cleanText(text, 500).toLowerCase();
  const host = bare.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/[/?#].*$/, '').replace(/^.*@/, '').replace(/:\d+$/, '').replace(/\.$/, '').replace(/^www\d?\./, '');
  if (host.length > 253 || !/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.[\p{L}][\p{L}\p{N}-]+$/u.test(host)) return undefined;
  return host;
}

/** The name part of a host: `example-works` of `www.example-works.co.uk`. Undefined when there is none. */
export function siteLabelOf(text: string): string | undefined {
  const host = domainOf(text);
  return (host === undefined ? undefined : parse(host).domainWithoutSuffix) || undefined;
}

/** `example-works.co.uk` of `shop.example-works.co.uk`. */
export function registrableOf(text: string): string | undefined {
  const host = domainOf(text);
  return (host === undefined ? undefined : parse(host).domain) || undefined;
}

/** `co.uk` of `www.example-works.co.uk`. */
export function publicSuffixOf(text: string): string | undefined {
  const host = domainOf(text);
  return (host === undefined ? undefined : parse(host).publicSuffix) || undefined;
}

const COUNTRY_NAMES = new Map([['usa', 'US'], ['united states of america', 'US'], ['uk', 'GB'], ['great britain', 'GB'], ['england', 'GB'], ['czech republic', 'CZ'], ['deutschland', 'DE'], ['españa', 'ES'], ['italia', 'IT'], ['brasil', 'BR']]);

let regions: Intl.DisplayNames | undefined;
const nameOf = (code: string): string | undefined => (regions ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })).of(code);

/** Two capital letters (ISO 3166-1) of a code or an English name; undefined when it is neither. */
export function countryCodeOf(text: string): string | undefined {
  const word = cleanText(text, 80).toLowerCase();
  if (/^[a-z]{2}$/.test(word) && word !== 'uk') return nameOf(word.toUpperCase()) === undefined ? undefined : word.toUpperCase();
  if (!COUNTRY_NAMES.has('france')) {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
      const name = nameOf(code)?.toLowerCase();
      // Former codes (DD, SU) stand for the one in use.
      if (name !== undefined && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`) COUNTRY_NAMES.set(name, code);
    }
  }
  return COUNTRY_NAMES.get(word);
}

/** http(s) address with a scheme; one without gets https. Undefined for other schemes and for addresses with a password. */
export function urlOf(text: string): string | undefined {
  const trimmed = cleanText(text);
  if (trimmed === '' || /\s/.test(trimmed)) return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[a-z0-9.-]+:\d+(\/|$)/i.test(trimmed) ? trimmed : `https://${trimmed.replace(/^\/\//, '')}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password || !url.hostname.includes('.')) return undefined;
  return url.href.length <= PROVIDER_FIELD_CHARS ? url.href : undefined;
}

/** `https://www.linkedin.com/in/slug` from any spelling of it, with or without scheme; undefined when it is elsewhere. */
export function linkedinUrlOf(text: string): string | undefined {
  const url = urlOf(text);
  if (url === undefined) return undefined;
  const { hostname, pathname } = new URL(url);
  if (!/(^|\.)linkedin\.com$/.test(hostname)) return undefined;
  const found = /^\/(in|company|school|pub|sales\/lead|sales\/people)\/([^/]+)/.exec(pathname);
  return found ? `https://www.linkedin.com/${found[1]}/${found[2]}` : undefined;
}

/** E.164; undefined without a country code or when digits are masked. */
export function e164Of(text: string): string | undefined {
  const trimmed = cleanText(text, 60).replace(/^00/, '+');
  if (!/^\+[\d\s().\-/]+$/.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\D/g, '');
  return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : undefined;
}

/** Whole number as digits, from 1200, "1200" or "1,200". */
export function wholeOf(text: string): string | undefined {
  const found = /^-?\d{1,3}([,' \u00a0]\d{3})+(?:\.\d+)?$|^-?\d{1,15}(?:\.\d+)?$/.exec(text.trim());
  if (!found) return undefined;
  return String(Math.round(Number(text.trim().replace(/[,' \u00a0]/g, ''))));
}

/** YYYY-MM-DD or YYYY. */
export function dateOf(text: string): string | undefined {
  const found = /^[+]?(\d{4})(?:-(\d{2})-(\d{2}))?(?:$|[T\s])/.exec(text.trim());
  if (!found) return undefined;
  if (!found[2] || found[2] === '00' || found[3] === '00') return found[1];
  return `${found[1]}-${found[2]}-${found[3]}`;
}

const BY_TYPE: { readonly [T in FieldType]: (text: string) => string | undefined } = {
  text: (t) => cleanText(t) || undefined,
  email: emailOf,
  phone: e164Of,
  url: urlOf,
  domain: domainOf,
  image: urlOf,
  number: wholeOf,
  date: dateOf,
};

/** A provider's value in the normal form of its field, or undefined when it is no such thing. */
export function normalValue(field: FieldKey, text: string): string | undefined {
  if (field === 'linkedinUrl') return linkedinUrlOf(text);
  return BY_TYPE[FIELDS[field].type](text);
}
