import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Op } from '../../../lib/contracts/account-api.ts';
import { ERASE_SUBJECTS, TOMBSTONE_MS } from '../../../lib/core/limits.ts';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import { moveErasures } from '../../../lib/services/erase-leads.ts';
import type { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { storedLeads } from '../stored-leads.ts';
import { everythingIn } from './everything-in.ts';
import { listWorld, type ListWorld } from './list-world.ts';

/** Words that stand in nobody else's rows. */
const WORDS = ['zyxwin', 'quarble', 'ada.zyxwin', 'grommet', 'velvetine', '447911123456'] as const;
const ADA = { name: 'Quarble Zyxwin', title: 'Grommet Counter', email: 'ada.zyxwin@example.com', linkedinUrl: 'https://www.linkedin.com/in/quarble-zyxwin', mobile: '+447911123456' } as const;
const BEN = { name: 'Ben Sample', title: 'Buyer', email: 'ben@example.com' } as const;

async function world() {
  const w = listWorld();
  const made = await w.send('table.create', { name: 'Fair', kind: 'person' });
  const tableId = made.ok ? made.value.tableId : '';
  const add = async (fields: Record<string, string>): Promise<string> => {
    const added = await w.send('lead.add', { tableId, fields });
    return added.ok ? added.value.leadId : '';
  };
  const [ada, ben] = [await add(ADA), await add(BEN)];
  return { ...w, w, tableId, ada, ben };
}
const erase = async (w: ListWorld, leadIds: readonly string[], keepAway = false, eraseId = 'erase-00000001'): Promise<void> => {
  expect(await w.send('lead.erase', { eraseId, leadIds: [...leadIds], keepAway })).toMatchObject({ ok: true });
  await moveErasures(w.deps, true);
};
/** Puts something of the lead into every store that can hold some. */
async function fill(w: ListWorld, tableId: string, ada: string, ben: string): Promise<void> {
  const { db } = w;
  await w.send('lead.edit', { leadId: ada, field: 'note', value: 'Likes velvetine' });
  await w.send('lead.delete', { leadIds: [ada] }).then(async (gone) => gone.ok && w.send('activity.undo', { activityId: gone.value.activityId }));
  await w.send('tags.change', { deed: 'add', deedId: 'deed-000001', n: 0, tableId, leadIds: [ada, ben], tag: 'Velvetine' });
  await w.send('contact.addLeads', { leadIds: [ada] });
  await w.send('lead.add', { tableId, fields: { name: 'Quarble Q Zyxwin', email: 'ada.zyxwin@second.example.com' } });
  const double = (await storedLeads(db)).find((lead) => lead.order === 3);
  expect(await w.send('duplicate.merge', { activityId: 'merge-000001', tableId, groups: [{ keepId: ada, goneIds: [double?.id ?? ''] }] })).toMatchObject({ ok: true, value: { gone: 1 } });
  await w.send('export.file', { what: { kind: 'table', tableId, format: 'csv' } });
  const lead = (await leadRows(db).get(ada)) ?? {};
  const answer = { fields: { workEmail: ADA.email }, raw: '{"who":"Quarble Zyxwin, grommet"}' };
  const steps = [{ index: 0, state: 'accepted', source: 'provider', chargeId: 't1.0', attempts: 1, creditsMax: 0, answer, value: ADA.email }];
  const put = (store: keyof KilnDatabase, row: object): Promise<unknown> => (db[store] as unknown as { put(row: object): Promise<unknown> }).put(row);
  const cells = [ADA.name, ADA.title, ADA.email];
  const row = { key: 'https://www.linkedin.com/in/quarble-zyxwin', cells };
  const other = { key: 'p2', cells: ['Ben Sample', 'Buyer', 'ben@example.com'] };
  const capture = { url: ADA.linkedinUrl, title: 'Quarble Zyxwin', kind: 'person', kindReasons: [], kindScores: { person: 1, company: 0 }, fields: (lead as { fields?: object }).fields ?? {}, otherFields: {}, recipeMissing: [], truncated: false, stats: { elements: 1, tookMs: 1 } };
  await put('tasks', { id: 't1', runId: 'r1', leadId: ada, enrichment: 'work-email', state: 'found', steps, createdAt: 1, endedAt: 2, notBefore: 0, held: {}, charged: { actions: 1_000_000, credits: 0 }, answer: { workEmail: ADA.email } });
  await put('receipts', { id: 't1.0', leadId: ada, at: 1, tookMs: 1, raw: answer.raw });
  await put('charges', { id: 't1.0', path: 'local', state: 'posted', runId: 'r1', taskId: 't1', leadId: ada, enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', route: 'own', quoted: { actions: 1, credits: 0 }, posted: { actions: 1, credits: 0 }, reservedAt: 1, resolvedAt: 2 });
  await put('answers', { key: 'k1', at: 1, answer: { fields: { title: ADA.title }, raw: 'grommet' }, leadId: ada });
  await put('answers', { key: 'k2', at: 1, answer });
  await put('answers', { key: 'k3', at: 1, answer: { fields: { workEmail: BEN.email }, raw: 'ben' } });
  await put('activity', { id: 'task:t1', at: 5, kind: 'enriched', title: 'Work email found', detail: 'Quarble Zyxwin · Hunter', charged: { actions: 1, credits: 0 }, leadId: ada, taskId: 't1', tableId });
  await put('activity', { id: 'loose', at: 6, kind: 'clip-added', title: 'Page of Quarble Zyxwin clipped', detail: 'free' });
  await put('clips', { id: 'c1', leadId: ada, pageKey: 'p', url: ADA.linkedinUrl, title: 'Quarble', byline: '', site: '', published: '', markdown: 'velvetine', words: 1, truncated: false, at: 1, addedBy: 'x' });
  await put('clips', { id: 'c2', pageKey: 'p', url: ADA.linkedinUrl, title: 'Quarble Zyxwin', byline: '', site: '', published: '', markdown: 'velvetine', words: 1, truncated: false, at: 1, addedBy: 'x' });
  await put('captures', { tabId: 1, url: ADA.linkedinUrl, state: 'read', at: 1, capture, pageKind: 'person' });
  await put('captures', { tabId: 2, url: 'https://directory.example.com', state: 'read', at: 1, lists: [{ rows: [row, other] }] });
  await put('tabReads', { tabId: 3, url: ADA.linkedinUrl, title: 'Quarble Zyxwin', order: 0, state: 'read', attempts: 1, capture, borrowed: 0 });
  await put('drafts', { tabId: 4, at: 1, state: 'ready', mode: 'list', kind: 'person', url: 'https://directory.example.com', preview: { keys: ['a'], rows: [cells], count: 1 } });
  await put('followRows', { followId: 'f1', step: 0, url: 'https://directory.example.com', at: 1, rows: [row, other], keys: [`f1/${row.key}`, 'f1/p2'] });
  await put('followDetails', { id: `f1/${row.key}`, followId: 'f1', key: row.key, url: ADA.linkedinUrl, order: 0, state: 'read', attempts: 1, fields: (lead as { fields?: object }).fields ?? {} });
  await put('saveChunks', { saveId: 's1', n: 0, pageUrl: 'https://directory.example.com', at: 1, columns: [], rows: [row, other], details: { [row.key]: { name: { values: [{ value: ADA.name }] } } } });
  await put('recipeHealth', { recipeId: 'r', seenAt: 1, okUrl: ADA.linkedinUrl, failures: 0, samples: { name: [ADA.name] } });
  await put('importParts', { importId: 'i1', n: 0, changes: [{ before: lead, after: lead }], aside: [{ at: 3, reason: 'value', cells }, { at: 4, reason: 'nobody', cells: ['else'] }] });
  await put('deliveries', { id: 'd1', state: 'ended', createdAt: 1, place: 'hook:a' });
  await put('deliveryRows', { id: 'd1.0', deliveryId: 'd1', leadId: ada, order: 0, name: ADA.name, state: 'failed', notBefore: 0, attempts: 1, faults: 0, charges: 0, detail: 'ada.zyxwin@example.com is taken', remoteId: 'zyxwin-1', fingerprint: 'f' });
  await put('sentRecords', { key: `hook:a/${ada}`, fingerprint: 'f', at: 1, deliveryId: 'd1', remoteId: 'zyxwin-1' });
}

describe('a lead that is erased everywhere', () => {
  it('is in no store of the database, by no word, and what is of others is as it was', async () => {
    const { w, db, tableId, ada, ben } = await world();
    await fill(w, tableId, ada, ben);
    const before = await everythingIn(db);
    for (const word of WORDS) expect(before).toContain(word);
    await erase(w, [ada]);
    const after = await everythingIn(db);
    for (const word of WORDS.filter((one) => one !== 'velvetine')) expect(after.split('\n').filter((line) => line.includes(word))).toEqual([]);
    // A tag of both stays Ben's.
    expect(after.split('\n').filter((line) => line.includes('velvetine') && !/^(leads|leadblocks|activity|cellparts) /.test(line))).toEqual([]);
    expect((await storedLeads(db)).map(({ id }) => id)).toEqual([ben]);
    expect(await db.charges.get('t1.0' as never)).toMatchObject({ state: 'posted', posted: { actions: 1 } });
    expect(await db.answers.toCollection().primaryKeys()).toEqual(['k3']);
    expect((await db.followRows.toArray())[0]).toMatchObject({ rows: [{ key: 'p2' }], keys: ['f1/p2'] });
    expect((await db.importParts.toArray())[0]).toMatchObject({ changes: [], aside: [{ at: 3, cells: [] }, { at: 4, cells: ['else'] }] });
    expect(await db.activity.get('task:t1')).toEqual({ id: 'task:t1', at: 5, kind: 'enriched', title: 'A lead that was erased', detail: '', charged: { actions: 1, credits: 0 }, taskId: 't1', tableId });
    expect(await db.eraseJobs.toArray()).toEqual([expect.objectContaining({ state: 'done', leads: 1, done: 1, waiting: [], ids: [], traces: [] })]);
  });

  it('comes back by no undo of anything, and the undo of others still works', async () => {
    const { w, db, tableId, ada, ben } = await world();
    await fill(w, tableId, ada, ben);
    await erase(w, [ada]);
    for (const line of await db.activity.toArray()) if (line.undo && line.undoneAt === undefined) await w.send('activity.undo', { activityId: line.id });
    const after = await everythingIn(db);
    for (const word of WORDS.filter((one) => one !== 'velvetine')) expect(after.split('\n').filter((line) => line.includes(word))).toEqual([]);
    expect(await leadRows(db).get(ada)).toBeUndefined();
  });

  it('leaves a block of many with an empty row that nobody reads, and its neighbours whole', async () => {
    const { w, db, tableId } = await world();
    const rows = Array.from({ length: 40 }, (_, i) => ({ at: i, values: [['name', i === 7 ? ADA.name : `Person Number${i}`], ['email', i === 7 ? ADA.email : `p${i}@example.com`]] as [string, string][] }));
    await w.send('import.begin', { importId: 'import-000001', fileName: 'fair.csv', table: { tableId }, policy: 'merge', headers: ['Name', 'Email'], columns: [] });
    await w.send('import.rows', { importId: 'import-000001', n: 0, rows: rows as never, aside: [], lastAt: 40 });
    const stored = await storedLeads(db);
    const gone = stored.filter((lead) => lead.keys.some((key) => key.includes('ada.zyxwin')));
    expect(await db.leadBlocks.count()).toBe(1);
    await erase(w, gone.map(({ id }) => id));
    const after = await everythingIn(db);
    for (const word of ['zyxwin', 'quarble']) expect(after).not.toContain(word);
    const left = stored.filter((lead) => !gone.includes(lead));
    expect(await storedLeads(db)).toEqual(left);
    expect((await leadRows(db).byKeys(left[20]?.keys ?? [])).map(({ id }) => id)).toEqual([left[20]?.id]);
  });

  it('goes on after the death of the worker, from the part that it was at', async () => {
    const { w, db, ada, ben } = await world();
    await w.send('lead.erase', { eraseId: 'erase-00000002', leadIds: [ada, ben], keepAway: false });
    await moveErasures(w.deps, true);
    const begun = await db.eraseJobs.get('erase-00000002');
    await db.eraseJobs.put({ ...(begun as NonNullable<typeof begun>), state: 'traces', ids: [ada as LeadId], traces: ['mada.zyxwin@example.com', 'nquarble zyxwin'] });
    await db.captures.put({ tabId: 9, url: 'https://x.example.com', state: 'read', at: 1, lists: [], capture: { title: 'Quarble Zyxwin' } } as never);
    await moveErasures(w.deps, true);
    expect(await db.captures.get(9)).toBeUndefined();
    expect(await db.eraseJobs.get('erase-00000002')).toMatchObject({ state: 'done', traces: [] });
  });

  it('is told to the account in parts, once, by its pseudonym, with those that were merged into it', async () => {
    const { w, db } = await world();
    const made = await w.send('table.create', { name: 'Many', kind: 'person' });
    const tableId = (made.ok ? made.value.tableId : '') as TableId;
    await db.meta.bulkPut([{ key: 'device', value: { deviceId: 'device-0001', nextN: 5, ackedN: 4, durableN: 0, cursor: 0, ledgerEpoch: 1 } }, { key: 'account', value: {} }]);
    for (let i = 0; i < ERASE_SUBJECTS + 5; i++) await w.send('lead.add', { tableId, fields: { name: `Person Number${i}`, email: `p${i}@example.com` } });
    const ids = (await storedLeads(db)).filter((lead) => lead.tableId === tableId).map(({ id }) => id);
    await erase(w, ids);
    const ops = (await db.outbox.toArray()).map(({ op }) => op);
    const told = ops.flatMap((op: Op) => (op.kind === 'erase' ? [op.body.subjects] : []));
    expect(told.map((part) => part.length).every((n) => n <= ERASE_SUBJECTS)).toBe(true);
    expect(told.flat()).toEqual(ids);
    expect(new Set(ops.map(({ opId }) => opId)).size).toBe(ops.length);
    expect(JSON.stringify(ops)).not.toContain('example.com');
  });

  it('goes from a copy of this profile when the account tells of it, and is not told again', async () => {
    const { w, db, ada, ben } = await world();
    await db.meta.bulkPut([{ key: 'device', value: { deviceId: 'device-0002', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 } }, { key: 'account', value: {} }]);
    await db.events.bulkPut([{ seq: 1, at: 1, kind: 'grant', actions: 1, credits: 0 }, { seq: 2, at: 1, kind: 'erase', actions: 0, credits: 0, subjects: [ada, 'lead-of-nobody'] }]);
    await moveErasures(w.deps, true);
    expect((await storedLeads(db)).map(({ id }) => id)).toEqual([ben]);
    expect(await db.outbox.count()).toBe(0);
    expect(await everythingIn(db)).not.toContain('zyxwin');
    await moveErasures(w.deps, true);
    expect(await db.eraseJobs.count()).toBe(1);
  });

  it('goes for good where it was only deleted here when the account tells of it, and by a feed that begins anew after a restore', async () => {
    const { w, db, ada, ben } = await world();
    const device = { deviceId: 'device-0002', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 };
    await db.meta.bulkPut([{ key: 'device', value: device }, { key: 'account', value: {} }]);
    const gone = await w.send('lead.delete', { leadIds: [ada] });
    await db.events.bulkPut([{ seq: 1, at: 1, kind: 'grant', actions: 1, credits: 0 }, { seq: 2, at: 1, kind: 'grant', actions: 1, credits: 0 }]);
    await moveErasures(w.deps, true);
    expect(await everythingIn(db)).toContain('zyxwin');
    // The account was put back and has gone on: its feed is longer by now than the one that was read, and tells at a number that was read.
    await db.meta.put({ key: 'device', value: { ...device, ledgerEpoch: 2 } });
    await db.events.bulkPut([{ seq: 2, at: 1, kind: 'erase', actions: 0, credits: 0, subjects: [ada] }, { seq: 3, at: 1, kind: 'grant', actions: 1, credits: 0 }]);
    await moveErasures(w.deps, true);
    expect(await everythingIn(db)).not.toContain('zyxwin');
    if (gone.ok) await w.send('activity.undo', { activityId: gone.value.activityId });
    expect((await storedLeads(db)).map(({ id }) => id)).toEqual([ben]);
  });

  it('does not come back by import where that was wished, stays protected where it was listed, and keeps nobody else away', async () => {
    const { w, db, tableId, ada, ben } = await world();
    await w.send('contact.addLeads', { leadIds: [ben] });
    await erase(w, [ada], true);
    await erase(w, [ben], false, 'erase-00000003');
    const list = await db.doNotContact.toArray();
    expect(JSON.stringify(list)).not.toMatch(/ben@|zyxwin|sample/i);
    expect(list.length).toBeGreaterThan(3);
    await w.send('import.begin', { importId: 'import-000002', fileName: 'fair.csv', table: { tableId }, policy: 'merge', headers: ['Name', 'Email'], columns: [] });
    const rows = [[ADA.name, 'ADA.zyxwin@example.com'], ['Cleo Muster', 'cleo@example.com'], ['Someone Else', BEN.email]].map(([name, email], at) => ({ at, values: [['name', name], ['email', email?.toLowerCase()]] }));
    expect(await w.send('import.rows', { importId: 'import-000002', n: 0, rows: rows as never, aside: [], lastAt: 3 })).toMatchObject({ ok: true, value: { added: 1, aside: 2 } });
    expect((await db.importParts.toArray()).flatMap(({ aside }) => aside)).toEqual([{ at: 0, reason: 'erased', cells: [] }, { at: 2, reason: 'erased', cells: [] }]);
    const isListed = await w.deps.store.doNotContact.lookup();
    expect([isListed('email:ben@example.com'), isListed('email:ada.zyxwin@example.com'), isListed('email:cleo@example.com')]).toEqual([true, true, false]);
  });

  it('is refused when it is not there, and its tombstone ends with those of the account', async () => {
    const { w, db, ada } = await world();
    await erase(w, [ada]);
    expect(await w.send('lead.erase', { eraseId: 'erase-00000009', leadIds: [ada], keepAway: false })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await db.erased.count()).toBe(1);
    await w.deps.store.erasures.sweep(w.deps.now() + TOMBSTONE_MS + 60_000);
    expect(await db.erased.count()).toBe(0);
  });
});
