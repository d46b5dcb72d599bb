/**
 * `npm run bench:runs [-- quick] [-- --leads=2000]`: a run of 10,000 leads through five providers by the built extension in
 * a real Chromium, against practice partners with latencies of 20 to 400 ms and the pace of their manifests. Prints the
 * bound that pace and latencies allow, how near the run came, the worker's memory and the longest task of the interface.
 */
import { loadavg } from 'node:os';
import type { Run } from '../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { loadCatalogue } from '../../server/catalogue.ts';
import { EXTENSION_ORIGIN, launchKiln, type Kiln } from '../e2e/harness/kiln.ts';
import { listTargets } from '../e2e/harness/devtools.ts';
import { until } from '../e2e/harness/until.ts';
import { done } from '../e2e/harness/world.ts';
import { createRng } from '../simulation/rng.ts';
import { boundOf } from './bound.ts';
import { startPartners, type PartnerPlan } from './partners.ts';
import { seedPeople } from './seed-people.ts';

const isQuick = process.argv.includes('quick');
const LEADS = Number(process.argv.find((a) => a.startsWith('--leads='))?.slice(8) ?? (isQuick ? 500 : 10_000));
const HANG_MS = 60 * 60_000;
const LATENCY: readonly (readonly [string, readonly [number, number]])[] = [['findymail', [20, 120]], ['hunter', [60, 200]], ['prospeo', [100, 400]], ['people-data-labs', [80, 300]], ['apollo', [50, 400]]];

const CATALOGUE = await loadCatalogue();
const plans: PartnerPlan[] = LATENCY.map(([id, latency]) => {
  const manifest = CATALOGUE.get(id);
  const { perSecond, perMinute, concurrent } = manifest?.limitsWithKey ?? manifest?.limits ?? {};
  return { id, latency, limits: { ...(perSecond ? { perSecond } : {}), ...(perMinute ? { perMinute } : {}), ...(concurrent ? { concurrent } : {}) } };
});
const WATERFALL: Waterfall = {
  id: 'bench', name: 'Find work email', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], stopAfterSameRejected: 9, freshnessDays: 30,
  steps: plans.map(({ id }) => ({ source: 'provider', providerId: id, operation: 'find-work-email' })),
};

const load = (): string => loadavg().map((n) => n.toFixed(1)).join(' ');
const say = (what: string): void => {
  if (process.argv.includes('--verbose')) console.log(`  ${what}`);
};
const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / Math.max(1, all.length);
const partners = await startPartners(plans, createRng(7).next);
const kiln = await launchKiln({ grantHosts: ['https://127.0.0.1/*'], args: ['--ignore-certificate-errors'] });
try {
  await measure(kiln);
} finally {
  await kiln.close();
  await partners.close();
}

async function measure({ backstage }: Kiln): Promise<void> {
  console.log(`${LEADS} leads x ${plans.length} providers, load ${load()}`);
  for (const { id, latency, limits } of plans) console.log(`  ${id.padEnd(18)} ${latency.join('-')} ms, ${Object.entries(limits).map(([name, n]) => `${n} ${name}`).join(', ')}`);
  await done(kiln.command('settings.set', { sandboxUrl: partners.url }));
  say('keys');
  for (const { id } of plans) await done(kiln.command('key.set', { providerId: id, key: `sandbox-${id}-0123456789` }));
  say('people');
  const leadIds = await seedPeople(backstage, LEADS, WATERFALL);
  partners.calls.length = 0;

  const table = await kiln.openExtensionPage('table.html');
  const panel = await kiln.openExtensionPage('sidepanel.html');
  for (const page of [table, panel]) await page.evaluate(() => {
    const seen = { longest: 0 };
    Object.assign(globalThis, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });

  say('quote');
  const quoted = performance.now();
  const quote = await done(kiln.command('run.quote', { leadIds, waterfallId: WATERFALL.id }));
  const began = performance.now();
  const { runId } = await done(kiln.command('run.start', { leadIds, waterfallId: WATERFALL.id, cap: quote.max }));
  const started = performance.now();
  say('started');
  const memory = await watchMemory(kiln);
  const busiest = { calls: 0, n: 0 };
  const run = await until(async () => {
    const now = partners.calls.length;
    busiest.n = Math.max(busiest.n, now - busiest.calls);
    busiest.calls = now;
    await new Promise((resolve) => setTimeout(resolve, 950));
    const row = (await kiln.rows<Run>('runs')).find(({ id }) => id === runId);
    if (!row) throw new Error('The run is gone.');
    say(`${Math.round((performance.now() - started) / 1_000)} s: ${Object.values(row.endedTasks).reduce((a, b) => a + b, 0)} ended, ${row.begun} begun, ${plans.map(({ id }) => `${id} ${partners.calls.filter((c) => c.providerId === id).length}`).join(', ')}, load ${load()}`);
    return row.state === 'ended' ? row : false;
  }, 'the run to end', HANG_MS);
  memory.stop();

  const asked = plans.map(({ id }) => partners.calls.filter((c) => c.providerId === id && !c.isFree));
  const wallMs = (run.endedAt ?? 0) - run.createdAt;
  const movedMs = wallMs - (started - began);
  const bound = boundOf(plans, asked.map((calls) => calls.filter((c) => !c.isOver).length), asked.map((calls) => mean(calls.filter((c) => !c.isOver).map((c) => c.tookMs))));
  const longest = async (page: typeof table): Promise<string> => `${Math.round(await page.evaluate(() => (globalThis as unknown as { longTasks: { longest: number } }).longTasks.longest))} ms`;
  const questions = partners.calls.filter((c) => !c.isOver && !c.isFree).map((c) => `${c.providerId} ${c.question}`);
  const twice = questions.filter((q, i) => questions.indexOf(q) !== i);
  if (twice.length > 0) say(`asked twice: ${twice.slice(0, 5).join(' | ')}`);
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  console.log(`
  quote ${seconds(began - quoted)}, start ${seconds(started - began)} (nothing is called before the run is whole)
  found ${run.endedTasks.found}, no result ${run.endedTasks['no-result']}, failed ${run.endedTasks.failed}, charged ${run.charged.actions / 1_000_000} Actions
  calls ${plans.map(({ id }, i) => `${id} ${asked[i]?.length}`).join(', ')}; asked twice ${questions.length - new Set(questions).size}; refused as too early ${partners.calls.filter((c) => c.isOver).length}
  most calls in a second ${busiest.n}
  bound ${seconds(bound.ms)}: ${bound.words}
  run ${seconds(movedMs)} = ${(movedMs / bound.ms).toFixed(3)} x the bound (goal 1.10); with the start ${(wallMs / bound.ms).toFixed(3)} x
  memory of the worker: at most ${(memory.peak() / 1_048_576).toFixed(1)} MB of heap, ${(memory.first() / 1_048_576).toFixed(1)} MB at the start
  longest task: table ${await longest(table)}, panel ${await longest(panel)}
  load ${load()}`);
}

/** The worker's heap by the debugger, looked at every two seconds. */
async function watchMemory({ profileDir }: Kiln): Promise<{ peak(): number; first(): number; stop(): void }> {
  const target = await until(async () => (await listTargets(profileDir)).find((t) => t.type === 'service_worker' && t.url.startsWith(EXTENSION_ORIGIN)), 'the worker');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const sizes: number[] = [];
  await new Promise<void>((open) => socket.addEventListener('open', () => open(), { once: true }));
  socket.addEventListener('message', ({ data }) => {
    const { result } = JSON.parse(String(data)) as { result?: { usedSize?: number } };
    if (result?.usedSize !== undefined) sizes.push(result.usedSize);
  });
  let n = 0;
  const ask = (): void => socket.send(JSON.stringify({ id: ++n, method: 'Runtime.getHeapUsage' }));
  ask();
  const timer = setInterval(ask, 2_000);
  return {
    peak: () => Math.max(0, ...sizes),
    first: () => sizes[0] ?? 0,
    stop: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}
