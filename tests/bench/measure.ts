/**
 * Opens a page, puts the scripts into an isolated world and times the jobs in rounds. What is compared takes turns within
 * the same rounds; what is not has rounds of its own, so that the garbage of a large job is not swept in the time of a small one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession } from '@playwright/test';
import { plainStructuredReader, timeJob, type Job, type Timing } from './in-page.ts';

const DEFUDDLE = join(import.meta.dirname, '../../node_modules/defuddle/dist/index.js');
/** Rounds between the cold call and the warm ones. */
const SETTLING = 3;
/** Readings until the heap of a page has settled, and as many again in which it must not grow. */
export const HEAP_RUNS = 40;
const LOAD_MS = 60_000;

export interface Round extends Timing {
  /** False for the first call, and for the few after it in which the engine still compiles: a walk repeats itself within a round and is past that at once. */
  readonly isWarm: boolean;
}
export interface Measured {
  readonly elements: number;
  /** Every round of a job; the first one is the cold call. */
  readonly jobs: ReadonlyMap<Job, readonly Round[]>;
  readonly hasLists: boolean;
  /** Heap bytes, garbage collected: what the first readings leave (code, the engine's wrappers of the page's elements), and what as many further ones add to it. */
  readonly heap: { readonly settled: number; readonly growth: number };
}
export interface PageToMeasure {
  readonly url: string;
  readonly body: Buffer | string;
  readonly charset: string;
}
export interface Rounds {
  readonly runs: number;
  /** Defuddle is too slow to be asked as often on the largest pages. */
  readonly defuddleRuns: number;
}

/** Cross-origin isolated pages get a clock of 5 µs. Scripts of a page do not run: only its markup is measured. */
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
};

export async function measurePage(browser: Browser, page: PageToMeasure, reader: string, rounds: Rounds): Promise<Measured> {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1_280, height: 900 } });
  try {
    const tab = await context.newPage();
    let isServed = false;
    await tab.route('**/*', (route) => {
      if (isServed || !route.request().isNavigationRequest()) return route.abort('aborted');
      isServed = true;
      return route.fulfill({ status: 200, headers: { ...HEADERS, 'content-type': `text/html; charset=${page.charset}` }, body: page.body });
    });
    await tab.goto(page.url, { waitUntil: 'load', timeout: LOAD_MS }).catch(() => undefined);
    return await timeAll(await context.newCDPSession(tab), reader, rounds);
  } finally {
    await context.close();
  }
}

async function timeAll(session: CDPSession, reader: string, rounds: Rounds): Promise<Measured> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'bench' });
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  await evaluate(`${reader};0`);
  await evaluate(`(() => { ${readFileSync(DEFUDDLE, 'utf8')}\n; globalThis.Defuddle = self.Defuddle; globalThis.__plain = ${plainStructuredReader.toString()}; globalThis.__time = ${timeJob.toString()}; return 0; })()`);
  const hasLists = await evaluate<boolean>("typeof __kilnLists === 'function'");
  const elements = await evaluate<number>("document.getElementsByTagName('*').length");
  const jobs = new Map<Job, Round[]>();
  const time = async (names: readonly Job[], settling: number, count: number): Promise<void> => {
    for (let round = 0; round < count; round++) {
      for (const job of names) {
        const timing = await evaluate<Timing>(`__time(${JSON.stringify(job)})`);
        jobs.set(job, [...(jobs.get(job) ?? []), { ...timing, isWarm: round >= settling }]);
      }
    }
  };
  const settling = 1 + SETTLING;
  await time(['walk', 'reading', 'structured'], settling, settling + rounds.runs);
  await time(['named walk', ...(hasLists ? (['detection'] as const) : [])], settling, settling + rounds.runs);
  if (hasLists) await time(['lists'], settling, settling + rounds.runs);
  await time(['defuddle'], Math.min(1, rounds.defuddleRuns - 1), rounds.defuddleRuns);
  const heap = await heapOf(session, () => evaluate(`(async () => { for (let i = 0; i < ${HEAP_RUNS}; i++) await __kilnRead({}); globalThis.__kept = null; return 0; })()`));
  return { elements, jobs, hasLists, heap };
}

async function heapOf(session: CDPSession, work: () => Promise<unknown>): Promise<Measured['heap']> {
  const used = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  await session.send('HeapProfiler.enable');
  const before = await used();
  await work();
  const after = await used();
  await work();
  return { settled: after - before, growth: (await used()) - after };
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
/** Median of the warm runs. */
export const warm = (timings: readonly Round[] | undefined): number => median((timings ?? []).filter(({ isWarm }) => isWarm).map(({ ms }) => ms));
