import type { Lead, Table } from '../lead/lead.ts';
import type { ListCapture } from './list.ts';
import { rowLeadId } from './row-lead.ts';

/** Every key by which a row of the list may be found among the leads. */
export const identitiesOf = (list: ListCapture): string[] => [...new Set(list.rows.flatMap((row) => row.identity ?? []))];

/** Ids that rows without an identity would have in each table, with their row. */
export function bareIds(list: ListCapture, host: string, tables: readonly Table[]): Map<string, string> {
  const bare = list.rows.filter((row) => (row.identity ?? []).length === 0);
  return new Map(bare.flatMap((row) => tables.filter((table) => table.kind === list.kind).map((table) => [rowLeadId(table.id, host, row.key) as string, row.key] as const)));
}

/**
 * The tables in which each row is known, by row key.
 * @param leads those that share a key with a row, and those with an id of `bareIds`
 */
export function knownTables(list: ListCapture, host: string, tables: readonly Table[], leads: readonly Lead[]): Map<string, readonly string[]> {
  const bare = bareIds(list, host, tables);
  const names = new Set<string>(tables.map((table) => table.id));
  const byKey = new Map<string, Set<string>>();
  const note = (key: string, tableId: string): void => void byKey.set(key, (byKey.get(key) ?? new Set()).add(tableId));
  for (const lead of leads) {
    if (lead.kind !== list.kind || !names.has(lead.tableId)) continue;
    for (const key of lead.keys) note(key, lead.tableId);
    const row = bare.get(lead.id);
    if (row !== undefined) note(`row ${row}`, lead.tableId);
  }
  const out = new Map<string, readonly string[]>();
  for (const row of list.rows) {
    const found = new Set([...(row.identity ?? []), `row ${row.key}`].flatMap((key) => [...(byKey.get(key) ?? [])]));
    if (found.size > 0) out.set(row.key, [...found]);
  }
  return out;
}

/** "Q3 outbound", or "2 tables". */
export function knownTag(tableIds: readonly string[], tables: readonly Table[]): string {
  const [first] = tableIds;
  return tableIds.length === 1 ? (tables.find((table) => table.id === first)?.name ?? '') : `${tableIds.length} tables`;
}
