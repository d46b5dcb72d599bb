/** A hundred thousand entries: the statement shows the first at once, the last at a key press, and never holds more than what is in sight. */
import { expect, test, type Page } from '@playwright/test';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { until } from './harness/until.ts';

const ENTRIES = 100_000;
const U = 1_000_000;
let kiln: Kiln;
test.beforeEach(async () => {
  kiln = await launchKiln();
});
test.afterEach(() => kiln.close());

/** Runs inside the page: a feed of a grant and then charges, and the balances that it comes to. */
async function seed({ entries, unit }: { entries: number; unit: number }): Promise<void> {
  const db = await new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open('kiln');
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error ?? new Error('not opened'));
  });
  const write = (stores: string[], put: (transaction: IDBTransaction) => void): Promise<void> =>
    new Promise((done, fail) => {
      const transaction = db.transaction(stores, 'readwrite', { durability: 'relaxed' });
      transaction.oncomplete = () => done();
      transaction.onerror = () => fail(transaction.error ?? new Error('not written'));
      put(transaction);
    });
  const start = Date.now() - entries * 60_000;
  for (let from = 1; from <= entries; from += 10_000) {
    await write(['events'], (transaction) => {
      const store = transaction.objectStore('events');
      for (let seq = from; seq < from + 10_000 && seq <= entries; seq++) {
        const at = start + seq * 60_000;
        if (seq === 1) store.put({ seq, at, kind: 'grant', actions: 2 * entries * unit, credits: 2 * entries * unit, code: 'plan' });
        else store.put({ seq, at, kind: 'post', actions: -unit, credits: -unit / 2, chargeId: `task-${seq}.0`, providerId: seq % 3 ? 'hunter' : 'prospeo', operation: 'find-work-email', enrichment: seq % 5 ? 'work-email' : 'mobile', route: 'account' });
      }
    });
  }
  const left = { actions: 2 * entries - (entries - 1), credits: 2 * entries - (entries - 1) / 2 };
  const balance = (meter: string, available: number): object => ({ meter, available: available * unit, held: 0, leased: 0, granted: 2 * entries * unit, spent: (2 * entries - available) * unit, deficit: 0 });
  await write(['meta'], (transaction) =>
    void transaction.objectStore('meta').put({
      key: 'account',
      value: {
        serverUrl: 'https://kiln.example.com', serverName: 'Hearth', sandbox: false, syncedAt: Date.now(), atSeq: entries, limits: [], clockOffsetMs: 0,
        member: { name: 'Robin Sample', email: 'robin@hearth.example', workspace: 'Hearth', role: 'editor' },
        plan: { name: 'Studio', actionsMonthly: 2 * entries * unit, creditsMonthly: 2 * entries * unit, renewsAt: null },
        balances: [balance('actions', left.actions), balance('data_credits', left.credits)],
        priceBook: { version: 1, effectiveFrom: '', actionsPerResult: unit, actionTiers: [{ upTo: null, microUsd: 4_000 }], data: {}, creditMicroUsd: 50_000, providers: [] },
      },
    }),
  );
  db.close();
}

const rowsInPage = (page: Page): Promise<number> => page.getByRole('treegrid').getByRole('row').count();

test('100,000 entries are scrolled, filtered, added up and written to a file', async () => {
  // Opened before the extension has made it, it would be an empty one.
  await until(() => kiln.backstage.evaluate(async () => (await indexedDB.databases()).some(({ name, version }) => name === 'kiln' && (version ?? 0) > 1)), 'the database');
  await kiln.backstage.evaluate(seed, { entries: ENTRIES, unit: U });
  const page = await kiln.openExtensionPage('options.html#statement');
  const grid = page.getByRole('treegrid', { name: 'Entries' });
  const opened = Date.now();
  await expect(grid.getByRole('row').nth(1)).toContainText('Mobile, Hunter');
  const first = Date.now() - opened;
  await expect(grid).toHaveAttribute('aria-rowcount', String(ENTRIES + 1), { timeout: 180_000 });
  await expect(page.getByText('Actions add up:')).toBeAttached({ timeout: 180_000 });
  const whole = Date.now() - opened;
  test.info().annotations.push({ type: 'measured', description: `first lines after ${first} ms, all looked through after ${whole} ms` });
  expect(await rowsInPage(page)).toBeLessThan(60);

  await grid.focus();
  await page.keyboard.press('End');
  await expect(grid.getByRole('row').last()).toContainText('Monthly amount of the plan');
  expect(await rowsInPage(page)).toBeLessThan(60);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Entry' }).getByText('No. 1,')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByLabel('Provider').selectOption({ label: 'Prospeo' });
  const fits = Math.floor(ENTRIES / 3);
  await expect(grid).toHaveAttribute('aria-rowcount', String(fits + 1), { timeout: 180_000 });
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(ENTRIES + 1), { timeout: 180_000 });

  const download = page.waitForEvent('download', { timeout: 300_000 });
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  let lines = 0;
  let last = '';
  for await (const line of createInterface({ input: createReadStream(await (await download).path()) })) {
    lines += 1;
    last = line;
  }
  expect(lines).toBe(ENTRIES + 2);
  expect(last).toContain(`Total,100000 entries,${2 * ENTRIES - (ENTRIES - 1)},${2 * ENTRIES - (ENTRIES - 1) / 2},`);
});
