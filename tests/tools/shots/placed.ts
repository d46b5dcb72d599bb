import type { Lead } from '../../../lib/domain/lead/lead.ts';
import type { LeadTableRow } from '../../../lib/storage/leads/table-rows.ts';

/** The rows of a state with its leads as the stores hold them: each table's in their order, in places from 1 on, and counted. */
export function placed(rows: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown[]> {
  const counts = new Map<Lead['tableId'], number>();
  const leads = ((rows['leads'] ?? []) as readonly Lead[]).map((lead) => {
    const order = (counts.get(lead.tableId) ?? 0) + 1;
    counts.set(lead.tableId, order);
    return { ...lead, order };
  });
  const leadTables = [...counts].map(([tableId, count]): LeadTableRow => ({ tableId, next: count + 1, count }));
  return { ...Object.fromEntries(Object.entries(rows).map(([store, all]) => [store, [...all]])), leads, leadTables };
}
