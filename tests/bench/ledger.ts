/**
 * `npm run bench:ledger [-- quick] [-- --db=sqlite|postgres|browser] [-- --devices=5000 --ops=200 --rolled=100000 --ms=2000]`: what the account
 * server's ledger does a second, on SQLite and PostgreSQL with every flush on, and the same charges written naively beside it; then
 * what an action costs in the built extension.
 * Medians of five rounds; a call's time is what its caller waits, queues included.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { browserLines, measureBrowser, QUICK_BROWSER, WHOLE_BROWSER } from './ledger-browser.ts';
import { checkBooks } from '../../server/ops/check-books.ts';
import { findPostgres } from '../conformance/local-postgres.ts';
import type { Figure } from './ledger/measured.ts';
import { addAccounts, postgresStand, sqliteStand, type Stand } from './ledger/stand.ts';
import { batched, devicesOf, direct, hot, naive, naiveTables, pullFanOut, reconnect, roll, type Size } from './ledger/workloads.ts';

const isQuick = process.argv.includes('quick');
const value = (name: string, usual: number): number => Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const only = process.argv.find((arg) => arg.startsWith('--db='))?.slice(5);
const size: Size = { rounds: 5, ms: value('ms', isQuick ? 400 : 2_000), accounts: 1_000, devices: value('devices', isQuick ? 250 : 5_000), opsPerDevice: value('ops', 200), rolled: value('rolled', isQuick ? 2_500 : 100_000) };
/** So long charges are made before they are measured: a database that knows nothing of an account but that it is new is not what serves a busy one. */
const WARM_MS = 2_000;
const whole = (n: number): string => Math.round(n).toLocaleString('en');
const ms = (n: number): string => (n < 10 ? n.toFixed(2) : n.toFixed(0));
const load = (): string => loadavg().map((n) => n.toFixed(1)).join(' ');

function show(name: string, unit: string, figure: Figure, beside?: Figure): void {
  const times = `p50 ${ms(figure.p50)} ms, p99 ${ms(figure.p99)} ms`;
  const failed = figure.failed === 0 ? '' : `, ${figure.failed} FAILED`;
  const ratio = beside === undefined ? '' : `  (${(figure.rate / beside.rate).toFixed(2)} x naive)`;
  console.log(`  ${name.padEnd(58)} ${whole(figure.rate).padStart(8)} ${unit}/s  ${times}${failed}${ratio}`);
}

async function bench(stand: Stand): Promise<void> {
  console.log(`\n${stand.name}, load ${load()}`);
  const startedAt = performance.now();
  await naiveTables(stand, size.accounts);
  await stand.learn();
  const naiveMany = await naive(stand, size, 64, false);
  const naiveHot = await naive(stand, size, 64, true);
  show('naive: one row update per charge, 64 callers, 1,000 accounts', 'charges', naiveMany);
  show('naive: one hot account, 64 callers', 'charges', naiveHot);
  await addAccounts(stand, 'direct', size.accounts);
  await direct(stand, { ...size, rounds: 1, ms: WARM_MS }, 64);
  await stand.learn();
  show('reserve + post, 1 caller', 'charges', await direct(stand, size, 1));
  show('reserve + post, 64 callers, 1,000 accounts', 'charges', await direct(stand, size, 64), naiveMany);
  await hot(stand, { ...size, rounds: 1, ms: WARM_MS }, 64);
  await stand.learn();
  show('reserve + post, one hot account, 64 callers', 'charges', await hot(stand, size, 64), naiveHot);
  show('reserve + post, one hot account, 256 callers', 'charges', await hot(stand, size, 256), naiveHot);
  const devices = await devicesOf(stand, size.devices, 5_000);
  await stand.learn();
  show('lease spends, 100 a push, 16 callers', 'charges', await batched(stand, size, devices, 16), naiveMany);
  show(`push of ${whole(size.devices * size.opsPerDevice)} queued operations, ${whole(size.devices)} devices, 16 at once`, 'ops', await reconnect(stand, size, devices, 16), naiveMany);
  show(`pull fan-out, ${whole(size.devices)} devices, 64 at once`, 'pulls', await pullFanOut(stand, size, devices, 64));
  const findings = await checkBooks(stand.db);
  console.log(`  books after all of it: ${findings.length === 0 ? 'they add up' : findings.join('; ')}`);
  show(`month's end of ${whole(size.rolled)} accounts`, 'accounts', await roll(stand, size));
  console.log(`  ${((performance.now() - startedAt) / 1_000).toFixed(0)} s, load ${load()}`);
  if (findings.length > 0) process.exitCode = 1;
}

console.log(`${cpus().length} x ${cpus()[0]?.model ?? '?'}, ${whole(totalmem() / 2 ** 30)} GB, Node ${process.version}; medians of ${size.rounds}`);
for (const [name, open] of [['sqlite', sqliteStand], ['postgres', postgresStand]] as const) {
  if (only !== undefined && only !== name) continue;
  if (name === 'postgres' && findPostgres() === null) {
    console.log('\nPostgreSQL is not installed: not measured.');
    continue;
  }
  const stand = await open();
  try {
    await bench(stand);
  } finally {
    await stand.close();
  }
}
if (only === undefined || only === 'browser') {
  console.log(`\nthe extension's side, in Chromium, load ${load()}`);
  for (const line of browserLines(await measureBrowser(isQuick ? QUICK_BROWSER : WHOLE_BROWSER))) console.log(`  ${line}`);
}
