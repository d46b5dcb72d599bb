import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uuidV7, type TableId } from '../../../lib/core/ids.ts';
import { TAGS_PER_LEAD } from '../../../lib/core/limits.ts';
import { COMMANDS, type CommandInput } from '../../../lib/contracts/commands.ts';
import type { Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { tagsByHand } from '../../../lib/domain/lead/tags.ts';
import { cellCommands } from '../../../lib/services/commands/cell-commands.ts';
import { leadCommands } from '../../../lib/services/commands/lead-commands.ts';
import { tagsCommands } from '../../../lib/services/commands/tags-commands.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { contactOf } from '../../../lib/services/export/contact.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { vcardRecords } from '../../../lib/files/read/vcards.ts';
import { vcardText } from '../../../lib/files/vcard.ts';
import { leadHistory } from '../../../lib/ui/lead-history.ts';
import { storedLeads } from '../stored-leads.ts';

let db: KilnDatabase;
let clock = Date.UTC(2026, 10, 26);
const deps = (): Deps => ({ store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, new Uint8Array(16)) }) as Deps;
const TABLE = 'table-0001' as TableId;
beforeEach(async () => {
  db = new KilnDatabase(`tags-${Math.random()}`);
  await db.tables_.add({ id: TABLE, name: 'People', kind: 'person', createdAt: 1 });
});
afterEach(() => db.delete());

async function people(count: number, tagsOfNth: (i: number) => string[] = () => []): Promise<Lead[]> {
  const fields = (i: number): LeadFields => ({ name: { values: [{ value: `Person ${i}`, confidence: 80, provenance: { origin: 'page', at: 1 } }] }, ...(tagsOfNth(i).length > 0 ? { tags: tagsByHand(tagsOfNth(i), 1)! } : {}) });
  await db.transaction('rw', leadStores(db), () => leadWrites(db).append(TABLE, 'person', Array.from({ length: count }, (_, i) => ({ fields: fields(i), keys: [], createdAt: 1, updatedAt: 1 }))));
  return storedLeads(db);
}
type Change = CommandInput<'tags.change'>;
const change = (input: Partial<Change> & Pick<Change, 'leadIds' | 'deed' | 'tag'> & { to?: string }) => tagsCommands(deps())['tags.change'](COMMANDS['tags.change'].parse({ deedId: 'deed-0001', n: 0, tableId: TABLE, ...input }));
const tags = async (): Promise<(string | undefined)[]> => (await storedLeads(db)).map((lead) => textOf(lead.fields, 'tags'));
const undo = () => cellCommands(deps())['table.undo']({ tableId: TABLE });
const redo = () => cellCommands(deps())['table.redo']({ tableId: TABLE });
const edit = (leadId: string, value: string) => leadCommands(deps())['lead.edit']({ leadId, field: 'tags', value });

describe('tags of many leads', () => {
  it('are one deed in however many parts, undone and done again at once', async () => {
    const ids = (await people(40, (i) => (i === 3 ? ['Old'] : []))).map((lead) => lead.id);
    const was = (await storedLeads(db)).map((lead) => lead.fields);
    const first = await change({ deed: 'add', tag: ' VIP ', leadIds: ids.slice(0, 20) });
    expect(first).toEqual({ ok: true, value: { activityId: 'deed-0001', changed: 20, full: 0, gone: 0 } });
    expect(await change({ deed: 'add', tag: 'VIP', leadIds: ids.slice(0, 20) })).toMatchObject({ value: { activityId: 'deed-0001', changed: 20 } });
    await change({ deed: 'add', tag: 'VIP', n: 1, leadIds: [...ids.slice(20), 'gone-0001'] });
    expect((await tags()).filter((text) => text === 'VIP')).toHaveLength(39);
    expect((await tags())[3]).toBe('Old, VIP');
    expect(await db.activity.toArray()).toMatchObject([{ kind: 'lead-edited', title: '40 people: tagged “VIP”', detail: 'People · 40 people · free' }]);
    const after = (await storedLeads(db)).map((lead) => lead.fields);
    expect(await undo()).toMatchObject({ value: { done: { title: '40 people: tagged “VIP”' } } });
    expect((await storedLeads(db)).map((lead) => lead.fields)).toEqual(was);
    expect(await change({ deed: 'add', tag: 'VIP', n: 2, leadIds: ids })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await redo();
    expect((await storedLeads(db)).map((lead) => lead.fields)).toEqual(after);
  });
  it('are renamed and deleted where they are, and undo brings each back as it was', async () => {
    const ids = (await people(20, (i) => (i < 2 ? ['Partner', 'VIP'] : i < 4 ? ['vip'] : []))).map((lead) => lead.id);
    const was = await tags();
    await change({ deed: 'rename', tag: 'VIP', to: 'Key account', everywhere: true, leadIds: ids });
    expect((await tags()).slice(0, 5)).toEqual(['Key account, Partner', 'Key account, Partner', 'Key account', 'Key account', undefined]);
    expect((await db.activity.toArray())[0]?.title).toBe('Tag “VIP” renamed to “Key account”: 4 people');
    await change({ deedId: 'deed-0002', deed: 'remove', tag: 'Key account', everywhere: true, leadIds: ids });
    expect((await tags()).slice(0, 5)).toEqual(['Partner', 'Partner', undefined, undefined, undefined]);
    expect((await db.activity.get('deed-0002'))?.title).toBe('Tag “Key account” deleted: 4 people');
    await undo();
    await undo();
    expect(await tags()).toEqual(was);
  });
  it('are refused where a lead is full or the table is gone', async () => {
    const ids = (await people(2, (i) => (i === 0 ? Array.from({ length: TAGS_PER_LEAD }, (_, n) => `t${n}`) : []))).map((lead) => lead.id);
    expect(await change({ deed: 'add', tag: 'VIP', leadIds: ids })).toMatchObject({ value: { changed: 1, full: 1 } });
    expect(await change({ deedId: 'deed-0002', deed: 'add', tag: 'VIP', tableId: 'table-gone', leadIds: ids })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    for (const tag of ['', 'a,b', 'x'.repeat(61), 'a\u0000b']) expect(COMMANDS['tags.change'].safeParse({ deedId: 'deed-0003', n: 0, tableId: TABLE, leadIds: ids, deed: 'add', tag }).success).toBe(false);
  });
});

describe('the tags of one lead', () => {
  it('are typed as a text: exactly those are there, others are gone, and what is no tag is refused', async () => {
    const [lead] = await people(1, () => ['Old']);
    const id = lead!.id;
    expect(await edit(id, 'vip; Partner, VIP')).toMatchObject({ ok: true });
    expect(await tags()).toEqual(['Partner, VIP']);
    expect(await edit(id, 'Partner, VIP')).toEqual({ ok: true, value: { activityId: null } });
    expect(await edit(id, `ok, ${'x'.repeat(61)}`)).toMatchObject({ ok: false, error: { code: 'bad_input', message: 'A tag has at most 60 characters. Nothing was changed.' } });
    await edit(id, '');
    expect(await tags()).toEqual([undefined]);
    await undo();
    expect(await tags()).toEqual(['Partner, VIP']);
    await undo();
    expect(await tags()).toEqual(['Old']);
    await redo();
    expect(await tags()).toEqual(['Partner, VIP']);
  });
  it('are pasted and filled as cells are', async () => {
    const ids = (await people(2, () => ['Old'])).map((lead) => lead.id);
    const done = await cellCommands(deps())['cells.set']({ deedId: 'deed-0001', n: 0, deed: 'paste', tableId: TABLE, fields: ['tags'], rows: [{ leadId: ids[0]!, texts: ['b;A'] }, { leadId: ids[1]!, texts: ['x'.repeat(90)] }] });
    expect(done).toMatchObject({ value: { changed: 1, refused: [{ field: 'tags', cells: 1 }] } });
    expect(await tags()).toEqual(['A, b', 'Old']);
  });
  it('stand in its history, before and after', async () => {
    const [lead] = await people(1, () => ['Old']);
    await change({ deed: 'add', tag: 'VIP', leadIds: [lead!.id] });
    const [now] = await storedLeads(db);
    const events = leadHistory({ lead: now!, lines: await db.activity.toArray(), merges: [], nameOf: (id) => id });
    expect(events[0]).toMatchObject({ title: 'Person 0: tagged “VIP”', changes: [{ field: 'tags', before: 'Old', after: 'Old, VIP' }] });
  });
  it('are the categories of a contact card, and come back from one', async () => {
    const [lead] = await people(1, () => ['Kiln fair', 'VIP']);
    const card = vcardText(contactOf(lead!, ['People'])!);
    expect(card).toContain('CATEGORIES:People,Kiln fair,VIP\r\n');
    expect(vcardRecords(card.replace(/\r\n/g, '\n'))[0]?.values?.get('Tags')).toBe('People, Kiln fair, VIP');
  });
});
