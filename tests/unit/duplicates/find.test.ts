import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CERTAIN, compare, findDuplicates } from '../../../lib/domain/duplicates/find.ts';
import { isNickname, isSlip } from '../../../lib/domain/duplicates/first-names.ts';
import { traitsOf, type Traits } from '../../../lib/domain/duplicates/traits.ts';
import type { LeadKind } from '../../../lib/domain/lead/fields.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';

let n = 0;
function leadOf(texts: Record<string, string>, kind: LeadKind = 'person'): Lead {
  const fields = Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, { values: [{ value, confidence: 80, provenance: { origin: 'page', at: 1 } }] }])) as LeadFields;
  return { id: `lead-${String(++n).padStart(6, '0')}`, tableId: 't', kind, fields, keys: identityKeys(kind, fields), order: n, createdAt: 1, updatedAt: 1 } as unknown as Lead;
}
const pairOf = (a: Record<string, string>, b: Record<string, string>, kind: LeadKind = 'person', redirects?: ReadonlyMap<string, string>) => {
  const [pair] = findDuplicates([leadOf(a, kind), leadOf(b, kind)].map((lead) => traitsOf(lead, redirects)));
  return pair && [pair.reason, pair.score >= CERTAIN];
};

describe('two people may be one', () => {
  const at = { companyName: 'Example Works', companyDomain: 'works.example' };
  it.each([
    ['the same profile', { name: 'Ada Example', linkedinUrl: 'https://www.linkedin.com/in/ada' }, { name: 'A. E.', linkedinUrl: 'https://linkedin.com/in/ADA/' }, ['same-key', true]],
    ['two spellings of a mailbox', { name: 'Ada Example', email: 'a.da+fair@gmail.com' }, { name: 'Ada', email: 'ada@googlemail.com' }, ['same-mailbox', true]],
    ['a nickname at one company', { name: 'William Sample', ...at }, { name: 'Bill Sample', companyName: 'Example Works GmbH' }, ['nickname', false]],
    ['an initial', { name: 'B. Sample', ...at }, { name: 'Ben Sample', ...at }, ['initial', false]],
    ['a slip of the pen', { name: 'Johanna Muster', ...at }, { name: 'Johana Muster', ...at }, ['slip', false]],
    ['one telephone and a name that fits', { name: 'Ada Example', mobile: '+442079460958' }, { name: 'A Example', phone: '+442079460958' }, ['same-phone', false]],
    ['the legal form of the company', { name: 'Ada Example', companyName: 'Oak Ltd' }, { name: 'Ada Example', companyName: 'Oak' }, ['same-name', false]],
    ['the same name and no company known', { name: 'Ada Example' }, { name: 'Ada Example', ...at }, ['same-name', false]],
  ])('%s', (_, a, b, wanted) => expect(pairOf(a, b)).toEqual(wanted));
  it.each([
    ['the same name at two companies', { name: 'Ada Example', companyDomain: 'oak.example' }, { name: 'Ada Example', companyDomain: 'elm.example' }],
    ['colleagues of one name', { name: 'Ada Example', ...at }, { name: 'Ben Example', ...at }],
    ['the telephone of the house', { name: 'Ada Example', phone: '+442079460958' }, { name: 'Ben Sample', phone: '+442079460958' }],
    ['dots where the service tells them apart', { name: 'X', email: 'a.b@works.example' }, { name: 'Y', email: 'ab@works.example' }],
    ['a person and a company', { name: 'Oak' }, { name: 'Oak' }],
  ])('%s are not one', (_, a, b) => expect(pairOf(a, b)).toBeUndefined());
});

describe('two companies may be one', () => {
  it.each([
    ['the same domain', { name: 'Oak', domain: 'oak.example' }, { name: 'Oak Trading', domain: 'OAK.example' }, ['same-key', true]],
    ['the legal form', { name: 'Oak Works GmbH' }, { name: 'Oak Works', domain: 'oak.example' }, ['legal-form', false]],
    ['two endings of one domain', { name: 'Oak Works Ltd', domain: 'oak.co.example' }, { name: 'Oak Works', domain: 'oak.example' }, ['legal-form', false]],
  ])('%s', (_, a, b, wanted) => expect(pairOf(a, b, 'company')).toEqual(wanted));
  it('when one domain leads to the other', () => {
    expect(pairOf({ name: 'Oak', domain: 'old-oak.example' }, { name: 'Oak Group', domain: 'oak.example' }, 'company', new Map([['old-oak.example', 'oak.example']]))).toEqual(['redirect', true]);
  });
  it('but not in two countries, nor with two different sites', () => {
    expect(pairOf({ name: 'Oak GmbH', country: 'Germany' }, { name: 'Oak Ltd', country: 'United Kingdom' }, 'company')).toBeUndefined();
    expect(pairOf({ name: 'Oak GmbH', domain: 'oak.example' }, { name: 'Oak Ltd', domain: 'elm.example' }, 'company')).toBeUndefined();
  });
});

describe('the search', () => {
  const text = fc.constantFrom('', 'Ada Example', 'Ben Sample', 'William Muster', 'Bill Muster', 'B Sample', 'Johanna Muster', 'Johana Muster');
  const traits = fc.array(fc.record({ name: text, companyName: fc.constantFrom('', 'Oak', 'Oak Ltd', 'Elm'), email: fc.constantFrom('', 'ada@gmail.com', 'a.da@gmail.com', 'x@oak.example'), kind: fc.constantFrom<LeadKind>('person', 'company') }), { maxLength: 40 })
    .map((all) => all.map(({ kind, ...fields }) => traitsOf(leadOf(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')), kind))));
  it('does not depend on the order, finds every pair that comparing all with all finds, and no others', () => {
    fc.assert(
      fc.property(traits, fc.nat(), (all: readonly Traits[], seed) => {
        const shuffled = all.map((one, i) => [one, (i * 7919 + seed) % 101] as const).toSorted((a, b) => a[1] - b[1]).map(([one]) => one);
        const brute = all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => compare(a, b) ?? []));
        const found = findDuplicates(all);
        const texts = (pairs: typeof found): string[] => pairs.map((pair) => JSON.stringify(pair)).sort();
        expect(findDuplicates(shuffled)).toEqual(found);
        expect(texts(found)).toEqual(texts(brute));
      }),
    );
  });
  it('is symmetric in names', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(fc.property(word, word, (a, b) => isSlip(a, b) === isSlip(b, a) && isNickname(a, b) === isNickname(b, a) && !isSlip(a, a)));
  });
  it('compares a bounded number of neighbours in a block that is far too large', () => {
    const all = Array.from({ length: 20_000 }, (_, i) => traitsOf(leadOf({ name: `Ada${i % 2 === 0 ? '' : 'm'} Example`, firstName: 'Ada', lastName: 'Example', email: `ada${i}@oak.example`, companyName: 'Oak' })));
    const from = performance.now();
    const found = findDuplicates(all);
    expect(found.length).toBeLessThan(20_000 * 12 * 3);
    expect(performance.now() - from).toBeLessThan(20_000);
  });
});
