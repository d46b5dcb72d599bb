/** What was under way when a lead was erased, and ends or stands still afterwards: nothing of the lead comes back with it. */
import { describe, expect, it } from 'vitest';
import { beginRow, endRow, type RowEnd } from '../../../lib/domain/delivery/advance.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import { eraseLeads, moveErasures } from '../../../lib/services/erase-leads.ts';
import { Life, randomOf } from '../../simulation/client-world.ts';
import { begin, deliveryWorld, target } from '../../simulation/delivery-world.ts';

describe('a delivery that is out while its lead is erased', () => {
  const ends: readonly RowEnd[] = [{ kind: 'delivered', remoteId: 'quarble-1', was: 'created' }, { kind: 'failed', reason: 'refused', detail: 'quarble is taken' }, { kind: 'unknown', detail: 'quarble, perhaps' }];
  it.each(ends)('ends as $kind without what the destination said, and is counted and charged as it ended', async (end) => {
    const w = await deliveryWorld(`erased-out-${end.kind}`, randomOf(3), 2, target('no'));
    const { db } = w.world;
    const deps = w.deps(new Life(Infinity));
    await begin(w);
    await deps.store.deliveries.finishStart((await w.delivery()).id);
    const [first] = await w.rows();
    const [gone] = w.leadIds as readonly LeadId[];
    expect(first?.leadId).toBe(gone);
    const change = (decide: Parameters<typeof deps.store.deliveries.change>[0][number]['decide']) => deps.store.deliveries.change([{ id: first!.id, decide }], 5_000);
    await db.meta.delete('account');
    await change((rows) => beginRow(rows, 'quarble-fingerprint', 5_000));
    expect((await w.rows())[0]).toMatchObject({ state: 'sending', fingerprint: 'quarble-fingerprint' });
    await eraseLeads(deps, { id: 'erase-00000001', leadIds: [gone!], keepAway: false });
    await moveErasures(deps, true);
    const [changed] = await change((rows) => endRow(rows, end, 6_000));
    expect(changed?.row).toMatchObject({ state: end.kind });
    const [row] = await w.rows();
    expect(row).toMatchObject({ state: end.kind, name: 'A lead that was erased' });
    expect(JSON.stringify([await w.rows(), await db.sentRecords.toArray()])).not.toContain('quarble');
    expect(await db.sentRecords.count()).toBe(0);
    expect(await deps.store.deliveries.audit((await w.delivery()).id)).toEqual([]);
    expect((await db.charges.toArray()).map(({ state }) => state)).toEqual([end.kind === 'delivered' ? 'posted' : 'voided']);
  });

  it('says nothing of a lead that was erased before its row was written down or sent', async () => {
    const w = await deliveryWorld('erased-before', randomOf(4), 2, target('no'));
    const { db } = w.world;
    const deps = w.deps(new Life(Infinity));
    await begin(w);
    const [first] = await w.rows();
    const { id } = await w.delivery();
    await eraseLeads(deps, { id: 'erase-00000001', leadIds: [first!.leadId], keepAway: false });
    await moveErasures(deps, true);
    // Read before the erasure, written after it.
    await db.deliveryRows.clear();
    await db.deliveries.update(id, { state: 'starting', planned: { rows: 0, of: 2 }, rowCount: 0 });
    await deps.store.deliveries.addRows(id, 0, 1, [{ ...first!, name: 'Quarble Zyxwin' }]);
    await db.deliveries.update(id, { state: 'running' });
    await deps.store.deliveries.change([{ id: first!.id, decide: (rows) => beginRow(rows, 'quarble-fingerprint', 5_000) }], 5_000);
    expect(JSON.stringify(await w.rows()).toLowerCase()).not.toContain('quarble');
  });
});
