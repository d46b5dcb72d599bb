/** What was under way when a lead was erased, and ends or stands still afterwards: nothing of the lead comes back with it. */
import { describe, expect, it } from 'vitest';
import { beginRow, endRow, type RowEnd } from '../../../lib/domain/delivery/advance.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import { eraseLeads, moveErasures } from '../../../lib/services/erase-leads.ts';
import { claimStep, closeStep } from '../../../lib/domain/enrichment/advance.ts';
import type { Task } from '../../../lib/domain/enrichment/run.ts';
import { TOMBSTONE_MS } from '../../../lib/core/limits.ts';
import { Rows, TASK_ID } from '../runs/rows.ts';
import { erase, eraseWorld, type EraseWorld } from './erase-world.ts';
import { everythingIn } from './everything-in.ts';
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

describe('a question of a run that stands still while its lead is erased', () => {
  /** Two sources; the first is asked, and the run is paused meanwhile. */
  async function pausedWorld(): Promise<{ w: EraseWorld; ada: LeadId; rows: Rows }> {
    const w = await eraseWorld();
    const ada = await w.add('Ada Example');
    const rows = new Rows(['own', 'own']);
    rows.claim();
    await w.db.runs.put({ ...rows.run, state: 'paused', pause: { reason: 'person', at: 1 } });
    await w.db.tasks.put({ ...rows.task, leadId: ada });
    await w.db.charges.bulkPut([...rows.charges.values()].map((charge) => ({ ...charge, leadId: ada })));
    return { w, ada, rows };
  }
  const close = (w: EraseWorld, now = 20) =>
    w.deps.store.tasks.changeTasks([{ id: TASK_ID, decide: (rows) => closeStep(rows, 0, { kind: 'rejected', value: 'quarble@example.com', verdict: 'invalid', tookMs: 5, sandbox: false, said: { raw: 'quarble' } }, now) }], () => ({ at: now, kind: 'enriched', title: 'quarble', detail: '' }), now);
  const task = async (w: EraseWorld): Promise<Task | undefined> => w.db.tasks.get(TASK_ID);

  it('keeps nothing of what was answered before, and is gone when the run goes on, however late', async () => {
    const { w, ada, rows } = await pausedWorld();
    await close(w);
    const late = { at: 21, value: 'late.quarble@example.com' };
    const before = await task(w);
    await w.db.tasks.put({ ...before!, answer: { workEmail: 'quarble@example.com' }, steps: before!.steps.map((step) => ({ ...step, late, error: { kind: 'server', retryable: false, detail: 'quarble' }, answer: { fields: { workEmail: 'quarble@example.com' }, raw: '' } })) });
    expect(await everythingIn(w.db)).toContain('quarble');
    await erase(w, [ada]);
    expect(await everythingIn(w.db)).not.toContain('quarble');
    expect((await task(w))?.steps.map(({ state, verdict }) => [state, verdict])).toEqual([['rejected', 'invalid'], ['waiting', undefined]]);
    // A pause has no end: the tombstone outlives its time as long as somebody has to meet it.
    await w.deps.store.erasures.sweep(w.deps.now() + TOMBSTONE_MS + 60_000);
    expect(await w.db.erased.count()).toBe(1);
    await w.db.runs.update(rows.run.id, { state: 'running' });
    const [ended] = await w.deps.store.tasks.changeTasks([{ id: TASK_ID, decide: (now) => claimStep(now, { now: 30 }) }], () => ({ at: 30, kind: 'enriched', title: '', detail: '' }), 30);
    expect(ended).toMatchObject({ ok: true, value: { task: { state: 'stopped' } } });
    expect(await task(w)).toBeUndefined();
    expect(await w.db.runs.get(rows.run.id)).toMatchObject({ state: 'ended', endedTasks: { stopped: 1 } });
    await w.deps.store.erasures.sweep(w.deps.now() + TOMBSTONE_MS + 60_000);
    expect(await w.db.erased.count()).toBe(0);
  });

  it('keeps nothing of an answer that comes afterwards, and the call ends as it would have', async () => {
    const { w, ada } = await pausedWorld();
    await erase(w, [ada]);
    expect(await close(w)).toMatchObject([{ ok: true }]);
    expect(await everythingIn(w.db)).not.toContain('quarble');
    expect((await task(w))?.steps.map(({ state }) => state)).toEqual(['rejected', 'waiting']);
    expect((await w.db.charges.toArray()).map(({ state }) => state)).toEqual(['voided']);
  });
});
