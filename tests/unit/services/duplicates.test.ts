import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf } from '../../../lib/domain/contact/do-not-contact.ts';
import { byFullness, mergeLeads } from '../../../lib/domain/duplicates/merge-group.ts';
import { pairKey } from '../../../lib/domain/duplicates/groups.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { createStatementStore } from '../../../lib/storage/statement-store.ts';
import { leadCount, plantLeads, storedLeads } from '../stored-leads.ts';
import { listWorld } from './list-world.ts';

const fieldsOf = (texts: Record<string, string>, confidence = 80, at = 1): LeadFields => Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, { values: [{ value, confidence, provenance: { origin: 'page', at } }] }])) as LeadFields;
function leadOf(n: number, texts: Record<string, string>, over: Partial<Lead> = {}): Lead {
  const fields = fieldsOf(texts);
  return { id: `lead-000${n}`, tableId: 'table-0001', kind: 'person', fields, keys: identityKeys('person', fields), order: n, createdAt: n, updatedAt: n, ...over } as unknown as Lead;
}
const ADA = leadOf(1, { name: 'Ada Example', email: 'ada@oak.example', title: 'Buyer' });
const ADA_2 = leadOf(2, { name: 'Ada Example', workEmail: 'a.example@oak.example', title: 'Head of Buying', mobile: '+442079460958' });
const BEN = leadOf(3, { name: 'Ben Sample' });
const BENJAMIN = leadOf(4, { name: 'Benjamin Sample', companyName: 'Oak' });

async function world(leads: readonly Lead[] = [ADA, ADA_2, BEN, BENJAMIN]) {
  const w = listWorld();
  await w.db.tables_.put({ id: 'table-0001', name: 'People', kind: 'person', createdAt: 1 } as never);
  await plantLeads(w.db, leads);
  return w;
}
const merge = (w: Awaited<ReturnType<typeof world>>, activityId: string, ...groups: { keepId: string; goneIds: string[]; picks?: Record<string, string> }[]) => w.send('duplicate.merge', { activityId, tableId: 'table-0001', groups });
const plain = (leads: readonly Lead[]) => leads.map(({ id, order, fields, keys }) => ({ id, order, fields, keys }));

describe('merging duplicates', () => {
  it('leaves one lead with everything both knew, and the value that was picked shows', async () => {
    const w = await world();
    expect(await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id], picks: { title: 'Head of Buying' } })).toEqual({ ok: true, value: { groups: 1, gone: 1, missed: 0 } });
    const leads = await storedLeads(w.db);
    expect(leads.map(({ id }) => id)).toEqual([ADA.id, BEN.id, BENJAMIN.id]);
    expect(await leadCount(w.db)).toBe(3);
    expect([textOf(leads[0]!.fields, 'title'), textOf(leads[0]!.fields, 'mobile'), textOf(leads[0]!.fields, 'email')]).toEqual(['Head of Buying', '+442079460958', 'ada@oak.example']);
    expect(leads[0]!.fields.title?.values.map(({ value }) => value).sort()).toEqual(['Buyer', 'Head of Buying']);
    expect(leads[0]!.keys).toEqual(['person:email:oak.example:a.example', 'person:email:oak.example:ada']);
    expect(await w.db.activity.get('activity-0001')).toMatchObject({ kind: 'lead-merged', leadId: ADA.id, title: 'Ada Example: 1 duplicate merged' });
  });
  it('is undone exactly, and what was changed since stays', async () => {
    const w = await world();
    const before = plain(await storedLeads(w.db));
    await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id], picks: { title: 'Head of Buying' } });
    expect(await w.send('activity.undo', { activityId: 'activity-0001' })).toEqual({ ok: true, value: { restored: 1 } });
    expect(plain(await storedLeads(w.db))).toEqual(before);
    expect(await leadCount(w.db)).toBe(4);
    expect(await w.send('activity.undo', { activityId: 'activity-0001' })).toMatchObject({ ok: false, error: { code: 'conflict' } });

    await merge(w, 'activity-0002', { keepId: ADA.id, goneIds: [ADA_2.id] });
    await w.send('lead.edit', { leadId: ADA.id, field: 'location', value: 'Leeds' });
    await w.send('activity.undo', { activityId: 'activity-0002' });
    const [ada, second] = await storedLeads(w.db);
    expect(textOf(ada!.fields, 'location')).toBe('Leeds');
    expect(ada!.fields.mobile).toBeUndefined();
    expect(second!.fields).toEqual(ADA_2.fields);
  });
  it('of many in parts is one line and one undo; parts after the undo are refused', async () => {
    const w = await world();
    await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] });
    await merge(w, 'activity-0001', { keepId: BENJAMIN.id, goneIds: [BEN.id] });
    const line = await w.db.activity.get('activity-0001');
    expect(line).toMatchObject({ title: '2 duplicates merged into 2 leads' });
    expect(line?.leadId).toBeUndefined();
    expect(await leadCount(w.db)).toBe(2);
    expect(await w.send('activity.undo', { activityId: 'activity-0001' })).toEqual({ ok: true, value: { restored: 2 } });
    expect(plain(await storedLeads(w.db))).toEqual(plain([ADA, ADA_2, BEN, BENJAMIN]));
    expect(await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await leadCount(w.db)).toBe(4);
  });
  it('does what is left when leads went meanwhile, and nothing when too little is', async () => {
    const w = await world();
    await w.send('lead.delete', { leadIds: [ADA_2.id] });
    expect(await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] }, { keepId: BENJAMIN.id, goneIds: [BEN.id, 'lead-0099'] })).toEqual({ ok: true, value: { groups: 1, gone: 1, missed: 1 } });
    expect(await merge(w, 'activity-0002', { keepId: ADA.id, goneIds: [ADA_2.id] })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await w.db.activity.get('activity-0002')).toBeUndefined();
    expect(await w.send('duplicate.merge', { activityId: 'activity-0003', tableId: 'table-0009', groups: [{ keepId: ADA.id, goneIds: [BEN.id] }] })).toMatchObject({ ok: false });
  });
  it('never takes a lead of another table', async () => {
    const w = await world([ADA, { ...ADA_2, tableId: 'table-0002' } as unknown as Lead]);
    expect(await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await leadCount(w.db)).toBe(2);
  });
  it('takes questions, receipts, lines and clips along and sends them back; charges find the lead that stayed', async () => {
    const w = await world();
    const task = { id: 'task-1', runId: 'run-1', leadId: ADA_2.id, state: 'found', steps: [], endedAt: 5, notBefore: 0 };
    await w.db.tasks.put(task as never);
    await w.db.receipts.put({ id: 'task-1.0', leadId: ADA_2.id, at: 5, tookMs: 1, raw: '{}' } as never);
    await w.db.charges.put({ id: 'task-1.0', leadId: ADA_2.id, state: 'posted' } as never);
    await w.db.activity.put({ id: 'line-1', at: 2, kind: 'lead-edited', title: 't', detail: '', leadId: ADA_2.id });
    await w.db.clips.put({ id: 'clip-1', leadId: ADA_2.id, pageKey: 'p', at: 1, addedBy: 'x' } as never);
    const owners = async () => [(await w.db.tasks.get('task-1' as never))?.leadId, (await w.db.receipts.get('task-1.0' as never))?.leadId, (await w.db.activity.get('line-1'))?.leadId, (await w.db.clips.get('clip-1'))?.leadId];
    await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] });
    expect(await owners()).toEqual([ADA.id, ADA.id, ADA.id, ADA.id]);
    expect((await w.db.charges.get('task-1.0' as never))?.leadId).toBe(ADA_2.id);
    expect((await createStatementStore(w.db).leadsOf(['task-1.0'])).get('task-1.0')?.id).toBe(ADA.id);
    await w.send('activity.undo', { activityId: 'activity-0001' });
    expect(await owners()).toEqual([ADA_2.id, ADA_2.id, ADA_2.id, ADA_2.id]);
    expect((await createStatementStore(w.db).leadsOf(['task-1.0'])).get('task-1.0')?.id).toBe(ADA_2.id);
  });
  it('blocks who was not to be contacted under either record', async () => {
    const w = await world();
    await w.send('contact.add', { activityId: 'activity-0009', texts: ['a.example@oak.example'] });
    await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] });
    const [ada] = await storedLeads(w.db);
    const listed = new Set<string>((await w.db.doNotContact.toArray()).map(({ id }) => id));
    expect(blockOf(ada!, (id) => listed.has(id))).toMatchObject({ kind: 'email', value: 'a.example@oak.example' });
  });
  it('keeps who went into whom, and nothing large, once it cannot be undone any more', async () => {
    const w = await world();
    await merge(w, 'activity-0001', { keepId: ADA.id, goneIds: [ADA_2.id] });
    await w.deps.store.merges.sweep();
    expect((await w.db.merges.toArray())[0]?.undo).toBeDefined();
    const { undo: _undo, ...line } = (await w.db.activity.get('activity-0001'))!;
    await w.db.activity.put(line);
    await w.deps.store.merges.sweep();
    expect(await w.db.merges.toArray()).toEqual([{ id: 'activity-0001.0', by: 'activity-0001', at: expect.any(Number), tableId: 'table-0001', keepId: ADA.id, goneIds: [ADA_2.id] }]);
  });
});

describe('telling apart', () => {
  it('is remembered by pairs, handed on by a merge, and undone', async () => {
    const w = await world();
    expect(await w.send('duplicate.skip', { activityId: 'activity-0001', tableId: 'table-0001', leadIds: [BENJAMIN.id, BEN.id, ADA.id] })).toEqual({ ok: true, value: { pairs: 3 } });
    const pairs = async () => (await w.db.notSame.toCollection().primaryKeys()).sort();
    expect(await pairs()).toEqual([pairKey(ADA.id, BEN.id), pairKey(ADA.id, BENJAMIN.id), pairKey(BEN.id, BENJAMIN.id)]);
    await merge(w, 'activity-0002', { keepId: ADA_2.id, goneIds: [ADA.id] });
    expect(await pairs()).toContain(pairKey(ADA_2.id, BEN.id));
    await w.send('activity.undo', { activityId: 'activity-0002' });
    expect(await pairs()).not.toContain(pairKey(ADA_2.id, BEN.id));
    await w.send('activity.undo', { activityId: 'activity-0001' });
    expect(await pairs()).toEqual([]);
    await w.send('duplicate.skip', { activityId: 'activity-0003', tableId: 'table-0001', leadIds: [BENJAMIN.id, BEN.id] });
    expect(await w.send('duplicate.forget', { tableId: 'table-0001' })).toEqual({ ok: true, value: { forgotten: 1 } });
    expect(await w.send('duplicate.skip', { activityId: 'activity-0004', tableId: 'table-0001', leadIds: [BEN.id, 'lead-0099'] })).toMatchObject({ ok: false });
  });
});

describe('one lead of several', () => {
  const lead = fc.tuple(fc.nat(9), fc.dictionary(fc.constantFrom('title', 'location', 'email', 'mobile'), fc.constantFrom('a', 'b', 'c@oak.example'), { maxKeys: 4 }), fc.integer({ min: 0, max: 100 })).map(([n, texts, confidence]) => ({ ...leadOf(n, texts), fields: fieldsOf(texts, confidence, n) }));
  const statements = (leads: readonly Lead[]) => new Set(leads.flatMap(({ fields }) => Object.entries(fields).flatMap(([key, state]) => state?.values.map(({ value }) => `${key} ${value}`) ?? [])));
  it('knows all that they knew and nothing else, whatever their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(lead, { minLength: 2, maxLength: 6, selector: ({ id }) => id }), fc.nat(), (leads, turn) => {
        const [keep, ...gone] = byFullness(leads) as [Lead, ...Lead[]];
        const merged = mergeLeads(keep, gone, {}, 9);
        expect(statements([merged])).toEqual(statements(leads));
        expect(mergeLeads(keep, gone.toReversed(), {}, 9)).toEqual(merged);
        expect(byFullness([...leads.slice(turn % leads.length), ...leads.slice(0, turn % leads.length)])[0]).toBe(keep);
      }),
    );
  });
});
