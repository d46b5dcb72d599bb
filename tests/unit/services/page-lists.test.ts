import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureRow } from '../../../lib/storage/database.ts';
import { capturePage, forgetPage } from '../../../lib/services/capture-page.ts';
import { changeColumns, selectList } from '../../../lib/services/page-lists.ts';
import { askPage } from '../../../lib/services/list-overlay.ts';
import { createTable } from '../../../lib/services/tables.ts';
import { emailOf, listWorld, manyNames, rawLists, TAB, URL, type ListWorld } from './list-world.ts';

let world: ListWorld;
beforeEach(async () => {
  world = listWorld();
  await capturePage(world.deps, TAB);
});
afterEach(() => world.db.delete());

const row = async (): Promise<CaptureRow> => (await world.db.captures.get(TAB))!;
const shown = async () => {
  const { lists, shownList } = await row();
  return lists![shownList!]!;
};
const at = { tabId: TAB, listId: 'people' };
const lastOverlay = () => world.overlays.at(-1)!;

describe('the lists of a page', () => {
  it('are kept with the page, the best one shown, its rows with their identity', async () => {
    expect(await row()).toMatchObject({ state: 'read', pageKind: 'list', shownList: 0, listsCut: false });
    const list = await shown();
    expect(list.columns.map((c) => [c.field, c.isNamed])).toEqual([['name', true], ['title', true], ['email', true]]);
    expect(list.rows[0]?.identity).toEqual(['person:email:people.example.com:ada.example']);
    expect((await row()).lists?.[1]?.rows[0]?.identity).toBeUndefined();
    expect(world.badges.at(-1)).toEqual(['5', 'plain']);
  });

  it('that cannot be understood are none, and the page is still read', async () => {
    world.page.lists = { lists: '<script>' };
    expect(await capturePage(world.deps, TAB)).not.toBeNull();
    expect(await row()).toMatchObject({ state: 'read', lists: [], pageKind: 'company' });
    expect(await world.send('capture.setKind', { tabId: TAB, kind: 'list' })).toMatchObject({ ok: false });
  });

  it('are changed by several at once without losing anything', async () => {
    const { at: readAt } = await row();
    await Promise.all([
      selectList(world.deps, TAB, 1),
      changeColumns(world.deps, TAB, 'people', { do: 'change', key: 't', change: { name: 'Work' } }),
      world.deps.store.captures.change(TAB, readAt, { overlay: true }),
    ]);
    expect(await row()).toMatchObject({ shownList: 1, overlay: true });
    expect((await row()).lists?.map((list) => list.rows[0]?.identity?.length)).toEqual([1, 0]);
    expect((await row()).lists?.[0]?.columns[1]?.name).toBe('Work');
  });

  it('say when they were cut', async () => {
    world.page.lists = rawLists(undefined, { truncated: true });
    await capturePage(world.deps, TAB);
    expect((await row()).listsCut).toBe(true);
  });

  it('are stepped through, and read as one lead or as a list', async () => {
    await world.send('list.choose', { tabId: TAB, index: 1 });
    expect([(await shown()).id, (await shown()).kind, (await shown()).rows[0]?.identity]).toEqual(['firms', 'company', []]);
    expect(world.badges.at(-1)).toEqual(['3', 'plain']);
    expect(await world.send('list.choose', { tabId: TAB, index: 9 })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    await world.send('capture.setKind', { tabId: TAB, kind: 'company' });
    expect((await row()).pageKind).toBe('company');
    await world.send('capture.setKind', { tabId: TAB, kind: 'list' });
    expect(await row()).toMatchObject({ pageKind: 'list', shownList: 1 });
  });
});

describe('columns', () => {
  it('are changed for this page and for the next one of the same list, not for another site', async () => {
    await world.send('list.changeColumn', { ...at, key: 't', change: { name: 'Craft', field: null } });
    await world.send('list.mergeColumns', { ...at, keys: ['n', 't'], joint: ', ' });
    expect((await shown()).rows[0]?.cells).toEqual(['Ada Example, Buyer', emailOf('Ada Example')]);
    expect((await row()).lists?.[1]?.columns).toHaveLength(2);
    world.page = { url: `${URL}?page=2`, lists: rawLists(['Gus Template']) };
    await capturePage(world.deps, TAB);
    expect((await shown()).rows[0]?.cells).toEqual(['Gus Template, Buyer', emailOf('Gus Template')]);
    world.page = { url: 'https://other.example.com/members', lists: rawLists(['Gus Template']) };
    await capturePage(world.deps, TAB);
    expect((await shown()).columns).toHaveLength(3);
  });

  it('give rows a new identity, and come back as they were read', async () => {
    await world.send('list.changeColumn', { ...at, key: 'e', change: { field: null } });
    expect((await shown()).rows[0]?.identity).toEqual([]);
    await world.send('list.splitColumn', { ...at, key: 'n', by: ' ' });
    expect((await shown()).columns).toHaveLength(4);
    await world.send('list.reset', at);
    expect((await shown()).columns.map((c) => c.field)).toEqual(['name', 'title', 'email']);
    expect((await shown()).rows[0]?.identity).toEqual(['person:email:people.example.com:ada.example']);
  });

  it('changed at the same time are all changed', async () => {
    await Promise.all(['n', 't', 'e'].map((key) => world.send('list.changeColumn', { ...at, key, change: { name: `New ${key}` } })));
    expect((await shown()).columns.map((c) => c.name)).toEqual(['New n', 'New t', 'New e']);
  });

  it('turn to the other kind with their rows', async () => {
    await world.send('list.changeKind', { ...at, kind: 'company' });
    expect([(await shown()).kind, (await shown()).columns.map((c) => c.field)]).toEqual(['company', ['name', null, 'email']]);
  });

  it('of a list that is gone are not changed', async () => {
    expect(await world.send('list.changeColumn', { tabId: TAB, listId: 'other', key: 'n', change: { name: 'X' } })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await world.db.listColumns.count()).toBe(0);
  });
});

describe('the outline on the page', () => {
  it('comes when a person asks for the page, says what is known, and follows the list', async () => {
    const tableId = await createTable(world.deps, 'Q3 outbound', 'person');
    await world.send('list.save', { saveId: 'save-0001', source: { tabId: TAB, url: URL, listId: 'people' }, rowKeys: ['p0'], tableId });
    expect(world.overlays).toHaveLength(0);
    expect(await askPage(world.deps, TAB)).toBe(true);
    await expect.poll(() => world.overlays.length).toBe(1);
    expect(lastOverlay().input).toEqual({
      container: 'main > ul', record: ':scope>li', title: '5 people', note: '1 known', step: 'List 1 of 2',
      columns: [{ selector: ':scope>.n', label: 'Name', field: 'name' }, { selector: ':scope>.t', label: 'Title', field: 'title' }, { selector: ':scope>.e', label: 'Email', field: 'email' }],
      known: [{ texts: ['Ada Example', 'Buyer', emailOf('Ada Example')], tag: 'Q3 outbound' }],
    });
    expect((await row()).overlay).toBe(true);
    lastOverlay().answer('next');
    await expect.poll(() => lastOverlay().input.title).toBe('3 companies');
    expect((await row()).shownList).toBe(1);
    lastOverlay().answer('previous');
    await expect.poll(() => lastOverlay().input.title).toBe('5 people');
  });

  it('is taken over by the next call, and the old one does nothing more', async () => {
    await world.send('list.show', { tabId: TAB });
    await expect.poll(() => world.overlays.length).toBe(1);
    await world.send('list.show', { tabId: TAB });
    await expect.poll(() => world.overlays.length).toBe(2);
    world.overlays[0]?.answer('replaced');
    await world.send('list.choose', { tabId: TAB, index: 1 });
    await expect.poll(() => world.overlays.length).toBe(3);
    expect(lastOverlay().input.title).toBe('3 companies');
    expect((await row()).overlay).toBe(true);
  });

  it('goes when the person leaves it, when the list goes, and when the page is read as one lead', async () => {
    for (const answer of ['leave', 'gone'] as const) {
      await world.send('list.show', { tabId: TAB });
      await expect.poll(async () => (await row()).overlay).toBe(true);
      const before = world.hides;
      lastOverlay().answer(answer);
      await expect.poll(async () => (await row()).overlay).toBe(false);
      await expect.poll(() => world.hides).toBe(before + 1);
    }
    await world.send('list.show', { tabId: TAB });
    await expect.poll(async () => (await row()).overlay).toBe(true);
    await world.send('capture.setKind', { tabId: TAB, kind: 'company' });
    expect((await row()).overlay).toBe(false);
  });

  it('remembers the list that is to be used: the next page shows it first', async () => {
    await world.send('list.choose', { tabId: TAB, index: 1 });
    await world.send('list.show', { tabId: TAB });
    await expect.poll(() => world.overlays.length).toBe(1);
    lastOverlay().answer('use');
    await expect.poll(async () => (await row()).overlay).toBe(false);
    world.page = { ...world.page, url: `${URL}?page=2` };
    await capturePage(world.deps, TAB);
    expect([(await shown()).id, (await row()).pageKind]).toEqual(['firms', 'list']);
  });

  it('is not drawn over another page', async () => {
    world.page = { ...world.page, url: 'https://directory.example.com/about' };
    expect(await world.send('list.show', { tabId: TAB })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(world.overlays).toHaveLength(0);
  });

  it('shows one row, or says that it is gone', async () => {
    expect(await world.send('list.showRow', { ...at, rowKey: 'p1' })).toEqual({ ok: true, value: { found: true } });
    expect(world.records).toEqual([{ container: 'main > ul', record: ':scope>li', index: 1, texts: ['Ben Sample', 'Founder', emailOf('Ben Sample')] }]);
    world.isOnPage = false;
    expect(await world.send('list.showRow', { ...at, rowKey: 'p1' })).toEqual({ ok: true, value: { found: false } });
  });
});

describe('a tab that goes on', () => {
  it('keeps what was read on the same site until it is read again, without outline and badge', async () => {
    await world.send('list.show', { tabId: TAB });
    await expect.poll(async () => (await row()).overlay).toBe(true);
    world.page = { url: 'https://directory.example.com/events', lists: rawLists(['Hana Mockley']) };
    await forgetPage(world.deps, TAB);
    expect([(await row()).url, (await row()).overlay, world.badges.at(-1)?.[0]]).toEqual([URL, false, '']);
    await capturePage(world.deps, TAB);
    expect((await shown()).rows.map((one) => one.cells[0])).toEqual(['Hana Mockley']);
  });

  it('to another site forgets it', async () => {
    world.page = { url: 'https://www.example.org/', lists: null };
    await forgetPage(world.deps, TAB);
    expect(await world.db.captures.count()).toBe(0);
  });
});

describe('files of a list', () => {
  it('hold the rows as they are shown, and no formula', async () => {
    world.page.lists = rawLists(['=HYPERLINK("https://x.example")', ...manyNames(2)]);
    await capturePage(world.deps, TAB);
    await world.send('list.changeColumn', { ...at, key: 'e', change: { isDropped: true } });
    await world.send('list.changeColumn', { ...at, key: 't', change: { name: 'Craft' } });
    expect(await world.send('list.export', { ...at, format: 'csv' })).toMatchObject({ ok: true, value: { name: 'members.csv', rows: 3 } });
    const [file] = await world.db.files.toArray();
    expect((await file!.content.text()).split('\r\n')).toEqual(['Name,Craft', `"'=HYPERLINK(""https://x.example"")",Buyer`, 'Ada Alder Example,Founder', 'Ben Alder Example,Head of Design', '']);
    await world.send('list.export', { ...at, format: 'tsv', rowKeys: ['p1'] });
    expect(await Promise.all((await world.db.files.toArray()).map((one) => one.content.text()))).toContain('Name\tCraft\nAda Alder Example\tFounder');
  });
});
