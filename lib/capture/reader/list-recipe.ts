import { LIST_CELL_CHARS, LIST_ROWS, LIST_TEXT_CHARS, LISTS, RECIPE_ROWS_MS, RECIPE_SPAN_ELEMENTS } from '../../core/limits.ts';
import { hash53 } from '../../core/hash.ts';
import type { ColumnType, RawList } from '../../contracts/raw-list.ts';
import type { ListRecipe, RecipeSource } from '../../contracts/recipe.ts';
import { applyTransforms } from '../../domain/recipe/transform.ts';
import { Evidence } from './evidence.ts';
import { findNext } from './lists/next.ts';
import { rowKeys } from './lists/row-key.ts';
import { Pace, type ReaderPorts } from './pace.ts';
import { nodesOf, valuesAt } from './json-path.ts';
import { nextByRecipe } from './list-recipe-next.ts';
import { givesAll, RecipePage, select, type Place } from './recipe-page.ts';
import { clean } from './text.ts';

/** A source as the page is asked; what only the address says is known before. */
export type ReaderSource = RecipeSource | { readonly from: 'given'; readonly value: string };

/** The part of a list recipe that the page is asked about. Plain data: it crosses into the page as JSON. */
export interface ReaderListRecipe extends Pick<ListRecipe, 'id' | 'guards' | 'rows' | 'next'> {
  readonly columns: readonly {
    readonly key: string;
    readonly name: string;
    readonly type: ColumnType;
    readonly sources: readonly ReaderSource[];
  }[];
  /** The column that tells records apart: the address of the record's own page. */
  readonly identity?: string | undefined;
}
type RecordPlace = Place & { readonly elements: readonly Element[] };

/** Where the rows of one recipe stand on this page. */
interface Rows {
  readonly places: readonly RecordPlace[];
  /** All of them, also those above the limit. */
  readonly count: number;
  readonly container: string;
  readonly record: string;
  readonly around: Element | null;
}

/**
 * Reads the lists that recipes know: one for each recipe whose guards are all on the page, in the order given. A recipe
 * that applies and finds no row is handed back with none, so that its health can be told. Only looks, and gives way to
 * the page. Cells are final here (transforms applied): which source gives a cell depends on what its transforms leave,
 * and sending every source of every row outside would multiply the answer.
 */
export async function readRecipeLists(doc: Document, recipes: readonly ReaderListRecipe[], ports: ReaderPorts, only?: string): Promise<RawList[]> {
  const page = new RecipePage(doc);
  const lists: RawList[] = [];
  for (const recipe of recipes) {
    const id = hash53(`recipe ${recipe.id}`);
    if (lists.length >= LISTS || (only !== undefined && id !== only)) continue;
    if (recipe.guards.every((guard) => page.isThere(guard))) lists.push(await readList(page, recipe, id, ports));
  }
  return lists;
}

async function readList(page: RecipePage, recipe: ReaderListRecipe, id: string, ports: ReaderPorts): Promise<RawList> {
  const found = rowsOf(page, recipe.rows);
  const pace = new Pace(ports, RECIPE_ROWS_MS);
  const rows: string[][] = [];
  let room = LIST_TEXT_CHARS;
  let looked = 0;
  for (const place of found.places) {
    // What is there by now is true; the record count says that there is more.
    if (room <= 0 || pace.isSpent()) break;
    looked++;
    const cells = recipe.columns.map((column) => cellOf(page, column, place).slice(0, Math.max(0, room)));
    room -= cells.reduce((sum, cell) => sum + cell.length, 0);
    if (cells.some((cell) => cell !== '')) rows.push(cells);
    if (pace.isDue()) await pace.rest();
  }
  const keys = keysOf(recipe, rows);
  const heads = found.places.flatMap(({ elements }) => elements[0] ?? []);
  const next = recipe.next ? nextByRecipe(page.doc, recipe.next) : findNext(page.doc, found.around, heads, new Evidence());
  return {
    id, recipe: recipe.id, score: 1_000, recordCount: found.count - (looked - rows.length),
    container: found.container, record: found.record, heading: '',
    columns: recipe.columns.map((column) => ({ key: column.key, name: column.name, named: 'header' as const, type: column.type, ...placeOf(column.sources) })),
    rows: rows.map((cells, n) => ({ key: keys[n] ?? '0', cells })),
    next: rows.length === 0 ? null : next,
  };
}

/** Keys of the rows; the column that the recipe knows records by is asked first. */
function keysOf({ columns, identity }: ReaderListRecipe, rows: readonly (readonly string[])[]): string[] {
  const order = columns.map((_, i) => i).sort((a, b) => Number(columns[b]?.key === identity) - Number(columns[a]?.key === identity));
  return rowKeys(order.map((i) => ({ type: columns[i]?.type ?? 'text' })), rows.map((cells) => order.map((i) => cells[i] ?? '')));
}

/** Where a column is looked for inside a record; JSON has no place on the page. */
function placeOf(sources: readonly ReaderSource[]): { selector: string; read: string } {
  const first = sources.find((source) => source.from === 'element');
  return { selector: first?.selector ?? '', read: first?.read ?? 'text' };
}

function rowsOf(page: RecipePage, wanted: ListRecipe['rows']): Rows {
  for (const rows of wanted) {
    const found = rows.from === 'elements' ? elementRows(page.doc, rows) : jsonRows(rows.from === 'jsonld' ? page.blocks.flatMap((block) => [...nodesOf(block.value, rows.type)]) : [page.state(rows.script, rows.variable)], rows.path);
    if (found.count > 0) return found;
  }
  return { places: [], count: 0, container: '', record: '', around: null };
}

function elementRows(doc: Document, { container, record, span }: Extract<ListRecipe['rows'][number], { from: 'elements' }>): Rows {
  const body = doc.body ?? doc.documentElement;
  const roots = container === undefined ? [body] : select(doc, container, LIST_ROWS);
  const records = [...new Set(roots.flatMap((root) => select([root], record, LIST_ROWS * 2).filter((element) => element !== root)))];
  const isRecord = new Set(records);
  const places = records.slice(0, LIST_ROWS).map((element) => ({ elements: span ? runFrom(element, isRecord) : [element] }));
  const [only] = roots;
  const single = roots.length === 1 && only ? new Evidence().selector(only) : null;
  return { places, count: records.length, around: only ?? null, ...(single === null ? manyContainers(container ?? 'body', record) : { container: single, record: scoped(record) }) };
}

const scoped = (record: string): string => (/^\s*>/.test(record) ? `:scope ${record}` : record);

/** Records in several containers, said as records of the body. */
function manyContainers(container: string, record: string): { container: string; record: string } {
  const inner = scoped(record);
  return { container: 'body', record: (inner.includes(':scope') ? inner.replaceAll(':scope', `:is(${container})`) : `:is(${container}) :is(${inner})`).slice(0, 1_000) };
}

/** The element and its following siblings up to the next record. */
function runFrom(element: Element, records: ReadonlySet<Element>): Element[] {
  const run = [element];
  for (let next = element.nextElementSibling; next && !records.has(next) && run.length < RECIPE_SPAN_ELEMENTS; next = next.nextElementSibling) run.push(next);
  return run;
}

/** Every thing at the path; a path that ends at an array means its items. */
function jsonRows(nodes: readonly unknown[], path: string): Rows {
  const items: unknown[] = [];
  let count = 0;
  for (const node of nodes) {
    for (const value of valuesAt(node, path, LIST_ROWS * 2)) {
      for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (item === undefined || item === null) continue;
        count++;
        if (items.length < LIST_ROWS) items.push(item);
      }
    }
  }
  return { places: items.map((item) => ({ elements: [], item })), count, container: '', record: '', around: null };
}

type Column = ReaderListRecipe['columns'][number];

/** The first source that leaves something after its transforms. */
function cellOf(page: RecipePage, column: Column, place: Place): string {
  for (const source of column.sources) {
    if (source.from === 'given') {
      if (source.value !== '') return tidy(source.value, column.type, page.doc);
      continue;
    }
    const values = page.valuesOf(source, place).flatMap(({ value }) => applyTransforms(tidy(value, column.type, page.doc), source.transforms) ?? []);
    const cell = tidy(givesAll(source) ? [...new Set(values)].join(', ') : (values[0] ?? ''), column.type, page.doc);
    if (cell !== '') return cell;
  }
  return '';
}

/** Links as what they stand for: an address without `mailto:`, a number without `tel:`, a path as a whole address. */
function tidy(value: string, type: ColumnType, doc: Document): string {
  const text = clean(value, LIST_CELL_CHARS);
  if (type === 'email') return /^mailto:/i.test(text) ? decoded(text.slice(7).split('?')[0] ?? '') : text;
  if (type === 'phone') return /^tel:/i.test(text) ? decoded(text.slice(4)) : text;
  if ((type === 'url' || type === 'image') && text.startsWith('/')) {
    try {
      return new URL(text, doc.baseURI).href.slice(0, LIST_CELL_CHARS);
    } catch {
      return '';
    }
  }
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}
