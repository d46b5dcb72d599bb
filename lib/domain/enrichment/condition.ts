import { FIELDS, type FieldKey } from '../lead/fields.ts';
import type { LeadFields } from '../lead/lead.ts';
import { textOf } from '../lead/merge.ts';
import { seniorityOf } from '../lead/seniority.ts';
import { textHolds, type TextTest } from '../lead/text-test.ts';

/** How a field is tested. `values` of the first two are texts, of the last two one number; `empty` and `known` take none. */
export const TESTS = ['is', 'is-not', 'contains', 'contains-not', 'empty', 'known', 'more', 'less'] as const satisfies readonly TextTest[];
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

const testHolds = ({ field, test, values }: FieldTest, subject: Subject): boolean => textHolds(test, field, valueOf(field, subject), values);

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
