import { describe, expect, it } from 'vitest';
import type { FieldValue, Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import type { ActivityRow } from '../../../lib/storage/database.ts';
import type { MergeRow } from '../../../lib/storage/merge-rows.ts';
import { leadHistory } from '../../../lib/ui/lead-history.ts';

const said = (value: string, at: number, over: Partial<FieldValue['provenance']> = {}): FieldValue => ({ value, confidence: 80, provenance: { origin: 'page', at, pageUrl: 'https://www.example.com/team', ...over } });
const leadOf = (fields: Record<string, readonly FieldValue[]>): Lead => ({ id: 'lead-1', tableId: 't', kind: 'person', keys: [], order: 1, createdAt: 1, updatedAt: 1, fields: Object.fromEntries(Object.entries(fields).map(([key, values]) => [key, { values }])) as LeadFields }) as unknown as Lead;
const history = (lead: Lead, lines: readonly ActivityRow[] = [], merges: readonly MergeRow[] = []) => leadHistory({ lead, lines, merges, nameOf: (id) => id.toUpperCase() });
const line = (over: Partial<ActivityRow>): ActivityRow => ({ id: 'line-1', at: 5, kind: 'lead-edited', title: 'Edited', detail: '', ...over });

describe('what happened to a lead', () => {
  it('is told by its values where no line tells it: captured, imported, answered, typed, each with what showed before', () => {
    const lead = leadOf({
      title: [said('Founder', 40, { origin: 'person' }), said('Head', 30, { origin: 'provider', providerId: 'fern' }), said('Buyer', 10)],
      email: [said('a@example.com', 20, { origin: 'import', fileName: 'fair.csv' })],
      name: [said('Ada', 10)],
    });
    expect(history(lead).map(({ title, changes }) => [title, changes])).toEqual([
      ['Typed by a person', [{ field: 'title', before: 'Head', after: 'Founder' }]],
      ['Answered by FERN', [{ field: 'title', before: 'Buyer', after: 'Head' }]],
      ['Imported from fair.csv', [{ field: 'email', after: 'a@example.com' }]],
      ['Read from example.com', [{ field: 'title', after: 'Buyer' }, { field: 'name', after: 'Ada' }]],
    ]);
  });
  it('is told once: a line takes the values that it brought, and knows what was taken away', () => {
    const lead = leadOf({ title: [said('Head', 5, { origin: 'person' })], mobile: [said('+1', 7, { origin: 'provider', providerId: 'fern', taskId: 'task-9' as never })] });
    const events = history(lead, [
      line({ changes: [{ field: 'title', before: 'Buyer', after: 'Head' }, { field: 'location', before: 'Leeds' }] }),
      line({ id: 'task:task-9', at: 8, kind: 'enriched', title: 'Mobile found', taskId: 'task-9' }),
    ]);
    expect(events).toMatchObject([
      { title: 'Mobile found', changes: [{ field: 'mobile', after: '+1' }] },
      { title: 'Edited', changes: [{ field: 'title', before: 'Buyer', after: 'Head' }, { field: 'location', before: 'Leeds' }] },
    ]);
    expect(events).toHaveLength(2);
  });
  it('reads older lines by their undo, says what can be taken back and what was', () => {
    const [before, after] = [leadOf({ title: [said('Buyer', 1)] }), leadOf({ title: [said('Head', 2)] })];
    expect(history(leadOf({}), [line({ undo: { at: 5, leads: [{ before, after }] } })])).toMatchObject([{ undo: 'line-1', changes: [{ field: 'title', before: 'Buyer', after: 'Head' }] }]);
    const [undone] = history(leadOf({}), [line({ undo: { at: 5, leads: [{ before, after }] }, undoneAt: 9 })]);
    expect(undone).toMatchObject({ undoneAt: 9 });
    expect(undone?.undo).toBeUndefined();
  });
  it('holds merges that were done with others at once', () => {
    const merge = { id: 'm.0', by: 'm', at: 6, tableId: 't', keepId: 'lead-1', goneIds: ['x', 'y'] } as unknown as MergeRow;
    expect(history(leadOf({}), [], [merge])).toMatchObject([{ title: '2 duplicates merged into it', at: 6 }]);
    expect(history(leadOf({}), [line({ id: 'm', kind: 'lead-merged' })], [merge])).toHaveLength(1);
  });
});
