import { describe, expect, it } from 'vitest';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import type { CustomColumn } from '../../../lib/domain/lead/custom.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { PLAIN_VIEW, type ViewShape } from '../../../lib/domain/view/view.ts';
import { isPlain, rowsOf } from '../../../lib/ui/row-order.ts';

const lead = (id: string, values: Readonly<Record<string, string>>, createdAt = 1): Lead => ({
  id: id as LeadId, tableId: 't' as TableId, kind: 'person', keys: [], order: 1, createdAt, updatedAt: createdAt,
  fields: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { values: [{ value, confidence: 90, provenance: { origin: 'page', at: 0 } }] }])),
});
const custom: CustomColumn[] = [
  { key: 'x.deal', kind: 'person', name: 'Deal', type: 'number', createdAt: 1 },
  { key: 'x.twice', kind: 'person', name: 'Twice', type: 'number', formula: '{x.deal} * 2', createdAt: 1 },
];
async function* batches(): AsyncGenerator<readonly Lead[]> {
  yield [lead('a', { name: 'Ada Example', 'x.deal': '9' }, 3), lead('b', { name: 'Ben Sample', 'x.deal': '100' }, 2)];
  yield [lead('c', { name: 'Cleo Placeholder' }, 1)];
}
const rows = (shape: Partial<ViewShape>, search = '') => rowsOf(batches(), { kind: 'person', shape: { ...PLAIN_VIEW, ...shape }, search, custom, now: 0 });

describe('the rows of a look', () => {
  it('stand as in the table when nothing is asked', async () => {
    expect(await rows({})).toEqual(['a', 'b', 'c']);
    expect(isPlain({ shape: PLAIN_VIEW, search: ' ' })).toBe(true);
    expect(isPlain({ shape: { ...PLAIN_VIEW, filter: { match: 'all', items: [{ key: 'name', test: 'is', values: [] }] } }, search: '' })).toBe(true);
    expect(isPlain({ shape: { ...PLAIN_VIEW, group: 'title' }, search: '' })).toBe(false);
  });
  it('are filtered and sorted by what formulas make of them too', async () => {
    expect(await rows({ filter: { match: 'all', items: [{ key: 'x.twice', test: 'more', values: ['17'] }] }, sort: [{ key: 'x.twice', down: true }] })).toEqual(['b', 'a']);
    expect(await rows({ sort: [{ key: 'x.deal', down: false }] })).toEqual(['a', 'b', 'c']);
  });
  it('are searched, and sorted by when they were added', async () => {
    expect(await rows({}, 'SAMPLE ben')).toEqual(['b']);
    expect(await rows({ sort: [{ key: 'lead.added', down: false }] })).toEqual(['c', 'b', 'a']);
  });
});
