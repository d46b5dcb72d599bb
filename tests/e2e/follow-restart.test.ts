import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Detail } from '../../lib/domain/list/detail.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { askForList, followEnded, followOf, followWhen, keptNames, startFollow } from './harness/follow.ts';
import { launchKiln } from './harness/kiln.ts';
import { PAGER_ROWS, PAGES, personName, serveLists } from './harness/lists.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';

test('the browser is closed in the middle of a list: after a click it goes on where it was, every row once', async () => {
  const lists = await serveLists();
  const profileDir = mkdtempSync(join(tmpdir(), 'kiln-restart-'));
  try {
    const before = await launchKiln({ profileDir });
    const which = await askForList(before, await before.openPage(`${lists.url}/pager`));
    const id = await startFollow(before, which, { maxPages: PAGES, delayMs: 1_500 });
    await followWhen(before, id, ({ pages }) => pages >= 4, 'four pages');
    await before.close();

    const kiln = await launchKiln({ profileDir });
    try {
      // Nothing opens by itself: it waits and says what is needed.
      const lost = await followWhen(kiln, id, ({ state }) => state === 'needs-click', 'the follow to notice');
      expect(lost).toMatchObject({ need: 'open', pages: lost.step });
      const asked = lists.visits.length;
      const opened = kiln.context.waitForEvent('page');
      expect(await done(kiln.command('follow.resume', { followId: id }))).toEqual({ state: 'needs-click' });
      const page = await opened;
      await page.waitForURL(/\/pager\?page=/);
      expect(await followOf(kiln, id)).toMatchObject({ state: 'needs-click', need: 'click', tabId: await kiln.tabId(page) });
      await kiln.clickToolbar(page);
      await followWhen(kiln, id, ({ state }) => state !== 'needs-click', 'the click to be heard');
      const follow = await followEnded(kiln, id);
      expect(follow).toMatchObject({ state: 'ended', end: 'end-of-list', pages: PAGES, rows: PAGER_ROWS });
      expect(await keptNames(kiln, follow)).toEqual(Array.from({ length: PAGER_ROWS }, (_, n) => personName(n)));
      expect(lists.visits.slice(asked)).toEqual(Array.from({ length: PAGES - lost.pages }, (_, i) => lost.pages + 1 + i));
    } finally {
      await kiln.close();
    }
  } finally {
    rmSync(profileDir, { recursive: true, force: true });
    await lists.close();
  }
});

test('the pages of single rows are read in one background tab, survive the death of the worker, and can be stopped', async () => {
  const lists = await serveLists();
  const kiln = await launchKiln({ grantHosts: ['http://127.0.0.1/*'] });
  try {
    const page = await kiln.openPage(`${lists.url}/pager`);
    const which = await askForList(kiln, page);
    const id = await startFollow(kiln, which, { maxPages: 1 });
    await followEnded(kiln, id);
    const tabs = kiln.context.pages().length;
    expect(await done(kiln.command('follow.startDetails', { followId: id, most: 6 }))).toEqual({ pages: 6 });
    await followWhen(kiln, id, ({ details }) => (details?.read ?? 0) >= 2, 'two pages of rows');
    await kiln.killWorker();
    await kiln.wakeWorker();
    const follow = await followWhen(kiln, id, ({ details }) => details?.state === 'ended', 'all pages of rows');
    expect(follow.details).toMatchObject({ end: 'done', total: 6, read: 6, failed: 0 });
    const details = (await kiln.rows<Detail>('followDetails')).sort((a, b) => a.order - b.order);
    expect(details.map(({ fields }) => textOf(fields ?? {}, 'name'))).toEqual([0, 1, 2, 3, 4, 5].map(personName));
    expect(textOf(details[3]?.fields ?? {}, 'phone')).toBe('+441134960003');
    expect([...new Set(lists.profiles)]).toEqual([0, 1, 2, 3, 4, 5]);
    await until(() => kiln.context.pages().length === tabs, 'the background tab to be closed');
    expect(page.url()).toBe(`${lists.url}/pager`);

    await done(kiln.command('follow.startDetails', { followId: id }));
    await followWhen(kiln, id, ({ details: run }) => (run?.read ?? 0) >= 8, 'further pages of rows');
    await done(kiln.command('follow.stopDetails', { followId: id }));
    await until(() => kiln.context.pages().length === tabs, 'the background tab to be closed');
    const asked = lists.profiles.length;
    await kiln.command('catalogue.list', {});
    expect((await followOf(kiln, id))?.details).toMatchObject({ state: 'ended', end: 'stopped', total: 48 });
    expect(lists.profiles.length).toBe(asked);
  } finally {
    await kiln.close();
    await lists.close();
  }
});
