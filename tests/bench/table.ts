/**
 * `npm run bench:table [-- quick] [-- --rows 10000,100000,1000000 --rounds 5 --only open,scroll,sort,filter,search,duplicates,files,import]`:
 * the table page of the built extension in a real Chromium, beside libraries that do the same job and beside the plainest way to do
 * it, in the same run. Medians; which goals are met stands at the end, and nothing passes or fails.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { launchKiln } from '../e2e/harness/kiln.ts';
import { bundle } from './bundle.ts';
import type { TableBench } from './table-in-page.ts';
import { bundlePeers } from './table/bundle-peers.ts';
import { optionsOf } from './table/options.ts';
import { duplicatesFound, filled, filtered, imported, opened, searched, sorted } from './table/our-page.ts';
import type { TablePeers } from './table/peers-in-page.ts';
import { count, goal, line, median, note, quantile, tellGoals, title, type Side } from './table/report.ts';
import type { GridTimes } from './table/grids-in-page.ts';

const { sizes, rounds: wanted, parts } = optionsOf(process.argv.slice(2));
const FRAMES = 120;
const HANG_MS = 600_000;
/** Rows that are not asked to be in memory together. */
const LONG = 1_000_000;
/** An import of a library that takes so long is not repeated: it would be an hour of bench. */
const SLOW_MS = 20_000;
/** Who has not imported a file after so many times as long as the product took is given up. */
const PATIENCE = 2;
/** In one name of many. */
const WORD = 'chief financial';
const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'June'];

type InPage = typeof globalThis & { __table: TableBench; __peers: TablePeers; __scrollThrough(box: Element, frames: number): Promise<number[]> };

const script = bundle(fileURLToPath(new URL('./table-in-page.ts', import.meta.url)));
const peersScript = await bundlePeers();
const launched = (): ReturnType<typeof launchKiln> => launchKiln({ args: ['--enable-precise-memory-info', '--js-flags=--expose-gc'] });
const kiln = await launched();
const home = kiln.backstage.url().replace('manifest.json', '');
try {
  for (const rows of sizes) {
    const rounds = wanted;
    title(`${count(rows)} rows, median of ${rounds}`);
    if (['open', 'scroll', 'sort', 'filter', 'search', 'duplicates'].some((part) => parts.has(part as never))) await timed('the table', () => table(rows, rounds));
    if (parts.has('files')) await timed('the files', () => files(rows, rounds));
    if (parts.has('import')) await timed('the imports', () => imports(rows, rounds));
  }
  tellGoals();
} finally {
  await kiln.close();
}

/** Says how long the bench itself has needed. */
async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  note(`${what}: ${Math.round((performance.now() - start) / 1_000)} s of bench`);
}

/** A page of the extension without any code but the libraries'; a library that ends it ends nothing else. */
async function withPeers<T>(work: (page: Page) => Promise<T>, atMost = HANG_MS, browser = kiln): Promise<T> {
  const page = await browser.openExtensionPage('manifest.json');
  try {
    await page.evaluate(`${peersScript};0`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => void (timer = setTimeout(() => reject(new Error('it took too long')), atMost)));
    return await Promise.race([work(page), late]).finally(() => clearTimeout(timer));
  } finally {
    await page.close();
  }
}

async function table(rows: number, rounds: number): Promise<void> {
  const tableId = `bench-table-${rows}`;
  await kiln.backstage.evaluate(`${script};0`);
  const added = await kiln.backstage.evaluate(([id, n]) => (globalThis as unknown as InPage).__table.fill(id, n), [tableId, rows] as const);
  note(`added to the table at ${count(Math.round(rows / ((added.ms - added.making) / 1_000)))} rows a second`);
  const page = await kiln.openExtensionPage('table.html');
  const ours = { opens: [] as number[], frames: [] as number[], rests: [] as number[], sorts: [] as number[], filters: [] as number[], searches: [] as number[] };
  const twice = { ms: [] as number[], plain: [] as number[], words: '' };
  const plain = { sorts: [] as number[], filters: [] as number[], searches: [] as number[], frames: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    await page.bringToFront();
    ours.opens.push(await opened(page, `${home}table.html#table=${tableId}`));
    await page.evaluate(`${script};0`);
    if (parts.has('scroll')) {
      await page.bringToFront();
      ours.frames.push(...(await page.evaluate((n) => (globalThis as unknown as InPage).__scrollThrough(document.querySelector('.k-grid') ?? document.body, n), FRAMES)));
      ours.rests.push(await filled(page));
      await kiln.backstage.bringToFront();
      plain.frames.push(...(await kiln.backstage.evaluate(([n, frames]) => (globalThis as unknown as InPage).__table.plainScroll(n, frames), [rows, FRAMES] as const)));
    }
    await page.bringToFront();
    if (parts.has('sort')) ours.sorts.push(await sorted(page));
    if (parts.has('filter')) ours.filters.push(await filtered(page, WORD));
    if (parts.has('search')) ours.searches.push(await searched(page, WORD));
    if (parts.has('duplicates')) {
      const { ms, words } = await duplicatesFound(page);
      if (rows >= LONG) note(`duplicates, round ${round + 1}: ${count(Math.round(ms / 1_000))} s`);
      twice.ms.push(ms);
      twice.words = words;
      twice.plain.push(await kiln.backstage.evaluate((n) => (globalThis as unknown as InPage).__table.plainDuplicates(n), rows));
    }
    if (parts.has('sort') || parts.has('filter') || parts.has('search')) {
      const { sort, filter, search } = await kiln.backstage.evaluate(([n, word]) => (globalThis as unknown as InPage).__table.plain(n, word), [rows, WORD] as const);
      plain.sorts.push(sort);
      plain.filters.push(filter);
      plain.searches.push(search);
    }
  }
  await page.close();
  if (parts.has('duplicates')) line('find duplicates', { name: 'table page', ms: median(twice.ms), more: `near ones too, from the database: ${twice.words}` }, [{ name: 'three maps', ms: median(twice.plain), more: 'exact ones only, in memory' }]);
  if (!['open', 'scroll', 'sort', 'filter', 'search'].some((part) => parts.has(part as never))) return;
  const grids = await gridPeers(rows, rounds);
  const side = (pick: (times: GridTimes) => number | undefined): Side[] => grids.flatMap(({ name, times }) => ((all) => (all.length > 0 ? [{ name, ms: median(all) }] : []))(times.flatMap((one) => pick(one) ?? [])));
  const frames = (q: number): Side[] => [{ name: 'plain elements', ms: quantile(plain.frames, q) }, ...grids.flatMap(({ name, times }) => ((all) => (all.length > 0 ? [{ name, ms: quantile(all, q) }] : []))(times.flatMap((one) => one.frames)))];
  if (parts.has('open')) {
    line('open, rows painted', { name: 'table page', ms: median(ours.opens), more: 'the page and its rows, from the database' }, side(({ open }) => open).map((one) => ({ ...one, more: 'from rows in memory, no page' })));
    if (rows === 100_000) goal('100,000 rows open, ms', median(ours.opens), 1_000);
  }
  if (parts.has('scroll')) {
    line('frame, median', { name: 'table page', ms: median(ours.frames) }, frames(0.5));
    line('frame, p99', { name: 'table page', ms: quantile(ours.frames, 0.99) }, frames(0.99));
    line('rows stand after it', { name: 'table page', ms: median(ours.rests), more: 'from the last frame of the scroll until no row waits for its lead' }, []);
    const others = grids.map(({ times }) => times.flatMap((one) => one.frames)).filter((all) => all.length > 0);
    if (others.length > 0) goal(`${count(rows)} rows: frame ÷ frame of the better grid, p99`, quantile(ours.frames, 0.99) / Math.min(...others.map((all) => quantile(all, 0.99))), 1);
    goal(`${count(rows)} rows: rows stand after the scroll, ms`, Math.max(...ours.rests), 100);
    goal(`${count(rows)} rows: frame ÷ frame of plain elements, median`, median(ours.frames) / median(plain.frames), 1.5);
    goal(`${count(rows)} rows: frame ÷ frame of plain elements, p99`, quantile(ours.frames, 0.99) / quantile(plain.frames, 0.99), 1.5);
  }
  if (parts.has('sort')) line('sort by name', { name: 'table page', ms: median(ours.sorts), more: 'from the database to the screen' }, [{ name: 'array, Intl.Collator', ms: median(plain.sorts), more: 'in memory' }, ...side(({ sort }) => sort)]);
  if (parts.has('filter')) line('filter by one column', { name: 'table page', ms: median(ours.filters), more: 'from the database to the screen' }, [{ name: 'array, includes', ms: median(plain.filters), more: 'in memory' }, ...side(({ filter }) => filter)]);
  if (parts.has('search')) line('search', { name: 'table page', ms: median(ours.searches), more: 'from the database to the screen' }, [{ name: 'array, includes', ms: median(plain.searches), more: 'in memory, folded before' }, ...side(({ search }) => search)]);
}

async function gridPeers(rows: number, rounds: number): Promise<{ readonly name: string; readonly times: readonly GridTimes[] }[]> {
  const found = new Map<string, GridTimes[]>();
  for (const name of await withPeers((page) => page.evaluate(() => (globalThis as unknown as InPage).__peers.names.grids))) {
    try {
      // A page for each round: a million rows of one round beside those of another are too many for a page.
      for (let round = 0; round < rounds; round++) {
        const times = await withPeers((page) => page.evaluate(([grid, n, frames, word]) => (globalThis as unknown as InPage).__peers.grid(grid, n, frames, word), [name, rows, FRAMES, WORD] as const));
        found.set(name, [...(found.get(name) ?? []), times]);
      }
    } catch (error) {
      note(`${name} did not do it: ${String(error).split('\n')[0]}`);
    }
  }
  return [...found].map(([name, times]) => ({ name, times }));
}

/** Who takes rows batch by batch is asked at a million; who holds all rows in memory is asked at fewer. */
async function files(rows: number, rounds: number): Promise<void> {
  for (const kind of ['csv', 'xlsx'] as const) {
    const sides = await withPeers(async (page) => {
      const isLong = rows >= LONG;
      const names = await page.evaluate(([k, long]) => (globalThis as unknown as InPage).__peers[long ? 'streamers' : 'names'][k], [kind, isLong] as const);
      const all = new Map(names.map((name) => [name, { ms: [] as number[], heap: [] as number[], megabytes: 0 }]));
      for (let round = 0; round < rounds; round++) for (const [name, times] of all) await written(page, kind, name, rows, times);
      return [...all].map(([name, { ms, heap, megabytes }]) => ({ name, ms: median(ms), heap: median(heap), more: `${megabytes.toFixed(1)} MB, ${isLong ? `${median(heap).toFixed(0)} MB held at most` : `heap +${median(heap).toFixed(0)} MB`}` }));
    }, HANG_MS * rounds);
    const [ours, ...others] = sides;
    if (!ours) continue;
    line(`write ${kind.toUpperCase()}, 20 columns`, ours, others);
    if (rows >= 100_000) goal(`${kind.toUpperCase()} of ${count(rows)} rows ÷ the fastest library`, ours.ms / Math.min(...others.map(({ ms }) => ms)), kind === 'csv' ? 1.5 : 1.2);
    if (rows >= LONG) goal(`${kind.toUpperCase()} of ${count(rows)} rows: memory held, MB`, ours.heap, 20);
  }
}

async function written(page: Page, kind: 'csv' | 'xlsx', name: string, rows: number, times: { readonly ms: number[]; readonly heap: number[]; megabytes: number }): Promise<void> {
  const { ms, heapMb, megabytes } = await page.evaluate(async ([k, who, n, long]) => {
    const peers = (globalThis as unknown as InPage).__peers;
    if (!long) return peers.write(k, who, n);
    const streamed = await peers.stream(k, who, n);
    return { ...streamed, ms: streamed.ms - streamed.making };
  }, [kind, name, rows, rows >= LONG] as const);
  times.ms.push(ms);
  times.heap.push(heapMb);
  times.megabytes = megabytes;
}

/** Each import finds a new profile: what another one left is cleared away by the browser while the next one writes. */
async function inNewProfile<T>(work: (browser: typeof kiln) => Promise<T>): Promise<T> {
  const browser = await launched();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A file by a field of the page: so large a one does not go through the wire of the tests. */
function importedBy(name: string, file: string, rows: number, atMost: number): Promise<number> {
  return inNewProfile((browser) => withPeers(async (peers) => {
    await peers.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' })));
    await peers.locator('input').setInputFiles(file);
    return peers.evaluate(([who, n]) => (globalThis as unknown as InPage).__peers.importFile(who, document.querySelector('input')?.files?.[0] ?? new File([], ''), n), [name, rows] as const);
  }, Math.max(atMost, SLOW_MS * PATIENCE), browser));
}

async function imports(rows: number, rounds: number): Promise<void> {
  const head = 'First name,Last name,Job title,Company,Email,Phone,City,Country,Wave,Score';
  const folder = await mkdtemp(join(tmpdir(), 'kiln-bench-'));
  const file = join(folder, 'many.csv');
  await writeFile(file, `${head}\n${Array.from({ length: rows }, (_, i) => `${FIRST[i % 10]},Example ${i},Buyer,Works ${i % 500},person${i}@works${i % 500}.example,+44 20 7946 ${String(i % 10_000).padStart(4, '0')},Leeds,GB,north,${i % 97}`).join('\n')}\n`);
  const ours: number[] = [];
  const undone: number[] = [];
  const others = new Map<string, number[]>();
  const tooLong = new Set<string>();
  const names = await withPeers((peers) => peers.evaluate(() => (globalThis as unknown as InPage).__peers.names.importers));
  for (let round = 0; round < rounds; round++) {
    const took = await inNewProfile(async (browser) => imported(await browser.openExtensionPage('manifest.json'), `${home}table.html`, file, rows));
    ours.push(took.ms);
    undone.push(took.undone);
    if (rows >= LONG) note(`import, round ${round + 1}: ${count(Math.round(took.ms / 1_000))} s, undone in ${count(Math.round(took.undone / 1_000))} s`);
    for (const name of names) {
      if ((others.get(name)?.at(-1) ?? 0) > SLOW_MS || tooLong.has(name)) continue;
      try {
        others.set(name, [...(others.get(name) ?? []), await importedBy(name, file, rows, took.ms * PATIENCE)]);
      } catch (error) {
        tooLong.add(name);
        note(`${name} did not do it in ${count(Math.round((took.ms * PATIENCE) / 1_000))} s: ${String(error).split('\n')[0]}`);
      }
    }
  }
  await rm(folder, { recursive: true });
  line('import CSV, 10 columns', { name: 'table page', ms: median(ours), more: `normal forms, known people, undo; undone in ${count(Math.round(median(undone)))} ms` }, [...others].map(([name, all]) => ({ name, ms: median(all), more: `texts as they stand, two indexes${all.length < rounds ? `, asked ${all.length === 1 ? 'once' : `${all.length} times`}` : ''}` })));
  if (rows === 100_000) goal('import of 100,000 rows, s', median(ours) / 1_000, 10);
}
