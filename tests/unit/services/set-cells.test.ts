import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CELL_PART_CELLS, UNDO_DEEDS } from '../../../lib/core/limits.ts';
import { uuidV7, type TableId } from '../../../lib/core/ids.ts';
import { COMMANDS, type CommandInput } from '../../../lib/contracts/commands.ts';
import type { FieldState, Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { cellCommands } from '../../../lib/services/commands/cell-commands.ts';
import { leadCommands } from '../../../lib/services/commands/lead-commands.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { editLead } from '../../../lib/services/edit-lead.ts';
import { deleteLeads } from '../../../lib/services/tables.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { storedLeads } from '../stored-leads.ts';

let db: KilnDatabase;
let clock = Date.UTC(2026, 10, 26);
const deps = (): Deps => ({ store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, new Uint8Array(16)) }) as Deps;
const TABLE = 'table-0001' as TableId;
const said = (value: string): FieldState => ({ values: [{ value, confidence: 80, provenance: { origin: 'page', at: 1, pageUrl: 'https://example.com/' } }] });
const fieldsOf = (i: number): LeadFields => ({ name: said(`Person ${i}`), title: said('Buyer'), email: said(`p${i}@example.com`) });

beforeEach(async () => {
  db = new KilnDatabase(`cells-${Math.random()}`);
  await db.tables_.add({ id: TABLE, name: 'People', kind: 'person', createdAt: 1 });
});
afterEach(() => db.delete());

/** So many people in the table; as one block from 16 on. */
async function people(count: number): Promise<Lead[]> {
  await db.transaction('rw', leadStores(db), () => leadWrites(db).append(TABLE, 'person', Array.from({ length: count }, (_, i) => ({ fields: fieldsOf(i), keys: [], createdAt: 1, updatedAt: 1 }))));
  return storedLeads(db);
}
type Set = CommandInput<'cells.set'>;
const set = (input: Partial<Set> & Pick<Set, 'fields' | 'rows'>) => cellCommands(deps())['cells.set']({ deedId: 'deed-0001', n: 0, deed: 'paste', tableId: TABLE, ...input });
const texts = async (field: 'title' | 'email' | 'phone' | 'name'): Promise<(string | undefined)[]> => (await storedLeads(db)).map((lead) => textOf(lead.fields, field));
const undo = () => cellCommands(deps())['table.undo']({ tableId: TABLE });
const redo = () => cellCommands(deps())['table.redo']({ tableId: TABLE });
const fields = async (): Promise<LeadFields[]> => (await storedLeads(db)).map((lead) => lead.fields);

describe('many cells at once', () => {
  it('are read by the type of their column; what is no such value is left and counted', async () => {
    const [a, b, c] = (await people(3)).map((lead) => lead.id);
    const done = await set({ fields: ['title', 'email'], rows: [
      { leadId: a!, texts: [' Chief ', 'A@Example.com'] },
      { leadId: b!, texts: ['', 'no address'] },
      { leadId: c!, texts: [null, 'p2@example.com'] },
      { leadId: 'gone-0001', texts: ['x', null] },
    ] });
    expect(done).toEqual({ ok: true, value: { activityId: 'deed-0001', changed: 3, refused: [{ field: 'email', cells: 1 }], gone: 1 } });
    expect([await texts('title'), await texts('email')]).toEqual([['Chief', undefined, 'Buyer'], ['a@example.com', 'p1@example.com', 'p2@example.com']]);
    const [first, , third] = await storedLeads(db);
    expect([first?.fields.title?.pinned, first?.fields.title?.values.map((v) => v.provenance.origin)]).toEqual(['Chief', ['person', 'page']]);
    expect(first?.keys).toContain('person:email:example.com:a');
    // What showed already keeps its source.
    expect(third?.fields.email).toEqual(said('p2@example.com'));
    expect(await db.activity.toArray()).toMatchObject([{ id: 'deed-0001', kind: 'lead-edited', title: '3 cells pasted', detail: 'People · 2 people · free' }]);
    for (const store of ['runs', 'runStarts', 'tasks', 'charges', 'outbox', 'leases', 'receipts'] as const) expect([store, await db[store].count()]).toEqual([store, 0]);
  });
  it('are one undo in however many parts, and a part that is sent again does nothing', async () => {
    const ids = (await people(20)).map((lead) => lead.id);
    const was = await fields();
    const part = (n: number): Promise<unknown> => set({ deed: 'fill', n, fields: ['title'], rows: ids.slice(n * 10, n * 10 + 10).map((leadId) => ({ leadId, texts: [`Seat ${n}`] })) });
    const first = await part(0);
    expect(await part(0)).toEqual(first);
    await part(1);
    expect(await db.activity.toArray()).toMatchObject([{ title: '20 cells filled', undo: { cells: { cells: 20, leads: 20 } } }]);
    const after = await fields();
    expect(await undo()).toEqual({ ok: true, value: { done: { activityId: 'deed-0001', title: '20 cells filled' } } });
    expect(await fields()).toEqual(was);
    expect(await part(2)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await redo()).toMatchObject({ value: { done: { activityId: 'deed-0001' } } });
    expect(await fields()).toEqual(after);
    expect(await leadCommands(deps())['activity.undo']({ activityId: 'deed-0001' })).toEqual({ ok: true, value: { restored: 20 } });
    expect(await fields()).toEqual(was);
  });
  it('keep what was changed later when they are taken back', async () => {
    const [a, b] = (await people(2)).map((lead) => lead.id);
    await set({ fields: ['title', 'phone'], rows: [a, b].map((leadId) => ({ leadId: leadId!, texts: ['Chief', '+441134960100'] })) });
    await editLead(deps(), a!, 'title', 'Founder');
    await leadCommands(deps())['activity.undo']({ activityId: 'deed-0001' });
    expect([await texts('title'), await texts('phone')]).toEqual([['Founder', 'Buyer'], [undefined, undefined]]);
  });
  it('of one lead stand in its history', async () => {
    const [a] = await people(1);
    await set({ deed: 'clear', fields: ['title'], rows: [{ leadId: a!.id, texts: [''] }] });
    expect(await db.activity.toArray()).toMatchObject([{ leadId: a!.id, title: 'Person 0: 1 cell emptied', changes: [{ field: 'title', before: 'Buyer' }] }]);
    expect((await storedLeads(db))[0]?.fields.title).toBeUndefined();
    await undo();
    expect(await fields()).toEqual([fieldsOf(0)]);
  });
  it('leave formulas alone, and refuse what is no part', async () => {
    const [a] = await people(1);
    await db.columns.put({ key: 'x.loud', kind: 'person', name: 'Loud', type: 'text', formula: 'UPPER({name})', createdAt: 1 });
    expect(await set({ fields: ['x.loud'], rows: [{ leadId: a!.id, texts: ['x'] }] })).toMatchObject({ value: { changed: 0, activityId: null, refused: [{ field: 'x.loud', cells: 1 }] } });
    expect(await db.activity.count()).toBe(0);
    const parsed = (over: object) => COMMANDS['cells.set'].safeParse({ deedId: 'deed-0001', n: 0, deed: 'paste', tableId: TABLE, fields: ['title'], rows: [{ leadId: 'lead-0001', texts: ['x'] }], ...over }).success;
    expect([parsed({}), parsed({ fields: ['title', 'phone'] }), parsed({ fields: ['nothing'] }), parsed({ rows: [] }), parsed({ rows: Array.from({ length: CELL_PART_CELLS + 1 }, () => ({ leadId: 'lead-0001', texts: ['x'] })) })]).toEqual([true, false, false, false, false]);
    expect(await set({ tableId: 'table-gone', fields: ['title'], rows: [{ leadId: a!.id, texts: ['x'] }] })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });
  it('ten thousand are written in a few transactions', async () => {
    const ids = (await people(1_000)).map((lead) => lead.id);
    let transactions = 0;
    const whole = db.transaction.bind(db);
    db.transaction = ((...args: Parameters<typeof whole>) => ((transactions += 1), whole(...args))) as typeof db.transaction;
    const columns = ['title', 'companyName', 'location', 'industry', 'firstName', 'lastName', 'prefix', 'suffix', 'description', 'note'] as const;
    const done = await set({ fields: [...columns], rows: ids.map((leadId) => ({ leadId, texts: columns.map((field) => `${field} text`) })) });
    expect(done).toMatchObject({ value: { changed: 10_000 } });
    expect(transactions).toBeLessThanOrEqual(3);
  });
});

describe('the way back and forth', () => {
  it('goes through edits, deletions and many cells, and a new edit ends the way forth', async () => {
    const [a, b] = (await people(2)).map((lead) => lead.id);
    await editLead(deps(), a!, 'title', 'Chief');
    await set({ fields: ['title'], rows: [{ leadId: b!, texts: ['Head'] }] });
    await deleteLeads(deps(), [b!]);
    const seen: unknown[] = [await texts('title')];
    for (const step of [undo, undo, undo]) {
      await step();
      seen.push(await texts('title'));
    }
    expect(seen).toEqual([['Chief'], ['Chief', 'Head'], ['Chief', 'Buyer'], ['Buyer', 'Buyer']]);
    expect(await undo()).toEqual({ ok: true, value: { done: null } });
    for (const step of [redo, redo, redo]) {
      await step();
      seen.push(await texts('title'));
    }
    expect(seen.slice(4)).toEqual([['Chief', 'Buyer'], ['Chief', 'Head'], ['Chief']]);
    expect(await redo()).toEqual({ ok: true, value: { done: null } });
    await undo();
    await editLead(deps(), a!, 'title', 'Founder');
    expect(await redo()).toEqual({ ok: true, value: { done: null } });
    expect(await texts('title')).toEqual(['Founder', 'Head']);
  });
  it('is of one table, and two that go back at once take two steps', async () => {
    const [a, b] = (await people(2)).map((lead) => lead.id);
    await editLead(deps(), a!, 'title', 'Chief');
    await editLead(deps(), b!, 'title', 'Head');
    expect(await cellCommands(deps())['table.undo']({ tableId: 'table-0002' })).toEqual({ ok: true, value: { done: null } });
    await Promise.all([undo(), undo()]);
    expect(await texts('title')).toEqual(['Buyer', 'Buyer']);
  });
  it('keeps the undo of the newest only, and nothing of the others', async () => {
    const [a] = await people(1);
    await set({ fields: ['title'], rows: [{ leadId: a!.id, texts: ['Chief'] }] });
    for (let i = 0; i < UNDO_DEEDS; i++) await db.activity.put({ id: `later-${i}`, at: ++clock, kind: 'lead-added', title: '', detail: '', undo: { at: clock, leads: [] } });
    await set({ deedId: 'deed-0002', fields: ['title'], rows: [{ leadId: a!.id, texts: ['Head'] }] });
    expect((await db.cellParts.toArray()).map(({ deedId }) => deedId)).toEqual(['deed-0002']);
    expect(await leadCommands(deps())['activity.undo']({ activityId: 'deed-0001' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
  it('does not bring back a lead that went meanwhile', async () => {
    const [a] = await people(1);
    await set({ fields: ['title'], rows: [{ leadId: a!.id, texts: ['Chief'] }] });
    await leadCommands(deps())['lead.delete']({ leadIds: [a!.id] });
    expect(await leadCommands(deps())['activity.undo']({ activityId: 'deed-0001' })).toEqual({ ok: true, value: { restored: 0 } });
    expect(await storedLeads(db)).toEqual([]);
  });
});
