import { LIST_COLUMNS, LIST_SPLIT_PARTS, LIST_STEPS } from '../../core/limits.ts';
import { FIELDS, fieldsOf, type FieldKey, type LeadKind } from '../lead/fields.ts';
import type { ListCapture, ListColumn, ListRow } from './list.ts';

export interface ColumnChange {
  readonly name?: string | undefined;
  readonly field?: FieldKey | null | undefined;
  readonly type?: ListColumn['type'] | undefined;
  readonly isDropped?: boolean | undefined;
}

/** One thing a person did to the columns of a template. Kept in order, so that the next page of the template gets the same columns. */
export type ListStep =
  | { readonly do: 'change'; readonly key: string; readonly change: ColumnChange }
  | { readonly do: 'merge'; readonly keys: readonly string[]; readonly joint: string }
  | { readonly do: 'split'; readonly key: string; readonly by: string }
  | { readonly do: 'kind'; readonly kind: LeadKind };

/** The list as the person made it. Steps that no longer fit (a column is gone) do nothing. */
export const applySteps = (list: ListCapture, steps: readonly ListStep[]): ListCapture => steps.reduce(applyStep, list);

function applyStep(list: ListCapture, step: ListStep): ListCapture {
  switch (step.do) {
    case 'change':
      return changeColumn(list, step.key, step.change);
    case 'merge':
      return mergeColumns(list, step.keys, step.joint);
    case 'split':
      return splitColumn(list, step.key, step.by);
    case 'kind':
      return changeKind(list, step.kind);
  }
}

/** The steps with one more. A change of a column that follows a change of the same column becomes one with it; null when there are too many. */
export function addStep(steps: readonly ListStep[], step: ListStep): ListStep[] | null {
  const last = steps.at(-1);
  if (step.do === 'change' && last?.do === 'change' && last.key === step.key) return [...steps.slice(0, -1), { ...step, change: { ...last.change, ...step.change } }];
  if (step.do === 'kind' && last?.do === 'kind') return [...steps.slice(0, -1), step];
  return steps.length >= LIST_STEPS ? null : [...steps, step];
}

/** A lead has several addresses and numbers, but one name, one title, one company. */
const isShared = (field: FieldKey): boolean => FIELDS[field].type === 'email' || FIELDS[field].type === 'phone';

function changeColumn(list: ListCapture, key: string, change: ColumnChange): ListCapture {
  if (!list.columns.some((column) => column.key === key)) return list;
  const field = change.field != null && !fieldsOf(list.kind).includes(change.field) ? undefined : change.field;
  const columns = list.columns.map((column): ListColumn => {
    if (column.key !== key) return field != null && column.field === field && !isShared(field) ? { ...column, field: null } : column;
    return {
      ...column,
      ...(change.name === undefined ? {} : { name: change.name, isNamed: change.name !== '' }),
      ...(field === undefined ? {} : { field }),
      ...(change.type === undefined ? {} : { type: change.type }),
      ...(change.isDropped === undefined ? {} : { isDropped: change.isDropped }),
    };
  });
  return { ...list, columns };
}

/** Texts of several columns become one, in the order of `keys`, empty ones left out. The result stands where the first one stood and keeps its key. */
function mergeColumns(list: ListCapture, keys: readonly string[], joint: string): ListCapture {
  const places = [...new Set(keys)].map((key) => list.columns.findIndex((column) => column.key === key));
  const [first] = places;
  if (first === undefined || places.length < 2 || places.includes(-1)) return list;
  const gone = new Set(places.slice(1));
  const { selector: _selector, read: _read, ...head } = list.columns[first] ?? { key: '', name: '', type: 'text' as const, field: null, isDropped: false };
  const names = places.map((place) => list.columns[place]?.name ?? '').filter((name) => name !== '');
  const field = places.map((place) => list.columns[place]?.field ?? null).find((found) => found !== null) ?? null;
  const merged: ListColumn = { ...head, name: [...new Set(names)].join(' ').slice(0, 120), field, type: 'text', isDropped: false };
  return {
    ...list,
    columns: list.columns.map((column, i) => (i === first ? merged : column)).filter((_, i) => !gone.has(i)),
    rows: list.rows.map((row) => {
      const text = places.map((place) => row.cells[place] ?? '').filter((cell) => cell !== '').join(joint);
      return withCells(row, row.cells.map((cell, i) => (i === first ? text : cell)).filter((_, i) => !gone.has(i)));
    }),
  };
}

/** One text becomes several, cut at `by`. The first part keeps the key of the column, the others are called key#2, key#3. */
function splitColumn(list: ListCapture, key: string, by: string): ListCapture {
  const place = list.columns.findIndex((column) => column.key === key);
  const column = list.columns[place];
  if (!column || by === '') return list;
  const room = Math.min(LIST_SPLIT_PARTS, LIST_COLUMNS - list.columns.length + 1);
  const parts = list.rows.map((row) => cut(row.cells[place] ?? '', by, room));
  const count = Math.max(1, ...parts.map((part) => part.length));
  if (count < 2) return list;
  const { selector: _selector, read: _read, ...head } = column;
  const columns = Array.from({ length: count }, (_, n): ListColumn => {
    const type = typeOf(parts.map((part) => part[n] ?? ''));
    if (n === 0) return { ...head, type };
    return { key: partKey(list, key, n + 1), name: column.name === '' ? '' : `${column.name.slice(0, 110)} ${n + 1}`, type, field: null, isDropped: false, isNamed: column.name !== '' };
  });
  return {
    ...list,
    columns: list.columns.flatMap((other, i) => (i === place ? columns : [other])),
    rows: list.rows.map((row, r) => withCells(row, row.cells.flatMap((cell, i) => (i === place ? columns.map((_, n) => parts[r]?.[n] ?? '') : [cell])))),
  };
}

/** What splitting would make of the first different texts of a column. */
export function splitPreview(list: ListCapture, key: string, by: string, most = 4): string[][] {
  const place = list.columns.findIndex((column) => column.key === key);
  const texts = [...new Set(list.rows.map((row) => row.cells[place] ?? ''))].filter((text) => text !== '');
  return by === '' ? [] : texts.slice(0, most).map((text) => cut(text, by, LIST_SPLIT_PARTS));
}

/** A key for a part that no column has yet. */
function partKey(list: ListCapture, key: string, n: number): string {
  const wanted = `${key.slice(0, 290)}#${n}`;
  return list.columns.some((column) => column.key === wanted) ? partKey(list, key, n + LIST_SPLIT_PARTS) : wanted;
}

function cut(text: string, by: string, most: number): string[] {
  const all = text.split(by).map((part) => part.trim());
  const kept = all.length <= most ? all : [...all.slice(0, most - 1), all.slice(most - 1).join(by)];
  return kept.every((part) => part === '') ? [] : kept;
}

/** What all filled cells plainly are; text when they differ. */
export function typeOf(cells: readonly string[]): ListColumn['type'] {
  const filled = cells.filter((cell) => cell !== '');
  const all = (pattern: RegExp): boolean => filled.length > 0 && filled.every((cell) => pattern.test(cell));
  if (all(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)) return 'email';
  if (all(/^https?:\/\/\S+$/i)) return 'url';
  if (all(/^\d{4}-\d\d-\d\d/)) return 'date';
  if (all(/^\+?[\d\s()./-]{7,24}$/) && filled.every((cell) => cell.replace(/\D/g, '').length >= 7)) return 'phone';
  return all(/^[+-]?\d[\d.,\s]*%?$/) ? 'number' : 'text';
}

/** Rows are people instead of companies, or the other way round: fields that the other kind does not have go. */
function changeKind(list: ListCapture, kind: LeadKind): ListCapture {
  const fields = fieldsOf(kind);
  const columns = list.columns.map((column) => (column.field !== null && !fields.includes(column.field) ? { ...column, field: null } : column));
  return { ...list, kind, columns };
}

function withCells(row: ListRow, cells: readonly string[]): ListRow {
  const { identity: _identity, ...rest } = row;
  return { ...rest, cells };
}
