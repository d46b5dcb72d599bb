import type { StepColumn, StepOptions } from '../../../contracts/raw-step.ts';
import { LIST_CELL_CHARS } from '../../../core/limits.ts';
import { Grids, leavesOf } from '../lists/cells.ts';
import { INLINE_LABEL } from '../lists/columns.ts';
import type { Leaf } from '../lists/leaf.ts';
import { isHeaderRow } from '../lists/table-grid.ts';
import { typeOf } from '../lists/types.ts';
import { headsOf } from '../shadow.ts';

const SPAN = 40;

/**
 * Reads records whose places are known from an earlier page, where the detector has too little to go by: the one or two
 * records of a last page, or a column that says the same in every record here and was dropped as telling nothing.
 */
export class KnownPlaces {
  readonly #doc: Document;
  readonly #columns: readonly StepColumn[];
  readonly #grids = new Grids();

  constructor(doc: Document, columns: readonly StepColumn[]) {
    this.#doc = doc;
    this.#columns = columns;
  }

  /** The first element of each record; none when the container is not there. */
  heads({ container, record }: Pick<StepOptions['list'], 'container' | 'record'>): Element[] {
    return headsOf(this.#doc, container, record).filter((head) => !this.#isHeading(head));
  }

  #isHeading(head: Element): boolean {
    if (head.localName !== 'tr') return false;
    const grid = this.#grids.of(head);
    return grid !== null && isHeaderRow(head, grid);
  }

  /** One text per column; a record without an element of its own goes on to the next head. */
  cells(head: Element, next: Element | undefined): string[] {
    const alone = this.#read([head]);
    if (alone.filter((cell) => cell !== '').length * 2 >= this.#columns.length) return alone;
    const span = [head];
    for (let at = head.nextElementSibling; at !== null && at !== next && span.length < SPAN; at = at.nextElementSibling) span.push(at);
    const whole = span.length > 1 ? this.#read(span) : alone;
    return filled(whole) > filled(alone) ? whole : alone;
  }

  #read(record: readonly Element[]): string[] {
    const leaves = leavesOf(record, this.#grids);
    return this.#columns.map(({ key }) => cellOf(key, leaves).slice(0, LIST_CELL_CHARS));
  }
}

export const filled = (cells: readonly string[]): number => cells.filter((cell) => cell !== '').length;

/** The text at a column's place; the forms of a key are those of the aligner of columns. */
function cellOf(key: string, leaves: readonly Leaf[]): string {
  const exact = leaves.find((leaf) => leaf.key === key);
  if (exact) return exact.value;
  if (key.endsWith('*')) return leaves.filter((leaf) => withoutOrdinals(leaf.key) === withoutOrdinals(key.slice(0, -1))).map(({ value }) => value).join('; ');
  const label = /^label:(.+?)(?:\[\d+\])?$/.exec(key)?.[1];
  if (label !== undefined) {
    for (const { value } of leaves) {
      const found = INLINE_LABEL.exec(value);
      if (found?.[1]?.toLowerCase() === label) return found[2] ?? '';
    }
    return '';
  }
  const typed = /^(.*):(email|phone)(?:\[(\d+)\])?$/.exec(key);
  if (typed === null) return '';
  return leaves.filter((leaf) => withoutOrdinals(leaf.key) === typed[1] && typeOf(leaf.value) === typed[2])[Number(typed[3] ?? 0)]?.value ?? '';
}

const withoutOrdinals = (key: string): string => key.replace(/\[\d+\]/g, '').replace(/#\d+/g, '#');
