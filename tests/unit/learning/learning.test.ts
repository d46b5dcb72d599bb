import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaBelow, betaQuantile, drawBeta, meanOf, posterior, shareOf } from '../../../lib/domain/learning/beta.ts';
import { compact, addCells, type EvidenceCell } from '../../../lib/domain/learning/evidence.ts';
import { findableAfter, keptAfter } from '../../../lib/domain/learning/fit.ts';
import { fitModel } from '../../../lib/domain/learning/model.ts';
import { NO_SEGMENT, segmentKey, segmentOf, segmentOfKey, segmentPath, type Segment } from '../../../lib/domain/learning/segment.ts';
import { createRng } from '../../simulation/rng.ts';

const DAY = 86_400_000;
function cell(arm: string, over: Partial<EvidenceCell> = {}): EvidenceCell {
  const base = { group: 'live/work-email:workEmail', arm, segment: segmentKey(NO_SEGMENT), missed: [], answered: 0, accepted: 0, rejected: 0, failed: 0, logMs: 0, timed: 0, at: DAY, ...over };
  return { ...base, key: [base.group, arm, base.segment, base.missed.join(' ')].join('\n') };
}
const arm = (id: string): string => `find-work-email@${id}`;
const german: Segment = { country: 'de', size: '?', seniority: '?' };

describe('the Beta distribution', () => {
  it('agrees with values worked out by hand', () => {
    expect(betaBelow(1, 1, 0.3)).toBeCloseTo(0.3, 10);
    expect(betaBelow(2, 3, 0.5)).toBeCloseTo(0.6875, 10); // 1 - (1-x)^4 - 4x(1-x)^3 at 0.5
    expect(betaQuantile({ a: 1, b: 1 }, 0.05)).toBeCloseTo(0.05, 6);
    expect(betaQuantile({ a: 5, b: 1 }, 0.5)).toBeCloseTo(0.5 ** (1 / 5), 6);
  });

  it('gives an interval around its mean for any counts, hostile ones too', () => {
    const any = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -1, 0, 1e300, Number.MAX_SAFE_INTEGER));
    fc.assert(
      fc.property(any, any, any, any, (mean, strength, hits, attempts) => {
        const { mean: m, low, high } = shareOf(posterior(mean, strength, hits, attempts));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(m);
        expect(m).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('is surer the more it has seen', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.integer({ min: 1, max: 2_000 }), (rate, n) => {
        const width = (k: number): number => {
          const { low, high } = shareOf(posterior(rate, 8, rate * k, k));
          return high - low;
        };
        expect(width(n * 2)).toBeLessThan(width(n));
      }),
    );
  });

  it('draws around its mean, the same for the same random', () => {
    const rng = createRng(5);
    const draws = Array.from({ length: 4_000 }, () => drawBeta({ a: 3, b: 9 }, () => rng.next()));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    // Standard error of the mean: sqrt(3*9/(144*13))/sqrt(4000) = 0.0019.
    expect(Math.abs(mean - 0.25)).toBeLessThan(5 * 0.0019);
    const again = createRng(5);
    expect(drawBeta({ a: 3, b: 9 }, () => again.next())).toBe(draws[0]);
    expect(drawBeta({ a: 0.3, b: 0.3 }, () => 0)).toBeGreaterThanOrEqual(0);
  });
});

describe('segments', () => {
  const lead = (fields: Record<string, string>) => ({ fields: Object.fromEntries(Object.entries(fields).map(([k, value]) => [k, { values: [{ value, confidence: 90, provenance: { origin: 'page' as const, at: 1 } }] }])) });
  it.each([
    [{ country: 'Germany', title: 'Geschäftsführerin', employees: '45' }, 'de|11-50|top'],
    [{ country: 'UK', title: 'Vice President Sales', employeeRange: '1,001-5,000' }, 'gb|1001+|director'],
    [{ location: 'Lyon, France', title: 'Account Manager' }, 'fr|?|manager'],
    [{ companyDomain: 'example-works.de', title: 'Engineer' }, 'de|?|other'],
    [{ companyDomain: 'example.io' }, '?|?|?'],
    [{ domain: 'example.co.uk', employees: '200' }, 'gb|51-200|?'],
    [{ country: '__proto__', employees: '-', seniority: 'C-Level' }, '?|?|top'],
  ])('%o is %s', (fields, key) => {
    expect(segmentKey(segmentOf(lead(fields)))).toBe(key);
    expect(segmentKey(segmentOfKey(key))).toBe(key);
  });
  it('goes from everything down, leaving out what is not known', () => {
    expect(segmentPath(segmentOfKey('de|?|top')).map(segmentKey)).toEqual(['?|?|?', 'de|?|?', 'de|?|top']);
    expect(segmentPath(NO_SEGMENT).map(segmentKey)).toEqual(['?|?|?']);
  });
});

describe('the model', () => {
  it('starts from the prior and goes where the counts are', () => {
    const before = fitModel([], 0).accepted(arm('a'), NO_SEGMENT, []);
    expect(before.mean).toBeGreaterThan(0.3);
    expect(before.mean).toBeLessThan(0.45);
    const after = fitModel([cell(arm('a'), { answered: 400, accepted: 40 })], DAY).accepted(arm('a'), NO_SEGMENT, []);
    expect(after.mean).toBeCloseTo(0.1, 1);
    expect(after.high - after.low).toBeLessThan(before.high - before.low);
  });

  it('backs off: a new country is like all of them, a known one goes its own way', () => {
    const cells = [cell(arm('a'), { segment: 'us|?|?', answered: 300, accepted: 210 }), cell(arm('a'), { segment: 'de|?|?', answered: 60, accepted: 6 })];
    const model = fitModel(cells, DAY);
    const of = (country: string): number => model.accepted(arm('a'), { ...german, country }, []).mean;
    expect(of('us')).toBeGreaterThan(0.6);
    expect(of('de')).toBeLessThan(0.25);
    expect(of('fr')).toBeGreaterThan(of('de'));
    expect(of('fr')).toBeLessThan(of('us'));
    expect(model.arm(arm('a'), { ...german, country: 'fr' }).basis).toBe('all');
    expect(model.arm(arm('a'), german).basis).toBe('country');
  });

  it('forgets by half-lives', () => {
    const old = [cell(arm('a'), { answered: 200, accepted: 180, at: 0 })];
    const fresh = fitModel(old, 0).accepted(arm('a'), NO_SEGMENT, []).mean;
    const later = fitModel(old, 1_500 * DAY).accepted(arm('a'), NO_SEGMENT, []).mean;
    expect(fresh).toBeGreaterThan(0.8);
    expect(Math.abs(later - 0.4)).toBeLessThan(0.1);
  });

  it('finds out that two know the same people, and lowers the odds of the second alone', () => {
    const cells = [
      cell(arm('a'), { answered: 200, accepted: 100 }),
      cell(arm('b'), { answered: 200, accepted: 90 }),
      cell(arm('b'), { answered: 200, accepted: 2, missed: [arm('a')] }),
      cell(arm('c'), { answered: 200, accepted: 80, missed: [arm('a')] }),
      cell(arm('c'), { answered: 200, accepted: 90 }),
    ];
    const model = fitModel(cells, DAY);
    expect(model.overlap(arm('a'), arm('b'))).toBeGreaterThan(0.6);
    expect(model.overlap(arm('a'), arm('c'))).toBeLessThan(0.2);
    expect(model.accepted(arm('b'), NO_SEGMENT, [arm('a')]).mean).toBeLessThan(0.15);
    expect(model.accepted(arm('c'), NO_SEGMENT, [arm('a')]).mean).toBeGreaterThan(0.3);
  });

  it('takes an outage for an outage', () => {
    const model = fitModel([cell(arm('a'), { answered: 100, accepted: 60, failed: 5 })], DAY);
    expect(model.arm(arm('a'), NO_SEGMENT).reliable).toBeGreaterThan(0.94);
    expect(model.accepted(arm('a'), NO_SEGMENT, []).mean).toBeGreaterThan(0.5);
  });

  it('gives odds inside 0 and 1 for any cells, broken ones too', () => {
    const count = fc.oneof(fc.double(), fc.nat(5_000), fc.constantFrom(NaN, Infinity, -3));
    const anyCell = fc.record({ arm: fc.constantFrom(arm('a'), arm('b'), 'nonsense', ''), segment: fc.constantFrom('de|?|?', 'us|11-50|top', '', '|||||', 'x'), answered: count, accepted: count, rejected: count, failed: count, logMs: count, timed: count, missed: fc.subarray([arm('a'), arm('b'), arm('c')]), at: count });
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 12 }), count, (cells, now) => {
        const model = fitModel(cells.map((c) => ({ ...cell(c.arm), ...c })), now);
        for (const segment of [NO_SEGMENT, german, segmentOfKey('us|11-50|top')]) {
          const { mean, low, high } = model.accepted(arm('a'), segment, [arm('b')]);
          for (const x of [mean, low, high]) expect(x >= 0 && x <= 1).toBe(true);
          expect(low <= mean && mean <= high).toBe(true);
          const odds = model.arm(arm('b'), segment);
          expect(Number.isFinite(odds.latencyMs) && odds.latencyMs > 0 && odds.reliable > 0 && odds.reliable <= 1).toBe(true);
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('corrections', () => {
  it('makes a lead less findable with each miss, and never negative', () => {
    expect(findableAfter(0.9, [])).toBeCloseTo(0.9);
    expect(findableAfter(0.9, [0.5])).toBeCloseTo(0.45 / 0.55);
    expect(findableAfter(1, [0.5, 0.9])).toBe(1);
    expect(findableAfter(0, [0.5])).toBe(0);
  });
  it('is pairwise consistent: who misses first makes no difference to what both miss', () => {
    const rate = fc.double({ min: 0.01, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, overlap) => {
        const bothMissAB = (1 - a) * (1 - b * keptAfter(b, a, overlap));
        const bothMissBA = (1 - b) * (1 - a * keptAfter(a, b, overlap));
        expect(bothMissAB).toBeCloseTo(bothMissBA, 9);
      }),
    );
  });
});

describe('cells', () => {
  it('add up in any order', () => {
    const one = (at: number, accepted: number): EvidenceCell => cell(arm('a'), { answered: 1, accepted, at, timed: 1, logMs: 7 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 20 }), (list) => {
        const sum = (cells: EvidenceCell[]): EvidenceCell => cells.reduce<EvidenceCell | undefined>(addCells, undefined) as EvidenceCell;
        const cells = list.map(([day, hit]) => one(day * DAY, hit));
        const [forth, back] = [sum(cells), sum(cells.toReversed())];
        expect(forth.answered).toBeCloseTo(back.answered, 9);
        expect(forth.accepted).toBeCloseTo(back.accepted, 9);
        expect(forth.at).toBe(back.at);
      }),
    );
  });
  it('take a clock that was set back by years as the present', () => {
    const future = cell(arm('a'), { answered: 5, accepted: 5, at: 4_000 * DAY });
    const now = cell(arm('a'), { answered: 1, accepted: 0, at: 10 * DAY });
    expect(addCells(future, now)).toMatchObject({ answered: 6, accepted: 5, at: 10 * DAY });
  });
  it('get coarser, thinnest first, before any is given up', () => {
    const cells = Array.from({ length: 40 }, (_, i) => cell(arm('a'), { segment: `de|11-50|${['top', 'director', 'manager', 'other'][i % 4]}`, missed: [`m${Math.floor(i / 4)}`], answered: i + 1, accepted: 1 }));
    const kept = compact(cells, 20, DAY);
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(kept.reduce((n, c) => n + c.answered, 0)).toBeCloseTo(cells.reduce((n, c) => n + c.answered, 0), 6);
    expect(kept.some((c) => c.segment.endsWith('|other') || c.segment.endsWith('|top'))).toBe(true);
    expect(meanOf(posterior(0.5, 1, 0, 0))).toBeCloseTo(0.5);
  });
});
