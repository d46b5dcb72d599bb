import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_VALUES } from '../../../lib/core/limits.ts';
import type { FieldValue, Origin } from '../../../lib/domain/lead/lead.ts';
import { chosenValue, differences, isConflict, mergeFields, mergeValues } from '../../../lib/domain/lead/merge.ts';

const value = fc.record({
  value: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com'),
  confidence: fc.integer({ min: 0, max: 100 }),
  provenance: fc.record({ origin: fc.constantFrom<Origin>('page', 'provider', 'person', 'import', 'guess'), at: fc.integer({ min: 0, max: 50 }) }),
}) satisfies fc.Arbitrary<FieldValue>;
const values = fc.array(value, { maxLength: 6 });

describe('merging values', () => {
  it('does not depend on order or grouping, and merging twice adds nothing', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(mergeValues(a, b)).toEqual(mergeValues(b, a));
        expect(mergeValues(mergeValues(a, b), c)).toEqual(mergeValues(a, mergeValues(b, c)));
        expect(mergeValues(mergeValues(a, b), b)).toEqual(mergeValues(a, b));
      }),
    );
  });
  it('never loses a distinct text below the bound, and never grows beyond it', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = mergeValues(a, b);
        expect(new Set(merged.map((v) => v.value))).toEqual(new Set([...a, ...b].map((v) => v.value)));
        expect(merged.length).toBeLessThanOrEqual(FIELD_VALUES);
      }),
    );
  });
  it('shows the most confident value unless a person pinned another', () => {
    const page: FieldValue = { value: 'Buyer', confidence: 90, provenance: { origin: 'page', at: 1 } };
    const provider: FieldValue = { value: 'Head of Buying', confidence: 70, provenance: { origin: 'provider', at: 2 } };
    const merged = mergeFields({ title: { values: [provider] } }, { title: { values: [page] } });
    expect(chosenValue(merged.title)?.value).toBe('Buyer');
    expect(chosenValue({ ...merged.title!, pinned: 'Head of Buying' })?.value).toBe('Head of Buying');
    expect(isConflict(merged.title)).toBe(true);
    expect(isConflict({ ...merged.title!, pinned: 'Buyer' })).toBe(false);
  });
});

describe('differences', () => {
  it('names changed and new fields and is silent about values that are known as rivals', () => {
    const old: FieldValue = { value: 'Buyer', confidence: 90, provenance: { origin: 'page', at: 1 } };
    const read = { title: { values: [{ ...old, value: 'Head of Buying' }] }, phone: { values: [{ ...old, value: '+441134960100' }] } };
    expect(differences({ title: { values: [old] } }, read).map((d) => [d.field, d.before?.value])).toEqual([['title', 'Buyer'], ['phone', undefined]]);
    expect(differences(mergeFields({ title: { values: [old] } }, read), read)).toEqual([]);
  });
});
