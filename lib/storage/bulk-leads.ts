import type { LeadId, TableId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { KilnDatabase } from './database.ts';

const BATCH = 2_000;

/** The seam through which many leads go at once: whoever stores leads in another shape changes this file and nothing else of the import. */
export function bulkLeads(db: KilnDatabase) {
  const range = (tableId: TableId, from: number) => db.leads.where('[tableId+order]').between([tableId, from], [tableId, Infinity]);
  return {
    /** What a transaction over leads has to name. */
    stores: [db.leads],
    get: async (ids: readonly LeadId[]): Promise<ReadonlyMap<LeadId, Lead>> => new Map((await db.leads.bulkGet([...ids])).flatMap((lead) => (lead ? [[lead.id, lead] as const] : []))),
    /** New leads, at the end of their table: their `order` is larger than any there. */
    append: async (_tableId: TableId, leads: readonly Lead[]): Promise<void> => void (await db.leads.bulkAdd([...leads])),
    /** Changed leads. */
    put: async (leads: readonly Lead[]): Promise<void> => void (await db.leads.bulkPut([...leads])),
    remove: (ids: readonly LeadId[]): Promise<void> => db.leads.bulkDelete([...ids]),
    /** Shows the leads behind a place, in their order, some at a time; whoever stands at the very place is among them. No generator: it would leave the transaction. */
    async eachFrom(tableId: TableId, order: number, see: (leads: readonly Lead[]) => void): Promise<void> {
      for (let at = order; ; ) {
        const leads = await range(tableId, at).limit(BATCH).toArray();
        see(leads);
        const last = leads.at(-1)?.order;
        // A place that more leads share than one batch holds is passed over: their keys are looked up once.
        if (leads.length < BATCH || last === undefined) return;
        at = last === at ? last + 1 : last;
      }
    },
    count: (tableId: TableId): Promise<number> => range(tableId, -Infinity).count(),
  };
}
