import { describe, expect, it } from 'vitest';
import { planTask } from '../../../lib/domain/enrichment/plan.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { contextOf, fieldsOf, leadOf, step, waterfallOf } from './support.ts';

const ada = { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyDomain: 'example-works.example' };
const nameless = { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyName: 'Example Works' };
const first = { findFirst: [{ providerId: 'atlas', operation: 'find-domain' }, { providerId: 'harbour', operation: 'find-domain' }] } as const;
const seen = (plan: ReturnType<typeof planTask>) => plan.steps.map((s) => [s.providerId ?? s.source, s.skip ?? (s.finds ? `finds ${s.finds}` : s.needs ? `needs ${s.needs}` : 'asked')]);

describe('planning a waterfall', () => {
  it('leaves out what is off, what its condition excludes, and what would cost the lead too much', () => {
    const only = { match: 'all', tests: [{ field: 'country', test: 'is', values: ['FR'] }] } as const;
    const waterfall = waterfallOf([step('a', { isOff: true }), step('b', { only }), step('c'), step('d')], { stopAtCredits: UNIT as never });
    const plan = planTask(waterfall, leadOf({ ...ada, country: 'DE' }), contextOf({ a: 'own', b: 'own', c: 'account', d: 'account' }, { c: UNIT, d: 2 * UNIT }));
    expect(seen(plan)).toEqual([['b', 'condition'], ['c', 'asked'], ['d', 'lead-cap']]);
    expect(plan).toMatchObject({ max: { actions: UNIT, credits: UNIT } });
    expect(planTask(waterfallOf([step('b', { only })]), leadOf(ada), contextOf({ b: 'own' }))).toMatchObject({ kind: 'skip', reason: 'condition' });
  });

  it('asks a condition about the company of a person', () => {
    const only = { match: 'all', tests: [{ field: 'employees', test: 'more', values: ['100'] }] } as const;
    const context = contextOf({ a: 'own' }, {}, { companyOf: () => fieldsOf({ employees: '120' }) });
    expect(seen(planTask(waterfallOf([step('a', { only })]), leadOf(ada), context))).toEqual([['a', 'asked']]);
  });

  it('says first that a website may not be read: that is what the person can change', () => {
    const refusal = (providerId: string) => (providerId === 'site' ? ('no-permission' as const) : null);
    const waterfall = waterfallOf([step('site'), step('a'), step('b', { operation: 'enrich-person' })]);
    const plan = planTask(waterfall, leadOf(ada), contextOf({ site: 'free' }, {}, { refusal }));
    expect([seen(plan)[0], plan]).toMatchObject([['site', 'no-permission'], { kind: 'skip', reason: 'no-permission' }]);
    expect(seen(planTask(waterfall, leadOf(ada), contextOf({ site: 'free', a: 'own' }, {}, { refusal })))).toEqual([['site', 'no-permission'], ['a', 'asked'], ['b', 'no-key']]);
  });

  it('does not ask about somebody on the do-not-contact list', () => {
    expect(planTask(waterfallOf([step('a')]), leadOf(ada), contextOf({ a: 'own' }, {}, { isBlocked: () => true }))).toMatchObject({ kind: 'skip', reason: 'do-not-contact' });
  });

  it('finds a missing domain first, free of charge, and only when a step needs it', () => {
    const context = contextOf({ a: 'account', atlas: 'free', harbour: 'account' }, { a: UNIT, harbour: UNIT / 2 });
    const plan = planTask(waterfallOf([step('a')], first), leadOf(nameless), context);
    // Bought ones are left out: a question without an answer would cost something.
    expect(seen(plan)).toEqual([['atlas', 'finds companyDomain'], ['a', 'needs companyDomain']]);
    expect(plan).toMatchObject({ max: { actions: UNIT, credits: UNIT } });
    expect(seen(planTask(waterfallOf([step('a')], first), leadOf(ada), context))).toEqual([['a', 'asked']]);
    expect(planTask(waterfallOf([step('x')], first), leadOf(nameless), context)).toMatchObject({ kind: 'skip', reason: 'no-key', steps: [{ providerId: 'x' }] });
    expect(planTask(waterfallOf([step('a')], first), leadOf({ firstName: 'Ada' }), context)).toMatchObject({ kind: 'skip', reason: 'missing-input' });
    expect(planTask(waterfallOf([step('a')], first), leadOf(nameless), contextOf({ a: 'account' }))).toMatchObject({ kind: 'skip', reason: 'missing-input' });
  });

  it('adds the price of what is bought first to the most it can cost', () => {
    const context = contextOf({ a: 'account', atlas: 'account', harbour: 'account' }, { a: UNIT, atlas: UNIT / 4, harbour: UNIT / 2 });
    const bought = waterfallOf([step('a')], { ...first, buysFirst: true });
    expect(planTask(bought, leadOf(nameless), context)).toMatchObject({ kind: 'ask', max: { actions: UNIT, credits: UNIT + UNIT / 2 } });
    expect(planTask({ ...bought, stopAtCredits: (UNIT + UNIT / 4) as never }, leadOf(nameless), context)).toMatchObject({ max: { credits: UNIT + UNIT / 4 } });
  });

  it('plans guesses at a domain that is yet to be found', () => {
    const waterfall = waterfallOf([{ source: 'pattern' }], { ...first, verifier: { providerIds: ['v'], strategy: 'balanced' } });
    const plan = planTask(waterfall, leadOf(nameless), contextOf({ v: 'own', atlas: 'free' }));
    expect(plan.steps.map((s) => [s.source, s.needs, s.guessAt, s.guess])).toEqual([
      ['provider', undefined, undefined, undefined],
      ['pattern', 'companyDomain', 0, undefined],
      ['pattern', 'companyDomain', 1, undefined],
      ['pattern', 'companyDomain', 2, undefined],
    ]);
  });

  it('finds the name of a company from its domain for a register that knows names only', () => {
    const context = contextOf({ gleif: 'free', wikidata: 'free' }, {}, { missingInput: (p, _o, input) => (p === 'gleif' && !input.companyName ? ['companyName'] : input.domain ? null : ['domain']) });
    const registry = waterfallOf([{ source: 'provider', providerId: 'gleif', operation: 'enrich-company' }], { enrichment: 'registry', kind: 'company', wanted: ['registryId'], findFirst: [{ providerId: 'wikidata', operation: 'enrich-company' }] });
    expect(seen(planTask(registry, leadOf({ domain: 'example.com' }, 'company'), context))).toEqual([['wikidata', 'finds name'], ['gleif', 'needs name']]);
  });

  it('asks in the learned order where the waterfall wants it', () => {
    const context = contextOf({ a: 'own', b: 'own' }, {}, { arrange: (_waterfall, steps) => steps.toReversed() });
    const waterfall = waterfallOf([step('a'), step('b')]);
    expect(seen(planTask(waterfall, leadOf(ada), context)).map(([who]) => who)).toEqual(['a', 'b']);
    expect(seen(planTask({ ...waterfall, order: 'learned' }, leadOf(ada), context)).map(([who]) => who)).toEqual(['b', 'a']);
  });
});
