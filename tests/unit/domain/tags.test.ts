import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_CHARS, TAG_CHARS, TAGS_PER_LEAD } from '../../../lib/core/limits.ts';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import { applyRow, fieldsOfRow } from '../../../lib/domain/import/apply.ts';
import { compareFields, mergeLeads } from '../../../lib/domain/duplicates/merge-group.ts';
import { chosenValue, differences, isConflict, mergeFields } from '../../../lib/domain/lead/merge.ts';
import type { FieldState, Lead, Origin } from '../../../lib/domain/lead/lead.ts';
import { changeTags, mergeTags, orderedTags, readTag, readTags, sameTag, tagsByHand, tagsIn, tagsOf, tagsText, undoTags, type TagChange } from '../../../lib/domain/lead/tags.ts';
import { textHolds } from '../../../lib/domain/lead/text-test.ts';
import { undoChange, undoFields } from '../../../lib/domain/lead/undo.ts';
import { filterOf, rowOfLead } from '../../../lib/domain/view/filter.ts';

const tag = fc.constantFrom('VIP', 'vip', 'Vip', 'Partner', 'Kiln fair', 'Élan', 'Elan', '日本', '🔥 hot', '2026', 'a b', 'ZZ');
const someTags = fc.array(tag, { maxLength: 6 });
const origin = fc.constantFrom<Origin>('person', 'import', 'page', 'provider');
const state = fc.option(
  fc.record({ values: fc.array(fc.record({ value: someTags.filter((tags) => tags.length > 0).map(tagsText), confidence: fc.integer({ min: 0, max: 100 }), provenance: fc.record({ origin, at: fc.integer({ min: 0, max: 9 }) }) }), { minLength: 1, maxLength: 2 }) }) satisfies fc.Arbitrary<FieldState>,
  { nil: undefined },
);
const change = fc.oneof(
  fc.record({ deed: fc.constantFrom('add' as const, 'remove' as const), tag }),
  fc.record({ deed: fc.constant('rename' as const), tag, to: tag }),
) satisfies fc.Arbitrary<TagChange>;
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `tag ${String(i).padStart(3, '0')}`);
const texts = (all: FieldState | undefined): string[] => tagsIn(all);

describe('a tag', () => {
  it('is a line of text without what stands between tags, trimmed, and bounded', () => {
    expect(readTag('  Kiln \u00a0 fair ')).toEqual({ tag: 'Kiln fair' });
    expect(readTag('e\u0301lan')).toEqual({ tag: 'élan' });
    expect(readTag('👩🏽‍🚒')).toEqual({ tag: '👩🏽‍🚒' });
    expect(readTag('x'.repeat(TAG_CHARS))).toEqual({ tag: 'x'.repeat(TAG_CHARS) });
    for (const wrong of ['', '  ', 'a,b', 'a;b', 'a\nb', 'a\u2028b', 'a\u0000b', 'a\u0007', 'a\u202eb', '\ud800', 'x'.repeat(TAG_CHARS + 1)]) expect([wrong, 'refused' in readTag(wrong)]).toEqual([wrong, true]);
  });
  it('is one whatever its capitals, and several are read between commas, semicolons and line ends', () => {
    expect(readTags(' vip; Partner ,, VIP\nKiln fair')).toEqual({ tags: ['Kiln fair', 'Partner', 'VIP'] });
    expect(readTags('* friends ::: Clients')).toEqual({ tags: ['* friends', 'Clients'] });
    expect(readTags(' ; , ')).toEqual({ tags: [] });
    expect('refused' in readTags('fine, \u0001bad')).toBe(true);
    expect(readTags(many(TAGS_PER_LEAD).join(';'))).toEqual({ tags: many(TAGS_PER_LEAD) });
    expect('refused' in readTags(many(TAGS_PER_LEAD + 1).join(';'))).toBe(true);
  });
  it('of every allowed length fits into a cell with all the others', () => {
    expect(tagsText(Array.from({ length: TAGS_PER_LEAD }, (_, i) => `${String(i).padStart(2, '0')}${'x'.repeat(TAG_CHARS - 2)}`)).length).toBeLessThanOrEqual(CELL_CHARS);
  });
  it('survives being kept and read, and whatever was read is the same text whatever its order', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 8 }), (words) => {
      const read = words.flatMap((word) => { const one = readTag(word); return 'tag' in one ? [one.tag] : []; });
      const kept = tagsText(read);
      expect(tagsOf(kept)).toEqual(orderedTags(read));
      expect(readTags(kept)).toEqual({ tags: orderedTags(read) });
      expect(tagsText(read.toReversed())).toBe(kept);
    }));
  });
});

describe('tags that come together', () => {
  it('do not depend on order or grouping, and merging twice adds nothing', () => {
    fc.assert(fc.property(state, state, state, (a, b, c) => {
      expect(mergeTags(a, b)).toEqual(mergeTags(b, a));
      expect(mergeTags(mergeTags(a, b), c)).toEqual(mergeTags(a, mergeTags(b, c)));
      expect(mergeTags(mergeTags(a, b), b)).toEqual(mergeTags(a, b));
      for (const one of [...texts(a), ...texts(b)]) expect(texts(mergeTags(a, b)).some((known) => sameTag(known, one))).toBe(true);
    }));
  });
  it('are one value with the newest source, and never a conflict', () => {
    const merged = mergeFields({ tags: tagsByHand(['VIP'], 5)! }, { tags: { values: [{ value: 'Partner, vip', confidence: 70, provenance: { origin: 'import', at: 9, fileName: 'a.csv' } }] } });
    expect(merged.tags).toEqual({ values: [{ value: 'Partner, VIP', confidence: 100, provenance: { origin: 'import', at: 9, fileName: 'a.csv' } }] });
    expect(isConflict(merged.tags)).toBe(false);
    expect(differences({ tags: tagsByHand(['VIP', 'Partner'], 5)! }, { tags: tagsByHand(['vip'], 9)! })).toEqual([]);
    expect(differences({ tags: tagsByHand(['VIP'], 5)! }, { tags: tagsByHand(['Partner'], 9)! })).toMatchObject([{ field: 'tags', before: { value: 'VIP' }, now: { value: 'Partner, VIP' } }]);
  });
  it('of a file go to what a known lead has; columns of one row come together', () => {
    const row = fieldsOfRow({ at: 2, values: [['tags', 'Partner'], ['tags', 'Trade, VIP']] }, { origin: 'import', at: 3, fileName: 'a.csv' });
    expect(texts(row.tags)).toEqual(['Partner', 'Trade', 'VIP']);
    expect(texts(applyRow({ tags: tagsByHand(['Old'], 1)! }, row, 'merge')?.tags)).toEqual(['Old', 'Partner', 'Trade', 'VIP']);
    expect(applyRow({ tags: tagsByHand(['Partner', 'vip', 'trade'], 1)! }, row, 'merge')).toBeNull();
    expect(applyRow({ tags: tagsByHand(['Old'], 1)! }, row, 'fill')).toBeNull();
  });
  it('of duplicates are not compared: both are kept', () => {
    const lead = (id: string, tags: string[]): Lead => ({ id: id as LeadId, tableId: 't' as TableId, kind: 'person', fields: { tags: tagsByHand(tags, 1)! }, keys: [], order: 1, createdAt: 1, updatedAt: 1 });
    const [a, b] = [lead('a', ['VIP']), lead('b', ['Partner'])];
    expect(chosenValue(mergeLeads(a, [b], { tags: 'VIP' }, 9).fields.tags)?.value).toBe('Partner, VIP');
    expect(compareFields(a, [a, b], {}, ['tags'])).toMatchObject([{ field: 'tags', differs: false, wins: 'Partner, VIP' }]);
  });
});

describe('changing a tag', () => {
  it('is taken back exactly and done again exactly, and leaves nothing else changed', () => {
    fc.assert(fc.property(state, change, (before, wanted) => {
      const after = changeTags(before, wanted, 99);
      expect(undoTags(after, before, after)).toEqual(before);
      expect(undoTags(before, after, before)).toEqual(after);
      expect(changeTags(after, wanted, 100)).toBe(after);
      const isMeant = (one: string): boolean => sameTag(one, wanted.tag) || (wanted.deed === 'rename' && sameTag(one, wanted.to));
      expect(texts(after)).toEqual(expect.arrayContaining(texts(before).filter((one) => !isMeant(one))));
    }));
  });
  it('that is taken back keeps what was tagged and untagged since', () => {
    const before = tagsByHand(['Old', 'Partner'], 1);
    const after = changeTags(before, { deed: 'add', tag: 'VIP' }, 2);
    const later = changeTags(changeTags(after, { deed: 'add', tag: 'New' }, 3), { deed: 'remove', tag: 'Old' }, 4);
    expect(texts(undoTags(later, before, after))).toEqual(['New', 'Partner']);
    const lead: Lead = { id: 'l' as LeadId, tableId: 't' as TableId, kind: 'person', fields: { tags: later! }, keys: [], order: 1, createdAt: 1, updatedAt: 1 };
    expect(texts(undoFields(lead, [{ field: 'tags', before: before!, after: after! }], 9).fields.tags)).toEqual(['New', 'Partner']);
    expect(texts(undoChange(lead, { ...lead, fields: { tags: before! } }, { ...lead, fields: { tags: after! } }, 9)?.fields.tags)).toEqual(['New', 'Partner']);
  });
  it('renames only who has it, unites two, and changes the capitals alone', () => {
    const known = tagsByHand(['Partner', 'VIP'], 1);
    expect(texts(changeTags(known, { deed: 'rename', tag: 'vip', to: 'Key' }, 2))).toEqual(['Key', 'Partner']);
    expect(texts(changeTags(known, { deed: 'rename', tag: 'vip', to: 'partner' }, 2))).toEqual(['partner']);
    expect(texts(changeTags(known, { deed: 'rename', tag: 'VIP', to: 'vip' }, 2))).toEqual(['Partner', 'vip']);
    expect(changeTags(known, { deed: 'rename', tag: 'Other', to: 'Key' }, 2)).toBe(known);
    expect(changeTags(tagsByHand(['VIP'], 1), { deed: 'remove', tag: 'vip' }, 2)).toBeUndefined();
  });
  it('adds none to a lead that is full', () => {
    const full = tagsByHand(many(TAGS_PER_LEAD), 1);
    expect(changeTags(full, { deed: 'add', tag: 'one more' }, 2)).toBe(full);
    expect(texts(changeTags(full, { deed: 'rename', tag: 'tag 000', to: 'other' }, 2))).toHaveLength(TAGS_PER_LEAD);
  });
});

describe('a filter on tags', () => {
  const lead = (tags: string[]): Lead => ({ id: 'l' as LeadId, tableId: 't' as TableId, kind: 'person', fields: tags.length > 0 ? { tags: tagsByHand(tags, 1)! } : {}, keys: [], order: 1, createdAt: 1, updatedAt: 1 });
  const passes = (test: 'has-any' | 'has-all' | 'has-none' | 'known' | 'empty', values: string[], tags: string[]): boolean => filterOf({ match: 'all', items: [{ key: 'tags', test, values }] }, 0)(rowOfLead(lead(tags)));
  it('asks for any, all or none of some, whatever their capitals and never for a part of one', () => {
    expect([passes('has-any', ['vip', 'x'], ['Partner', 'VIP']), passes('has-any', ['x'], ['Partner']), passes('has-any', ['Part'], ['Partner']), passes('has-any', ['VIP'], [])]).toEqual([true, false, false, false]);
    expect([passes('has-all', ['vip', 'partner'], ['Partner', 'VIP']), passes('has-all', ['vip', 'x'], ['Partner', 'VIP']), passes('has-all', ['vip'], [])]).toEqual([true, false, false]);
    expect([passes('has-none', ['vip'], ['Partner', 'VIP']), passes('has-none', ['x'], ['Partner']), passes('has-none', ['vip'], [])]).toEqual([false, true, true]);
    expect([passes('known', [], ['x']), passes('empty', [], ['x']), passes('empty', [], [])]).toEqual([true, false, true]);
  });
  it('agrees with the sets that it speaks of', () => {
    fc.assert(fc.property(someTags, fc.array(tag, { minLength: 1, maxLength: 4 }), (tags, values) => {
      const has = (value: string): boolean => tags.some((one) => sameTag(one, value));
      expect([passes('has-any', values, tags), passes('has-all', values, tags), passes('has-none', values, tags)]).toEqual([values.some(has), values.every(has), !values.some(has)]);
    }));
  });
  it('in a condition "is" means one of them', () => {
    expect([textHolds('is', 'tags', 'Partner, VIP', ['vip']), textHolds('is', 'tags', 'Partner, VIP', ['Part']), textHolds('is-not', 'tags', 'Partner, VIP', ['vip'])]).toEqual([true, false, false]);
  });
});
