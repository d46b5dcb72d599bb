import type { LeadKey } from './custom.ts';
import { seniorityLevel } from './seniority.ts';

/**
 * How a value that shows is tested, in conditions of waterfalls and in filters of views alike. `values` are texts for the first
 * six and for the three of columns that hold several choices, one number for `more` and `less`, one day (see `dayOf`) for `before` and `after`; `empty` and `known` take none.
 */
export type TextTest = 'is' | 'is-not' | 'contains' | 'contains-not' | 'starts' | 'ends' | 'empty' | 'known' | 'more' | 'less' | 'before' | 'after' | 'has-any' | 'has-all' | 'has-none';

/**
 * Whether a value passes a test; several `values` mean "any of them". A test of something unknown does not hold, except "is
 * not", "contains not", "has none" and "empty".
 * @param text what shows, trimmed; undefined = nothing is known
 * @param now milliseconds since 1970, for days that are counted from today
 */
export function textHolds(test: TextTest, key: LeadKey, text: string | undefined, values: readonly string[], now = 0): boolean {
  if (text === undefined) return test === 'empty' || test === 'is-not' || test === 'contains-not' || test === 'has-none';
  switch (test) {
    case 'empty':
      return false;
    case 'known':
      return true;
    case 'is':
      return values.some((v) => same(key, text, v));
    case 'is-not':
      return !values.some((v) => same(key, text, v));
    case 'contains':
      return values.some((v) => fold(text).includes(fold(v)));
    case 'contains-not':
      return !values.some((v) => fold(text).includes(fold(v)));
    case 'starts':
      return values.some((v) => fold(text).startsWith(fold(v)));
    case 'ends':
      return values.some((v) => fold(text).endsWith(fold(v)));
    case 'has-any':
      return values.some(amongChoices(text));
    case 'has-all':
      return values.every(amongChoices(text));
    case 'has-none':
      return !values.some(amongChoices(text));
    case 'more':
      return compare(text, values[0], (low, _high, limit) => low > limit);
    case 'less':
      return compare(text, values[0], (_low, high, limit) => high < limit);
    case 'before':
    case 'after':
      return compareDays(test, dayOf(text, now), dayOf(values[0] ?? '', now));
  }
}

/** Says whether something is one of the choices in a text, whatever its capitals. */
function amongChoices(text: string): (value: string) => boolean {
  const all = new Set(text.split(',').map(fold));
  return (value) => all.has(fold(value));
}

/** Most texts are ASCII, which has one form only: to normalise it all the same was a good part of what a search of a long table cost. */
const ASCII = /^[\n -~]*$/;
export const fold = (text: string): string => (ASCII.test(text) ? text.trim().toLowerCase() : text.normalize('NFKC').trim().toLocaleLowerCase('en'));

function same(key: LeadKey, a: string, b: string): boolean {
  if (key === 'country') return country(a) === country(b);
  if (key === 'tags') return amongChoices(a)(b);
  // A provider may list several: "director, manager".
  if (key === 'seniority') return a.split(',').some((part) => level(part) === level(b));
  return fold(a) === fold(b);
}
const level = (text: string): string => fold(seniorityLevel(text) ?? text);

/** "DE", "de" and "Germany" are one country. */
function country(text: string): string {
  const code = text.trim().toUpperCase();
  const name = /^[A-Z]{2}$/.test(code) ? new Intl.DisplayNames(['en'], { type: 'region' }).of(code) : undefined;
  return fold(name ?? text);
}

/** Reads "1,200", "51-200", "10,001+" and "$5M" as bounds. A range is above a limit only with both ends. */
function compare(text: string, limit: string | undefined, holdsFor: (low: number, high: number, limit: number) => boolean): boolean {
  const [low, high] = bounds(text);
  const [at] = bounds(limit ?? '');
  return low !== undefined && at !== undefined && holdsFor(low, high ?? low, at);
}

const SCALE: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };
/** The number, or both ends of the range, that a text speaks of; empty when it speaks of none. A leading minus counts when nothing but a sign of money stands before the number. */
export function bounds(text: string): [number?, number?] {
  const found = [...text.toLocaleLowerCase('en').matchAll(/(\d[\d,\s]*(?:\.\d+)?)\s*([kmb](?![a-z]))?/g)].map(([, digits = '', unit]) => Number(digits.replace(/[,\s]/g, '')) * (unit === undefined ? 1 : (SCALE[unit] ?? 1)));
  const [low, high] = found;
  if (low === undefined) return [];
  if (/^\s*[-−]\s*[$€£]?\s*\d/.test(text)) return [-low, -low];
  return [low, high ?? (/\+\s*$/.test(text.trim()) ? Number.POSITIVE_INFINITY : low)];
}

const DAY_MS = 86_400_000;
/**
 * The day that a text names, in days since 1970 (UTC): `2024`, `2024-03`, `2024-03-09` and whatever begins so; `today`; `-30d` and
 * `+7d` from today. undefined when it names none. A year or a month is its first day.
 */
export function dayOf(text: string, now: number): number | undefined {
  const wanted = text.trim().toLocaleLowerCase('en');
  const today = Math.floor(now / DAY_MS);
  if (wanted === 'today') return today;
  const far = /^([+-]\d{1,6})d$/.exec(wanted);
  if (far) return today + Number(far[1]);
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/.exec(wanted);
  if (!iso) return undefined;
  const [, year, month = '01', day = '01'] = iso;
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // The 30th of February would be taken for a day in March.
  return Number.isNaN(at) || new Date(at).getUTCDate() !== Number(day) ? undefined : at / DAY_MS;
}

const compareDays = (test: 'before' | 'after', day: number | undefined, limit: number | undefined): boolean => day !== undefined && limit !== undefined && (test === 'before' ? day < limit : day > limit);
