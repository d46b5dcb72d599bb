import { LIST_CELL_CHARS, LIST_COLUMNS, LIST_ROWS, LIST_TEXT_CHARS, LISTS } from '../../../core/limits.ts';
import type { RawColumn, RawList, RawLists } from '../../../contracts/raw-list.ts';
import { Evidence } from '../evidence.ts';
import { readRecipeLists, type ReaderListRecipe } from '../list-recipe.ts';
import { clean, cut, textOf } from '../text.ts';
import { Grids, leavesOf } from './cells.ts';
import type { Leaf } from './leaf.ts';
import { alignColumns, type Column } from './columns.ts';
import { MIN_RECORDS } from './group.ts';
import { groupHeadings } from './group-heading.ts';
import { findGroups } from './groups.ts';
import { hashText } from './keys.ts';
import { distinctNames, nameOf } from './names.ts';
import { findNext } from './next.ts';
import { Pace, type ReaderPorts } from '../pace.ts';
import { rankGroups, type Ranked } from './rank.ts';
import { rowKeysInSlices } from './row-key.ts';
import { containerOf, pieceSelector, recordSelector, selectorOf } from './selectors.ts';
import { isHeaderRow } from './table-grid.ts';
import { readTree, type Tree } from './tree.ts';

export interface ListsOptions {
  /** Only the list with this identity is wanted, with all of its rows: a list is being followed. */
  readonly only?: string;
  /** Recipes whose address pattern fits; their lists come first. */
  readonly recipes?: readonly ReaderListRecipe[];
}

/**
 * Finds the repeated records of a page without being told where they are, takes them apart into columns, and says how the
 * list goes on.
 *
 * The approach is tag-path clustering (G. Miao, J. Tatemura, W. Hsiung, A. Sawires, L. Moser: Extracting data records from
 * the web using tag path clustering, WWW 2009) on hashed keys: elements with equal paths of tags and class words are one
 * cluster. In place of spectral clustering a tolerant shape (a bloom filter of the keys in a record) and the kinds of value
 * in sampled records decide which cluster holds records; columns come from partial tree alignment (Y. Zhai, B. Liu: Web
 * data extraction based on partial tree alignment, WWW 2005) reduced to keys, labels and kinds of value.
 *
 * Linear in elements, but for a sort of the few groups that are kept. It only looks: nothing in the document is changed,
 * nothing is fetched. Gives way to the page after each slice of CAPTURE_SLICE_MS.
 */
export async function readLists(doc: Document, options: ListsOptions, ports: ReaderPorts): Promise<RawLists> {
  const start = ports.now();
  const pace = new Pace(ports, Number.POSITIVE_INFINITY);
  const root = doc.body ?? doc.documentElement;
  if (!root) return { format: 1, lists: [], truncated: false, elements: 0, tookMs: 0 };
  const known = await readRecipeLists(doc, options.recipes ?? [], ports, options.only);
  if (options.only !== undefined && known.length > 0) return { format: 1, lists: known, truncated: isCutShort(known), elements: 0, tookMs: Math.max(0, ports.now() - start) };
  const tree = await readTree(root, pace);
  const groups = await findGroups(tree, pace);
  const grids = new Grids();
  const ranked = await rankGroups(tree, groups, new Grids(true), pace);
  const evidence = new Evidence();
  const budget = { chars: LIST_TEXT_CHARS, isCut: tree.isCut };
  const lists: RawList[] = [...known];
  for (const one of ranked) {
    if (lists.length >= LISTS) break;
    const id = identityOf(tree, one);
    if (options.only !== undefined && id !== options.only) continue;
    if (pace.isDue()) await pace.rest();
    const list = await buildList(tree, one, id, { grids, evidence, pace, budget, doc });
    // What a recipe has read already is not offered again under worse names.
    if (list && !known.some((other) => other.rows.length > 0 && other.container === list.container && list.container !== '')) lists.push(list);
  }
  return { format: 1, lists, truncated: budget.isCut || isCutShort(known), elements: tree.elements.length, tookMs: Math.max(0, ports.now() - start) };
}

const isCutShort = (lists: readonly RawList[]): boolean => lists.some((list) => list.rows.length < list.recordCount);

/** The same on every page of the template: what the path of the records is made of. */
function identityOf(tree: Tree, { group, records }: Ranked): string {
  const steps: string[] = [group.kind];
  for (let i = records[0]?.[0] ?? 0; i > 0; i = tree.parent[i] as number) {
    const step = tree.keys.textOf[tree.key[i] as number] ?? '';
    steps.push(i === records[0]?.[0] && group.kind === 'loose' ? (step.split('.')[0] ?? '') : step);
  }
  return hashText(steps.join('>')).toString(36);
}

interface Work {
  readonly grids: Grids;
  readonly evidence: Evidence;
  readonly pace: Pace;
  readonly budget: { chars: number; isCut: boolean };
  readonly doc: Document;
}

async function buildList(tree: Tree, ranked: Ranked, id: string, { grids, evidence, pace, budget, doc }: Work): Promise<RawList | null> {
  const shown = ranked.records.slice(0, LIST_ROWS).map((record) => record.map((i) => tree.elements[i] as Element));
  await grids.prepare(shown[0]?.[0], pace);
  const found = shown.filter((record) => !isHeader(record, grids));
  if (pace.isDue()) await pace.rest();
  const leaves: (readonly Leaf[])[] = [];
  for (const record of found) {
    leaves.push(leavesOf(record, grids));
    if (pace.isDue()) await pace.rest();
  }
  const aligned = await alignColumns(leaves, pace);
  if (pace.isDue()) await pace.rest();
  const kept = withoutOutliers(aligned, leaves.length);
  if (kept.length < MIN_RECORDS) return null;
  const records = kept.map((n) => found[n] as readonly Element[]);
  const columns = kept.length === leaves.length ? aligned : await alignColumns(kept.map((n) => leaves[n] as readonly Leaf[]), pace);
  if (columns.length === 0) return null;
  const container = containerOf(records.flat());
  const heads = records.map((record) => record[0] as Element);
  const groups = columns.length < LIST_COLUMNS ? groupHeadings(container, heads) : null;
  const named = distinctNames([...columns.map((column) => rawColumn(column, records, grids)), ...(groups ? [GROUP] : [])]);
  if (pace.isDue()) await pace.rest();
  const rows = (await columnsToRows(columns, groups, records.length, budget, pace)).filter((cells) => cells.some((cell) => cell !== ''));
  const keys = await rowKeysInSlices(named, rows, pace);
  if (pace.isDue()) await pace.rest();
  if (ranked.records.length > LIST_ROWS) budget.isCut = true;
  const record = container ? await recordSelector(container, heads, pace) : '';
  if (pace.isDue()) await pace.rest();
  const next = findNext(doc, container, heads, evidence);
  if (pace.isDue()) await pace.rest();
  return {
    id,
    score: Math.round(ranked.score * 1_000) / 1_000,
    recordCount: ranked.records.length - (Math.min(LIST_ROWS, ranked.records.length) - kept.length),
    container: selectorOf(evidence, container),
    record,
    heading: headingOver(container),
    columns: named,
    rows: rows.map((cells, n) => ({ key: keys[n] ?? '0', cells })),
    next,
  };
}

const USUAL = 0.6;

const isHeader = (record: readonly Element[], grids: Grids): boolean => {
  const row = record[0];
  return row?.localName === 'tr' && isHeaderRow(row, grids.of(row));
};

/** Places of the records that have some of what nearly all have: pagers, advertisements and headings between them do not. */
function withoutOutliers(columns: readonly Column[], count: number): number[] {
  const all = Array.from({ length: count }, (_, n) => n);
  const core = columns.filter((column) => column.filled >= count * USUAL);
  if (count < 5 || core.length < 2) return all;
  const kept = all.filter((n) => core.filter((column) => column.cells[n] !== '').length >= core.length * 0.2);
  return kept.length >= count * 0.5 ? kept : all;
}

/** What stands over the records, as a column of its own. */
const GROUP: RawColumn = { key: 'group', name: 'Group', named: 'type', type: 'text', selector: '', read: 'text' };

function rawColumn(column: Column, records: readonly (readonly Element[])[], grids: Grids): RawColumn {
  const record = records[column.sample.record] ?? [];
  return {
    key: cut(column.key, 300),
    ...nameOf(column, record, grids),
    type: column.type,
    selector: pieceSelector(record, column.sample.leaf.element),
    read: column.read,
  };
}

async function columnsToRows(columns: readonly Column[], groups: readonly string[] | null, count: number, budget: { chars: number; isCut: boolean }, pace: Pace): Promise<string[][]> {
  const rows: string[][] = [];
  for (let r = 0; r < count; r++) {
    if (pace.isDue()) await pace.rest();
    const row = [...columns.map((column) => cut(column.cells[r] ?? '', LIST_CELL_CHARS)), ...(groups ? [groups[r] ?? ''] : [])];
    budget.chars -= row.reduce((sum, cell) => sum + cell.length, 0);
    if (budget.chars < 0) {
      budget.isCut = true;
      break;
    }
    rows.push(row);
  }
  return rows;
}

const HEADING = /^h[1-4]$/;

/** The heading before the list, or before one of the few elements around it. */
function headingOver(container: Element | null): string {
  let steps = 0;
  for (let around = container, depth = 0; around && depth < 4; around = around.parentElement, depth++) {
    for (let before = around.previousElementSibling; before && steps++ < 60; before = before.previousElementSibling) {
      const heading = HEADING.test(before.localName) ? before : before.querySelector('h1,h2,h3');
      if (heading) return clean(textOf(heading, 120), 120);
    }
  }
  return '';
}
