import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { UNDO_DEEDS } from '../../../lib/core/limits.ts';
import { listWorld } from './list-world.ts';

describe('the history of one lead', () => {
  it('keeps the values before and after longer than the undo, and not longer than the lead', async () => {
    const w = listWorld();
    const made = await w.send('table.create', { name: 'Fair', kind: 'person' });
    const tableId = made.ok ? made.value.tableId : '';
    const added = await w.send('lead.add', { tableId, fields: { name: 'Ada Example', title: 'Buyer' } });
    const leadId = added.ok ? added.value.leadId : '';
    await w.send('lead.edit', { leadId, field: 'title', value: 'Head of Buying' });
    const lines = () => w.db.activity.where('leadId').equals(leadId).toArray();
    const told = async () => (await lines()).flatMap(({ changes }) => changes ?? []);
    expect(await told()).toEqual([{ field: 'name', after: 'Ada Example' }, { field: 'title', after: 'Buyer' }, { field: 'title', before: 'Buyer', after: 'Head of Buying' }]);

    const deleted = await w.send('lead.delete', { leadIds: [leadId] });
    if (deleted.ok) await w.send('activity.undo', { activityId: deleted.value.activityId });
    await w.send('lead.delete', { leadIds: [leadId] });
    expect(await told()).toHaveLength(3);
    await w.db.activity.bulkPut(Array.from({ length: UNDO_DEEDS + 1 }, (_, i) => ({ id: `later-${i}`, at: 9e12 + i, kind: 'lead-edited' as const, title: '', detail: '', undo: { at: 9e12 + i, leads: [] } })));
    await w.send('lead.add', { tableId, fields: { name: 'Ben Sample' } });
    expect(await told()).toEqual([]);
    expect(await lines()).toHaveLength(2);
  });
});
