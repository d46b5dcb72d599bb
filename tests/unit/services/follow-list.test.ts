import { afterEach, describe, expect, it } from 'vitest';
import { FOLLOW_ATTEMPTS } from '../../../lib/core/limits.ts';
import { goOnIn, pause, remove, resume, stop, tabClosed } from '../../../lib/services/follow-control.ts';
import { moveFollows } from '../../../lib/services/follow-list.ts';
import { rowsOfFollow } from '../../../lib/services/follow-rows.ts';
import { quoteFollow, startFollow } from '../../../lib/services/follow-start.ts';
import { Life, randomOf } from '../../simulation/client-world.ts';
import { FollowWorld, LIST, nameOf, pagedSite, rowOf, SITE } from './follow-world.ts';

const MEMBERS = `${SITE}/members`;
const worlds: FollowWorld[] = [];
afterEach(async () => {
  for (const { db } of worlds.splice(0)) await db.delete();
});
function world(name: string): FollowWorld {
  const made = new FollowWorld(name);
  worlds.push(made);
  return made;
}
const which = (tabId = 1, url = MEMBERS) => ({ tabId, url, listId: LIST });
const all = (count: number): string[] => Array.from({ length: count }, (_, n) => nameOf(n));

async function started(name: string, make: (w: FollowWorld) => void, asked: Parameters<typeof startFollow>[2] = {}): Promise<FollowWorld> {
  const w = world(name);
  make(w);
  w.open(MEMBERS);
  const start = await startFollow(w.deps(), which(), asked);
  if (!start.ok) throw new Error(start.error);
  return w;
}

/** A list that loads further rows into its page. */
const growing = (w: FollowWorld): void =>
  void w.site.set(MEMBERS, { rows: [0, 1, 2, 3, 4], batches: [[5, 6, 7, 8, 9], [10, 11, 12, 13, 14], [15, 16, 17]], next: { kind: 'more', selector: '#more' } });

describe('before anything starts', () => {
  it('says what it would do, and does nothing', async () => {
    const w = world('quote');
    pagedSite(w, 12, 48);
    w.open(MEMBERS);
    expect(await quoteFollow(w.deps(), which())).toEqual({ ok: true, value: { how: 'link', label: 'Next', pages: 12, rows: 576, rowsHere: 48, maxPages: 12, delayMs: 2_000, hasDetails: true } });
    expect(await w.db.follows.count()).toBe(0);
    expect(w.visits).toEqual([]);
  });

  it('refuses what is not there any more, what goes nowhere, and a second one in the same tab', async () => {
    const w = world('refuse');
    pagedSite(w, 3, 5);
    w.open(MEMBERS);
    expect(await quoteFollow(w.deps(), which(1, `${SITE}/firms`))).toEqual({ ok: false, error: 'moved' });
    expect(await quoteFollow(w.deps(), which(9))).toEqual({ ok: false, error: 'gone' });
    w.site.set(MEMBERS, { rows: [1, 2, 3], next: null });
    expect(await quoteFollow(w.deps(), which())).toEqual({ ok: false, error: 'no-next' });
    pagedSite(w, 3, 5);
    expect((await startFollow(w.deps(), which(), {})).ok).toBe(true);
    expect(await startFollow(w.deps(), which(), {})).toEqual({ ok: false, error: 'same-tab' });
  });

  it('counts in the address where the page shows no way on, to the first page without the list', async () => {
    const w = world('count');
    for (const n of [1, 2, 3]) w.site.set(`${MEMBERS}?page=${n}`, { rows: [n * 3, n * 3 + 1, n * 3 + 2], next: null });
    w.open(`${MEMBERS}?page=1`);
    const quote = await quoteFollow(w.deps(), which(1, `${MEMBERS}?page=1`));
    expect(quote).toMatchObject({ ok: true, value: { how: 'address', maxPages: 25 } });
    await startFollow(w.deps(), which(1, `${MEMBERS}?page=1`), { maxPages: 25 });
    expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', pages: 3, rows: 9 });
  });
});

describe('a list whose names and titles stand in one text', () => {
  it('has them apart on every page, as on the first one', async () => {
    const w = await started('joint', (made) => {
      for (const url of pagedSite(made, 2, 4)) made.site.set(url, { ...made.site.get(url), rows: made.site.get(url)?.rows ?? [], isJoint: true });
    });
    const { id, columns } = await w.live();
    expect(columns.map(({ field }) => field)).toEqual(['name', 'title', 'profileUrl']);
    expect(await w.names()).toEqual(all(8));
    const rows = (await rowsOfFollow(w.deps(), id, [rowOf(0).key, rowOf(7).key]))?.flatMap((page) => page.rows);
    expect(rows?.map(({ cells }) => cells)).toEqual([0, 7].map((n) => [nameOf(n), 'Head of Operations', `${SITE}/p/${n}`]));
  });
});

describe('addresses that a person typed', () => {
  it('are opened one after the other, from the first, on the site of the list only', async () => {
    const w = world('range');
    for (const n of [1, 2, 3, 4]) w.site.set(`${SITE}/l/${String(n).padStart(3, '0')}`, { rows: [n * 3, n * 3 + 1, n * 3 + 2], next: null });
    w.open(`${SITE}/l/003`);
    const here = which(1, `${SITE}/l/003`);
    for (const range of ['https://elsewhere.example.com/[1-3]', `${SITE}/l`, `${SITE}/l/[3-3]`, 'nonsense [1-3]']) expect(await quoteFollow(w.deps(), { ...here, range })).toEqual({ ok: false, error: 'bad-range' });
    const range = `${SITE}/l/[001-004]`;
    expect(await quoteFollow(w.deps(), { ...here, range })).toMatchObject({ ok: true, value: { how: 'address', pages: 4, rows: 12, maxPages: 4 } });
    await startFollow(w.deps(), { ...here, range }, {});
    expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', pages: 4, rows: 12 });
    expect(w.visits).toEqual([1, 2, 3, 4].map((n) => `${SITE}/l/00${n}`));
  });
});

describe('a list over several pages', () => {
  it('is read whole, in order, each row once, at the pace of the plan', async () => {
    const w = await started('pages', (x) => pagedSite(x, 12, 48, 2));
    const follow = await w.live();
    expect(follow).toMatchObject({ state: 'ended', end: 'end-of-list', pages: 12, rows: 576, duplicates: 22, name: 'Guild members', kind: 'person' });
    expect(await w.names()).toEqual(all(576));
    expect(w.visits).toHaveLength(11);
    expect(await w.db.followRows.count()).toBe(12); // a record per page, not per row
    expect(await w.db.activity.toArray()).toMatchObject([{ kind: 'list-read', title: '576 rows read', detail: 'directory.example.com/members · 12 pages · 22 duplicates · free' }]);
  });

  it('waits between pages, whatever calls it meanwhile', async () => {
    const w = await started('pace', (x) => pagedSite(x, 3, 5));
    await moveFollows(w.deps());
    const { nextAt } = await w.follow();
    expect(nextAt - w.clock).toBeGreaterThanOrEqual(1_400);
    for (let i = 0; i < 5; i++) await moveFollows(w.deps());
    expect(await w.follow()).toMatchObject({ step: 1, pages: 1 });
    w.clock = nextAt;
    await moveFollows(w.deps());
    expect(await w.follow()).toMatchObject({ step: 2 });
  });

  it('survives a death at every single await: nothing twice, nothing missing', async () => {
    const whole = new Life(Infinity);
    const first = await started('deaths', (x) => pagedSite(x, 4, 6, 1));
    for (let n = 0; n < 4; n++) {
      await moveFollows(first.deps(whole));
      first.clock += 5_000;
    }
    expect(whole.awaits).toBeGreaterThan(50);
    for (let dieAt = 1; dieAt <= 40; dieAt++) {
      const w = await started(`deaths-${dieAt}`, (x) => pagedSite(x, 4, 6, 1));
      const follow = await w.live([dieAt, dieAt + 1, dieAt]);
      expect([follow.end, follow.rows, follow.pages, follow.duplicates]).toEqual(['end-of-list', 24, 4, 3]);
      expect(await w.names()).toEqual(all(24));
    }
  });

  it('survives two movers at once', async () => {
    const w = await started('two', (x) => pagedSite(x, 5, 6));
    for (let n = 0; n < 12; n++) {
      await Promise.all([moveFollows(w.deps()), moveFollows(w.deps())]);
      w.clock += 5_000;
    }
    expect(await w.follow()).toMatchObject({ state: 'ended', end: 'end-of-list', pages: 5, rows: 30, duplicates: 0 });
    expect(await w.names()).toEqual(all(30));
  });

  it('ends on pages in a circle, on its limits, and says which', async () => {
    const circle = await started('circle', (x) => {
      const urls = pagedSite(x, 3, 5);
      x.site.set(urls[2] ?? '', { rows: [10, 11, 12, 13, 14], next: { kind: 'link', url: `${MEMBERS}?page=1&from=3` } });
      x.site.set(`${MEMBERS}?page=1&from=3`, { rows: [0, 1, 2, 3, 4], next: { kind: 'link', url: `${MEMBERS}?page=2` } });
    });
    expect(await circle.live()).toMatchObject({ state: 'ended', end: 'nothing-new', rows: 15, pages: 4 });
    const pages = await started('page-cap', (x) => pagedSite(x, 9, 5), { maxPages: 3 });
    expect(await pages.live()).toMatchObject({ end: 'page-cap', pages: 3, rows: 15 });
    const rows = await started('row-cap', (x) => pagedSite(x, 9, 5), { maxRows: 12 });
    expect(await rows.live()).toMatchObject({ end: 'row-cap', rows: 12 });
    expect(await rows.names()).toEqual(all(12));
    const time = await started('time-cap', (x) => pagedSite(x, 200, 3), { maxMinutes: 1 });
    expect(await time.live()).toMatchObject({ end: 'time-cap' });
  });
});

describe('a tab that does not stay', () => {
  it('is not led back by itself when the person goes elsewhere, only when they say so', async () => {
    const w = await started('wander', (x) => pagedSite(x, 4, 5));
    await moveFollows(w.deps());
    w.clock += 5_000;
    Object.assign(w.tabs.get(1) ?? {}, { url: `${SITE}/news` });
    expect(await w.live()).toMatchObject({ state: 'paused', pause: 'page-changed', rows: 5 });
    expect(w.visits).toEqual([]);
    expect(await resume(w.deps(), (await w.follow()).id)).toBe('running');
    expect(await w.live()).toMatchObject({ end: 'end-of-list', rows: 20 });
    expect(await w.names()).toEqual(all(20));
  });

  it('waits for a click when the right is lost on another site, and goes on after it', async () => {
    const w = await started('grant', (x) => {
      const urls = pagedSite(x, 3, 5);
      const other = 'https://more.example.com/members';
      x.site.set(urls[1] ?? '', { rows: [5, 6, 7, 8, 9], next: { kind: 'link', url: other } });
      x.site.set(other, { rows: [10, 11, 12], next: null });
    });
    expect(await w.live()).toMatchObject({ state: 'needs-click', need: 'click', rows: 10 });
    expect(await resume(w.deps(), (await w.follow()).id)).toBe('needs-click');
    w.granted.add(1);
    await goOnIn(w.deps(), 1);
    expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', rows: 13 });
    expect(w.visits.filter((url) => url.startsWith('https://more'))).toHaveLength(1);
  });

  it('is opened again after a restart of the browser, by a click and never by itself', async () => {
    for (const isAllowed of [true, false]) {
      const w = await started(`restart-${isAllowed}`, (x) => pagedSite(x, 5, 5));
      await moveFollows(w.deps());
      w.clock += 5_000;
      await moveFollows(w.deps());
      w.restart();
      w.open(`${SITE}/somewhere`, 1); // the number of the tab means another one now
      if (isAllowed) w.allowed.add(SITE);
      w.clock += 8 * 3_600_000;
      const lost = await w.live();
      expect(lost).toMatchObject({ state: 'needs-click', need: 'open', rows: 10, pages: 2 });
      expect(w.tabs.size).toBe(1);
      expect(w.tabs.get(1)?.url).toBe(`${SITE}/somewhere`);
      expect(await resume(w.deps(), lost.id)).toBe(isAllowed ? 'running' : 'needs-click');
      expect(w.tabs.get(101)?.url).toBe(`${MEMBERS}?page=3`);
      expect((await w.follow()).need).toBe(isAllowed ? undefined : 'click');
      w.granted.add(101);
      await goOnIn(w.deps(), 101);
      expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', rows: 25, pages: 5 });
      expect(await w.names()).toEqual(all(25));
    }
  });

  it('ends the follow when the person closes it, not when its window goes with the browser', async () => {
    const w = await started('close', (x) => pagedSite(x, 5, 5));
    await moveFollows(w.deps());
    await tabClosed(w.deps(), 1, true);
    expect((await w.follow()).state).toBe('running');
    await tabClosed(w.deps(), 1, false);
    expect(await w.follow()).toMatchObject({ state: 'ended', end: 'tab-closed', rows: 5 });
  });
});

describe('trouble on the way', () => {
  it('tries a page again, and pauses with the reason when it stays silent', async () => {
    const w = await started('silent', (x) => pagedSite(x, 3, 5));
    w.faults.push('timeout', 'nonsense', 'gone');
    expect(await w.live()).toMatchObject({ end: 'end-of-list', rows: 15 });
    const v = await started('silent-long', (x) => pagedSite(x, 3, 5));
    v.faults.push(...Array.from({ length: FOLLOW_ATTEMPTS }, () => 'timeout' as const));
    expect(await v.live()).toMatchObject({ state: 'paused', pause: 'error', detail: 'timeout', rows: 0 });
    await resume(v.deps(), (await v.follow()).id);
    expect(await v.live()).toMatchObject({ end: 'end-of-list', rows: 15 });
  });

  it('does not take the page before for the next one when that does not load', async () => {
    const w = await started('late', (x) => pagedSite(x, 3, 5));
    w.slow.push(true, true);
    expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', rows: 15, duplicates: 0 });
    expect(w.visits).toHaveLength(4);
  });

  it.each([
    [{ rows: [], isBare: true, status: 403 }, { state: 'paused', pause: 'blocked', detail: '403' }],
    [{ rows: [], isBare: true, status: 200, wall: true }, { state: 'paused', pause: 'blocked', detail: 'wall' }],
    [{ rows: [], isBare: true, status: 429 }, { state: 'paused', pause: 'blocked', detail: '429' }],
    [{ rows: [], isBare: true, status: 502 }, { state: 'paused', pause: 'error', detail: '502' }],
    [{ rows: [], isBare: true, status: 200 }, { state: 'paused', pause: 'page-changed' }],
  ])('a page without the list: %o', async (page, becomes) => {
    const w = await started('bare', (x) => {
      pagedSite(x, 3, 5);
      x.site.set(`${MEMBERS}?page=2`, page);
    });
    expect(await w.live()).toMatchObject({ ...becomes, rows: 5, pages: 1 });
  });
});

describe('a list that grows in its page', () => {
  it('is pressed once per step, also when answers are lost by deaths', async () => {
    const w = await started('more', growing);
    expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', rows: 18, duplicates: 0 });
    expect(w.presses).toBe(3);
    const random = randomOf(11);
    for (let n = 1; n <= 25; n++) {
      const v = await started(`more-${n}`, growing);
      const follow = await v.live(Array.from({ length: 8 }, () => 1 + Math.floor(random() * 14)));
      expect([follow.end, follow.rows, v.presses]).toEqual(['end-of-list', 18, 3]);
      expect(await v.names()).toEqual(all(18));
    }
  });

  it('starts over without a second copy of a row when its page is loaded anew', async () => {
    const w = await started('reload', growing);
    for (let n = 0; n < 3; n++) {
      await moveFollows(w.deps());
      w.clock += 5_000;
    }
    Object.assign(w.tabs.get(1) ?? {}, { steps: new Map(), pressed: 0 });
    expect(await w.live()).toMatchObject({ state: 'ended', end: 'end-of-list', rows: 18, duplicates: 0 });
    expect(await w.names()).toEqual(all(18));
  });
});

describe('the person', () => {
  it('pauses, goes on, stops at once: a step under way is kept whole or not at all', async () => {
    const w = await started('hands', (x) => pagedSite(x, 6, 5));
    await moveFollows(w.deps());
    const { id } = await w.follow();
    for (let dieAt = 2; dieAt < 14; dieAt++) {
      // The command comes at every possible moment of a step.
      w.clock += 5_000;
      const life = new Life(dieAt);
      const hanging = new Promise<void>((resolve) => {
        life.onDeath = resolve;
      });
      await Promise.race([moveFollows(w.deps(life)), hanging]);
      expect(await pause(w.deps(), id)).toBe(true);
      const { rows, step, state } = await w.follow();
      if (state === 'ended') break;
      expect([state, rows]).toEqual(['paused', step * 5]);
      await moveFollows(w.deps());
      expect((await w.follow()).step).toBe(step);
      await resume(w.deps(), id);
    }
    const stopped = await stop(w.deps(), id);
    expect(stopped?.state).toBe('ended');
    expect(await w.names()).toEqual(all(stopped?.rows ?? 0));
    await moveFollows(w.deps());
    expect(await w.names()).toHaveLength(stopped?.rows ?? 0);
  });

  it('takes an ended one away with its rows, an open one not', async () => {
    const w = await started('remove', (x) => pagedSite(x, 3, 5));
    const { id } = await w.follow();
    expect(await remove(w.deps(), id)).toBe(false);
    await w.live();
    expect(await remove(w.deps(), id)).toBe(true);
    expect([await w.db.follows.count(), await w.db.followRows.count()]).toEqual([0, 0]);
  });
});
