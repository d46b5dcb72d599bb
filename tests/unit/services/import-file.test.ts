import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../lib/contracts/commands.ts';
import type { AsideRow, ImportRow } from '../../../lib/domain/import/import.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { Lead, LeadFields, Table } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { sendParts, type SendDeps } from '../../../lib/ui/import/send-parts.ts';
import { leadCount, plantLeads, storedLeads } from '../stored-leads.ts';
import { listWorld, type ListWorld } from './list-world.ts';

const TABLE = { id: 'table-0001', name: 'People', kind: 'person', createdAt: 1 } as unknown as Table;
const person = (at: number, email: string, more: ImportRow['values'] = []): ImportRow => ({ at, values: [['name', `Person ${email.split('@')[0]}`], ['email', email], ...more] });
const START: CommandInput<'import.begin'> = { importId: 'import-0001', fileName: 'people.csv', table: { tableId: 'table-0001' }, policy: 'merge', headers: ['Name', 'Email'], columns: [] };
async function world(): Promise<ListWorld> {
  const w = listWorld();
  await w.db.tables_.add(TABLE);
  return w;
}
const rows = (w: ListWorld, n: number, all: ImportRow[], aside: AsideRow[] = []) => w.send('import.rows', { importId: 'import-0001', n, lastAt: all.at(-1)?.at ?? 0, rows: all, aside });
const emails = async (w: ListWorld): Promise<string[]> => (await storedLeads(w.db)).map((lead) => textOf(lead.fields, 'email') ?? '');
const leadOf = async (w: ListWorld, id: string): Promise<Lead | undefined> => (await storedLeads(w.db)).find((lead) => lead.id === id);
async function known(w: ListWorld, email: string, fields: Record<string, string> = {}): Promise<void> {
  const made = Object.fromEntries(Object.entries({ email, ...fields }).map(([key, value]) => [key, { values: [{ value, confidence: 90, provenance: { origin: 'page', at: 1 } }] }])) as LeadFields;
  await plantLeads(w.db, [{ id: `known-${email}`, tableId: 'table-0001', kind: 'person', fields: made, keys: identityKeys('person', made), order: 5, createdAt: 1, updatedAt: 1 } as unknown as Lead]);
}

describe('an import', () => {
  it('puts rows at the end of the table, each value with its file, and one undo takes all of it back', async () => {
    const w = await world();
    await known(w, 'old@example.com');
    await w.send('import.begin', START);
    await rows(w, 0, [person(2, 'a@example.com'), person(3, 'b@example.com')]);
    const last = await rows(w, 1, [person(4, 'c@example.com')], [{ at: 5, reason: 'nobody', cells: ['', 'x'] }]);
    expect(last).toMatchObject({ ok: true, value: { looked: 4, added: 3, merged: 0, aside: 1, next: 2 } });
    const done = await w.send('import.end', { importId: 'import-0001', how: 'done' });
    expect(await emails(w)).toEqual(['old@example.com', 'a@example.com', 'b@example.com', 'c@example.com']);
    const [, first] = await storedLeads(w.db);
    expect(first?.fields.email?.values[0]?.provenance).toMatchObject({ origin: 'import', fileName: 'people.csv' });
    const activityId = done.ok ? (done.value.activityId ?? '') : '';
    expect(await w.db.activity.get(activityId)).toMatchObject({ title: '3 people imported to People', detail: 'people.csv · free' });
    expect(await w.send('activity.undo', { activityId })).toEqual({ ok: true, value: { restored: 3 } });
    expect(await emails(w)).toEqual(['old@example.com']);
  });
  it('asks nobody, starts nothing and charges nothing', async () => {
    const w = await world();
    await w.send('import.begin', START);
    await rows(w, 0, [person(2, 'a@example.com')]);
    await w.send('import.end', { importId: 'import-0001', how: 'done' });
    for (const store of ['runs', 'runStarts', 'tasks', 'charges', 'outbox', 'leases', 'leaseRequests', 'receipts'] as const) expect([store, await w.db[store].count()]).toEqual([store, 0]);
  });
  it.each([
    ['merge', { title: 'Old title', titles: 2, phone: '+442079460958', counts: { merged: 1, unchanged: 0 } }],
    ['fill', { title: 'Old title', titles: 1, phone: '+442079460958', counts: { merged: 1, unchanged: 0 } }],
    ['skip', { title: 'Old title', titles: 1, phone: undefined, counts: { merged: 0, unchanged: 1 } }],
  ] as const)('knows who is in the table: %s', async (policy, wanted) => {
    const w = await world();
    await known(w, 'a@example.com', { title: 'Old title' });
    await w.send('import.begin', { ...START, policy });
    const done = await rows(w, 0, [person(2, 'a@example.com', [['title', 'New title'], ['phone', '+442079460958']]), person(3, 'new@example.com')]);
    expect(done).toMatchObject({ ok: true, value: { added: 1, ...wanted.counts } });
    const lead = await leadOf(w, 'known-a@example.com');
    expect([textOf(lead?.fields ?? {}, 'title'), lead?.fields.title?.values.length, textOf(lead?.fields ?? {}, 'phone')]).toEqual([wanted.title, wanted.titles, wanted.phone]);
    const record = await w.db.imports.get('import-0001');
    await w.send('activity.undo', { activityId: record?.activityId ?? '' });
    expect(await leadOf(w, 'known-a@example.com')).toMatchObject({ fields: { title: { values: [{ value: 'Old title' }] } } });
    expect(Object.keys((await leadOf(w, 'known-a@example.com'))?.fields ?? {}).sort()).toEqual(['email', 'title']);
  });
  it('makes one lead of two rows of one person, in one part or in two', async () => {
    const w = await world();
    await w.send('import.begin', START);
    await rows(w, 0, [person(2, 'a@example.com'), person(3, 'a@example.com', [['title', 'Head']])]);
    await rows(w, 1, [person(4, 'a@example.com', [['phone', '+442079460958']])]);
    const all = await storedLeads(w.db);
    expect(all).toHaveLength(1);
    expect([textOf(all[0]?.fields ?? {}, 'title'), textOf(all[0]?.fields ?? {}, 'phone')]).toEqual(['Head', '+442079460958']);
    await w.send('activity.undo', { activityId: (await w.db.imports.get('import-0001'))?.activityId ?? '' });
    expect(await leadCount(w.db)).toBe(0);
  });
  it('does a part that is sent again once, also by a worker that starts anew, and sees what others added meanwhile', async () => {
    const w = await world();
    await w.send('import.begin', START);
    await rows(w, 0, [person(2, 'a@example.com')]);
    await rows(w, 0, [person(2, 'a@example.com')]);
    Object.assign(w.deps, { store: createStore(w.db) });
    expect(await w.send('import.begin', START)).toMatchObject({ ok: true, value: { next: 1, added: 1 } });
    await w.send('lead.add', { tableId: 'table-0001', fields: { name: 'Ben Sample', email: 'ben@example.com' } });
    const done = await rows(w, 1, [person(3, 'a@example.com'), person(4, 'ben@example.com'), person(5, 'c@example.com')]);
    expect(done).toMatchObject({ ok: true, value: { added: 2, unchanged: 1, merged: 1 } });
    expect((await emails(w)).sort()).toEqual(['a@example.com', 'ben@example.com', 'c@example.com']);
  });
  it('stops when it is cancelled, undone or its table goes, and says so', async () => {
    const w = await world();
    await w.send('import.begin', START);
    await rows(w, 0, [person(2, 'a@example.com')]);
    await w.send('table.delete', { tableId: 'table-0001' });
    expect(await rows(w, 1, [person(3, 'b@example.com')])).toMatchObject({ ok: true, value: { state: 'stopped', added: 1 } });
    expect(await leadCount(w.db)).toBe(0);
  });
  it('makes a table and columns, which go with the undo', async () => {
    const w = await world();
    const began = await w.send('import.begin', { ...START, table: { name: 'Fair', kind: 'person' }, columns: [{ key: 'x.wave', name: 'Wave', type: 'text' }] });
    await rows(w, 0, [person(2, 'a@example.com', [['x.wave', 'north']])]);
    expect(await w.db.columns.toArray()).toMatchObject([{ key: 'x.wave', kind: 'person', name: 'Wave' }]);
    expect(began.ok && (await w.db.tables_.get(began.value.tableId as Table['id']))).toMatchObject({ name: 'Fair' });
    await w.send('activity.undo', { activityId: (await w.db.imports.get('import-0001'))?.activityId ?? '' });
    expect([await w.db.columns.count(), await w.db.tables_.count()]).toEqual([0, 1]);
  });
  it('refuses what is no row', async () => {
    const w = await world();
    await w.send('import.begin', START);
    for (const values of [[], [['nokey', 'x']], [['email', 5]], [['email', '']], [['email', 'x'.repeat(20_001)]]]) expect(await rows(w, 0, [{ at: 2, values } as never])).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });
});

describe('the sender of a file', () => {
  const parts = [{ rows: [person(2, 'a@example.com')], aside: [], lastAt: 2, isLast: false }, { rows: [person(3, 'b@example.com')], aside: [], lastAt: 3, isLast: false }, { rows: [person(4, 'c@example.com')], aside: [], lastAt: 4, isLast: true }];
  const reading = () => {
    let at = 0;
    return { ask: (call: string) => Promise.resolve({ ok: true, value: call === 'next' ? parts[at++] : null }) } as never;
  };
  const deps = (w: ListWorld, over: object = {}): SendDeps => ({ send: w.send, sleep: () => Promise.resolve(), reading: reading(), onProgress: () => undefined, isCancelled: () => false, ...over });
  it('sends a part again when nobody answered, whether it was done or not', async () => {
    const w = await world();
    let calls = 0;
    const send = async (name: never, input: never) => {
      calls += 1;
      if (calls % 3 === 0) return { ok: false, error: { code: 'unreachable', message: 'gone' } };
      const result = await w.send(name, input);
      return calls % 4 === 0 ? { ok: false, error: { code: 'unreachable', message: 'done, but the answer was lost' } } : result;
    };
    const end = await sendParts(deps(w, { send }), START, { sheet: 0, hasHeader: true, mapping: { kind: 'person', columns: [] } });
    expect(end).toMatchObject({ ok: true, value: { progress: { state: 'done', added: 3, looked: 3 } } });
    expect(await emails(w)).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
  });
  it('has a part wait for no answer but never takes its turn from the one before', async () => {
    const w = await world();
    const order: number[] = [];
    let most = 0;
    let under = 0;
    let isLost = true;
    const send = async (name: string, input: { n: number }) => {
      if (name !== 'import.rows') return w.send(name as never, input as never);
      order.push(input.n);
      most = Math.max(most, ++under);
      // The background dies on the first part, so that the second comes to the next one before it.
      const lost = isLost && input.n === 0;
      if (lost) isLost = false;
      const result = lost ? { ok: false, error: { code: 'unreachable', message: 'gone' } } : await w.send(name as never, input as never);
      under -= 1;
      return result;
    };
    const slept: number[] = [];
    const sleep = async (ms: number): Promise<void> => {
      slept.push(ms);
      for (let i = 0; i < 20; i++) await new Promise((done) => setImmediate(done));
    };
    const end = await sendParts(deps(w, { send, sleep }), START, { sheet: 0, hasHeader: true, mapping: { kind: 'person', columns: [] } });
    expect(end).toMatchObject({ ok: true, value: { progress: { state: 'done', added: 3, looked: 3, next: 3 } } });
    expect(await emails(w)).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
    expect(order.slice(0, 2)).toEqual([0, 1]);
    expect(order.filter((n) => n === 1)).toHaveLength(2);
    expect([most, slept.length]).toEqual([2, 1]);
  });
  it('keeps what was done when it is cancelled or nobody answers any more', async () => {
    const w = await world();
    let isCancelled = false;
    const cancelled = await sendParts(deps(w, { isCancelled: () => isCancelled, onProgress: () => void (isCancelled = true) }), START, { sheet: 0, hasHeader: true, mapping: { kind: 'person', columns: [] } });
    // What was on its way already arrives; nothing is sent after it.
    expect(cancelled).toMatchObject({ ok: true, value: { progress: { state: 'cancelled', added: 2 } } });
    expect(await emails(w)).toEqual(['a@example.com', 'b@example.com']);
    const away = await sendParts(deps(w, { send: (name: never, input: never) => ((name as string) === 'import.rows' ? Promise.resolve({ ok: false, error: { code: 'unreachable', message: 'gone' } }) : w.send(name, input)) }), { ...START, importId: 'import-0002' }, { sheet: 0, hasHeader: true, mapping: { kind: 'person', columns: [] } });
    expect(away).toMatchObject({ ok: true, value: { progress: { state: 'stopped', added: 0 }, trouble: { command: { code: 'unreachable' } } } });
  });
});
