/**
 * npm run sim:runs -- [--seeds N] [--seed S] [--workers W] [--minutes M] [--bug NAME] [--without fault,fault] [--leads N] [--chaos MS] [--log] [--on]
 * Runs seeds S, S+1, ... shared by W processes, for M minutes at most, stops at the first that breaks an
 * invariant, and makes it smaller; with --on it only names those that do.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { replayCommand, shrink } from './shrink.ts';
import { simulateRuns, type Options } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' }, workers: { type: 'string', default: '1' }, minutes: { type: 'string', default: 'Infinity' }, part: { type: 'string', default: '0' },
    bug: { type: 'string' }, without: { type: 'string' }, leads: { type: 'string' }, chaos: { type: 'string' }, log: { type: 'boolean', default: false }, on: { type: 'boolean', default: false },
  },
});
if (values.bug !== undefined && !PLANTED_BUGS.includes(values.bug)) throw new Error(`Planted bugs: ${PLANTED_BUGS.join(', ')}.`);
const options: Options = {
  bug: values.bug ?? null,
  ...(values.without ? { without: values.without.split(',') } : {}),
  ...(values.leads ? { leads: Number(values.leads) } : {}),
  ...(values.chaos ? { chaosMs: Number(values.chaos) } : {}),
  ...(values.log ? { log: (line: string) => void process.stdout.write(`${line}\n`) } : {}),
};
const [first, count, workers] = [Number(values.seed), Number(values.seeds), Number(values.workers)];
const TOTALS = ['requests', 'charges', 'posted', 'deaths', 'commits', 'steps', 'hours'] as const;

/** Every W-th seed; returns the exit code. */
async function runPart(): Promise<number> {
  const totals: Record<(typeof TOTALS)[number], number> = { requests: 0, charges: 0, posted: 0, deaths: 0, commits: 0, steps: 0, hours: 0 };
  const began = performance.now();
  let done = 0;
  let last = first;
  let broken = 0;
  for (let seed = first + Number(values.part); seed < first + count && performance.now() - began < Number(values.minutes) * 60_000; seed += workers, done++) {
    last = seed;
    const run = await simulateRuns(seed, options);
    for (const key of TOTALS) totals[key] += run[key];
    if (run.violations.length === 0) continue;
    process.stdout.write(`seed ${seed} broke:\n${run.violations.map((v) => `  ${v}`).join('\n')}\nfaults: ${run.faults.join(', ')}\n`);
    broken += 1;
    if (values.on) continue;
    const smaller = await shrink(seed, run, options);
    process.stdout.write(`smaller: ${smaller.faults.join(', ') || 'no fault'}; ${smaller.violations[0]}\n${replayCommand(seed, smaller.options)}\n`);
    return 1;
  }
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(`${done} seeds up to ${last} in ${seconds.toFixed(1)} s (${(done / seconds).toFixed(1)} a second), ${broken === 0 ? 'no violation' : `${broken} broke`}; ${TOTALS.map((key) => `${Math.round(totals[key])} ${key}`).join(', ')}\n`);
  return broken === 0 ? 0 : 1;
}

/** One process for each part; their lines come out as they are. */
async function runAll(): Promise<number> {
  const began = performance.now();
  const codes = await Promise.all(
    Array.from({ length: workers }, (_, part) => new Promise<number>((resolve) => spawn(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2), '--part', String(part)], { stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1)))),
  );
  const seconds = (performance.now() - began) / 1_000;
  if (codes.every((code) => code === 0)) process.stdout.write(`at most ${count} seeds from ${first} on ${workers} processes in ${seconds.toFixed(1)} s\n`);
  return Math.max(...codes);
}

process.exitCode = workers > 1 && !process.argv.includes('--part') ? await runAll() : await runPart();
