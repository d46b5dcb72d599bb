/** What `ledger-browser.ts` runs inside the extension: the product's own stores on databases of their own. */
import type { ChargeId, LeadId, RunId, TableId, TaskId } from '../../lib/core/ids.ts';
import { claimStep, closeStep, type TaskChanges } from '../../lib/domain/enrichment/advance.ts';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { micro, NOTHING, ONE_ACTION, UNIT, ZERO } from '../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { KilnDatabase } from '../../lib/storage/database.ts';
import { dexieLedger } from '../../lib/storage/ledger-dexie.ts';
import { createLedgerStore } from '../../lib/storage/ledger-store.ts';
import { createTaskStore } from '../../lib/storage/task-store.ts';
import { reserveOn, resolveOn } from '../simulation/spend.ts';

export interface LedgerBench {
  /** Milliseconds of each local action: reserved in one transaction, posted with its operation in a second one. */
  actions(durability: 'strict' | 'relaxed', count: number): Promise<number[]>;
  /** Milliseconds in which a run of so many leads claims and closes all its steps, in the groups of the product. */
  batch(durability: 'strict' | 'relaxed', count: number): Promise<number>;
  /** Milliseconds of each recovery with so many operations that wait and so many charges that a death has left. */
  recover(waiting: number, left: number, rounds: number): Promise<number[]>;
}

/** Tasks whose changes share a transaction, as in a run. */
const GROUP = 200;
const NOW = 1_800_000_000_000;
const WATERFALL: Waterfall = { id: 'bench', name: 'Bench', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], stopAfterSameRejected: 9, freshnessDays: 30, steps: [{ source: 'provider', providerId: 'hunter', operation: 'find-work-email' }] };

const chargeOf = (n: number): Charge => ({
  id: `charge-${n}` as ChargeId, path: 'local', state: 'reserved', runId: 'run-bench' as RunId, taskId: `task-${n}` as TaskId, leadId: `lead-${n}` as LeadId, enrichment: 'work-email',
  providerId: 'hunter', operation: 'find-work-email', route: 'own', quoted: { actions: ONE_ACTION, credits: ZERO }, posted: NOTHING, reservedAt: NOW,
});

/** A fresh database of a device that is signed in and has more Actions than it needs. */
async function open(durability: 'strict' | 'relaxed'): Promise<KilnDatabase> {
  const db = new KilnDatabase('kiln-bench', durability);
  await db.delete();
  await db.open();
  await db.meta.bulkPut([
    { key: 'device', value: { deviceId: 'device-bench', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 } },
    { key: 'account', value: { serverUrl: '', serverName: '', sandbox: false, member: { name: '', email: '', workspace: '', role: '' }, plan: { name: '', actionsMonthly: 0, creditsMonthly: 0, renewsAt: null }, balances: [], priceBook: { version: 1, effectiveFrom: '', actionsPerResult: UNIT, actionTiers: [], data: {}, creditMicroUsd: 0, providers: [] }, syncedAt: 0, limits: [], atSeq: 0, clockOffsetMs: 0 } },
  ]);
  await db.leases.bulkPut([1, 2].map((n) => ({ leaseId: `lease-${n}`, requestId: `request-${n}`, amount: micro(1_000_000 * UNIT), reserved: ZERO, spent: ZERO, state: 'open' as const, spendUntil: NOW + n, createdSeq: n, ledgerEpoch: 1, usedAt: NOW })));
  return db;
}

async function closed<T>(db: KilnDatabase, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await db.delete();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Posted charges and the operations that tell them, as a device that was offline for long has them. */
async function fillOutbox(db: KilnDatabase, count: number): Promise<void> {
  const charges = Array.from({ length: count }, (_, n): Charge => ({ ...chargeOf(n), state: 'posted', leaseId: 'lease-1', resolvedAt: NOW, posted: { actions: ONE_ACTION, credits: ZERO } }));
  await db.charges.bulkAdd(charges);
  await db.outbox.bulkAdd(charges.map((charge, i) => ({
    n: i + 1, opId: `spend.${charge.id}`, acked: 0 as const,
    op: { n: i + 1, opId: `spend.${charge.id}`, kind: 'spend' as const, clientAt: NOW, body: { chargeId: charge.id, actions: UNIT, leaseId: 'lease-1', runId: charge.runId, taskId: charge.taskId, subject: charge.leadId, enrichment: charge.enrichment, providerId: charge.providerId, operation: charge.operation, route: 'own' as const } },
  })));
  const device = await db.meta.get('device');
  if (device) await db.meta.put({ ...device, value: { ...device.value, nextN: count + 1 } });
}

async function fillRun(db: KilnDatabase, count: number): Promise<TaskId[]> {
  const ids = Array.from({ length: count }, (_, n) => `task-${n}` as TaskId);
  const run: Run = {
    id: 'run-bench' as RunId, waterfall: WATERFALL, state: 'running', leadCount: count, cap: { actions: micro(count * UNIT), credits: ZERO }, charged: NOTHING, held: NOTHING, createdAt: NOW,
    endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 },
  };
  const value = (text: string) => ({ values: [{ value: text, confidence: 90, provenance: { origin: 'import' as const, at: 1 } }] });
  const leads = ids.map((_, n): Lead => ({ id: `lead-${n}` as LeadId, tableId: 'table-bench' as TableId, kind: 'person', order: n, createdAt: 1, updatedAt: 1, keys: [], fields: { name: value(`Ada Example${n}`), companyDomain: value(`company-${n}.example`) } }));
  const tasks = ids.map((id, n): Task => ({
    id, runId: run.id, leadId: `lead-${n}` as LeadId, enrichment: 'work-email', state: 'queued', createdAt: NOW, notBefore: n, held: NOTHING, charged: NOTHING,
    steps: [{ index: 0, state: 'waiting', source: 'provider', providerId: 'hunter', operation: 'find-work-email', route: 'own', creditsMax: ZERO, chargeId: `${id}.0` as ChargeId, attempts: 0 }],
  }));
  await db.runs.add(run);
  await db.leads.bulkAdd(leads);
  await db.tasks.bulkAdd(tasks);
  return ids;
}

const bench: LedgerBench = {
  async actions(durability, count) {
    const db = await open(durability);
    const ledger = createLedgerStore(db);
    const port = dexieLedger(db);
    return closed(db, async () => {
      const times: number[] = [];
      for (let n = 0; n < count; n++) {
        times.push(await timed(async () => {
          if ((await reserveOn(port, chargeOf(n))) !== 'reserved') throw new Error('no lease covers it');
          await resolveOn(port, `charge-${n}` as ChargeId, { posted: { actions: ONE_ACTION, credits: ZERO } }, NOW);
        }));
      }
      if ((await ledger.waitingCount()) !== count) throw new Error('an action without its operation');
      return times;
    });
  },
  async batch(durability, count) {
    const db = await open(durability);
    const store = createTaskStore(db);
    return closed(db, async () => {
      const ids = await fillRun(db, count);
      const change = async (part: readonly TaskId[], decide: (rows: Parameters<typeof claimStep>[0]) => TaskChanges): Promise<void> => {
        const results = await store.changeTasks(part.map((id) => ({ id, decide })), (task) => ({ at: NOW, kind: 'enriched', title: task.id, detail: '' }), NOW);
        if (results.some((result) => !result.ok)) throw new Error('a change failed');
      };
      const ms = await timed(async () => {
        for (let at = 0; at < ids.length; at += GROUP) {
          const part = ids.slice(at, at + GROUP);
          await change(part, (rows) => claimStep(rows, { now: NOW }));
          await change(part, (rows) => closeStep(rows, 0, { kind: 'accepted', answer: { fields: { workEmail: `${rows.task.id}@example.com` }, raw: '' }, tookMs: 5, sandbox: false }, NOW));
        }
      });
      if ((await db.outbox.count()) !== count) throw new Error('an action without its operation');
      return ms;
    });
  },
  async recover(waiting, left, rounds) {
    const db = await open('strict');
    const ledger = createLedgerStore(db);
    const port = dexieLedger(db);
    return closed(db, async () => {
      await fillOutbox(db, waiting);
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        for (let n = 0; n < left; n++) await reserveOn(port, chargeOf(waiting + round * left + n));
        times.push(await timed(async () => {
          if ((await ledger.recover(NOW)) !== left) throw new Error('not all that was left was given back');
        }));
      }
      return times;
    });
  },
};
Object.assign(globalThis, { __kilnLedgerBench: bench });
