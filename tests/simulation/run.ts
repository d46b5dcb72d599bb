/**
 * node tests/simulation/run.ts [--seeds N] [--seed S] [--bug NAME]
 * Runs seeds S, S+1, ... and stops at the first that breaks an invariant.
 */
import { parseArgs } from 'node:util';
import { runMoney } from './money-run.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, bug: { type: 'string' } } });
const bug = PLANTED_BUGS.find((name) => name === values.bug) ?? null;
if (values.bug !== undefined && bug === null) throw new Error(`Planted bugs: ${PLANTED_BUGS.join(', ')}.`);

const first = Number(values.seed);
const totals = { charges: 0, posted: 0, deaths: 0, steps: 0 };
const began = performance.now();
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const run = await runMoney(seed, bug);
  for (const key of ['charges', 'posted', 'deaths', 'steps'] as const) totals[key] += run[key];
  if (run.violations.length === 0) continue;
  console.log(`seed ${seed} broke after ${run.steps} steps:\n${run.violations.map((v) => `  ${v}`).join('\n')}`);
  process.exit(1);
}
console.log(`${values.seeds} seeds from ${first}: no violation; ${totals.charges} charges, ${totals.posted} posted, ${totals.deaths} server deaths, ${totals.steps} steps, ${Math.round(performance.now() - began)} ms`);
