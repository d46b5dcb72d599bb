import { FIELDS, type FieldKey } from '../lead/fields.ts';
import type { LeadFields } from '../lead/lead.ts';
import { textOf } from '../lead/merge.ts';
import { seniorityLevel, seniorityOf } from '../lead/seniority.ts';

/** How a field is tested. `values` of the first two are texts, of the last two one number; `empty` and `known` take none. */
export const TESTS = ['is', 'is-not', 'contains', 'contains-not', 'empty', 'known', 'more', 'less'] as const;
export type TestName = (typeof TESTS)[number];

export interface FieldTest {
  readonly field: FieldKey;
  readonly test: TestName;
  /** Any one of them fits: "is one of". */
  readonly values: readonly string[];
}
/** "Only if": all tests hold, or any of them. Without tests it always holds. */
export interface Only {
  readonly match: 'all' | 'any';
  readonly tests: readonly FieldTest[];
}

/** What is asked about: the lead, and for a person the company as another table knows it. */
export interface Subject {
  readonly fields: LeadFields;
  readonly company?: LeadFields;
}

/** True when a step may be asked of this lead. A test of something unknown does not hold, except "is not", "contains not" and "empty". */
export function holds(only: Only | undefined, subject: Subject): boolean {
  if (!only || only.tests.length === 0) return true;
  return only.match === 'all' ? only.tests.every((t) => testHolds(t, subject)) : only.tests.some((t) => testHolds(t, subject));
}

function testHolds({ field, test, values }: FieldTest, subject: Subject): boolean {
  const text = valueOf(field, subject);
  switch (test) {
    case 'empty':
      return text === undefined;
    case 'known':
      return text !== undefined;
    case 'is':
      return text !== undefined && values.some((v) => same(field, text, v));
    case 'is-not':
      return text === undefined || !values.some((v) => same(field, text, v));
    case 'contains':
      return text !== undefined && values.some((v) => fold(text).includes(fold(v)));
    case 'contains-not':
      return text === undefined || !values.some((v) => fold(text).includes(fold(v)));
    case 'more':
      return compare(text, values[0], (low, _high, limit) => low > limit);
    case 'less':
      return compare(text, values[0], (_low, high, limit) => high < limit);
  }
}

/** The value that shows; the company's facts stand in for what only companies have, a title says the seniority, a range the size. */
function valueOf(field: FieldKey, { fields, company }: Subject): string | undefined {
  const own = known(fields, field);
  if (own !== undefined) return own;
  if (field === 'seniority') {
    const title = known(fields, 'title');
    return title === undefined ? undefined : seniorityOf(title);
  }
  if (field === 'employees') return known(fields, 'employeeRange') ?? (company && (known(company, 'employees') ?? known(company, 'employeeRange')));
  return company && (field === 'country' || !(FIELDS[field].kinds as readonly string[]).includes('person')) ? known(company, field) : undefined;
}

const known = (fields: LeadFields, key: FieldKey): string | undefined => {
  const text = textOf(fields, key)?.trim();
  return text === '' ? undefined : text;
};

const fold = (text: string): string => text.normalize('NFKC').trim().toLocaleLowerCase('en');
function same(field: FieldKey, a: string, b: string): boolean {
  if (field === 'country') return country(a) === country(b);
  // A provider may list several: "director, manager".
  if (field === 'seniority') return a.split(',').some((part) => level(part) === level(b));
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
function compare(text: string | undefined, limit: string | undefined, holdsFor: (low: number, high: number, limit: number) => boolean): boolean {
  const [low, high] = bounds(text ?? '');
  const [at] = bounds(limit ?? '');
  return low !== undefined && at !== undefined && holdsFor(low, high ?? low, at);
}

const SCALE: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };
function bounds(text: string): [number?, number?] {
  const found = [...text.toLocaleLowerCase('en').matchAll(/(\d[\d,\s]*(?:\.\d+)?)\s*([kmb](?![a-z]))?/g)].map(([, digits = '', unit]) => Number(digits.replace(/[,\s]/g, '')) * (unit === undefined ? 1 : (SCALE[unit] ?? 1)));
  const [low, high] = found;
  if (low === undefined) return [];
  return [low, high ?? (/\+\s*$/.test(text.trim()) ? Number.POSITIVE_INFINITY : low)];
}
