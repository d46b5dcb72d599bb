import type { TableId } from '../core/ids.ts';
import { fieldsOfRow } from '../domain/import/apply.ts';
import type { AsideRow, ImportPolicy, ImportRow } from '../domain/import/import.ts';
import type { CustomColumn, CustomKey } from '../domain/lead/custom.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import { kindCount } from '../domain/lead/kind-words.ts';
import type { Provenance, Table } from '../domain/lead/lead.ts';
import type { ActivityRow } from '../storage/database.ts';
import type { ImportRecord } from '../storage/import-rows.ts';
import type { Deps } from './deps.ts';

type ImportDeps = Pick<Deps, 'store' | 'now' | 'newId'>;

export interface ImportStart {
  readonly importId: string;
  readonly fileName: string;
  readonly table: { readonly tableId: string } | { readonly name: string; readonly kind: LeadKind };
  readonly policy: ImportPolicy;
  readonly headers: readonly string[];
  readonly columns: readonly { readonly key: CustomKey; readonly name: string; readonly type: 'text' | 'number' }[];
}

/** Opens an import; null when its table is gone. Sent again it gives back how far it is. */
export async function beginImport(deps: ImportDeps, { importId, fileName, table: wanted, policy, headers, columns }: ImportStart): Promise<ImportRecord | null> {
  const there = await deps.store.imports.get(importId);
  if (there) return there;
  const at = deps.now();
  const known = 'tableId' in wanted ? await deps.store.leads.getTable(wanted.tableId) : null;
  if (known === undefined) return null;
  const made: Table | null = 'tableId' in wanted ? null : { id: deps.newId() as TableId, name: wanted.name, kind: wanted.kind, createdAt: at };
  const table = known ?? made;
  if (!table) return null;
  const record: ImportRecord = {
    id: importId, at, state: 'running', fileName, tableId: table.id, kind: table.kind, policy, headers, next: 0, lastAt: 0, looked: 0, added: 0, merged: 0, unchanged: 0, aside: 0, leftOut: 0,
    activityId: deps.newId(), ...(made ? { newTable: true as const } : {}), newColumns: columns.map(({ key }) => key),
  };
  return deps.store.imports.begin(record, made, columns.map((column): CustomColumn => ({ ...column, kind: table.kind, createdAt: at })));
}

/** Does one part of an import, in its turn. */
export function importRows(deps: ImportDeps, record: ImportRecord, n: number, rows: readonly ImportRow[], aside: readonly AsideRow[], lastAt: number): Promise<ImportRecord | null> {
  const provenance: Provenance = { origin: 'import', at: record.at, fileName: record.fileName };
  return deps.store.imports.save({ importId: record.id, n, aside, lastAt, now: deps.now(), activityOf, rows: rows.map((row) => fieldsOfRow(row, provenance)) });
}

/** One line of the history for the whole import, growing with it. */
function activityOf({ added, merged, fileName, kind }: ImportRecord, table: Table): Pick<ActivityRow, 'kind' | 'title' | 'detail'> {
  const title = added === 0 ? `${kindCount(kind, merged)} updated in ${table.name}` : `${kindCount(kind, added)} imported to ${table.name}${merged > 0 ? `, ${merged.toLocaleString('en')} updated` : ''}`;
  return { kind: added === 0 ? 'lead-merged' : 'lead-added', title, detail: `${fileName} · free` };
}
