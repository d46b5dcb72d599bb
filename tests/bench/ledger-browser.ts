/** The device's side of `npm run bench:ledger`: local actions in the built extension, in a real Chromium, on its own origin. */
import { fileURLToPath } from 'node:url';
import { launchKiln } from '../e2e/harness/kiln.ts';
import { bundle } from './bundle.ts';
import type { LedgerBench } from './ledger-in-page.ts';

export interface BrowserFigures {
  /** Reserve and post of one local action, two transactions, milliseconds; strict durability and, beside it, relaxed. */
  readonly strict: Spread;
  readonly relaxed: Spread;
  /** Local actions a second of a run, in the groups in which the product writes them: medians of the rounds. */
  readonly batchStrict: number;
  readonly batchRelaxed: number;
  /** Start of the worker with `waiting` operations in the outbox and some charges that a death has left, milliseconds. */
  readonly recover: Spread;
}
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}
export interface BrowserSize {
  readonly rounds: number;
  readonly actions: number;
  readonly batch: number;
  readonly waiting: number;
}

export const QUICK_BROWSER: BrowserSize = { rounds: 1, actions: 200, batch: 2_000, waiting: 5_000 };
export const WHOLE_BROWSER: BrowserSize = { rounds: 5, actions: 1_000, batch: 10_000, waiting: 5_000 };

/** Charges that a death leaves: as many as calls may be out. */
const LEFT = 64;
const WARM_UP = 50;

const spread = (times: readonly number[]): Spread => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
};
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Needs the built extension. @throws when an action is lost or a lease gives nothing: then there is nothing to measure. */
export async function measureBrowser({ rounds, actions, batch, waiting }: BrowserSize): Promise<BrowserFigures> {
  const kiln = await launchKiln();
  try {
    const page = kiln.backstage;
    // Evaluated by the debugger: the extension's own rules for scripts stay as they are.
    await page.evaluate(bundle(fileURLToPath(new URL('./ledger-in-page.ts', import.meta.url))));
    type World = typeof globalThis & { __kilnLedgerBench: LedgerBench };
    const one = (durability: 'strict' | 'relaxed', count: number) => page.evaluate(([how, n]) => (globalThis as World).__kilnLedgerBench.actions(how, n), [durability, count] as const);
    const many = async (durability: 'strict' | 'relaxed') => batch / ((await page.evaluate(([how, n]) => (globalThis as World).__kilnLedgerBench.batch(how, n), [durability, batch] as const)) / 1_000);
    await one('strict', WARM_UP);
    const times = { strict: [] as number[], relaxed: [] as number[] };
    const rates = { strict: [] as number[], relaxed: [] as number[] };
    // The two take turns, so that a busy moment of the machine meets both.
    for (let round = 0; round < rounds; round++) {
      for (const durability of ['strict', 'relaxed'] as const) {
        times[durability].push(...(await one(durability, Math.ceil(actions / rounds))));
        rates[durability].push(await many(durability));
      }
    }
    const recoveries = await page.evaluate(([n, left, times_]) => (globalThis as World).__kilnLedgerBench.recover(n, left, times_), [waiting, LEFT, Math.max(5, rounds)] as const);
    return { strict: spread(times.strict), relaxed: spread(times.relaxed), batchStrict: median(rates.strict), batchRelaxed: median(rates.relaxed), recover: spread(recoveries) };
  } finally {
    await kiln.close();
  }
}

/** Lines for the table of the benchmark. */
export function browserLines(figures: BrowserFigures): string[] {
  const ms = (n: number): string => n.toFixed(n < 10 ? 2 : 0);
  const spreadOf = ({ p50, p99 }: Spread): string => `p50 ${ms(p50)} ms, p99 ${ms(p99)} ms`;
  return [
    `reserve + post of one local action, strict durability        ${spreadOf(figures.strict)}`,
    `the same, relaxed (yardstick)                                ${spreadOf(figures.relaxed)}`,
    `a run's local actions in its groups, strict                  ${Math.round(figures.batchStrict).toLocaleString('en')} actions/s (relaxed ${Math.round(figures.batchRelaxed).toLocaleString('en')})`,
    `recovery at the start of the worker                          ${spreadOf(figures.recover)}`,
  ];
}
