/**
 * `npm run bench:capture [-- quick]`: what reading a page costs, beside bare walks of the same page in the same run, beside
 * Defuddle and beside a plain reader of structured data. The built script in a real Chromium, medians of 9 warm runs; the
 * first call is told apart.
 * It prints which goals are met; nothing here passes or fails.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtReader, openBrowser } from '../tools/read/page-runner.ts';
import type { Job } from './in-page.ts';
import { HEAP_RUNS, measurePage, median, warm, type Measured } from './measure.ts';
import { generatedPage, PAGE_KINDS, type PageKind } from './pages.ts';

const RUNS = 9;
const SIZES = [1_000, 10_000, 100_000] as const;
const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const JOBS: readonly (readonly [Job, string])[] = [
  ['walk', 'bare walk, elements and text'], ['named walk', 'bare walk, tag and class names'], ['reading', 'reading'], ['detection', 'list detection'], ['lists', 'the same with all rows and cells'], ['structured', 'plain structured data'], ['defuddle', 'defuddle'],
];

const isQuick = process.argv.includes('quick');
const reader = builtReader();
const browser = await openBrowser();
const results = new Map<string, Measured>();
const key = (kind: PageKind, size: number): string => `${kind} ${size}`;

try {
  for (const kind of PAGE_KINDS) {
    for (const size of SIZES) {
      if (isQuick && (kind !== 'company' || size > 10_000)) continue;
      // A parse of the largest pages takes Defuddle up to a minute: once, on the company page, is enough to say so.
      const defuddleRuns = isQuick ? 3 : size < 100_000 ? RUNS + 1 : kind === 'company' ? 1 : 0;
      const body = generatedPage(kind, size);
      const measured = await measurePage(browser, { url: 'https://www.example-works.example/people', body, charset: 'utf-8' }, reader, { runs: RUNS, defuddleRuns });
      results.set(key(kind, size), measured);
      print(`${kind} page, ${measured.elements} elements`, measured);
    }
  }
  if (!isQuick) await corpus();
  goals();
} finally {
  await browser.close();
}

function kB(bytes: number): string {
  return (bytes / 1_024).toFixed(0);
}

function print(title: string, measured: Measured): void {
  const walk = warm(measured.jobs.get('walk'));
  console.log(`\n${title}`);
  console.log(`  ${'median of warm runs'.padEnd(32)}${'ms'.padStart(10)}${'× walk'.padStart(10)}${'first ms'.padStart(10)}${'longest task'.padStart(14)}`);
  for (const [job, name] of JOBS) {
    const timings = measured.jobs.get(job);
    if (!timings) continue;
    const ms = warm(timings);
    const longest = Math.max(...timings.map((timing) => timing.longest));
    console.log(`  ${name.padEnd(32)}${ms.toFixed(2).padStart(10)}${(ms / walk).toFixed(1).padStart(10)}${(timings[0]?.ms ?? 0).toFixed(2).padStart(10)}${longest.toFixed(1).padStart(14)}`);
  }
  console.log(`  heap: ${HEAP_RUNS} further readings leave ${kB(measured.heap.settled)} kB, the next ${HEAP_RUNS} add ${kB(measured.heap.growth)} kB`);
}

/** Saved pages, where the folder lies beside the project: medians over pages of the ratios of each page. */
async function corpus(): Promise<void> {
  if (!existsSync(join(CORPUS, 'manifest.json'))) return console.log(`\nno saved pages in ${CORPUS}`);
  const { pages } = JSON.parse(readFileSync(join(CORPUS, 'manifest.json'), 'utf8')) as { pages: { id: string; page_url: string; encoding: string }[] };
  const all: Measured[] = [];
  for (const { id, page_url: url, encoding } of pages) {
    all.push(await measurePage(browser, { url, body: readFileSync(join(CORPUS, 'raw', `${id}.html`)), charset: encoding }, reader, { runs: RUNS, defuddleRuns: 3 }));
  }
  console.log(`\n${all.length} saved pages, ${median(all.map((m) => m.elements))} elements in the median`);
  console.log(`  ${'median over pages'.padEnd(32)}${'ms'.padStart(10)}${'× walk'.padStart(10)}${'first ms'.padStart(10)}${'longest task'.padStart(14)}`);
  for (const [job, name] of JOBS) {
    const ran = all.filter((m) => m.jobs.has(job));
    if (ran.length === 0) continue;
    const ratio = median(ran.map((m) => warm(m.jobs.get(job)) / warm(m.jobs.get('walk'))));
    const longest = Math.max(...ran.flatMap((m) => (m.jobs.get(job) ?? []).map((timing) => timing.longest)));
    console.log(`  ${name.padEnd(32)}${median(ran.map((m) => warm(m.jobs.get(job)))).toFixed(2).padStart(10)}${ratio.toFixed(1).padStart(10)}${median(ran.map((m) => m.jobs.get(job)?.[0]?.ms ?? 0)).toFixed(2).padStart(10)}${longest.toFixed(1).padStart(14)}`);
  }
}

function goals(): void {
  const of = (kind: PageKind, size: number, job: Job): number => warm(results.get(key(kind, size))?.jobs.get(job));
  const say = (goal: string, value: number, limit: number, isMost = true): void => {
    if (Number.isFinite(value)) console.log(`  ${(isMost ? value <= limit : value >= limit) ? 'met   ' : 'MISSED'}  ${goal}: ${value.toFixed(1)} (${isMost ? 'at most' : 'at least'} ${limit})`);
  };
  console.log('\ngoals');
  say('reading a company page of 10k elements ÷ bare walk', of('company', 10_000, 'reading') / of('company', 10_000, 'walk'), 20);
  say('defuddle ÷ reading, the same page', of('company', 10_000, 'defuddle') / of('company', 10_000, 'reading'), 20, false);
  for (const kind of PAGE_KINDS) {
    say(`${kind}: growth of reading from 10k to 100k`, of(kind, 100_000, 'reading') / of(kind, 10_000, 'reading'), 12);
    for (const size of [10_000, 100_000]) say(`${kind} of ${size}: list detection ÷ walk of names`, of(kind, size, 'detection') / of(kind, size, 'named walk'), 5);
    say(`${kind}: growth of list detection from 10k to 100k`, of(kind, 100_000, 'detection') / of(kind, 10_000, 'detection'), 12);
    say(`${kind}: growth of lists with all rows from 10k to 100k`, of(kind, 100_000, 'lists') / of(kind, 10_000, 'lists'), 12);
  }
  const longest = (job: Job): number => Math.max(...[...results.values()].flatMap((m) => (m.jobs.get(job) ?? []).map((timing) => timing.longest)), 0);
  say('longest task of a reading, ms, all pages, cold calls too', longest('reading'), 50);
  if ([...results.values()].some((m) => m.hasLists)) say('longest task of lists with all rows, ms', Math.max(longest('lists'), longest('detection')), 50);
  say(`heap that ${HEAP_RUNS} readings leave, kB, worst page`, Math.max(...[...results.values()].map((m) => m.heap.settled)) / 1_024, 8_192);
  say(`heap that ${HEAP_RUNS} more add, kB, worst page`, Math.max(...[...results.values()].map((m) => m.heap.growth)) / 1_024, 256);
}
