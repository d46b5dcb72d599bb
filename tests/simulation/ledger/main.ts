/**
 * npm run sim -- [--seeds N] [--seed S] [--bug NAME] [--mode liveness] [--store memory|sqlite|postgres] [--workers W]
 * Runs the seeds S, S+1, ... and stops at the first that breaks a property: prints it, makes it smaller, prints the command that runs it again.
 * Also: --minutes M (ends by the clock), --keep-going, --no-shrink, --careful, --devices D, --chaos MS, --without kind,kind, --log (prints what happens), --bugs (lists the planted mistakes).
 */
import { parseArgs } from 'node:util';
import { BUGS, bugNamed } from './bugs/bugs.ts';
import { openDatabase } from './database.ts';
import { FAULT_KINDS, type FaultKind } from './faults.ts';
import type { RunResult, SimOptions, StoreKind } from './options.ts';
import { runBatch } from './pool.ts';
import { simulate } from './run.ts';
import { replayCommand, shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, bug: { type: 'string' }, mode: { type: 'string', default: 'safety' },
    store: { type: 'string', default: 'memory' }, workers: { type: 'string', default: '1' }, minutes: { type: 'string' }, devices: { type: 'string' }, chaos: { type: 'string' },
    without: { type: 'string' }, careful: { type: 'boolean', default: false }, log: { type: 'boolean', default: false }, bugs: { type: 'boolean', default: false }, 'keep-going': { type: 'boolean', default: false }, 'no-shrink': { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.bugs) {
  for (const { name, about } of BUGS) say(`${name.padEnd(28)} ${about}`);
  process.exit(0);
}
bugNamed(values.bug);
const store = oneOf<StoreKind>(values.store, ['memory', 'sqlite', 'postgres']);
const mode = oneOf(values.mode, ['safety', 'liveness']);
const without = (values.without ?? '').split(',').filter((kind) => kind !== '').map((kind) => oneOf<FaultKind>(kind, FAULT_KINDS));
const options: Omit<SimOptions, 'seed'> = {
  ...(values.bug === undefined ? {} : { bug: values.bug }), ...(mode === 'liveness' ? { liveness: true } : {}), ...(values.careful ? { careful: true } : {}),
  ...(values.devices === undefined ? {} : { devices: Number(values.devices) }), ...(values.chaos === undefined ? {} : { chaosMs: Number(values.chaos) }), ...(without.length === 0 ? {} : { without }), ...(values.log ? { trace: say } : {}),
};

let told = performance.now();
const began = told;
const batch = await runBatch({
  first: Number(values.seed), count: Number(values.seeds), options, store, workers: Number(values.workers), keepsGoing: values['keep-going'], tell,
  ...(values.minutes === undefined ? {} : { budgetMs: Number(values.minutes) * 60_000 }),
  progress: (done, found) => {
    if (performance.now() - told < 20_000) return;
    told = performance.now();
    say(`  ${done} seeds, ${rate(done, told - began)}, ${found} findings`);
  },
});
const counts = Object.entries(batch.stats).map(([name, n]) => `${n} ${name}`).join(', ');
say(`${batch.done} seeds from ${values.seed} (${store}${mode === 'liveness' ? ', liveness' : ''}): ${batch.found.length === 0 ? 'no violation' : `${batch.found.length} WITH VIOLATIONS`}; ${counts}; ${(batch.ms / 1_000).toFixed(1)} s, ${rate(batch.done, batch.ms)}`);
const [first] = batch.found;
if (first !== undefined) {
  if (!values['no-shrink']) await makeSmaller(first);
  process.exitCode = 1;
}

function tell({ seed, tick, violations, devices, chaosMs, faults }: RunResult): void {
  say(`seed ${seed} broke at tick ${tick} (${devices} devices, ${Math.round(chaosMs / 1_000)} s of chaos, ${faults.length} kinds of faults: ${faults.join(', ')})`);
  for (const finding of violations) say(`  ${finding}`);
  say(`  again: ${replayCommand({ ...options, seed }, store)}`);
}

async function makeSmaller(result: RunResult): Promise<void> {
  const database = await openDatabase(store);
  const small = await shrink((one) => simulate(one, database), { ...options, seed: result.seed }, result);
  await database.close();
  say(`smaller after ${small.runs} runs:`);
  const { seed, tick, violations, devices, chaosMs, faults } = small.result;
  say(`  seed ${seed}, tick ${tick}, ${devices} devices, ${Math.round(chaosMs / 1_000)} s of chaos, faults: ${faults.filter((kind) => !small.options.without?.includes(kind)).join(', ') || 'none'}`);
  for (const finding of violations) say(`  ${finding}`);
  say(`  again: ${replayCommand(small.options, store)}`);
}

function rate(done: number, ms: number): string {
  return `${(done / Math.max(0.001, ms / 1_000)).toFixed(1)} seeds/s`;
}
function oneOf<T extends string>(value: string, of: readonly T[]): T {
  const found = of.find((one) => one === value);
  if (found === undefined) throw new Error(`${value} is none of ${of.join(', ')}`);
  return found;
}
