import type { CellDeed, CellsSet } from '../contracts/cell-commands.ts';
import { isCustomKey, type LeadKey } from '../domain/lead/custom.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import { kindCount } from '../domain/lead/kind-words.ts';
import type { FieldState, Table } from '../domain/lead/lead.ts';
import { chosenValue } from '../domain/lead/merge.ts';
import type { CellTally } from '../storage/cell-store.ts';
import type { Deps } from './deps.ts';
import { typedState } from './edit-lead.ts';
import { typedValue } from './typed-value.ts';

export interface CellsToSet {
  readonly deedId: string;
  readonly n: number;
  readonly deed: CellDeed;
  readonly tableId: string;
  readonly fields: readonly LeadKey[];
  readonly rows: readonly { readonly leadId: string; readonly texts: readonly (string | null)[] }[];
}

/**
 * Gives many cells their values: each text is read by the type of its column as a typed one is, and what cannot be read is left and
 * counted. Free; asks no source. Null when the table is gone, `undone` when the deed was taken back meanwhile.
 */
export async function setCells(deps: Pick<Deps, 'store' | 'now'>, { deedId, n, deed, tableId, fields, rows }: CellsToSet): Promise<CellsSet | 'undone' | null> {
  const table = await deps.store.leads.getTable(tableId);
  if (!table) return null;
  const columns = new Map((await deps.store.columns.list()).map((column) => [column.key as LeadKey, column]));
  // A pattern says the same text many times.
  const readers = fields.map((field) => reader((text) => typedValue(table.kind, field, text, isCustomKey(field) ? columns.get(field) : undefined)));
  const refused = fields.map(() => 0);
  const read = rows.map(({ leadId, texts }) => ({
    leadId,
    values: texts.map((text, i): string | null => {
      if (text === null) return null;
      const typed = readers[i]?.(text);
      if (typed && 'value' in typed) return typed.value;
      refused[i] = (refused[i] ?? 0) + 1;
      return null;
    }),
  }));
  const at = deps.now();
  const part = await deps.store.cells.save({
    deedId, n, tableId, fields, rows: read, now: at,
    refused: fields.flatMap((field, i) => ((refused[i] ?? 0) > 0 ? [{ field, cells: refused[i] ?? 0 }] : [])),
    stateOf: (state, value, field) => stateOf(state, value, field, at),
    activityOf: (of, tally) => words(of, tally, deed),
  });
  if (part === null || part === 'undone') return part;
  return { activityId: part.changed > 0 ? deedId : null, changed: part.changed, refused: part.refused, gone: part.gone };
}

function reader<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = read(text)));
    return value;
  };
}

/** Empty is empty, whoever had said something: the undo has it. What shows already keeps its source. */
function stateOf(state: FieldState | undefined, value: string, field: LeadKey, at: number): FieldState | undefined {
  if (value === '') return undefined;
  return chosenValue(state)?.value === value ? state : typedState(state, value, field, at);
}

const DEED: Readonly<Record<CellDeed, string>> = { paste: 'pasted', fill: 'filled', clear: 'emptied', cut: 'cut' };

function words(table: Table, { cells, leads, only }: CellTally, deed: CellDeed): { title: string; detail: string } {
  const count = `${cells.toLocaleString('en')} ${cells === 1 ? 'cell' : 'cells'} ${DEED[deed]}`;
  return { title: only ? `${leadLabel(only)}: ${count}` : count, detail: only ? 'By hand · free' : `${table.name} · ${kindCount(table.kind, leads)} · free` };
}
