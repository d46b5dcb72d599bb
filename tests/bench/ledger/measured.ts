/** Rounds of a workload by callers that each wait for their answer, and the medians of them. */
export interface Figure {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Calls that were refused or timed out, in all rounds together; they did nothing. */
  readonly failed: number;
}
export interface Work {
  readonly rounds: number;
  readonly callers: number;
  /** Milliseconds of a round; without it a round ends when `take` has no more. */
  readonly ms?: number;
  /** Does one call and answers how much it did; null when the round is out of work. */
  take(round: number, caller: number, n: number): Promise<number | null>;
}

/** More than this is no measurement any more. */
const FAILED_MOST = 2_000;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const at = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** Median rate (units a second), and the medians of each round's p50 and p99 of a call in milliseconds. */
export async function measure(work: Work): Promise<Figure> {
  const figures: Omit<Figure, 'failed'>[] = [];
  let failed = 0;
  for (let round = 0; round < work.rounds; round++) {
    const times: number[] = [];
    let done = 0;
    const startedAt = performance.now();
    const isOver = (): boolean => work.ms !== undefined && performance.now() - startedAt >= work.ms;
    await Promise.all(Array.from({ length: work.callers }, async (_, caller) => {
      for (let n = 0; !isOver(); n++) {
        const before = performance.now();
        const units = await work.take(round, caller, n).catch((error: unknown) => {
          failed += 1;
          if (failed > FAILED_MOST) throw error;
          return 0;
        });
        if (units === null) return;
        times.push(performance.now() - before);
        done += units;
      }
    }));
    const seconds = (performance.now() - startedAt) / 1_000;
    times.sort((a, b) => a - b);
    figures.push({ rate: done / seconds, p50: at(times, 0.5), p99: at(times, 0.99) });
  }
  return { rate: median(figures.map((f) => f.rate)), p50: median(figures.map((f) => f.p50)), p99: median(figures.map((f) => f.p99)), failed };
}

/** Takes numbers from 0 up to a count, each once, whoever asks. */
export function counter(count: number): () => number | null {
  let next = 0;
  return () => (next < count ? next++ : null);
}
