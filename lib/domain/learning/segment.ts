/** What leads have in common for a partner: where, how big the company, how high the person. Coarse, so that evidence gathers. */
import type { FieldKey } from '../lead/fields.ts';
import type { Lead } from '../lead/lead.ts';
import { textOf } from '../lead/merge.ts';
import { COUNTRY_NAMES, DOMAIN_COUNTRIES } from './countries.ts';

export const SIZES = ['1-10', '11-50', '51-200', '201-1000', '1001+'] as const;
export const SENIORITIES = ['top', 'director', 'manager', 'other'] as const;
export type SizeClass = (typeof SIZES)[number] | '?';
export type SeniorityClass = (typeof SENIORITIES)[number] | '?';

export interface Segment {
  /** ISO 3166 two letters in lower case, or '?'. */
  readonly country: string;
  readonly size: SizeClass;
  readonly seniority: SeniorityClass;
}
export const NO_SEGMENT: Segment = { country: '?', size: '?', seniority: '?' };

export const segmentKey = ({ country, size, seniority }: Segment): string => `${country}|${size}|${seniority}`;

/** The segment of a stored key; a broken one is no segment. */
export function segmentOfKey(key: string): Segment {
  const [country = '?', size = '?', seniority = '?'] = key.split('|');
  return {
    country: /^[a-z]{2}$/.test(country) ? country : '?',
    size: SIZES.find((s) => s === size) ?? '?',
    seniority: SENIORITIES.find((s) => s === seniority) ?? '?',
  };
}

export function segmentOf(lead: Pick<Lead, 'fields'>): Segment {
  const field = (key: FieldKey): string => textOf(lead.fields, key) ?? '';
  return {
    country: countryOf(field('country')) ?? countryOf(field('location').split(',').at(-1) ?? '') ?? countryOfDomain(field('companyDomain') || field('domain')) ?? '?',
    size: sizeOf(field('employees') || field('employeeRange')),
    seniority: seniorityOf(field('seniority')) ?? seniorityOf(field('title')) ?? (field('title') ? 'other' : '?'),
  };
}

function countryOf(text: string): string | undefined {
  const word = text.trim().toLocaleLowerCase('en').slice(0, 60);
  return /^[a-z]{2}$/.test(word) ? (word === 'uk' ? 'gb' : word) : COUNTRY_NAMES[word];
}

function countryOfDomain(domain: string): string | undefined {
  const last = domain.slice(domain.lastIndexOf('.') + 1).toLowerCase();
  return DOMAIN_COUNTRIES.has(last) ? (last === 'uk' ? 'gb' : last) : undefined;
}

/** By the lower end of a range: "51-200" is 51, "1,001+" is 1001. */
function sizeOf(text: string): SizeClass {
  const digits = /\d{1,9}/.exec(text.replace(/(?<=\d)[,.' ](?=\d{3})/g, ''))?.[0];
  const n = digits === undefined ? 0 : Number(digits);
  if (n < 1) return '?';
  return SIZES[[10, 50, 200, 1_000].filter((limit) => n > limit).length] ?? '?';
}

const LEVELS: readonly [SeniorityClass, RegExp][] = [
  ['top', /\b(?:c[a-z]o|chief|founder|co-?founder|owner|partner|president|chair(?:man|woman|person)?|c[-_ ]?(?:suite|level)|cxo|managing director|gesch[äa]ftsf[üu]hr\w*|vorstand|inhaber\w*|g[ée]rante?|pdg)\b/iu],
  ['director', /\b(?:vp|svp|evp|director|head|principal|direct(?:or|eur|rice)\w*|leiter\w*)\b/iu],
  ['manager', /\b(?:manager|lead|leader|supervisor|team ?lead|teamleiter\w*|responsable)\b/iu],
  ['other', /\b(?:senior|junior|entry|intern|training|staff|associate|unpaid)\b/iu],
];

function seniorityOf(text: string): SeniorityClass | undefined {
  const short = text.slice(0, 200).replace(/\bvice[- ]president\b/iu, 'vp');
  return LEVELS.find(([, words]) => words.test(short))?.[0];
}

/** From coarse to fine: everything, the country, with the size, with the seniority. Unknown parts add no level. */
export function segmentPath({ country, size, seniority }: Segment): Segment[] {
  const path: Segment[] = [NO_SEGMENT];
  if (country !== '?') path.push({ country, size: '?', seniority: '?' });
  if (size !== '?') path.push({ country, size, seniority: '?' });
  if (seniority !== '?') path.push({ country, size, seniority });
  return path;
}

/** A lead of `leaf` belongs to `segment`: every part that the segment names is the same. */
export const isWithin = (leaf: Segment, segment: Segment): boolean =>
  (segment.country === '?' || leaf.country === segment.country) &&
  (segment.size === '?' || leaf.size === segment.size) &&
  (segment.seniority === '?' || leaf.seniority === segment.seniority);
