/** The table page of the built extension, as a person uses it. */
import type { Page } from '@playwright/test';

const HANG_MS = 1_800_000;

/** From the beginning of the page until the first leads stand in their rows. */
export async function opened(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => (void requestAnimationFrame(document.querySelector('.k-rows .k-val') ? () => resolve(performance.now()) : look));
        look();
      }),
  );
}

/** Milliseconds until no row on the screen waits for its lead any more. */
export const filled = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const look = (): void => (document.querySelector('.k-rows .is-awaited') ? void requestAnimationFrame(look) : resolve(performance.now() - start));
        look();
      }),
  );

/** Sorts by the first column, and back to the order of the table. */
export async function sorted(page: Page): Promise<number> {
  const took = await until(page, 'sorted', () => page.locator('.k-th__sort').first().click());
  for (const sort of ['descending', 'none']) {
    await page.locator('.k-th__sort').first().click();
    await page.locator(`.k-th[aria-sort="${sort}"]`).first().waitFor();
    await page.locator('.k-grid[aria-busy="false"]').waitFor({ timeout: HANG_MS });
  }
  return took;
}

export async function searched(page: Page, word: string): Promise<number> {
  const took = await until(page, 'found', () => page.getByRole('searchbox').fill(word));
  await page.getByRole('searchbox').fill('');
  return took;
}

/** One test of a view: the job title contains a word. */
export async function filtered(page: Page, word: string): Promise<number> {
  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByRole('button', { name: 'Add a test' }).click();
  await page.getByLabel('Column of test 1').selectOption({ label: 'Title' });
  const all = await page.locator('.k-grid').getAttribute('aria-rowcount');
  const took = await until(page, 'found', () => page.getByLabel('Value of test 1').fill(word));
  await page.getByRole('button', { name: 'Remove test 1' }).click();
  await page.keyboard.press('Escape');
  await page.locator(`.k-grid[aria-busy="false"][aria-rowcount="${all}"]`).waitFor({ timeout: HANG_MS });
  return took;
}

/** From the click on Duplicates to the list of those that may be one. */
export async function duplicatesFound(page: Page): Promise<{ readonly ms: number; readonly words: string }> {
  const start = Date.now();
  await page.getByRole('button', { name: 'Duplicates' }).click();
  const words = page.getByRole('dialog').getByText(/ among [\d,]+ leads/);
  await words.waitFor({ timeout: HANG_MS });
  const ms = Date.now() - start;
  const text = (await words.first().textContent()) ?? '';
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return { ms, words: text.split('.')[0] ?? '' };
}

/** From a gesture until the answer stands in the rows. */
async function until(page: Page, what: 'sorted' | 'found', gesture: () => Promise<void>): Promise<number> {
  await page.evaluate((wanted) => {
    const watched = globalThis as unknown as { __done?: Promise<number> };
    const before = document.querySelector('.k-grid')?.getAttribute('aria-rowcount');
    watched.__done = new Promise((resolve) => {
      let start = 0;
      const begin = (): void => void (start ||= performance.now());
      addEventListener('click', begin, { capture: true, once: true });
      addEventListener('input', begin, { capture: true, once: true });
      const look = (): void => {
        const grid = document.querySelector('.k-grid');
        const isThere = start > 0 && grid?.getAttribute('aria-busy') === 'false' && (wanted === 'found' ? grid.getAttribute('aria-rowcount') !== before : document.querySelector('[aria-sort="ascending"]') !== null) && document.querySelector('.k-rows .k-val') !== null && document.querySelector('.k-rows .is-awaited') === null;
        if (isThere) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      };
      look();
    });
  }, what);
  await gesture();
  return page.evaluate(() => (globalThis as unknown as { __done: Promise<number> }).__done);
}

/** Imports a file into a table of its own, and undoes it. From the click that starts it to the report. */
export async function imported(page: Page, url: string, file: string, rows: number): Promise<{ readonly ms: number; readonly undone: number }> {
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByRole('button', { name: 'Import', exact: true }).or(page.getByRole('button', { name: 'Import a file' })).first().click();
  await page.getByLabel('File to import').setInputFiles(file);
  const start = page.getByRole('button', { name: `Import ${rows.toLocaleString('en')}` });
  await page.getByRole('combobox', { name: 'Into table' }).waitFor();
  await page.getByRole('combobox', { name: 'Into table' }).selectOption({ label: 'New table of people' });
  await start.waitFor({ timeout: HANG_MS });
  const from = Date.now();
  await start.click();
  await page.getByText(`${rows.toLocaleString('en')} added.`).waitFor({ timeout: HANG_MS });
  const ms = Date.now() - from;
  const back = Date.now();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('The table is as it was before.').waitFor({ timeout: HANG_MS });
  return { ms, undone: Date.now() - back };
}
