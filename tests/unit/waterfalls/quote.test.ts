import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capHit } from '../../../lib/domain/enrichment/caps.ts';
import { quoteRun } from '../../../lib/domain/enrichment/quote-run.ts';
import type { Waterfall, WaterfallStep } from '../../../lib/domain/enrichment/waterfall.ts';
import { micro, NOTHING, UNIT } from '../../../lib/domain/ledger/amount.ts';
import type { Lead, Route } from '../../../lib/domain/lead/lead.ts';
import { contextOf, leadOf, oddsOf, metersOf, step, waterfallOf } from './support.ts';

const PROVIDERS = ['a', 'b', 'c', 'd', 'e'];
const leads = fc.array(
  fc.constantFrom<Lead>(
    leadOf({ name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyDomain: 'example.com', country: 'DE' }),
    leadOf({ name: 'Ben Sample', firstName: 'Ben', lastName: 'Sample', companyName: 'Oakline', country: 'FR' }),
    leadOf({ name: 'Cleo Placeholder', companyDomain: 'gmail.com' }),
    leadOf({ name: 'Nobody' }),
  ),
  { maxLength: 12 },
);
const route = fc.option(fc.constantFrom<Route>('free', 'own', 'account'), { nil: undefined });
const world = fc.record({
  routes: fc.tuple(...[...PROVIDERS, 'v', 'first'].map((id) => route.map((r) => [id, r] as const))),
  prices: fc.tuple(...[...PROVIDERS, 'v', 'first'].map((id) => fc.integer({ min: 0, max: 20 * UNIT }).map((p) => [id, p] as const))),
  chances: fc.tuple(...PROVIDERS.map((id) => fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }).map((p) => [id, p] as const))),
});
const stepOf = (providerId: string) => fc.record({ isOff: fc.constantFrom(true, undefined), only: fc.constantFrom(undefined, { match: 'all', tests: [{ field: 'country', test: 'is', values: ['DE'] }] } as const) })
  .map(({ isOff, only }) => step(providerId, { ...(isOff ? { isOff } : {}), ...(only ? { only } : {}) }));
const steps = fc.tuple(fc.boolean(), fc.shuffledSubarray(PROVIDERS).chain((ids) => fc.tuple(...ids.map(stepOf)))).map(([guess, rest]): WaterfallStep[] => [...(guess ? [{ source: 'pattern' as const }] : []), ...rest]);
const waterfall = fc.record({ steps, buys: fc.boolean(), stopAt: fc.option(fc.integer({ min: 0, max: 25 * UNIT }), { nil: undefined }), misses: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }) }).map(
  ({ steps: list, buys, stopAt, misses }): Waterfall =>
    waterfallOf(list, {
      verifier: { providerIds: ['v'], strategy: 'balanced' }, findFirst: [{ providerId: 'first', operation: 'find-domain' }],
      ...(buys ? { buysFirst: true as const } : {}), ...(stopAt === undefined ? {} : { stopAtCredits: micro(stopAt) }), ...(misses === undefined ? {} : { stopAfterMisses: misses }),
    }),
);
const contextFrom = (w: { routes: readonly (readonly [string, Route | undefined])[]; prices: readonly (readonly [string, number])[]; chances: readonly (readonly [string, number | undefined])[] }) => {
  const chance = Object.fromEntries(w.chances);
  return contextOf(Object.fromEntries(w.routes.flatMap(([id, r]) => (r ? [[id, r]] : []))), Object.fromEntries(w.prices), {
    odds: (providerId) => (chance[providerId] === undefined ? undefined : oddsOf(chance[providerId], 7)),
  });
};

describe('a quote', () => {
  it('is ordered: the most >= what is expected >= the least, in both meters and in money', () => {
    fc.assert(
      fc.property(waterfall, leads, world, (w, rows, facts) => {
        const q = quoteRun(w, rows, contextFrom(facts), metersOf());
        const expected = q.expected!;
        for (const meter of ['actions', 'credits'] as const) {
          expect(q.max[meter]).toBeGreaterThanOrEqual(expected[meter]);
          expect(expected[meter]).toBeGreaterThanOrEqual(q.min[meter]);
        }
        expect(q.maxMicroUsd).toBeGreaterThanOrEqual(expected.microUsd!);
        expect(expected.found).toBeLessThanOrEqual(q.asked + 1e-9);
        expect(q.asked + q.skips.reduce((sum, s) => sum + s.count, 0)).toBe(rows.length);
        const answers = q.steps.filter((s) => !s.finds).reduce((sum, s) => sum + (s.answers ?? 0), 0);
        expect(answers).toBeCloseTo(expected.found, 9);
        for (const s of q.steps) {
          expect(s.askable).toBeLessThanOrEqual(q.asked);
          expect(s.asked!).toBeLessThanOrEqual(s.askable + 1e-9);
          expect(s.answers!).toBeLessThanOrEqual(s.asked! + 1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same twice, and the sum over its leads', () => {
    fc.assert(
      fc.property(waterfall, leads, world, (w, rows, facts) => {
        const context = contextFrom(facts);
        const whole = quoteRun(w, rows, context, metersOf());
        expect(quoteRun(w, rows, context, metersOf())).toEqual(whole);
        const single = rows.map((row) => quoteRun(w, [row], context, metersOf()));
        for (const meter of ['actions', 'credits'] as const) {
          expect(whole.max[meter]).toBe(single.reduce((sum, q) => sum + q.max[meter], 0));
          // Each estimate is rounded down once.
          expect(Math.abs(whole.expected![meter] - single.reduce((sum, q) => sum + q.expected![meter], 0))).toBeLessThanOrEqual(rows.length);
        }
      }),
    );
  });

  it('never falls when a step is added at the end', () => {
    fc.assert(
      fc.property(waterfall, leads, world, (w, rows, facts) => {
        const context = contextFrom(facts);
        const ids = w.steps.map((s) => (s.source === 'provider' ? s.providerId : ''));
        const more = PROVIDERS.find((id) => !ids.includes(id));
        if (!more) return;
        const [q, longer] = [w, { ...w, steps: [...w.steps, step(more)] }].map((one) => quoteRun(one, rows, context, metersOf())) as [ReturnType<typeof quoteRun>, ReturnType<typeof quoteRun>];
        expect(longer.asked).toBeGreaterThanOrEqual(q.asked);
        expect(longer.max.credits).toBeGreaterThanOrEqual(q.max.credits);
        expect(longer.expected!.found).toBeGreaterThanOrEqual(q.expected!.found - 1e-9);
      }),
    );
  });

  it('counts what history says: 84 of 100 found, at the price of those who answer', () => {
    const context = contextOf({ a: 'account', b: 'account' }, { a: UNIT, b: 2 * UNIT }, { odds: () => oddsOf(0.6, 120) });
    const people = Array.from({ length: 100 }, () => leadOf({ companyDomain: 'example.com' }));
    const q = quoteRun(waterfallOf([step('a'), step('b')]), people, context, metersOf());
    expect(q.expected).toMatchObject({ attempts: 120 });
    expect(q.expected!.found).toBeCloseTo(84, 9);
    expect(q.expected!.credits / UNIT).toBeCloseTo(60 * 1 + 24 * 2, 4);
    expect(q.steps.map((s) => [Math.round(s.asked!), Math.round(s.answers!), s.chance, s.tookMs])).toEqual([[100, 60, expect.closeTo(0.6), 900], [40, 24, expect.closeTo(0.6), 900]]);
  });

  it('asks those who find the domain first only of leads that lack it, and counts on them only as far as they go', () => {
    const context = contextOf({ a: 'account', first: 'free' }, { a: UNIT }, { odds: () => oddsOf(0.5, 9) });
    const w = waterfallOf([step('a')], { findFirst: [{ providerId: 'first', operation: 'find-domain' }] });
    const q = quoteRun(w, [leadOf({ companyDomain: 'example.com' }), leadOf({ companyName: 'Oakline' })], context, metersOf());
    expect(q.expected!.found).toBeCloseTo(0.5 + 0.25, 9);
    expect(q.steps.map((s) => [s.providerId, s.finds, s.askable])).toEqual([['a', undefined, 2], ['first', 'companyDomain', 1]]);
  });

  it('says for each step why leads are left out', () => {
    const only = { match: 'all', tests: [{ field: 'country', test: 'is', values: ['DE'] }] } as const;
    const rows = [leadOf({ companyDomain: 'example.com', country: 'DE' }), leadOf({ companyDomain: 'example.com', country: 'FR' }), leadOf({ country: 'DE' })];
    const q = quoteRun(waterfallOf([step('a', { only }), step('b')]), rows, contextOf({ a: 'own' }), metersOf());
    expect(q.steps[0]).toMatchObject({ providerId: 'a', askable: 1, skips: [{ reason: 'condition', count: 1 }, { reason: 'missing-input', count: 1 }] });
    expect(q.steps[1]).toMatchObject({ providerId: 'b', askable: 0, skip: 'no-key' });
  });

  it('says which limit will bite, and asks from the amount that the person set', () => {
    const rows = Array.from({ length: 5 }, () => leadOf({ companyDomain: 'example.com' }));
    const context = contextOf({ a: 'account' }, { a: UNIT });
    const quote = (limits: object) => quoteRun(waterfallOf([step('a')]), rows, context, metersOf({ limits }));
    expect(quote({}).capped).toBeUndefined();
    expect(quote({ run: { credits: micro(3 * UNIT) } }).capped).toEqual({ scope: 'run', meter: 'data_credits', limit: 3 * UNIT, left: 3 * UNIT });
    expect(quote({ confirmAtCredits: micro(5 * UNIT) }).confirm).toBe(true);
    expect(quote({ confirmAtCredits: micro(6 * UNIT) }).confirm).toBe(false);
    const taken = { hour: { actions: micro(4 * UNIT), credits: micro(0) }, day: NOTHING };
    expect(capHit({ hour: { actions: micro(6 * UNIT) } }, taken, { actions: micro(3 * UNIT), credits: micro(0) })).toMatchObject({ scope: 'hour', meter: 'actions', left: 2 * UNIT });
  });
});
