import type { LeadKind } from '../domain/lead/fields.ts';
import type { TableId } from '../core/ids.ts';
import type { Deps } from './deps.ts';

type TableDeps = Pick<Deps, 'store' | 'now' | 'newId'>;

/** Makes a table and lets new leads of its kind go there. */
export async function createTable(deps: TableDeps, name: string, kind: LeadKind): Promise<string> {
  const id = deps.newId() as TableId;
  await deps.store.leads.addTable({ id, name, kind, createdAt: deps.now() });
  await chooseTable(deps, kind, id);
  return id;
}

export async function chooseTable(deps: TableDeps, kind: LeadKind, tableId: string): Promise<void> {
  const { currentTables } = await deps.store.meta.settings();
  await deps.store.meta.changeSettings({ currentTables: { ...currentTables, [kind]: tableId } });
}

/** Deletes leads; the activity line can take it back. Null when none was there. */
export async function deleteLeads(deps: TableDeps, ids: readonly string[]): Promise<string | null> {
  const activityId = deps.newId();
  const removed = await deps.store.leads.remove(ids, (leads) => ({
    id: activityId, at: deps.now(), kind: 'lead-deleted', ...(leads[0] ? { tableId: leads[0].tableId } : {}),
    title: leads.length === 1 ? '1 lead deleted' : `${leads.length} leads deleted`, detail: 'Undo brings them back',
  }));
  return removed > 0 ? activityId : null;
}

export async function deleteTable(deps: TableDeps, tableId: string): Promise<string | null> {
  const activityId = deps.newId();
  const removed = await deps.store.leads.removeTable(tableId, (table, leads) => ({
    id: activityId, at: deps.now(), kind: 'table-deleted', tableId: table.id,
    title: `Table ${table.name} deleted`, detail: `${leads} ${leads === 1 ? 'lead' : 'leads'} · undo brings them back`,
  }));
  return removed ? activityId : null;
}
