/** Runs many seeds in this thread or in several, each with a database of its own. */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './database.ts';
import { noStats, type RunResult, type RunStats, type SimOptions, type StoreKind } from './options.ts';
import { simulate } from './run.ts';

export interface Batch {
  readonly first: number;
  readonly count: number;
  readonly options: Omit<SimOptions, 'seed'>;
  readonly store: StoreKind;
  readonly workers: number;
  /** Milliseconds after which no new seed is begun. */
  readonly budgetMs?: number;
  /** Goes on after a finding. */
  readonly keepsGoing?: boolean;
  progress?(done: number, found: number): void;
  /** Told of each finding as it is made. */
  tell?(result: RunResult): void;
}
export interface BatchResult {
  readonly done: number;
  readonly stats: RunStats;
  /** Lowest seed first. */
  readonly found: readonly RunResult[];
  readonly ms: number;
}

/** Seeds that a worker takes at a time. */
const CHUNK = 10;
interface Task {
  readonly seeds: readonly number[];
}
interface Setup {
  readonly kind: 'kiln-sim';
  readonly store: StoreKind;
  readonly options: Omit<SimOptions, 'seed'>;
}

export async function runBatch(batch: Batch): Promise<BatchResult> {
  const began = performance.now();
  const found: RunResult[] = [];
  const stats = noStats();
  let next = 0;
  let done = 0;
  const isOver = (): boolean => next >= batch.count || (found.length > 0 && batch.keepsGoing !== true) || performance.now() - began > (batch.budgetMs ?? Infinity);
  const take = (): Task | null => {
    if (isOver()) return null;
    const seeds = Array.from({ length: Math.min(CHUNK, batch.count - next) }, (_, i) => batch.first + next + i);
    next += seeds.length;
    return { seeds };
  };
  const note = (result: RunResult): void => {
    done += 1;
    for (const key of Object.keys(stats) as (keyof RunStats)[]) stats[key] += result.stats[key];
    if (result.violations.length > 0) {
      found.push(result);
      batch.tell?.(result);
    }
    batch.progress?.(done, found.length);
  };
  if (batch.workers <= 1) {
    const database = await openDatabase(batch.store);
    for (let task = take(); task !== null; task = take()) for (const seed of task.seeds) if (found.length === 0 || batch.keepsGoing === true) note(await simulate({ ...batch.options, seed }, database));
    await database.close();
  } else {
    await Promise.all(Array.from({ length: batch.workers }, () => work({ kind: 'kiln-sim', store: batch.store, options: batch.options }, take, note)));
  }
  return { done, stats, found: found.sort((a, b) => a.seed - b.seed), ms: performance.now() - began };
}

/** One worker thread, fed until there is nothing left. */
const work = (setup: Setup, take: () => Task | null, note: (result: RunResult) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: setup });
    worker.on('error', reject);
    worker.on('exit', () => resolve());
    worker.on('message', (message: RunResult | 'more') => {
      if (message === 'more') worker.postMessage(take());
      else note(message);
    });
  });

async function serve({ store, options }: Setup): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const database = await openDatabase(store);
  port.on('message', (task: Task | null) => {
    void (async () => {
      if (task === null) {
        await database.close();
        port.close();
        return;
      }
      for (const seed of task.seeds) port.postMessage(await simulate({ ...options, seed }, database));
      port.postMessage('more');
    })();
  });
  port.postMessage('more');
}
if (!isMainThread && (workerData as Setup | null)?.kind === 'kiln-sim') await serve(workerData as Setup);
