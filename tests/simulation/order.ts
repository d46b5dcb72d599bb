/** node tests/simulation/order.ts [--seeds N] [--runs N] [--leads N] [--try SHARE]: what the learned order saves, against known rates. */
import { parseArgs } from 'node:util';
import { interval, live, POLICIES, type Life } from './order-run.ts';
import { ACCOUNT_ONLY, MIXED_KEYS, POOR_TAIL } from './order-world.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '20' }, runs: { type: 'string', default: '12' }, leads: { type: 'string', default: '150' }, try: { type: 'string', default: '0.05' } },
});
const size = { runs: Number(values.runs), leads: Number(values.leads), tryShare: Number(values.try) };
const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
const show = (list: readonly number[]): string => {
  const { mean, low, high } = interval(list);
  return `${percent(mean)} (${percent(low)} to ${percent(high)})`;
};

for (const scenario of [ACCOUNT_ONLY, MIXED_KEYS]) {
  const began = performance.now();
  const lives: Life[] = Array.from({ length: Number(values.seeds) }, (_, i) => live(scenario, i + 1, size));
  const mean = (of: (l: Life) => number): number => interval(lives.map(of)).mean;
  console.log(`\n${scenario.name}: ${lives.length} seeds of ${size.runs} runs of ${size.leads} leads, ${scenario.partners.length} partners; ${percent(mean((l) => l.coverage))} of the leads found in every order`);
  console.log(`  money per answer: learned $${(mean((l) => l.learned) / 1e6).toFixed(4)}, best that can be known $${(mean((l) => l.oracle) / 1e6).toFixed(4)}`);
  for (const policy of POLICIES) console.log(`  against ${policy.padEnd(15)} $${(mean((l) => l.fixed[policy]) / 1e6).toFixed(4)}  saves ${show(lives.map((l) => 1 - l.learned / l.fixed[policy]))}`);
  console.log(`  above the best that can be known: ${show(lives.map((l) => l.learned / l.oracle - 1))}; first run ${show(lives.map((l) => (l.regret[0] ?? 0) / l.oracle))}, last quarter ${show(lives.map((l) => lastQuarter(l.regret) / l.oracle))}`);
  console.log(`  foretold before a run, against what came of it: answers ${show(lives.map((l) => l.foretold.found))}, money ${show(lives.map((l) => l.foretold.money))}`);
  console.log(`  trying: expected at most ${percent(Math.max(...lives.map((l) => l.triedMost)))} of a run, really ${show(lives.map((l) => l.triedReally))}`);
  console.log(`  ${Math.round(performance.now() - began)} ms`);
}

for (const keepShare of [0.99, 0.97, 0.95]) {
  const all = Array.from({ length: Number(values.seeds) }, (_, i) => live(POOR_TAIL, i + 1, size));
  const some = Array.from({ length: Number(values.seeds) }, (_, i) => live(POOR_TAIL, i + 1, { ...size, keepShare }));
  console.log(`\n${POOR_TAIL.name}, ${percent(keepShare)} of the answers must stay: keeps ${show(some.map((l) => l.kept))}, saves ${show(some.map((l, i) => 1 - l.learned / (all[i]?.learned ?? 1)))} against keeping all`);
}

function lastQuarter(list: readonly number[]): number {
  const last = list.slice(Math.floor(list.length * 0.75));
  return last.reduce((sum, v) => sum + v, 0) / Math.max(1, last.length);
}
