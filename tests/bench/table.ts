/**
 * `npm run bench:table [-- quick] [-- --rows=10000,100000,1000000]`: the table page of the built extension in a real Chromium:
 * adding many leads, opening, scrolling, sorting and searching, each beside the plainest way to do the same. Medians of 5.
 */
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { launchKiln, type Kiln } from '../e2e/harness/kiln.ts';
import { bundle } from './bundle.ts';
import type { TableBench } from './table-in-page.ts';

const isQuick = process.argv.includes('quick');
const SIZES = (process.argv.find((a) => a.startsWith('--rows='))?.slice(7) ?? (isQuick ? '10000' : '10000,100000')).split(',').map(Number);
const ROUNDS = isQuick ? 2 : 5;
const FRAMES = 120;
const HANG_MS = 600_000;
/** In one name of many. */
const WORD = 'chief financial';
const SCRIPT = bundle(fileURLToPath(new URL('./table-in-page.ts', import.meta.url)));

type InPage = typeof globalThis & { __table: TableBench; __scrollThrough(box: Element, frames: number): Promise<number[]> };

const quantile = (all: readonly number[], q: number): number => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * q))] ?? Number.NaN;
const median = (all: readonly number[]): number => quantile(all, 0.5);
const ms = (n: number): string => `${n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString('en')} ms`;
const line = (what: string, ours: number, plain?: number): void => console.log(`  ${what.padEnd(28)}${ms(ours).padStart(12)}${plain === undefined ? '' : `${ms(plain).padStart(12)}${`${(ours / plain).toFixed(2)} ×`.padStart(10)}`}`);

const kiln = await launchKiln();
try {
  for (const rows of SIZES) await measure(kiln, rows);
} finally {
  await kiln.close();
}

async function measure({ backstage, openExtensionPage }: Kiln, rows: number): Promise<void> {
  const tableId = `bench-table-${rows}`;
  console.log(`\n${rows.toLocaleString('en')} rows, load ${loadavg().map((n) => n.toFixed(1)).join(' ')}${' '.repeat(8)}ours       plain     ratio`);
  await backstage.evaluate(SCRIPT);
  const filled = await backstage.evaluate(([id, count]) => (globalThis as unknown as InPage).__table.fill(id, count), [tableId, rows] as const);
  console.log(`  ${'added'.padEnd(28)}${`${Math.round(rows / ((filled.ms - filled.making) / 1_000)).toLocaleString('en')} rows/s`.padStart(16)}`);
  const plain = await backstage.evaluate(([count, word]) => (globalThis as unknown as InPage).__table.plain(count, word), [rows, WORD] as const);
  const plainFrames = await backstage.evaluate(([count, frames]) => (globalThis as unknown as InPage).__table.plainScroll(count, frames), [rows, FRAMES] as const);

  const page = await openExtensionPage('table.html');
  const [opens, frames, sorts, searches]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    opens.push(await opened(page, tableId));
    await page.evaluate(SCRIPT);
    frames.push(...(await page.evaluate((count) => (globalThis as unknown as InPage).__scrollThrough(document.querySelector('.k-grid') ?? document.body, count), FRAMES)));
    sorts.push(await until(page, 'sorted', () => page.locator('.k-th__sort').first().click()));
    // Down, and back to the order of the table.
    for (const sort of ['descending', 'none']) {
      await page.locator('.k-th__sort').first().click();
      await page.locator(`.k-th[aria-sort="${sort}"]`).first().waitFor();
      await page.locator('.k-grid[aria-busy="false"]').waitFor({ timeout: HANG_MS });
    }
    searches.push(await until(page, 'found', () => page.getByRole('searchbox').fill(WORD)));
  }
  line('opened, rows painted', median(opens));
  line('frame while scrolling, median', median(frames), median(plainFrames));
  line('frame while scrolling, p99', quantile(frames, 0.99), quantile(plainFrames, 0.99));
  line('sorted by name', median(sorts), plain.sort);
  line('searched', median(searches), plain.search);
  await page.close();
}

/** From the beginning of the page until the first leads stand in their rows. */
async function opened(page: Page, tableId: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${kiln.backstage.url().replace('manifest.json', '')}table.html#table=${tableId}`, { waitUntil: 'commit' });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => (void requestAnimationFrame(document.querySelector('.k-rows .k-val') ? () => resolve(performance.now()) : look));
        look();
      }),
  );
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
        const isThere = start > 0 && grid?.getAttribute('aria-busy') === 'false' && (wanted === 'found' ? grid.getAttribute('aria-rowcount') !== before : document.querySelector('[aria-sort="ascending"]') !== null) && document.querySelector('.k-rows .k-val') !== null && document.querySelector('.k-rows .k-skel') === null;
        if (isThere) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      };
      look();
    });
  }, what);
  await gesture();
  return page.evaluate(() => (globalThis as unknown as { __done: Promise<number> }).__done);
}
