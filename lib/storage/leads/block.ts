/** How many leads that were added together are stored as one record, losslessly: a column each, and what they share once. */
import type { LeadId, TableId } from '../../core/ids.ts';
import { wordsOfCompany } from '../../domain/lead/company-name.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import type { LeadKey, MutableByLeadKey } from '../../domain/lead/custom.ts';
import type { FieldState, FieldValue, Lead, Provenance } from '../../domain/lead/lead.ts';

/** A lead before it has its place in the table; one without an id gets one that says where it is stored. */
export type NewLead = Pick<Lead, 'fields' | 'keys' | 'sourceUrl' | 'createdAt' | 'updatedAt'> & { readonly id?: LeadId };

/** What all values of one source have in common. */
interface Source {
  readonly confidence: number;
  readonly provenance: Provenance;
}
/** What rows that were added together have in common. */
interface Head {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly sourceUrl?: string;
}

/**
 * Leads `first` to `last` of a table as they were added, never changed afterwards: a lead that changes gets a record of
 * its own that is read in place of its row here, a lead that goes is noted in the gaps of the table.
 */
export interface LeadBlock {
  readonly tableId: TableId;
  readonly kind: LeadKind;
  readonly first: number;
  readonly last: number;
  readonly heads: readonly Head[];
  /** Index in `heads` for each row; absent when there is one head only. */
  readonly headOf?: readonly number[];
  readonly sources: readonly Source[];
  /**
   * Per field the cells of all rows as JSON, so that whoever needs one column reads one column:
   * null no value, a text (of the source `source`), [text, source, original], or a whole field state.
   */
  readonly columns: Readonly<Record<string, { readonly source: number; readonly cells: string }>>;
  /** Identity keys of all rows one after the other, then `#` and the id of each row that brought its own, then `~` and the words of companies' names. */
  readonly keys: readonly string[];
  /** Where in `keys` those of each row end. */
  readonly keyEnds: readonly number[];
  /** Own ids by row; absent when no row brought one. */
  readonly ids?: readonly (string | null)[];
}

type Cell = null | string | readonly [text: string, source: number, original?: string] | FieldState;

/** The id of a lead that was stored without one says where it is. */
export const placedId = (tableId: string, order: number): LeadId => `${tableId}:${order}` as LeadId;
/** The key under which the index finds a row by an id of its own. */
export const idKey = (id: string): string => `#${id}`;

/** The key under which the index finds the block of a company by a word of its name. */
export const nameKey = (word: string): string => `~${word}`;

/** The place that an id tells; null when it tells none. */
export function placeOfId(id: string): { readonly tableId: TableId; readonly order: number } | null {
  const colon = id.lastIndexOf(':');
  const order = colon < 1 ? Number.NaN : Number(id.slice(colon + 1));
  return Number.isSafeInteger(order) && order > 0 ? { tableId: id.slice(0, colon) as TableId, order } : null;
}

/** Packs leads as the rows `first` and following of a table. */
export function packBlock(tableId: TableId, kind: LeadKind, first: number, leads: readonly NewLead[]): LeadBlock {
  const sources = sourcesOf();
  const headAt = headsOf();
  const headOf: number[] = [];
  const keys: string[] = [];
  const keyEnds: number[] = [];
  const cells = new Map<LeadKey, Cell[]>();
  for (const [row, lead] of leads.entries()) {
    headOf.push(headAt.indexOf(lead));
    for (const key of lead.keys) keys.push(key);
    keyEnds.push(keys.length);
    for (const field of Object.keys(lead.fields) as LeadKey[]) {
      const state = lead.fields[field];
      if (!state) continue;
      let column = cells.get(field);
      if (!column) cells.set(field, (column = leads.map((): Cell => null)));
      column[row] = cellOf(state, sources);
    }
  }
  const own = leads.flatMap(({ id }) => (id === undefined ? [] : [idKey(id)]));
  for (const key of own) keys.push(key);
  if (kind === 'company') for (const word of new Set(leads.flatMap(({ fields }) => wordsOfCompany({ kind, fields })))) keys.push(nameKey(word));
  return {
    tableId, kind, first, last: first + leads.length - 1, heads: headAt.all, sources: sources.all,
    ...(headAt.all.length > 1 ? { headOf } : {}),
    columns: Object.fromEntries([...cells].map(([field, column]) => [field, packColumn(column)])),
    keys, keyEnds,
    ...(own.length > 0 ? { ids: leads.map(({ id }) => id ?? null) } : {}),
  };
}

/** Small objects by what they say: each is kept once. */
function dictionary<T extends object>(): { readonly all: T[]; indexOf(one: T): number } {
  const all: T[] = [];
  const known = new Map<string, number>();
  return {
    all,
    indexOf(one) {
      const text = JSON.stringify(one);
      let index = known.get(text);
      if (index === undefined) {
        known.set(text, (index = all.length));
        all.push(one);
      }
      return index;
    },
  };
}

/** The heads of rows; that of the row before is known without asking. */
function headsOf(): { readonly all: readonly Head[]; indexOf(row: Head): number } {
  const { all, indexOf } = dictionary<Head>();
  let last: Head | null = null;
  let at = 0;
  return {
    all,
    indexOf({ createdAt, updatedAt, sourceUrl }) {
      if (last?.createdAt === createdAt && last.updatedAt === updatedAt && last.sourceUrl === sourceUrl) return at;
      last = { createdAt, updatedAt, ...(sourceUrl === undefined ? {} : { sourceUrl }) };
      return (at = indexOf(last));
    },
  };
}

/** The sources of values; one that is the same object as before, as in an import, is known without writing it out. */
function sourcesOf(): { readonly all: readonly Source[]; indexOf(confidence: number, provenance: Provenance): number } {
  const { all, indexOf } = dictionary<Source>();
  const known = new Map<Provenance, Map<number, number>>();
  return {
    all,
    indexOf(confidence, provenance) {
      let byConfidence = known.get(provenance);
      if (!byConfidence) known.set(provenance, (byConfidence = new Map<number, number>()));
      let index = byConfidence.get(confidence);
      if (index === undefined) byConfidence.set(confidence, (index = indexOf({ confidence, provenance })));
      return index;
    },
  };
}

function cellOf(state: FieldState, sources: { indexOf(confidence: number, provenance: Provenance): number }): Cell {
  const [only] = state.values;
  if (only === undefined || state.values.length > 1 || state.pinned !== undefined) return state;
  const { value, original, confidence, provenance } = only;
  const source = sources.indexOf(confidence, provenance);
  return original === undefined ? [value, source] : [value, source, original];
}

/** The source of the first plain cell is the one that need not be named. */
function packColumn(column: readonly Cell[]): { source: number; cells: string } {
  const source = column.find(isSourced)?.[1] ?? 0;
  return { source, cells: JSON.stringify(column.map((cell) => (isSourced(cell) && cell.length === 2 && cell[1] === source ? cell[0] : cell))) };
}

const isSourced = (cell: Cell | undefined): cell is Extract<Cell, readonly unknown[]> => Array.isArray(cell);

/** A block whose columns are parsed as they are asked for. */
export interface OpenBlock {
  readonly block: LeadBlock;
  /** Always the same object for a row, so that who shows it sees that nothing has changed. */
  lead(row: number): Lead;
  /** The state of one field in one row. */
  state(field: string, row: number): FieldState | undefined;
  /** The text that shows in one cell. */
  text(field: string, row: number): string | undefined;
  head(row: number): Head;
  keysOf(row: number): readonly string[];
  idOf(row: number): LeadId;
  /** Which rows are companies that go by one of these words. */
  rowsNamed(isWanted: (word: string) => boolean): number[];
  /** Which rows have one of these keys (or ids, as `idKey`). */
  rowsWith(isWanted: (key: string) => boolean): number[];
}

export function openBlock(block: LeadBlock): OpenBlock {
  const parsed = new Map<string, readonly Cell[]>();
  const cellsOf = (field: string): readonly Cell[] => {
    let cells = parsed.get(field);
    if (!cells) {
      const column = Object.hasOwn(block.columns, field) ? block.columns[field] : undefined;
      parsed.set(field, (cells = column ? (JSON.parse(column.cells) as Cell[]) : []));
    }
    return cells;
  };
  const valueOf = (text: string, source: number, original?: string): FieldValue => {
    const from = block.sources[source] ?? { confidence: 0, provenance: { origin: 'import', at: 0 } };
    return { value: text, ...(original === undefined ? {} : { original }), confidence: from.confidence, provenance: from.provenance };
  };
  const state = (field: string, row: number): FieldState | undefined => {
    const cell = cellsOf(field)[row];
    if (cell === null || cell === undefined) return undefined;
    if (typeof cell === 'string') return { values: [valueOf(cell, block.columns[field]?.source ?? 0)] };
    return isSourced(cell) ? { values: [valueOf(...cell)] } : cell;
  };
  const idOf = (row: number): LeadId => (block.ids?.[row] ?? placedId(block.tableId, block.first + row)) as LeadId;
  const keysOf = (row: number): readonly string[] => block.keys.slice(row === 0 ? 0 : block.keyEnds[row - 1], block.keyEnds[row]);
  const headAt = (row: number): Head => block.heads[block.headOf?.[row] ?? 0] ?? { createdAt: 0, updatedAt: 0 };
  const leads = new Map<number, Lead>();
  const leadAt = (row: number): Lead => {
    const fields: MutableByLeadKey<FieldState> = {};
    for (const field of Object.keys(block.columns)) {
      const known = state(field, row);
      if (known) fields[field as LeadKey] = known;
    }
    const { createdAt, updatedAt, sourceUrl } = headAt(row);
    return { id: idOf(row), tableId: block.tableId, kind: block.kind, fields, keys: keysOf(row), ...(sourceUrl === undefined ? {} : { sourceUrl }), order: block.first + row, createdAt, updatedAt };
  };
  return {
    block, state, idOf, keysOf, head: headAt,
    text(field, row) {
      const cell = cellsOf(field)[row];
      if (cell === null || cell === undefined) return undefined;
      if (typeof cell === 'string') return cell;
      if (isSourced(cell)) return cell[0];
      return (cell.values.find(({ value }) => value === cell.pinned) ?? cell.values[0])?.value;
    },
    lead(row) {
      let lead = leads.get(row);
      if (!lead) leads.set(row, (lead = leadAt(row)));
      return lead;
    },
    rowsNamed(isWanted) {
      if (block.kind !== 'company') return [];
      const fieldsOf = (row: number): Lead['fields'] => Object.fromEntries((['name', 'legalName'] as const).flatMap((field) => ((known) => (known ? [[field, known]] : []))(state(field, row))));
      return Array.from({ length: block.last - block.first + 1 }, (_, row) => row).filter((row) => wordsOfCompany({ kind: block.kind, fields: fieldsOf(row) }).some(isWanted));
    },
    rowsWith(isWanted) {
      const rows = new Set<number>();
      let row = 0;
      const ends = block.keyEnds.at(-1) ?? 0;
      for (let i = 0; i < ends; i++) {
        while (i >= (block.keyEnds[row] ?? Infinity)) row++;
        if (isWanted(block.keys[i] ?? '')) rows.add(row);
      }
      for (const [at, id] of block.ids?.entries() ?? []) if (id !== null && isWanted(idKey(id))) rows.add(at);
      return [...rows];
    },
  };
}
