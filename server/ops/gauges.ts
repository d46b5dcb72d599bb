import { monitorEventLoopDelay } from 'node:perf_hooks';
import { STUCK_HOLD_MS } from '../../lib/core/server-limits.ts';
import { readEpoch } from '../ledger/epoch.ts';
import { one, type Database } from '../sql/sql.ts';
import type { Gauge } from './metrics.ts';

const loop = monitorEventLoopDelay({ resolution: 20 });
loop.enable();

/** Since it was read before: a stall is seen once and does not stay in all figures after it. */
function eventLoopLag(): number {
  const p99 = loop.percentile(99);
  loop.reset();
  return Number.isFinite(p99) ? p99 / 1e9 : 0;
}

/** Each query answers one number; they read over all accounts and change nothing. */
const QUERIES: readonly (readonly [string, string, string, readonly number[]])[] = [
  ['kiln_deficit_micro', 'Actions spent beyond what was granted (micro-units).', 'select coalesce(sum(deficit_u), 0) as value from account_meter', []],
  ['kiln_accounts_frozen', 'Accounts whose books did not add up, or that were stopped by an admin.', `select count(*) as value from account where state = 'frozen'`, []],
  ['kiln_holds_stuck', 'Charges that hold value past their time: the sweep does not come through.', `select count(*) as value from charge where state = 'reserved' and hold_expires_at < kiln_now() - ?`, [STUCK_HOLD_MS]],
  ['kiln_holds_micro', 'Held by charges in flight (micro-units of both meters).', 'select coalesce(sum(held_u), 0) as value from account_meter', []],
  ['kiln_leased_micro', 'Set aside for devices (micro-units).', 'select coalesce(sum(leased_u), 0) as value from account_meter', []],
  ['kiln_leases_stranded_micro', 'Set aside for devices out of lots whose time is over (micro-units).', 'select coalesce(sum(leased_u), 0) as value from lot where leased_u > 0 and expires_at < kiln_now()', []],
  ['kiln_sweep_lag_seconds', 'Age of the oldest call that waits for a worker.', `select coalesce(max(kiln_now() - not_before), 0) / 1000.0 as value from provider_call where state = 'queued' and not_before <= kiln_now()`, []],
  ['kiln_calls_waiting', 'Calls to data partners that are queued or under way.', `select count(*) as value from provider_call where state in ('queued', 'started')`, []],
  ['kiln_webhooks_waiting', 'Webhook deliveries that are not done.', `select count(*) as value from webhook_delivery where state = 'waiting'`, []],
  ['kiln_webhooks_dead', 'Webhook deliveries that were given up and not sent again.', `select count(*) as value from webhook_delivery where state = 'dead'`, []],
  ['kiln_webhook_lag_seconds', 'Age of the oldest webhook delivery that is due.', `select coalesce(max(kiln_now() - next_at), 0) / 1000.0 as value from webhook_delivery where state = 'waiting' and next_at <= kiln_now()`, []],
];

/** What the database and the process say right now. */
export async function readGauges(db: Database, facts: { readonly version: string }): Promise<Gauge[]> {
  const gauges: Gauge[] = [
    { name: 'kiln_info', help: 'This server.', labels: { version: facts.version, database: db.dialect }, value: 1 },
    { name: 'kiln_ledger_epoch', help: 'Raised by each restore from a backup.', value: await readEpoch(db) },
    { name: 'process_resident_memory_bytes', help: 'Memory of this process.', value: process.memoryUsage.rss() },
    { name: 'process_start_time_seconds', help: 'When this process began.', value: Math.round(Date.now() / 1_000 - process.uptime()) },
    { name: 'nodejs_eventloop_lag_p99_seconds', help: 'How long a ready task waited for the event loop since the last reading.', value: eventLoopLag() },
  ];
  for (const [name, help, query, params] of QUERIES) gauges.push({ name, help, value: Number((await one<{ value: number | string }>(db, query, params)).value) });
  return gauges;
}
