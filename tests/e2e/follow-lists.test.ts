import { expect, test } from '@playwright/test';
import { askForList, followEnded, followOf, followWhen, keptNames, startFollow } from './harness/follow.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { MORE_ROWS, PAGER_ROWS, PAGES, personName, serveLists, VIRTUAL_ROWS, type ListServer } from './harness/lists.ts';
import { done } from './harness/world.ts';

const people = (count: number): string[] => Array.from({ length: count }, (_, n) => personName(n));
const FAST = { delayMs: 500 };
/** Something is done in the middle: a list that is through before somebody has looked is no middle. */
const SLOW = { delayMs: 4_000 };

async function inWorld(use: (world: { kiln: Kiln; lists: ListServer }) => Promise<void>): Promise<void> {
  const lists = await serveLists();
  const kiln = await launchKiln();
  try {
    await use({ kiln, lists });
  } finally {
    await kiln.close();
    await lists.close();
  }
}

test('a list of 12 pages: the plan says so, every row is read once, the end is told', () =>
  inWorld(async ({ kiln, lists }) => {
    const which = await askForList(kiln, await kiln.openPage(`${lists.url}/pager`));
    const plan = await done(kiln.command('follow.plan', which));
    expect(plan).toMatchObject({ how: 'link', label: 'Next', pages: PAGES, rows: PAGER_ROWS, rowsHere: 48, maxPages: PAGES, hasDetails: true });
    expect(lists.visits).toEqual([1]);
    const id = await startFollow(kiln, which, { maxPages: PAGES, ...FAST });
    const follow = await followEnded(kiln, id);
    expect(follow).toMatchObject({ state: 'ended', end: 'end-of-list', pages: PAGES, rows: PAGER_ROWS, duplicates: PAGES - 1, kind: 'person' });
    expect(await keptNames(kiln, follow)).toEqual(people(PAGER_ROWS));
    expect(lists.visits).toEqual(Array.from({ length: PAGES }, (_, i) => i + 1));
    const activity = await kiln.rows<{ kind: string; title: string }>('activity');
    expect(activity.find((row) => row.kind === 'list-read')?.title).toBe(`${PAGER_ROWS} rows read`);
  }));

test('a "load more" button is pressed until it is gone; the page is left as a person would leave it', () =>
  inWorld(async ({ kiln, lists }) => {
    const page = await kiln.openPage(`${lists.url}/more`);
    const which = await askForList(kiln, page);
    expect(await done(kiln.command('follow.plan', which))).toMatchObject({ how: 'more', label: 'Load more', rowsHere: 20 });
    const follow = await followEnded(kiln, await startFollow(kiln, which, { maxPages: 50, ...FAST }));
    expect(follow).toMatchObject({ state: 'ended', end: 'end-of-list', rows: MORE_ROWS, duplicates: 0 });
    expect(await keptNames(kiln, follow)).toEqual(people(MORE_ROWS));
    expect(await page.evaluate(() => (globalThis as unknown as { presses: number }).presses)).toBe(4);
    expect(await page.locator('.member').count()).toBe(MORE_ROWS);
  }));

test('an infinite scroll of 500 rows that leave the document, with the worker killed twice', () =>
  inWorld(async ({ kiln, lists }) => {
    const page = await kiln.openPage(`${lists.url}/virtual`);
    const which = await askForList(kiln, page);
    expect(await done(kiln.command('follow.plan', which))).toMatchObject({ how: 'scroll' });
    const id = await startFollow(kiln, which, { maxPages: 200, ...FAST });
    for (const rows of [60, 260]) {
      await followWhen(kiln, id, (follow) => follow.rows >= rows, `${rows} rows`);
      await kiln.killWorker();
      await kiln.wakeWorker();
    }
    const follow = await followEnded(kiln, id);
    expect(follow).toMatchObject({ state: 'ended', end: 'end-of-list', rows: VIRTUAL_ROWS });
    expect((await keptNames(kiln, follow)).toSorted()).toEqual(people(VIRTUAL_ROWS).toSorted());
    expect(await page.locator('.member').count()).toBeLessThan(30);
  }));

test('an application that changes its route in the middle: the follow pauses and says so, nothing of the new route is mixed in', () =>
  inWorld(async ({ kiln, lists }) => {
    const page = await kiln.openPage(`${lists.url}/app/people`);
    const which = await askForList(kiln, page);
    const id = await startFollow(kiln, which, { maxPages: 200, delayMs: 1_500 });
    await followWhen(kiln, id, (follow) => follow.rows >= 40, 'the first rows');
    await page.evaluate(() => (globalThis as unknown as { goTo(path: string): void }).goTo('/app/firms'));
    const paused = await followEnded(kiln, id);
    expect(paused).toMatchObject({ state: 'paused', pause: 'page-changed' });
    const names = await keptNames(kiln, paused);
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(names.filter((name) => !people(VIRTUAL_ROWS).includes(name))).toEqual([]);
    // Told to go on, it leads the tab back and reads the rest; rows that it has are not kept twice.
    await done(kiln.command('follow.resume', { followId: id }));
    const follow = await followEnded(kiln, id);
    expect(follow).toMatchObject({ state: 'ended', end: 'end-of-list', rows: VIRTUAL_ROWS });
    expect(new URL(page.url()).pathname).toBe('/app/people');
    expect((await keptNames(kiln, follow)).toSorted()).toEqual(people(VIRTUAL_ROWS).toSorted());
  }));

test('a stop in the middle: no further page is opened, what was read stays; a pause goes on where it was', () =>
  inWorld(async ({ kiln, lists }) => {
    const which = await askForList(kiln, await kiln.openPage(`${lists.url}/pager`));
    const id = await startFollow(kiln, which, { maxPages: PAGES, ...SLOW });
    await followWhen(kiln, id, ({ pages }) => pages >= 2, 'two pages');
    await done(kiln.command('follow.pause', { followId: id }));
    const paused = await followOf(kiln, id);
    expect(paused).toMatchObject({ state: 'paused', pause: 'by-person' });
    await done(kiln.command('follow.resume', { followId: id }));
    await followWhen(kiln, id, ({ pages }) => pages >= 4, 'four pages');
    const { rows } = await done(kiln.command('follow.stop', { followId: id }));
    const stopped = await followOf(kiln, id);
    expect(stopped).toMatchObject({ state: 'ended', end: 'stopped', rows });
    if (!stopped) return;
    expect(await keptNames(kiln, stopped)).toEqual(people(PAGER_ROWS).slice(0, rows));
    const asked = lists.visits.length;
    // Any later look at the rows, by any command, opens nothing.
    await kiln.command('catalogue.list', {});
    await kiln.killWorker();
    await kiln.wakeWorker();
    await kiln.command('catalogue.list', {});
    expect(lists.visits.length).toBe(asked);
    expect(await followOf(kiln, id)).toEqual(stopped);
    await done(kiln.command('follow.remove', { followId: id }));
    expect(await kiln.rows('followRows')).toEqual([]);
  }));
