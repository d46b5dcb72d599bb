import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsWithin, includes, NO_NUMBERS, sizeOf, withRange, without, type Ranges } from '../../../lib/core/ranges.ts';

const numbersOf = (ranges: Ranges): number[] => {
  const out: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) for (let n = ranges[i]!; n <= ranges[i + 1]!; n++) out.push(n);
  return out;
};

describe('ranges of numbers', () => {
  it('are a set, whatever is put in and taken out, and no two of them touch', () => {
    const deed = fc.oneof(fc.tuple(fc.constant('with'), fc.nat(40), fc.nat(6)), fc.tuple(fc.constant('without'), fc.nat(46), fc.constant(0)));
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        let ranges = NO_NUMBERS;
        const model = new Set<number>();
        for (const [what, from, more] of deeds) {
          if (what === 'with') {
            ranges = withRange(ranges, from, from + more);
            for (let n = from; n <= from + more; n++) model.add(n);
          } else {
            ranges = without(ranges, from);
            model.delete(from);
          }
          const all = [...model].sort((a, b) => a - b);
          expect(numbersOf(ranges)).toEqual(all);
          expect(sizeOf(ranges)).toBe(all.length);
          for (let i = 2; i < ranges.length; i += 2) expect(ranges[i]).toBeGreaterThan(ranges[i - 1]! + 1);
          for (let n = 0; n < 50; n++) expect(includes(ranges, n)).toBe(model.has(n));
          expect(numbersOf(gapsWithin(ranges, 3, 30))).toEqual(Array.from({ length: 28 }, (_, i) => i + 3).filter((n) => !model.has(n)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('stay what they are when nothing is put in', () => {
    expect(withRange([3, 4], 9, 8)).toEqual([3, 4]);
  });
});
