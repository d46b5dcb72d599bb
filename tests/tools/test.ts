/**
 * `npm test`: every stage in order, whatever the one before said, and one line at the end: `N passed, N failed`.
 * `node tests/tools/test.ts lint types` runs only the stages named.
 */
import { boundaries, lint, types } from './stages/static.ts';
import { bundle } from './stages/bundle.ts';
import { audit } from './stages/audit.ts';
import { hygiene } from './stages/hygiene.ts';
import { e2e, vitest } from './stages/runners.ts';
import { sum, type Stage, type Tally } from './stages/stage.ts';

const STAGES: readonly Stage[] = [
  types,
  lint,
  boundaries,
  vitest('architecture', 'Seeded violations (each rule bites)', ['architecture']),
  hygiene,
  audit,
  bundle,
  vitest('unit', 'Unit', ['unit', 'server', 'migrations']),
  vitest('conformance', 'Conformance (every adapter passes its battery)', ['conformance']),
  vitest('simulation', 'Simulation (deaths, retries, books)', ['simulation']),
  e2e,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(' or ')}. There are: ${STAGES.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const tallies: Tally[] = [];
for (const stage of STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n== ${stage.title}`);
  const startedAt = performance.now();
  const tally = await runStage(stage);
  tallies.push(tally);
  console.log(`   ${stage.name}: ${tally.failed === 0 ? 'ok' : `${tally.failed} FAILED`}, ${tally.passed} ok, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
}
const { passed, failed } = sum(tallies);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A stage that breaks is one failure; the others still run. */
async function runStage(stage: Stage): Promise<Tally> {
  try {
    return await stage.run();
  } catch (error) {
    console.log(`  the stage itself broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}
