import { describe, expect, it } from 'vitest';
import { holds, type FieldTest } from '../../../lib/domain/enrichment/condition.ts';
import { seniorityLevel, seniorityOf } from '../../../lib/domain/lead/seniority.ts';
import { fieldsOf } from './support.ts';

const ada = fieldsOf({ name: 'Ada Example', title: 'Head of Operations', companyName: 'Example Works', country: 'DE', employeeRange: '51-200' });
const test = (field: FieldTest['field'], kind: FieldTest['test'], ...values: string[]): FieldTest => ({ field, test: kind, values });
const fits = (...tests: FieldTest[]): boolean => holds({ match: 'all', tests }, { fields: ada });

describe('only if', () => {
  it('tests texts by case and marks apart, one of several', () => {
    expect(fits(test('companyName', 'is', 'example works'))).toBe(true);
    expect(fits(test('companyName', 'is', 'Oakline', 'EXAMPLE WORKS'))).toBe(true);
    expect(fits(test('companyName', 'is-not', 'Oakline', 'Example Works'))).toBe(false);
    expect(fits(test('title', 'contains', 'operations'))).toBe(true);
    expect(fits(test('title', 'contains-not', 'operations'))).toBe(false);
  });
  it('takes what is not known for nothing: only "is not", "contains not" and "empty" hold', () => {
    expect(fits(test('location', 'is', 'Leeds'))).toBe(false);
    expect(fits(test('location', 'known'))).toBe(false);
    expect(fits(test('location', 'more', '1'))).toBe(false);
    expect(fits(test('location', 'empty'), test('location', 'is-not', 'Leeds'), test('location', 'contains-not', 'x'))).toBe(true);
  });
  it('knows a country by its code and its name', () => {
    expect(fits(test('country', 'is', 'Germany'))).toBe(true);
    expect(fits(test('country', 'is', 'de'))).toBe(true);
    expect(fits(test('country', 'is', 'France', 'AT'))).toBe(false);
    expect(fits(test('country', 'is', 'not a country'))).toBe(false);
  });
  it('reads sizes as bounds: a range is above a limit with both ends', () => {
    expect(fits(test('employees', 'more', '50'))).toBe(true);
    expect(fits(test('employees', 'more', '100'))).toBe(false);
    expect(fits(test('employees', 'less', '201'))).toBe(true);
    expect(fits(test('employees', 'less', '200'))).toBe(false);
    const large = { fields: fieldsOf({ employeeRange: '10,001+' }) };
    expect(holds({ match: 'all', tests: [test('employees', 'more', '10,000')] }, large)).toBe(true);
    expect(holds({ match: 'all', tests: [test('employees', 'less', '100,000')] }, large)).toBe(false);
    expect(holds({ match: 'all', tests: [test('revenue', 'more', '4.9M')] }, { fields: fieldsOf({ revenue: '$5M to $10M' }) })).toBe(true);
  });
  it('takes the facts of the company where the person has none of their own', () => {
    const person = fieldsOf({ name: 'Ada Example' });
    const company = fieldsOf({ employees: '120', industry: 'Ceramics', country: 'GB', location: 'Leeds' });
    const about = (t: FieldTest): boolean => holds({ match: 'all', tests: [t] }, { fields: person, company });
    expect([about(test('employees', 'more', '100')), about(test('industry', 'is', 'ceramics')), about(test('country', 'is', 'United Kingdom'))]).toEqual([true, true, true]);
    // Where a person lives is not where the company is.
    expect(about(test('location', 'known'))).toBe(false);
    expect(fits(test('country', 'is', 'GB'))).toBe(false);
  });
  it('reads a level out of a title, and the words that partners have for levels', () => {
    expect(fits(test('seniority', 'is', 'Head'))).toBe(true);
    expect(holds({ match: 'all', tests: [test('seniority', 'is', 'C-level', 'VP')] }, { fields: fieldsOf({ seniority: 'c_suite' }) })).toBe(true);
    expect(holds({ match: 'all', tests: [test('seniority', 'is', 'Manager')] }, { fields: fieldsOf({ seniority: 'director, manager' }) })).toBe(true);
    expect(['CTO', 'Chief of Staff Officer', 'VP Sales', 'Vice President', 'President', 'Co-Founder & CEO', 'Sales Intern', 'Team Lead', 'Partner Manager', 'Potter'].map(seniorityOf)).toEqual(
      ['C-level', 'C-level', 'VP', 'VP', 'C-level', 'Founder', 'Intern', 'Manager', 'Manager', undefined],
    );
    expect(seniorityLevel('Vice President')).toBe('VP');
  });
  it('joins tests by and, or by or; without tests it always holds', () => {
    const yes = test('country', 'is', 'DE');
    const no = test('country', 'is', 'FR');
    expect([holds({ match: 'all', tests: [yes, no] }, { fields: ada }), holds({ match: 'any', tests: [yes, no] }, { fields: ada }), holds({ match: 'any', tests: [] }, { fields: ada }), holds(undefined, { fields: ada })]).toEqual([false, true, true, true]);
  });
});
