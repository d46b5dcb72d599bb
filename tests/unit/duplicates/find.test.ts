import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CERTAIN, compare, contradicts } from '../../../lib/domain/duplicates/compare.ts';
import { blockKeys, findDuplicates, pairsOf } from '../../../lib/domain/duplicates/find.ts';
import { pairKey } from '../../../lib/domain/duplicates/groups.ts';
import { pairsIn } from '../../../lib/domain/duplicates/blocks.ts';
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
type Texts = Record<string, string>;
const found = (all: readonly Texts[], kind: LeadKind = 'person', redirects?: ReadonlyMap<string, string>) => findDuplicates(all.map((texts) => traitsOf(leadOf(texts, kind), redirects)));
const pairOf = (a: Texts, b: Texts, kind: LeadKind = 'person', redirects?: ReadonlyMap<string, string>) => {
  const [group] = found([a, b], kind, redirects);
  return group && [group.links[0]?.reason, group.score >= CERTAIN];
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
    ['first and last name in the wrong columns', { firstName: 'Ada', lastName: 'Example', name: 'Ada Example', ...at }, { firstName: 'Example', lastName: 'Ada', name: 'Example Ada', ...at }, ['swapped', false]],
    ['marks and letters of another alphabet', { name: 'Søren Müßter', ...at }, { name: 'Soren Mussster', ...at }, ['slip', false]],
    ['a new last name at one mailbox', { name: 'Ada Example', email: 'ada@oak.example' }, { name: 'Ada Muster', email: 'ADA@oak.example' }, ['same-key', false]],
    ['a job that changed, by the profile', { name: 'Ada Example', companyDomain: 'oak.example', linkedinUrl: 'https://linkedin.com/in/ada' }, { name: 'Ada Example', companyDomain: 'elm.example', linkedinUrl: 'https://linkedin.com/in/ada' }, ['same-key', true]],
    ['an address without a name', { name: 'Ada Example', email: 'ada@oak.example' }, { workEmail: 'ada@oak.example' }, ['same-key', true]],
  ])('%s', (_, a, b, wanted) => expect(pairOf(a, b)).toEqual(wanted));
  it.each([
    ['the same name at two companies', { name: 'Ada Example', companyDomain: 'oak.example' }, { name: 'Ada Example', companyDomain: 'elm.example' }],
    ['colleagues of one name', { name: 'Ada Example', ...at }, { name: 'Ben Example', ...at }],
    ['the telephone of the house', { name: 'Ada Example', phone: '+442079460958' }, { name: 'Ben Sample', phone: '+442079460958' }],
    ['dots where the service tells them apart', { name: 'X', email: 'a.b@works.example' }, { name: 'Y', email: 'ab@works.example' }],
    ['a couple with one mailbox', { name: 'Ada Example', email: 'family@gmail.com' }, { name: 'Ben Example', email: 'fam.ily@gmail.com' }],
    ['two people behind the address of the house', { name: 'Ada Example', email: 'info@oak.example' }, { name: 'Ben Sample', email: 'info@oak.example' }],
    ['two of one name whose addresses are numbered', { name: 'Ben Sample', email: 'ben.sample1@oak.example', ...at }, { name: 'Ben Sample', email: 'ben.sample2@oak.example', ...at }],
    ['two whose initials agree and whose addresses do not', { name: 'B Sample', email: 'ben.sample@oak.example', ...at }, { name: 'B Sample', email: 'bruno.sample@oak.example', ...at }],
    ['two profiles of one service', { name: 'Ben Sample', linkedinUrl: 'https://linkedin.com/in/ben-1', ...at }, { name: 'Ben Sample', linkedinUrl: 'https://linkedin.com/in/ben-2', companyName: 'Example Works' }],
    ['father and son', { name: 'Ben Sample Jr.', ...at }, { name: 'Ben Sample Sr.', ...at }],
  ])('%s are not one', (_, a, b) => expect(pairOf(a, b)).toBeUndefined());
});

describe('two companies may be one', () => {
  it.each([
    ['the same domain', { name: 'Oak', domain: 'oak.example' }, { name: 'Oak Trading', domain: 'OAK.example' }, ['same-key', true]],
    ['the legal form', { name: 'Oak Works GmbH' }, { name: 'Oak Works', domain: 'oak.example' }, ['legal-form', false]],
    ['spelling and article', { name: 'The Oak & Elm Works' }, { name: 'Oak-and-Elm Works, Inc.' }, ['legal-form', false]],
    ['two spellings of one legal form', { name: 'Oak Works, Incorporated' }, { name: 'OAK WORKS INC' }, ['legal-form', false]],
    ['one number of the register', { name: 'Oak', vatId: 'DE 123456789' }, { name: 'Oak Holding', vatId: 'DE123456789' }, ['same-number', true]],
    ['two names at one domain', { name: 'Oak', domain: 'host.example' }, { name: 'Elm', domain: 'host.example' }, ['same-key', false]],
    ['two endings of one domain', { name: 'Oak Works Ltd', domain: 'oak.co.example' }, { name: 'Oak Works', domain: 'oak.example' }, ['legal-form', false]],
  ])('%s', (_, a, b, wanted) => expect(pairOf(a, b, 'company')).toEqual(wanted));
  it('when one domain leads to the other', () => {
    expect(pairOf({ name: 'Oak', domain: 'old-oak.example' }, { name: 'Oak Group', domain: 'oak.example' }, 'company', new Map([['old-oak.example', 'oak.example']]))).toEqual(['redirect', true]);
  });
  it('but not in two countries, nor with two different sites', () => {
    expect(pairOf({ name: 'Oak GmbH', country: 'Germany' }, { name: 'Oak Ltd', country: 'United Kingdom' }, 'company')).toBeUndefined();
    expect(pairOf({ name: 'Oak GmbH', domain: 'oak.example' }, { name: 'Oak Ltd', domain: 'elm.example' }, 'company')).toBeUndefined();
    expect(pairOf({ name: 'Oak', companyNumber: '1001' }, { name: 'Oak', companyNumber: '1002' }, 'company')).toBeUndefined();
  });
});

const names = (all: readonly Texts[]) => found(all).map(({ ids }) => ids.length);
describe('being alike is not handed on', () => {
  const at = { companyName: 'Oak Works' };
  it('an initial beside two that it fits is put to neither', () => {
    expect(names([{ name: 'B Sample', ...at }, { name: 'Ben Sample', ...at }, { name: 'Bruno Sample', ...at }])).toEqual([]);
    expect(names([{ name: 'Alex Sample', ...at }, { name: 'Alexander Sample', ...at }, { name: 'Alexandra Sample', ...at }])).toEqual([]);
    expect(names([{ name: 'B Sample', ...at }, { name: 'Ben Sample', ...at }])).toEqual([2]);
  });
  it('a name without a company beside two companies is put to neither', () => {
    expect(names([{ name: 'Ada Example' }, { name: 'Ada Example', companyDomain: 'oak.example' }, { name: 'Ada Example', companyDomain: 'elm.example' }])).toEqual([]);
  });
  it('three that agree with each other are one group, as sure as its weakest link', () => {
    const [group] = found([{ name: 'Robert Sample', email: 'bob@oak.example', ...at }, { name: 'Bob Sample', ...at }, { name: 'Bob Sample', email: 'BOB@oak.example' }]);
    expect(group).toMatchObject({ score: 88, links: [{ score: 99, reason: 'same-key' }, { reason: 'nickname' }] });
    expect(group?.ids).toHaveLength(3);
  });
  it('who was told apart is never in one group, not even by a third', () => {
    const all = [1, 2, 3].map(() => traitsOf(leadOf({ name: 'Ada Example', ...at })));
    const [a, b, c] = all.map(({ id }) => id) as [string, string, string];
    expect(findDuplicates(all)).toMatchObject([{ ids: [a, b, c] }]);
    expect(findDuplicates(all, new Set([pairKey(b, a)])).every(({ ids }) => !(ids.includes(a) && ids.includes(b)))).toBe(true);
    expect(findDuplicates(all, new Set([pairKey(a, b), pairKey(a, c), pairKey(b, c)]))).toEqual([]);
  });
});

describe('the search', () => {
  const text = fc.constantFrom('', 'Ada Example', 'Ben Sample', 'William Muster', 'Bill Muster', 'B Sample', 'Bruno Sample', 'Johanna Muster', 'Johana Muster', 'Sample Ben');
  const traits = fc.array(fc.record({ name: text, companyName: fc.constantFrom('', 'Oak', 'Oak Ltd', 'Elm'), email: fc.constantFrom('', 'ada@gmail.com', 'a.da@gmail.com', 'x@oak.example', 'info@oak.example'), kind: fc.constantFrom<LeadKind>('person', 'company'), mobile: fc.constantFrom('', '', '+442079460958') }), { maxLength: 40 })
    .map((all) => all.map(({ kind, ...fields }) => traitsOf(leadOf(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')), kind))));
  const shuffled = <T>(all: readonly T[], seed: number): T[] => all.map((one, i) => [one, (i * 7919 + seed) % 101] as const).toSorted((a, b) => a[1] - b[1]).map(([one]) => one);
  it('compares every pair that has anything to do with each other', () => {
    fc.assert(
      fc.property(traits, (all) => {
        const brute = all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => compare(a, b) ?? []));
        const blocks = new Map<string, Traits[]>();
        for (const one of all) for (const key of blockKeys(one)) blocks.set(key, [...(blocks.get(key) ?? []), one]);
        const texts = (pairs: typeof brute): string[] => pairs.map((pair) => JSON.stringify(pair)).sort();
        expect(texts(pairsOf(blocks.values()))).toEqual(texts(brute));
      }),
    );
  });
  it('does not depend on the order; nobody is in two groups, or beside somebody who contradicts; each group hangs together', () => {
    fc.assert(
      fc.property(traits, fc.nat(), (all, seed) => {
        const groups = findDuplicates(all);
        expect(findDuplicates(shuffled(all, seed))).toEqual(groups);
        const ids = groups.flatMap((group) => group.ids);
        expect(new Set(ids).size).toBe(ids.length);
        const byId = new Map(all.map((one) => [one.id, one]));
        for (const group of groups) {
          const members = group.ids.flatMap((id) => byId.get(id) ?? []);
          for (const a of members) for (const b of members) expect(contradicts(a, b)).toBe(false);
          expect(group.links).toHaveLength(group.ids.length - 1);
          expect(group.score).toBe(Math.min(...group.links.map(({ score }) => score)));
          const reached = new Set(group.ids.slice(0, 1));
          for (let i = 0; i < group.ids.length; i++) for (const { ids: [a, b] } of group.links) if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
          expect([...reached].sort()).toEqual([...group.ids].sort());
        }
      }),
    );
  });
  it('is symmetric', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(fc.property(word, word, (a, b) => isSlip(a, b) === isSlip(b, a) && isNickname(a, b) === isNickname(b, a) && !isSlip(a, a)));
    fc.assert(fc.property(traits, (all) => all.every((a) => all.every((b) => contradicts(a, b) === contradicts(b, a) && JSON.stringify(compare(a, b)) === JSON.stringify(compare(b, a))))));
  });
  it('compares a bounded number of neighbours in a block that is far too large', () => {
    const all = Array.from({ length: 20_000 }, (_, i) => traitsOf(leadOf({ name: `Ada${i % 2 === 0 ? '' : 'm'} Example`, firstName: 'Ada', lastName: 'Example', companyName: 'Oak' })));
    let compared = 0;
    for (const _ of pairsIn(all, (one) => one.name)) compared += 1;
    expect(compared).toBeLessThan(20_000 * 12);
    expect(findDuplicates(all).reduce((sum, { ids }) => sum + ids.length, 0)).toBeGreaterThan(19_000);
  });
});
