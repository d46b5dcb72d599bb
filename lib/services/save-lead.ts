import type { LeadId, TableId } from '../core/ids.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields, Table } from '../domain/lead/lead.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import type { SavedLead } from '../storage/lead-store.ts';
import type { Deps } from './deps.ts';

type SaveDeps = Pick<Deps, 'store' | 'now' | 'newId'>;

const FIRST_TABLE: Record<LeadKind, string> = { person: 'People', company: 'Companies' };

/** The table new leads go to: the one chosen last for this kind, else the oldest, else a first one is made. */
export async function currentTable(deps: SaveDeps, kind: LeadKind): Promise<Table> {
  const chosen = await fittingTable(deps, kind);
  if (chosen) return chosen;
  const table: Table = { id: deps.newId() as TableId, name: FIRST_TABLE[kind], kind, createdAt: deps.now() };
  await deps.store.leads.addTable(table);
  return table;
}

/** The table that new leads of this kind go to; undefined when there is none yet. */
export async function fittingTable(deps: Pick<Deps, 'store'>, kind: LeadKind): Promise<Table | undefined> {
  const [settings, tables] = await Promise.all([deps.store.meta.settings(), deps.store.leads.tables()]);
  const fitting = tables.filter((t) => t.kind === kind).sort((a, b) => a.createdAt - b.createdAt);
  return fitting.find((t) => t.id === settings.currentTables[kind]) ?? fitting[0];
}

/** Saves a lead with its duplicate check and undo; `clipsOf` names the page whose waiting clips become its own. Null when the table is gone or holds the other kind. */
export function saveLead(
  deps: SaveDeps,
  input: { readonly tableId: string; readonly kind: LeadKind; readonly fields: LeadFields; readonly sourceUrl?: string; readonly clipsOf?: string; readonly from: string },
): Promise<SavedLead | null> {
  return deps.store.leads.save({
    newId: deps.newId() as LeadId,
    activityId: deps.newId(),
    table: input.tableId as TableId,
    kind: input.kind,
    fields: input.fields,
    now: deps.now(),
    ...(input.sourceUrl ? { sourceUrl: input.sourceUrl } : {}),
    ...(input.clipsOf === undefined ? {} : { clipsOf: input.clipsOf }),
    activityOf: (outcome, lead, table, changed) => ({
      title: outcome === 'added' ? `${leadLabel(lead)} added to ${table.name}` : `${leadLabel(lead)}: ${changed} ${changed === 1 ? 'value' : 'values'} added`,
      detail: `${input.from} · free`,
    }),
  });
}

/** Short form of an address for activity lines: host and path without query. */
export function shortUrl(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return (host.replace(/^www\./, '') + pathname.replace(/\/$/, '')).slice(0, 80) || url.slice(0, 80);
  } catch {
    return url.slice(0, 80);
  }
}
