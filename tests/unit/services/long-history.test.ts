import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { IMPORTS_KEPT, UNDO_DEEDS } from '../../../lib/core/limits.ts';
import type { ActivityRow } from '../../../lib/storage/database.ts';
import { deedsOfLead } from '../../../lib/storage/deeds-of-lead.ts';
import { leadHistory } from '../../../lib/ui/lead-history.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import { storedLeads } from '../stored-leads.ts';
import { listWorld, type ListWorld } from './list-world.ts';

async function world(leads: number): Promise<{ w: ListWorld; tableId: string; ids: LeadId[] }> {
  const w = listWorld();
  const made = await w.send('table.create', { name: 'Fair', kind: 'person' });
  const tableId = made.ok ? made.value.tableId : '';
  const ids: LeadId[] = [];
  for (let i = 0; i < leads; i++) {
    const added = await w.send('lead.add', { tableId, fields: { name: `Person ${i}`, title: 'Buyer' } });
    if (added.ok) ids.push(added.value.leadId as LeadId);
  }
  return { w, tableId, ids };
}
const plain = (count: number, at: number): ActivityRow[] => Array.from({ length: count }, (_, i) => ({ id: `answer-${at}-${i}`, at: at + i, kind: 'enriched' as const, title: 'Answered', detail: '' }));
const deeds = (count: number, at: number): ActivityRow[] => Array.from({ length: count }, (_, i) => ({ id: `deed-${at}-${i}`, at: at + i, kind: 'lead-added' as const, title: 'Added', detail: '', tableId: 'table-of-others', undo: { at: at + i, leads: [] } }));
const titles = async (w: ListWorld): Promise<(string | undefined)[]> => (await storedLeads(w.db)).map((lead) => textOf(lead.fields, 'title'));
/** Lines of the history that are read while something is done. */
async function linesRead(w: ListWorld, work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const note = <T>(row: T): T => ((count += 1), row);
  w.db.activity.hook('reading', note);
  await work();
  w.db.activity.hook('reading').unsubscribe(note);
  return count;
}

describe('a long history', () => {
  it('keeps the undo of the newest deeds, whatever else was written since, back and forth', async () => {
    const { w, tableId, ids } = await world(1);
    await w.send('lead.edit', { leadId: ids[0]!, field: 'title', value: 'Head of Buying' });
    // Thousands of answers are no deeds of a person, and so many deeds still leave room for this one.
    await w.db.activity.bulkPut([...plain(4_000, 8e12), ...deeds(UNDO_DEEDS - 3, 9e12)]);
    await w.send('lead.add', { tableId, fields: { name: 'Somebody Else' } });
    expect(await w.send('table.undo', { tableId })).toMatchObject({ ok: true, value: { done: { title: expect.stringContaining('Person 0') } } });
    expect((await titles(w))[0]).toBe('Buyer');
    expect(await w.send('table.redo', { tableId })).toMatchObject({ ok: true, value: { done: { title: expect.stringContaining('Person 0') } } });
    expect((await titles(w))[0]).toBe('Head of Buying');
  });
  it('drops the oldest undo and no other: what says it can be undone can', async () => {
    const { w, tableId, ids } = await world(1);
    for (const value of ['First', 'Second']) await w.send('lead.edit', { leadId: ids[0]!, field: 'title', value });
    // With the lead's own line and the two edits these are one more than are kept, and the next is another.
    await w.db.activity.bulkPut(deeds(UNDO_DEEDS - 2, 9e12));
    await w.send('lead.add', { tableId, fields: { name: 'Somebody Else' } });
    const undoable = async () => (await w.db.activity.toArray()).filter(({ undo }) => undo !== undefined);
    expect(await undoable()).toHaveLength(UNDO_DEEDS);
    const edits = (await w.db.activity.where('leadId').equals(ids[0]!).toArray()).toSorted((a, b) => a.at - b.at);
    expect(edits.map(({ undo }) => undo !== undefined)).toEqual([false, false, true]);
    for (const { id } of await undoable()) expect(await w.send('activity.undo', { activityId: id })).toMatchObject({ ok: true });
    expect((await titles(w))[0]).toBe('First');
  });
  it('costs an edit, an undo and a redo no more than a short one', async () => {
    const costs: number[][] = [];
    for (const older of [0, 5_000]) {
      const { w, tableId, ids } = await world(1);
      await w.db.activity.bulkPut(plain(older, 1));
      const edit = (value: string) => w.send('lead.edit', { leadId: ids[0]!, field: 'title', value });
      await edit('First');
      costs.push([await linesRead(w, () => edit('Second')), await linesRead(w, () => w.send('table.undo', { tableId })), await linesRead(w, () => w.send('table.redo', { tableId }))]);
      expect((await titles(w))[0]).toBe('Second');
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(Math.max(...(costs[1] ?? []))).toBeLessThan(20);
  });
  it('forgets the parts of deeds over cells that other deeds have brought to their end', async () => {
    const { w, tableId, ids } = await world(2);
    const set = (deedId: string) => w.send('cells.set', { deedId, n: 0, deed: 'fill', tableId, fields: ['title'], rows: ids.map((leadId) => ({ leadId, texts: [deedId] })) });
    await set('fill-0001');
    await w.db.activity.bulkPut(deeds(UNDO_DEEDS - 1, 9e12));
    await w.send('lead.add', { tableId, fields: { name: 'Somebody Else' } });
    expect((await w.db.activity.get('fill-0001'))?.undo).toBeUndefined();
    await set('fill-0002');
    await w.deps.store.cells.sweep();
    expect((await w.db.cellParts.toArray()).map(({ deedId }) => deedId)).toEqual(['fill-0002']);
  });
  it('keeps of an import what its undo needs, however many came after it', async () => {
    const { w, tableId, ids } = await world(1);
    await w.send('lead.edit', { leadId: ids[0]!, field: 'email', value: 'p0@example.com' });
    const one = async (n: number): Promise<string> => {
      const importId = `import-${String(n).padStart(4, '0')}`;
      await w.send('import.begin', { importId, fileName: `${n}.csv`, table: { tableId }, policy: 'merge', headers: ['Email', 'Phone'], columns: [] });
      await w.send('import.rows', { importId, n: 0, lastAt: 2, rows: [{ at: 2, values: [['email', 'p0@example.com'], ['phone', `+44 20 7946 ${String(1_000 + n)}`]] }], aside: [] });
      const done = await w.send('import.end', { importId, how: 'done' });
      return done.ok ? (done.value.activityId ?? '') : '';
    };
    const phones = async () => (await storedLeads(w.db))[0]?.fields.phone?.values.map(({ value }) => value) ?? [];
    const first = await one(0);
    const before = await phones();
    for (let n = 1; n <= IMPORTS_KEPT + 1; n++) await one(n);
    expect(await w.send('activity.undo', { activityId: first })).toEqual({ ok: true, value: { restored: 1 } });
    expect(before).toHaveLength(1);
    expect(await phones()).not.toContain(before[0]);
  });
});

describe('deeds over many leads', () => {
  const history = async (w: ListWorld, leadId: LeadId) => {
    const lead = (await storedLeads(w.db)).find(({ id }) => id === leadId);
    if (!lead) throw new Error('gone');
    const [lines, merges] = await Promise.all([w.db.activity.where('leadId').equals(leadId).toArray(), w.db.merges.where('keepId').equals(leadId).toArray()]);
    return leadHistory({ lead, lines, merges, deeds: await deedsOfLead(w.db, leadId), nameOf: (id) => id }).map(({ title, changes, undo, undoneAt }) => ({ title, changes, canUndo: undo !== undefined, isUndone: undoneAt !== undefined }));
  };
  it('stand in the history of each that they changed, with its own values, and nowhere else', async () => {
    const { w, tableId, ids: [a, b, c] } = await world(3);
    if (!a || !b || !c) throw new Error('too few leads');
    const set = (deedId: string, n: number, rows: { leadId: LeadId; texts: (string | null)[] }[]) => w.send('cells.set', { deedId, n, deed: 'paste', tableId, fields: ['title', 'location'], rows });
    await set('paste-0001', 0, [{ leadId: a, texts: ['Chief', 'Leeds'] }]);
    await set('paste-0001', 1, [{ leadId: b, texts: ['', null] }, { leadId: c, texts: ['Buyer', null] }]);
    const [ofA] = await history(w, a);
    expect(ofA).toEqual({ title: '3 cells pasted', changes: [{ field: 'title', before: 'Buyer', after: 'Chief' }, { field: 'location', after: 'Leeds' }], canUndo: true, isUndone: false });
    expect((await history(w, b))[0]).toEqual({ title: '3 cells pasted', changes: [{ field: 'title', before: 'Buyer' }], canUndo: true, isUndone: false });
    expect((await history(w, c)).map(({ title }) => title)).not.toContain('3 cells pasted');
    // Told once: the values that it brought say nothing more.
    expect((await history(w, a)).filter(({ changes }) => changes.some(({ after }) => after === 'Chief'))).toHaveLength(1);
    await w.send('activity.undo', { activityId: 'paste-0001' });
    expect((await history(w, a))[0]).toMatchObject({ title: '3 cells pasted', canUndo: false, isUndone: true });
  });
  it('of one lead are told by its own line, once', async () => {
    const { w, tableId, ids: [a] } = await world(1);
    if (!a) throw new Error('too few leads');
    await w.send('cells.set', { deedId: 'paste-0001', n: 0, deed: 'paste', tableId, fields: ['title'], rows: [{ leadId: a, texts: ['Chief'] }] });
    expect((await history(w, a)).filter(({ changes }) => changes.some(({ after }) => after === 'Chief'))).toHaveLength(1);
  });
  it('go along with a lead that is merged into another one, and come back with it', async () => {
    const { w, tableId, ids: [a, b, c] } = await world(3);
    if (!a || !b || !c) throw new Error('too few leads');
    await w.send('cells.set', { deedId: 'clear-001', n: 0, deed: 'clear', tableId, fields: ['title'], rows: [b, c].map((leadId) => ({ leadId, texts: [''] })) });
    const isTold = async (leadId: LeadId) => (await history(w, leadId)).some(({ title }) => title === '2 cells emptied');
    expect([await isTold(a), await isTold(b)]).toEqual([false, true]);
    await w.send('duplicate.merge', { activityId: 'merge-0001', tableId, groups: [{ keepId: a, goneIds: [b] }] });
    expect(await isTold(a)).toBe(true);
    await w.send('activity.undo', { activityId: 'merge-0001' });
    expect([await isTold(a), await isTold(b)]).toEqual([false, true]);
  });
});
