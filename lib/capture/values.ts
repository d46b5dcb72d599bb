import type { CountryCode } from 'libphonenumber-js/min';
import { CAPTURE_VALUE_CHARS } from '../core/limits.ts';
import { FIELDS, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import { parsePersonName } from '../domain/lead/name.ts';
import { readTags, tagsText } from '../domain/lead/tags.ts';
import { countryName } from './country.ts';
import { isMailHost, registrableDomain } from './domains.ts';
import { guessPhone, parsePhone } from './phones.ts';
import { canonicalUrl, profileOf, withScheme } from './urls.ts';

export interface ValueContext {
  readonly kind: LeadKind;
  readonly pageUrl: string;
  readonly country: CountryCode | undefined;
}
export interface NormalValue {
  readonly value: string;
  /** Added to the confidence: a number that only may be one counts for less. */
  readonly weight: number;
  /** The value belongs in this field instead. */
  readonly field?: FieldKey;
}

const LENGTH: Partial<Record<FieldKey, number>> = {
  name: 120, firstName: 80, lastName: 80, prefix: 40, suffix: 40, title: 160, companyName: 140, legalName: 160, industry: 160, location: 160, country: 60, address: 300, description: CAPTURE_VALUE_CHARS, note: CAPTURE_VALUE_CHARS,
};
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#039': "'", '#x27': "'", nbsp: ' ' };

/** Text without markup: structured data often carries escaped HTML. What is inside a script or style goes with it. */
export function plainText(text: string): string {
  let plain = text.replace(/&(amp|lt|gt|quot|apos|nbsp|#0?39|#x27);/gi, (all, name: string) => ENTITIES[name.toLowerCase()] ?? all);
  for (let i = 0; i < 4 && /<[a-z!/]/i.test(plain); i++) {
    plain = plain.replace(/<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ').replace(/<\/?[a-z!][^<>]*(?:>|$)/gi, ' ');
  }
  // What still looks like the beginning of a tag loses its bracket.
  return plain.replace(/<+/g, (run, at: number, all: string) => (/[a-z!/]/i.test(all[at + run.length] ?? '') ? '' : run)).replace(/\s+/g, ' ').trim();
}

/** One normal form per field type, or null when the text is no such value. Nothing is ever made up: normalising only rewrites. */
export function normaliseValue(field: FieldKey, text: string, context: ValueContext): NormalValue | null {
  switch (FIELDS[field].type) {
    case 'email':
      return email(text);
    case 'phone':
      return phone(text, context.country);
    case 'url':
      return url(field, text, context);
    case 'image':
      return address(text, context.pageUrl);
    case 'domain': {
      const domain = registrableDomain(text.trim());
      return domain ? { value: domain, weight: 0 } : null;
    }
    case 'number':
      return employees(text);
    case 'date':
    case 'text':
      return plain(field, text, context.kind);
  }
}

function email(text: string): NormalValue | null {
  const match = /^(?:mailto:)?([^\s@<>"'(),:;\\[\]]{1,64})@([a-z0-9.-]{3,200})$/i.exec(text.trim().replace(/\?.*$/, ''));
  const local = match?.[1]?.replace(/^\.+|\.+$/g, '') ?? '';
  const host = (match?.[2] ?? '').toLowerCase().replace(/\.+$/, '');
  if (local === '' || /\.\./.test(local) || !isMailHost(host)) return null;
  return { value: `${local.toLowerCase()}@${host}`, weight: 0 };
}

function phone(text: string, country: CountryCode | undefined): NormalValue | null {
  const written = text.replace(/^(?:tel|callto|fax):/i, '');
  const number = parsePhone(written, country);
  if (number) return { value: number.e164, weight: number.isValid ? 0 : -15 };
  const guess = country === undefined ? guessPhone(written) : null;
  return guess ? { value: guess.e164, weight: -12 } : null;
}

function url(field: FieldKey, text: string, context: ValueContext): NormalValue | null {
  const address = canonicalUrl(withScheme(text), context.pageUrl);
  if (!address) return null;
  if (field === 'website') return profileOf(address) ? null : { value: address, weight: 0 };
  const profile = profileOf(address);
  if (field === 'profileUrl') return profile && profile.field !== 'profileUrl' ? { value: profile.url, weight: 0, field: profile.field } : { value: address, weight: 0 };
  if (!profile || (profile.kind !== undefined && profile.kind !== context.kind)) return null;
  return { value: profile.url, weight: 0, ...(profile.field === field ? {} : { field: profile.field }) };
}

function address(text: string, base: string): NormalValue | null {
  const image = canonicalUrl(text, base) ?? loopbackImage(text, base);
  return image ? { value: image, weight: 0 } : null;
}

/** Pictures of a page served without a domain (a machine in the house) are addresses, too. */
function loopbackImage(text: string, base: string): string | null {
  try {
    const image = new URL(text, base);
    return /^https?:$/.test(image.protocol) && image.host === new URL(base).host ? image.href : null;
  } catch {
    return null;
  }
}

function employees(text: string): NormalValue | null {
  const plain = text.replace(/(?<=\d)[,.'\s](?=\d{3}\b)/g, '');
  const range = /(\d{1,7})\s*(?:-|–|to|bis|à)\s*(\d{1,7})/.exec(plain);
  if (range) return { value: `${range[1]}-${range[2]}`, weight: 0, field: 'employeeRange' };
  const more = /(\d{1,7})\s*\+/.exec(plain);
  if (more) return { value: `${more[1]}+`, weight: 0, field: 'employeeRange' };
  const exact = /^\D{0,20}(\d{1,7})(?:\s*(?:employees|people|staff|mitarbeiter\w*|employés|empleados|dipendenti))?\W*$/i.exec(plain);
  return exact ? { value: String(Number(exact[1])), weight: 0 } : null;
}

function tags(text: string): NormalValue | null {
  const read = readTags(text);
  return 'tags' in read && read.tags.length > 0 ? { value: tagsText(read.tags), weight: 0 } : null;
}

function plain(field: FieldKey, text: string, kind: LeadKind): NormalValue | null {
  if (field === 'tags') return tags(text);
  const value = plainText(text);
  if (value === '' || value.length > (LENGTH[field] ?? 200) || !/[\p{L}\p{N}]/u.test(value)) return null;
  if (/^(?:n\/a|none|null|undefined|unknown|-+|tbd|not (?:specified|available|provided))$/i.test(value)) return null;
  if (field === 'name' && kind === 'person') {
    const { name } = parsePersonName(value);
    return name === '' ? null : { value: name, weight: 0 };
  }
  if (field === 'founded') {
    const year = /\b(1[5-9]\d\d|20\d\d)\b/.exec(value)?.[1];
    return year ? { value: year, weight: 0 } : null;
  }
  if (field === 'name') return { value: value.replace(/[\s:|·–—-]+$/, '') || value, weight: 0 };
  if (field === 'companyName' || field === 'title') return { value: value.replace(/\s+,/g, ',').replace(/[\s,;|·–—-]+$/, ''), weight: 0 };
  if (field === 'country') return { value: countryName(value), weight: 0 };
  if (field === 'address' || field === 'location') return { value: value.replace(/\s*,(?:\s*,)+/g, ',').replace(/^[\s,]+|[\s,]+$/g, ''), weight: 0 };
  return { value, weight: 0 };
}
