/** Erasing a lead by a person's hands: nothing of it is left in any store of the browser or at the account, and the sums are as they were. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test, type Page } from '@playwright/test';
import type { EraseJob } from '../../lib/storage/erase-rows.ts';
import { noViolations } from './harness/axe.ts';
import type { Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { ledgerPathOf } from './harness/server-limit.ts';
import { until } from './harness/until.ts';
import { addPeople, booksOf, runEnded, settled, startRun, startWorld, type World } from './harness/world.ts';

let world: World;
test.beforeEach(async () => {
  world = await startWorld();
});
test.afterEach(() => world.close());

const EMIL = { name: 'Emil Testcase', firstName: 'Emil', lastName: 'Testcase', companyDomain: 'example-works.example', title: 'Quarble Counter' } as const;
const BEN = { name: 'Ben Sample', firstName: 'Ben', lastName: 'Sample', companyDomain: 'shop-7.example', title: 'Buyer' } as const;

/** Every row of every store of the browser's database, as text by store. */
async function everything(kiln: Kiln): Promise<string[]> {
  const names = await kiln.backstage.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('kiln');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(new Error('no database'));
    });
    const stores = [...db.objectStoreNames];
    db.close();
    return stores;
  });
  return Promise.all(names.map(async (name) => `${name} ${JSON.stringify(await kiln.rows(name))}`.toLowerCase()));
}
/** What the account holds: results, charges, and which of them still name a lead. */
function atAccount(): { results: number; charges: number; named: string[] } {
  const db = new DatabaseSync(ledgerPathOf(world.account.dataDir), { readOnly: true });
  try {
    const one = (sql: string): number => Number((db.prepare(sql).get() as { n: number }).n);
    return {
      results: one('select count(*) as n from result_blob'), charges: one('select count(*) as n from charge'),
      named: (db.prepare('select distinct subject from charge order by subject').all() as { subject: string }[]).map((row) => row.subject),
    };
  } finally {
    db.close();
  }
}
const erased = (kiln: Kiln, jobs: number): Promise<EraseJob[]> =>
  until(async () => {
    const rows = await kiln.rows<EraseJob>('eraseJobs');
    return rows.length === jobs && rows.every(({ state }) => state === 'done') ? rows : null;
  }, 'the erasure to end');
const dialog = (page: Page) => page.getByRole('dialog');

test('what was bought for one of two goes here and at the account, and the books stay', async () => {
  const { kiln } = world;
  const [emil, ben] = await addPeople(kiln, [EMIL, BEN]);
  const { runId } = await startRun(kiln, [emil!, ben!], 'work-email');
  await runEnded(kiln, runId);
  await settled(kiln);
  const [lead] = (await kiln.leads()).filter(({ id }) => id === emil);
  const found = lead?.fields.workEmail?.values[0]?.value.toLowerCase() ?? '';
  expect(found).toContain('@example-works.example');
  const before = await booksOf(kiln);
  const [bought, words] = [atAccount(), [found, 'testcase', 'quarble']];
  expect(bought.results).toBeGreaterThan(1);
  expect(bought.named).toContain(emil);
  for (const word of words) expect((await everything(kiln)).some((store) => store.includes(word))).toBe(true);

  const page = await kiln.openExtensionPage(`table.html#table=${lead?.tableId ?? ''}&lead=${emil!}`);
  await page.getByRole('tab', { name: 'Lead', exact: true }).click();
  await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Erase everywhere' }).click();
  await expect(dialog(page).getByRole('heading', { name: 'Erase Emil Testcase everywhere?' })).toBeVisible();
  await expect(dialog(page)).toContainText('At the account: results bought for it.');
  await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await noViolations(page);
  await shot(page, 'erase-dialog');
  await page.keyboard.press('Escape');
  expect(await kiln.rows('eraseJobs')).toEqual([]);
  await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Erase everywhere' }).click();
  await dialog(page).getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.locator('.k-toast').filter({ hasText: 'Emil Testcase erased everywhere' })).toBeVisible();
  await expect(page.locator('.k-toast').getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await erased(kiln, 1);
  await settled(kiln);

  for (const store of await everything(kiln)) for (const word of words) expect(store).not.toContain(word);
  const left = atAccount();
  expect(left.charges).toBe(bought.charges);
  expect(new Set(left.named)).toEqual(new Set(['erased', ben]));
  expect(left.results).toBeGreaterThan(0);
  expect(left.results).toBeLessThan(bought.results);
  const after = await booksOf(kiln);
  expect([after.here, after.there]).toEqual([before.here, before.there]);
  expect(after.events.filter(({ kind }) => kind === 'erase').map(({ subjects }) => subjects)).toEqual([[emil]]);
  expect((await kiln.leads()).map(({ id }) => id)).toEqual([ben]);
  await noViolations(page);
});

test('many are erased from the ticked rows while the worker dies, each once', async () => {
  const { kiln } = world;
  const people = Array.from({ length: 120 }, (_, i) => ({ name: `Gone Number${i}x`, email: `gone${i}@quarble.example` }));
  const ids = await addPeople(kiln, [...people, BEN]);
  const tableId = (await kiln.leads())[0]?.tableId ?? '';
  const page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(people.length + 2));
  await page.getByRole('searchbox', { name: 'Find a lead' }).fill('quarble');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(people.length + 1));
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('toolbar', { name: 'Table tools' }).getByRole('button', { name: 'Erase everywhere' }).click();
  await expect(dialog(page).getByRole('heading', { name: 'Erase 120 leads everywhere?' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Erase 120 for good' }).click();
  await until(async () => (await kiln.rows<EraseJob>('eraseJobs')).length === 1, 'the erasure to begin');
  await kiln.killWorker();
  await kiln.wakeWorker();
  await erased(kiln, 1);
  for (const store of await everything(kiln)) expect(store).not.toMatch(/quarble|gone number/);
  expect((await kiln.leads()).map(({ id }) => id)).toEqual([ids.at(-1)]);
  await settled(kiln);
  const told = (await booksOf(kiln)).events.flatMap(({ subjects }) => subjects ?? []);
  expect(told.toSorted()).toEqual(ids.slice(0, -1).toSorted());
});
