import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import type { Detail } from '../../../lib/domain/list/detail.ts';
import { stop, stopDetails, tabClosed } from '../../../lib/services/follow-control.ts';
import { startDetails } from '../../../lib/services/follow-details.ts';
import { moveFollows } from '../../../lib/services/follow-list.ts';
import { rowsOfFollow } from '../../../lib/services/follow-rows.ts';
import { startFollow } from '../../../lib/services/follow-start.ts';
import { columnsKey } from '../../../lib/services/page-lists.ts';
import { FollowWorld, LIST, nameOf, pagedSite, SITE } from './follow-world.ts';

const worlds: FollowWorld[] = [];
afterEach(async () => {
  for (const { db } of worlds.splice(0)) await db.delete();
});

/** Two pages of three people each, read to the end; the third person's page is empty, the fifth's is not there. */
async function readList(name: string, opensDetails = false): Promise<{ w: FollowWorld; id: string; deps: ReturnType<FollowWorld['deps']> }> {
  const w = new FollowWorld(name);
  worlds.push(w);
  pagedSite(w, 2, 3);
  for (const n of [0, 1, 3, 5]) w.site.set(`${SITE}/p/${n}`, { rows: [], profile: nameOf(n) });
  w.open(`${SITE}/members`);
  const started = await startFollow(w.deps(), { tabId: 1, url: `${SITE}/members`, listId: LIST }, { opensDetails });
  if (!started.ok) throw new Error(started.error);
  if (opensDetails) w.allowed.add(SITE);
  const { id } = await w.live();
  w.allowed.add(SITE);
  return { w, id, deps: w.deps() };
}
const detailsOf = async (w: FollowWorld): Promise<Detail[]> => (await w.db.followDetails.toArray()).sort((a, b) => a.order - b.order);

describe('pages of single rows', () => {
  it('are opened one after the other in one background tab, read, kept with their rows, and the tab is closed', async () => {
    const { w, id, deps } = await readList('details');
    w.visits.length = 0;
    expect(await startDetails(deps, id)).toBe(6);
    const follow = await w.live();
    expect(follow.details).toMatchObject({ state: 'ended', end: 'done', total: 6, read: 4, failed: 2 });
    const details = await detailsOf(w);
    expect(details.map((d) => d.state)).toEqual(['read', 'read', 'failed', 'read', 'failed', 'read']);
    expect(textOf(details[1]?.fields ?? {}, 'name')).toBe(nameOf(1));
    expect(w.visits).toEqual([0, 1, 2, 3, 4, 5].map((n) => `${SITE}/p/${n}`));
    expect([...w.tabs.keys()]).toEqual([1]);
  });

  it('follow by themselves where the plan said so, and not after a stop', async () => {
    const { w, id } = await readList('planned', true);
    expect((await w.db.follows.get(id as never))?.details).toMatchObject({ state: 'ended', end: 'done', total: 6, read: 4 });
    const other = new FollowWorld('planned-stop');
    worlds.push(other);
    pagedSite(other, 2, 3);
    other.open(`${SITE}/members`);
    other.allowed.add(SITE);
    const started = await startFollow(other.deps(), { tabId: 1, url: `${SITE}/members`, listId: LIST }, { opensDetails: true });
    if (!started.ok) throw new Error(started.error);
    await moveFollows(other.deps());
    await stop(other.deps(), started.value.id);
    expect((await other.live()).details).toBeUndefined();
  });

  it('need the right to read the site, and wait when it is taken back', async () => {
    const { w, id, deps } = await readList('right');
    w.allowed.clear();
    expect(await startDetails(deps, id)).toBe('needs-permission');
    expect(w.tabs.size).toBe(1);
    w.allowed.add(SITE);
    await startDetails(deps, id);
    await moveFollows(deps);
    w.allowed.clear();
    expect((await w.live()).details).toMatchObject({ state: 'needs-click', read: 1 });
    w.allowed.add(SITE);
    expect(await startDetails(deps, id)).toBe(6);
    expect((await w.live()).details).toMatchObject({ state: 'ended', end: 'done', total: 6 });
  });

  it('are stopped at once: no further page, the tab closed, what was read stays', async () => {
    const { w, id, deps } = await readList('stop');
    await startDetails(deps, id);
    await moveFollows(deps);
    expect(w.tabs.size).toBe(2);
    expect(await stopDetails(deps, id)).toBe(true);
    expect(w.tabs.size).toBe(1);
    w.visits.length = 0;
    expect((await w.live()).details).toMatchObject({ state: 'ended', end: 'stopped', read: 1 });
    expect(w.visits).toEqual([]);
    expect((await detailsOf(w)).filter((d) => d.state === 'read')).toHaveLength(1);
  });

  it('begun again go on in the tab they have, and leave none behind', async () => {
    const { w, id, deps } = await readList('again');
    await startDetails(deps, id);
    await moveFollows(deps);
    expect(await startDetails(deps, id)).toBe(6);
    expect((await w.live()).details).toMatchObject({ state: 'ended', end: 'done', total: 6 });
    expect([...w.tabs.keys()]).toEqual([1]);
  });

  it('stop when the person closes their tab', async () => {
    const { w, id, deps } = await readList('closed');
    await startDetails(deps, id);
    await moveFollows(deps);
    const tabId = (await w.follow()).details?.tabId ?? -1;
    w.tabs.delete(tabId);
    await tabClosed(deps, tabId, false);
    expect((await w.follow()).details).toMatchObject({ state: 'ended', end: 'stopped' });
  });

  it('survive deaths at every await', async () => {
    for (let dieAt = 1; dieAt <= 34; dieAt++) {
      const { w, id, deps } = await readList(`deaths-${dieAt}`);
      await startDetails(deps, id);
      const follow = await w.live([dieAt, 7, dieAt]);
      expect([follow.details?.read, follow.details?.failed, follow.details?.end]).toEqual([4, 2, 'done']);
    }
  });

  it('wait for a click after a restart of the browser, and go on where they were', async () => {
    const { w, id, deps } = await readList('restart');
    await startDetails(deps, id);
    await moveFollows(deps);
    w.restart();
    w.open(`${SITE}/mine`, 101);
    w.opened = 500;
    expect((await w.live()).details).toMatchObject({ state: 'paused', read: 1, tabId: null });
    expect(w.tabs.size).toBe(1);
    await startDetails(deps, id);
    expect((await w.live()).details).toMatchObject({ state: 'ended', end: 'done', total: 6, read: 4, failed: 2 });
    expect(w.tabs.get(101)?.url).toBe(`${SITE}/mine`);
  });

  it('come with their rows when these are saved, with the columns as the person made them', async () => {
    const { w, id, deps } = await readList('save');
    await startDetails(deps, id, 2);
    await w.live();
    await deps.store.lists.putColumns({ key: columnsKey(`${SITE}/members`, LIST), at: 1, steps: [{ do: 'change', key: 'a@href', change: { isDropped: true } }] });
    const keys = (await deps.store.follows.blocks(id)).flatMap((block) => block.rows.map((row) => row.key));
    const pages = await rowsOfFollow(deps, id, keys.slice(1, 4));
    expect(pages?.map(({ pageUrl, rows, kind }) => [pageUrl, rows.map((row) => row.cells[0]), kind])).toEqual([[`${SITE}/members`, [nameOf(1), nameOf(2)], 'person'], [`${SITE}/members?page=2`, [nameOf(3)], 'person']]);
    expect(pages?.[0]?.columns.map((column) => column.isDropped)).toEqual([false, true]);
    expect(Object.keys(pages?.[0]?.details ?? {})).toEqual([keys[1]]);
    expect(textOf(pages?.[0]?.details?.[keys[1] ?? ''] ?? {}, 'name')).toBe(nameOf(1));
    expect(await rowsOfFollow(deps, 'gone', keys)).toBeNull();
  });

  it('keep to the most that was asked for', async () => {
    const { w, id, deps } = await readList('most');
    expect(await startDetails(deps, id, 2)).toBe(2);
    expect((await w.live()).details).toMatchObject({ total: 2, read: 2 });
  });
});
