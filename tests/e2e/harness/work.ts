/** Waiting for runs and deliveries to end, and what stood still when they do not. */
import type { Delivery } from '../../../lib/domain/delivery/delivery.ts';
import type { Run } from '../../../lib/domain/enrichment/run.ts';
import type { MetaRow } from '../../../lib/storage/database.ts';
import type { Kiln } from './kiln.ts';
import { until } from './until.ts';

/** `until` for work of the background; its error says what the background had before it. */
export function untilDone<T>(kiln: Kiln, look: () => T | Promise<T>, what: string, timeoutMs?: number): Promise<Exclude<Awaited<T>, null | undefined | false>> {
  return until(look, what, timeoutMs).catch(async (error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${await diagnosis(kiln)}`, { cause: error });
  });
}

/** No value of a lead and no key is in it. */
async function diagnosis(kiln: Kiln): Promise<string> {
  const lines = await Promise.all([
    told('worker', async () => ({ isRunning: await kiln.worker.isRunning(), doesAnswer: await kiln.worker.answers() })),
    told('reports', async () => kiln.reports.slice(-20)),
    told('locks', () => kiln.backstage.evaluate(() => navigator.locks.query())),
    told('alarms', () => kiln.backstage.evaluate(async () => ({ now: Date.now(), alarms: await chrome.alarms.getAll() }))),
    told('runs', async () => (await kiln.rows<Run>('runs')).filter(({ state }) => state !== 'ended').map(({ waterfall: _waterfall, ...run }) => run)),
    told('deliveries', async () => (await kiln.rows<Delivery>('deliveries')).filter(({ state }) => state !== 'ended').map(({ mapping: _mapping, ...delivery }) => delivery)),
    told('leases', () => kiln.rows('leases')),
    told('lease requests', () => kiln.rows('leaseRequests')),
    told('sync', async () => (await kiln.rows<MetaRow>('meta')).filter(({ key }) => key === 'sync' || key === 'allowance' || key === 'device')),
  ]);
  return lines.join('\n');
}
const told = (name: string, look: () => Promise<unknown>): Promise<string> => look().then((seen) => `${name}: ${JSON.stringify(seen)}`, (error: unknown) => `${name}: ${String(error)}`);
