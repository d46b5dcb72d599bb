import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { capturePage } from '../../../lib/services/capture-page.ts';
import { moveSaves } from '../../../lib/services/save-rows.ts';
import { createTable } from '../../../lib/services/tables.ts';
import { leadCount, storedLeads } from '../stored-leads.ts';
import { listWorld, manyNames, PEOPLE, rawLists, TAB, URL, type ListWorld } from './list-world.ts';

let world: ListWorld;
let tableId: string;
beforeEach(async () => {
  world = listWorld();
  await capturePage(world.deps, TAB);
  tableId = await createTable(world.deps, 'Guild members', 'person');
});
afterEach(() => world.db.delete());

const keysOf = async (listId = 'people'): Promise<string[]> => (await world.db.captures.get(TAB))?.lists?.find((list) => list.id === listId)?.rows.map((row) => row.key) ?? [];
const save = async (over: { saveId?: string; rowKeys?: string[]; tableId?: string; listId?: string; url?: string } = {}) =>
  world.send('list.save', { saveId: over.saveId ?? crypto.randomUUID(), source: { tabId: TAB, url: over.url ?? URL, listId: over.listId ?? 'people' }, rowKeys: over.rowKeys ?? (await keysOf(over.listId)), tableId: over.tableId ?? tableId });
const saved = async (...args: Parameters<typeof save>) => {
  const answer = await save(...args);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};
const leads = (): Promise<Lead[]> => storedLeads(world.db);

describe('saving rows of a list', () => {
  it('adds them in order, with source, parts of the name and one line in the history', async () => {
    expect(await saved()).toMatchObject({ added: 5, merged: 0, unchanged: 0, skipped: 0, isCancelled: false });
    const all = await leads();
    expect(all.map((lead) => textOf(lead.fields, 'name'))).toEqual(PEOPLE);
    expect(all[0]).toMatchObject({ sourceUrl: URL, kind: 'person', tableId, keys: ['person:email:people.example.com:ada.example'] });
    expect([textOf(all[0]!.fields, 'firstName'), textOf(all[0]!.fields, 'title')]).toEqual(['Ada', 'Buyer']);
    const activity = await world.db.activity.toArray();
    expect(activity.map((row) => [row.title, row.detail, row.kind])).toEqual([['5 people added to Guild members', 'directory.example.com/members · free', 'lead-added']]);
    expect(await world.db.saveChunks.count()).toBe(0);
  });

  it('twice changes nothing: same rows, same leads, no further line in the history', async () => {
    await saved();
    expect(await saved()).toMatchObject({ added: 0, merged: 0, unchanged: 5, activityId: null });
    expect([await leadCount(world.db), await world.db.activity.count()]).toEqual([5, 1]);
  });

  it('under the same save id is one save, whatever is sent the second time', async () => {
    const first = await saved({ saveId: 'save-0001', rowKeys: (await keysOf()).slice(0, 2) });
    expect(await saved({ saveId: 'save-0001' })).toEqual(first);
    expect(await leadCount(world.db)).toBe(2);
  });

  it('finds the same person twice in the batch and in the table', async () => {
    const lists = rawLists(['Ada Example', 'Ada Example', 'Ben Sample']);
    const [people] = lists.lists;
    people!.rows[1]!.cells[1] = 'Head of Buying';
    world.page.lists = lists;
    await capturePage(world.deps, TAB);
    expect(await saved()).toMatchObject({ added: 2, merged: 0, unchanged: 1 });
    const [ada] = await leads();
    expect(ada?.fields.title?.values.map((v) => v.value).sort()).toEqual(['Buyer', 'Head of Buying']);
    world.page.lists = rawLists(['Ada Example', 'Cleo Muster']);
    await capturePage(world.deps, TAB);
    expect(await saved()).toMatchObject({ added: 1, unchanged: 1 });
  });

  it('adds what is new to a known lead, and undo takes just that back', async () => {
    await saved({ rowKeys: (await keysOf()).slice(0, 1) });
    const lists = rawLists();
    lists.lists[0]!.rows[0]!.cells[1] = 'Chief Buyer';
    world.page.lists = lists;
    await capturePage(world.deps, TAB);
    const again = await saved();
    expect(again).toMatchObject({ added: 4, merged: 1 });
    expect(textOf((await leads())[0]!.fields, 'title')).toBe('Chief Buyer');
    expect((await world.db.activity.get(again.activityId!))?.title).toBe('4 people added to Guild members, 1 updated');
    expect(await world.send('activity.undo', { activityId: again.activityId! })).toMatchObject({ ok: true, value: { restored: 5 } });
    const left = await leads();
    expect(left.map((lead) => textOf(lead.fields, 'title'))).toEqual(['Buyer']);
  });

  it('skips and counts rows that name nobody, and finds rows without any identity again by what they are', async () => {
    const firms = await createTable(world.deps, 'Makers', 'company');
    expect(await saved({ listId: 'firms', tableId: firms })).toMatchObject({ added: 2, skipped: 1 });
    expect((await leads()).map((lead) => [textOf(lead.fields, 'name'), lead.keys])).toEqual([['Example Works GmbH', []], ['Oakline Ltd', []]]);
    expect(await saved({ listId: 'firms', tableId: firms })).toMatchObject({ added: 0, unchanged: 2, skipped: 1 });
  });

  it('takes 2,000 rows, and one undo takes them back', async () => {
    const names = manyNames(2_000);
    world.page.lists = rawLists(names);
    await capturePage(world.deps, TAB);
    const done = await saved();
    expect(done).toMatchObject({ added: 2_000 });
    expect((await leads()).at(-1)?.order).toBe(2_000);
    expect((await world.db.activity.get(done.activityId!))?.undo?.leads).toEqual([]);
    await world.send('activity.undo', { activityId: done.activityId! });
    expect(await leadCount(world.db)).toBe(0);
  });

  it('saves the columns as the person made them', async () => {
    await world.send('list.changeColumn', { tabId: TAB, listId: 'people', key: 't', change: { field: 'note' } });
    await world.send('list.changeColumn', { tabId: TAB, listId: 'people', key: 'e', change: { isDropped: true } });
    await saved();
    const [ada] = await leads();
    expect(Object.keys(ada!.fields).toSorted()).toEqual(['firstName', 'lastName', 'name', 'note']);
  });

  it('refuses a table of the other kind, a page that was read anew, and rows that are gone', async () => {
    const firms = await createTable(world.deps, 'Makers', 'company');
    expect(await save({ tableId: firms })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await save({ url: `${URL}?page=2` })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await save({ rowKeys: ['nothere'] })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect([await leadCount(world.db), await world.db.saves.count()]).toEqual([0, 0]);
  });
});

describe('a save that is interrupted', () => {
  /** Dies after so many chunks: every later call of the store hangs, as in a stopped worker. */
  function dying(chunks: number): ListWorld['deps'] {
    let left = chunks;
    const { store } = world.deps;
    return { ...world.deps, exclusively: async (_lock, work) => (await work(), true), store: { ...store, lists: { ...store.lists, saveChunk: (...args: Parameters<typeof store.lists.saveChunk>) => (left-- > 0 ? store.lists.saveChunk(...args) : new Promise<never>(() => undefined)) } } };
  }
  const begin = async (chunks: number): Promise<void> => {
    const names = manyNames(220);
    world.page.lists = rawLists(names);
    await capturePage(world.deps, TAB);
    const { deps } = world;
    Object.assign(world, { deps: dying(chunks) });
    void save({ saveId: 'save-0001' });
    await expect.poll(() => leadCount(world.db)).toBe(chunks * 50);
    Object.assign(world, { deps });
  };

  it('has undo for just what was saved at any time, and goes on where it stopped though the page is gone', async () => {
    await begin(2);
    const save1 = (await world.db.saves.get('save-0001'))!;
    expect(save1).toMatchObject({ state: 'running', done: 100, added: 100 });
    expect((await world.db.activity.get(save1.activityId))?.undo?.added).toEqual([1, 100]);
    await world.db.captures.clear();
    await moveSaves(world.deps);
    expect(await world.db.saves.get('save-0001')).toMatchObject({ state: 'done', added: 220, done: 220 });
    expect([await leadCount(world.db), await world.db.activity.count(), await world.db.saveChunks.count()]).toEqual([220, 1, 0]);
    await world.send('activity.undo', { activityId: save1.activityId });
    expect(await leadCount(world.db)).toBe(0);
  });

  it('answers who asks again for the same save', async () => {
    await begin(1);
    expect(await saved({ saveId: 'save-0001' })).toMatchObject({ added: 220, isCancelled: false });
  });

  it('stops when it is cancelled: what is saved stays, with its undo', async () => {
    await begin(2);
    await world.send('list.cancelSave', { saveId: 'save-0001' });
    await moveSaves(world.deps);
    expect(await saved({ saveId: 'save-0001' })).toMatchObject({ added: 100, isCancelled: true });
    expect([await leadCount(world.db), await world.db.saveChunks.count()]).toEqual([100, 0]);
  });

  it('adds nothing more after it was undone half-way', async () => {
    await begin(2);
    const { activityId } = (await world.db.saves.get('save-0001'))!;
    await world.send('activity.undo', { activityId });
    await moveSaves(world.deps);
    expect([await leadCount(world.db), (await world.db.saves.get('save-0001'))?.state]).toEqual([0, 'cancelled']);
  });

  it('adds nothing more after its table is gone', async () => {
    await begin(2);
    await world.send('table.delete', { tableId });
    await moveSaves(world.deps);
    expect([await leadCount(world.db), await world.db.saveChunks.count(), (await world.db.saves.get('save-0001'))?.state]).toEqual([0, 0, 'cancelled']);
  });
});
