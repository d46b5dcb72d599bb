import type { LedgerEvent } from '../contracts/account-api.ts';
import type { LeadId, RunId, TaskId } from '../core/ids.ts';
import type { Run, Task } from '../domain/enrichment/run.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { heirsOf } from './merge-heirs.ts';

/** The cached feed as the statement reads it: by its numbers, a stretch at a time, never all of it. */
export function createStatementStore(db: KilnDatabase) {
  return {
    /** The numbers of the first and the last line that are here; null when there are none. */
    bounds: async (): Promise<{ readonly first: number; readonly last: number } | null> => {
      const [first, last] = await Promise.all([db.events.orderBy('seq').first(), db.events.orderBy('seq').last()]);
      return first && last ? { first: first.seq, last: last.seq } : null;
    },
    /** Lines from one number to another, both included, oldest first. One read without a cursor. */
    stretch: (from: number, to: number): Promise<LedgerEvent[]> => db.events.where('seq').between(from, to, true, true).toArray(),
    /** Lines by their numbers; those that are gone meanwhile are left out. */
    lines: async (seqs: readonly number[]): Promise<LedgerEvent[]> => (await db.events.bulkGet([...seqs])).filter((event) => event !== undefined),
    /** All lines of one charge, oldest first. */
    ofCharge: (chargeId: string): Promise<LedgerEvent[]> => db.events.where('chargeId').equals(chargeId).sortBy('seq'),
    /** The run that each charge belongs to, for those that were made on this device. */
    runsOf: async (chargeIds: readonly string[]): Promise<ReadonlyMap<string, RunId>> =>
      new Map((await db.charges.bulkGet(chargeIds as Charge['id'][])).flatMap((charge) => (charge ? [[charge.id, charge.runId] as const] : []))),
    runs: async (ids: readonly RunId[]): Promise<readonly Run[]> => (await db.runs.bulkGet([...ids])).filter((run) => run !== undefined),
    charge: (id: string): Promise<Charge | undefined> => db.charges.get(id as Charge['id']),
    task: (id: TaskId): Promise<Task | undefined> => db.tasks.get(id),
    lead: async (id: LeadId): Promise<Lead | undefined> => (await leadRows(db).get(id)) ?? (await heirsOf(db, [id])).get(id),
    /** Leads of the charges that were made on this device, by charge. */
    leadsOf: async (chargeIds: readonly string[]): Promise<ReadonlyMap<string, Lead>> => {
      const charges = (await db.charges.bulkGet(chargeIds as Charge['id'][])).filter((charge) => charge !== undefined);
      const leads = await leadRows(db).getAll([...new Set(charges.map((charge) => charge.leadId))]);
      const byId = new Map(leads.flatMap((lead) => (lead ? [[lead.id, lead] as const] : [])));
      for (const [id, lead] of await heirsOf(db, charges.map((charge) => charge.leadId).filter((id) => !byId.has(id)))) byId.set(id, lead);
      return new Map(charges.flatMap((charge) => {
        const lead = byId.get(charge.leadId);
        return lead ? [[charge.id, lead] as const] : [];
      }));
    },
  };
}
export type StatementStore = ReturnType<typeof createStatementStore>;
