import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quote } from '../../../lib/domain/enrichment/quote.ts';
import type { WaterfallStep } from '../../../lib/domain/enrichment/waterfall.ts';
import { micro, UNIT } from '../../../lib/domain/ledger/amount.ts';
import { capWords, priceView } from '../../../lib/ui/price.ts';
import { landing, moved, shiftOf } from '../../../lib/ui/reorder.ts';
import { addable, amountOf, amountText, onlyWords, warningsOf, withStep, type StepState } from '../../../lib/ui/waterfall-edit.ts';
import { step, waterfallOf } from './support.ts';

describe('another order', () => {
  it('moves one item and loses none', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 19 }), fc.integer({ min: -5, max: 30 }), (list, from, to) => {
      const next = moved(list, from, to);
      expect(new Set(next)).toEqual(new Set(list));
      expect(next).toHaveLength(list.length);
      expect(next[Math.max(0, Math.min(list.length - 1, to))]).toBe(from < list.length ? list[from] : next[Math.max(0, Math.min(list.length - 1, to))]);
    }));
  });
  it('lands where the middle of the item is, and the others step aside', () => {
    const boxes = [46, 46, 90, 46].reduce<{ top: number; height: number }[]>((all, height) => [...all, { top: all.reduce((sum, b) => sum + b.height, 0), height }], []);
    expect([-200, -50, -10, 0, 10, 80, 500].map((delta) => landing(boxes, 1, delta))).toEqual([0, 0, 1, 1, 1, 2, 3]);
    expect([0, 1, 2, 3].map((i) => shiftOf(boxes, i, 0, 2))).toEqual([0, -46, -46, 0]);
    expect([0, 1, 2, 3].map((i) => shiftOf(boxes, i, 3, 1))).toEqual([0, 46, 46, 0]);
  });
});

describe('the editor of a waterfall', () => {
  const providers = [
    { id: 'hunter', name: 'Hunter', operations: [{ name: 'find-work-email', label: 'Find work email' }, { name: 'verify-email', label: 'Verify email' }] },
    { id: 'lusha', name: 'Lusha', operations: [{ name: 'find-phone', label: 'Find phone' }] },
  ] as const;
  it('offers what answers the question and is not there yet', () => {
    expect(addable(waterfallOf([]), providers).map((a) => a.name)).toEqual(['Pattern guess', 'Hunter']);
    expect(addable(waterfallOf([step('hunter'), { source: 'pattern' }]), providers)).toEqual([]);
    expect(addable(waterfallOf([], { enrichment: 'mobile', wanted: ['mobile'] }), providers).map((a) => a.name)).toEqual(['Lusha']);
  });
  it('leaves nothing behind of a setting that is taken back', () => {
    const off = withStep(waterfallOf([step('hunter')]), 0, { isOff: true });
    expect(JSON.stringify(withStep(off, 0, { isOff: undefined }))).toBe(JSON.stringify(waterfallOf([step('hunter')])));
  });
  it('says a condition in words', () => {
    expect(onlyWords({ match: 'all', tests: [{ field: 'country', test: 'is', values: ['DE', 'AT'] }, { field: 'employees', test: 'more', values: ['50'] }] })).toBe('Only if country is DE or AT and company size is more than 50');
    expect(onlyWords({ match: 'any', tests: [{ field: 'phone', test: 'empty', values: [] }, { field: 'title', test: 'contains', values: ['a', 'b', 'c', 'd'] }] })).toBe('Only if phone is not known or title contains a, b or 2 more');
    expect(onlyWords({ match: 'all', tests: [] })).toBeUndefined();
  });
  it('reads an amount to the micro-unit and writes it back', () => {
    expect(['1.5', '0,25', ' 2000 ', '0.000001'].map(amountOf)).toEqual([1_500_000, 250_000, 2_000_000_000, 1]);
    expect(['', '-1', '1.2.3', 'many', '1.0000001', '1e3'].map(amountOf)).toEqual(Array(6).fill(undefined));
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 * UNIT }), (n) => {
      expect(amountOf(amountText(micro(n)))).toBe(n);
    }));
  });

  const states = (kinds: Record<string, StepState>) => (s: WaterfallStep): StepState => (s.source === 'pattern' ? { kind: 'free' } : (kinds[s.providerId] ?? { kind: 'own' }));
  const warned = (...args: Parameters<typeof warningsOf>): string[] => warningsOf(...args).map((w) => w.key);
  it('warns of keys that lack, of guesses nobody checks, of answers nobody checks, of partners that are gone', () => {
    const checked = { verifier: { providerIds: ['v'], strategy: 'balanced' } } as const;
    expect(warned(waterfallOf([], checked), states({}), true, String)).toEqual(['empty']);
    expect(warned(waterfallOf([step('a', { isOff: true })], checked), states({}), true, String)).toEqual(['empty']);
    expect(warned(waterfallOf([step('a')], checked), states({ a: { kind: 'no-key' } }), true, String)).toEqual(['none']);
    expect(warned(waterfallOf([step('a'), step('b'), step('c')], checked), states({ a: { kind: 'no-key' }, b: { kind: 'gone' } }), true, String)).toEqual(['no-key', 'gone']);
    expect(warned(waterfallOf([{ source: 'pattern' }, step('a')], checked), states({}), false, String)).toEqual(['guess']);
    expect(warned(waterfallOf([step('a')]), states({}), true, String)).toEqual(['verifier']);
    expect(warned(waterfallOf([step('a')], checked), states({}), true, String)).toEqual([]);
  });
  it('warns of a step whose turn never comes', () => {
    const more = { verifier: { providerIds: ['v'], strategy: 'balanced' } } as const;
    const never = { match: 'all', tests: [{ field: 'country', test: 'is', values: ['DE'] }, { field: 'country', test: 'is-not', values: ['Germany'] }] } as const;
    const empty = { match: 'all', tests: [{ field: 'phone', test: 'empty', values: [] }, { field: 'phone', test: 'known', values: [] }] } as const;
    expect(warned(waterfallOf([step('a', { only: never }), step('b', { only: empty })], more), states({}), true, String)).toEqual(['unreached']);
    const sometimes = { match: 'any', tests: never.tests } as const;
    expect(warned(waterfallOf([step('a', { only: sometimes }), step('b')], { ...more, stopAfterMisses: 1 }), states({}), true, String)).toEqual([]);
    expect(warned(waterfallOf([step('a'), step('b')], { ...more, stopAfterMisses: 1 }), states({}), true, String)).toEqual(['unreached']);
    expect(warned(waterfallOf([step('a'), step('b')], { ...more, stopAfterMisses: 1, order: 'learned' }), states({}), true, String)).toEqual([]);
    expect(warned(waterfallOf([step('a')], { ...more, stopAtCredits: micro(UNIT) }), states({ a: { kind: 'account', price: micro(2 * UNIT) } }), true, String)).toEqual(['unreached']);
  });
});

describe('the price on a button', () => {
  const quote: Quote = {
    waterfallId: 'w', leads: 1, asked: 1, min: { actions: micro(0), credits: micro(0) }, max: { actions: micro(UNIT), credits: micro(1.5 * UNIT) }, skips: [], confirm: false,
    steps: [{ source: 'provider', providerId: 'a', operation: 'find-work-email', route: 'account', creditsMax: micro(1.5 * UNIT), askable: 1 }],
    expected: { actions: micro(840_000), credits: micro(650_000), found: 0.84, attempts: 120 },
  };
  it('says what is usual once there is history enough, and the sources before', () => {
    expect(priceView(quote, 'work-email').odds).toEqual({ top: '84 % found', below: 'usually', usually: 800_000 });
    expect(priceView({ ...quote, expected: { ...quote.expected!, attempts: 3 } }, 'work-email').odds).toEqual({ top: '1 source', below: 'with account' });
    expect(priceView({ ...quote, expected: { ...quote.expected!, found: 0 } }, 'work-email').odds?.top).toBe('1 source');
  });
  it('says a limit in one sentence', () => {
    expect(capWords({ scope: 'run', meter: 'data_credits', limit: micro(100 * UNIT), left: micro(100 * UNIT) })).toBe('Your limit of 100 Credits a run can be reached. The run ends there, and what is left is not asked.');
    expect(capWords({ scope: 'day', meter: 'actions', limit: micro(50 * UNIT), left: micro(2 * UNIT) })).toBe('Your limit of 50 Actions a day has 2 left. The run waits there until the next day.');
  });
});
