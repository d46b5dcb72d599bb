import { fold } from '../domain/lead/text-test.ts';
import { typeOf, type CustomColumn } from '../domain/lead/custom.ts';
import type { FieldType, LeadKind } from '../domain/lead/fields.ts';
import { factOf, filterOf, isEmptyFilter, isFact, type Filter, type FilterKey } from '../domain/view/filter.ts';
import { orderOf, type SortBy, type SortColumn } from '../domain/view/order.ts';
import { cellReader, type ReadCell } from './formulas.ts';
import type { KilnDatabase } from '../storage/database.ts';
import type { LeadBlock } from '../storage/leads/block.ts';
import { leadRows } from '../storage/leads/rows.ts';
import { scanLeads, type ScannedRow } from '../storage/leads/scan.ts';

/** Which leads of a table, in which order. */
export interface ScanQuestion {
  readonly tableId: string;
  readonly search: string;
  readonly kind: LeadKind;
  readonly filter: Filter;
  /** Columns that a person made: what they hold, and what is reckoned. */
  readonly custom: readonly CustomColumn[];
  readonly sort: readonly SortBy[];
  /** Only places from here on: those that were added since an earlier answer. */
  readonly from: number;
  /** Milliseconds since 1970, for days that are counted from today. */
  readonly now: number;
}
export interface ScanAnswer {
  /** Places in the order asked for. */
  readonly places: Uint32Array;
  /** Places from here on were not looked at. */
  readonly next: number;
}

/** Nothing to find out: the order of the table is known without reading it. */
export const isPlain = ({ search, filter, sort }: Pick<ScanQuestion, 'search' | 'filter' | 'sort'>): boolean => search.trim() === '' && sort.length === 0 && isEmptyFilter(filter);

/**
 * Goes through the table once.
 * @param isOver asked after each stretch: true when nobody waits for the answer any more
 * @throws when it was over
 */
export async function answerScan(db: KilnDatabase, question: ScanQuestion, isOver: () => boolean = () => false): Promise<ScanAnswer> {
  const next = (await leadRows(db).state(question.tableId))?.next ?? 1;
  const words = fold(question.search).split(/\s+/).filter(Boolean);
  const read = cellReader(question.kind, question.custom);
  const passes = testOf(question, words, read);
  const reckoned = new Set<string>(question.custom.flatMap(({ key, formula }) => (formula === undefined ? [] : [key])));
  const textOf = (row: ScannedRow, { key }: SortBy): string | undefined => (!isFact(key) && reckoned.has(key) ? read(row.lead(), key, question.now) : sortText(row, key));
  const places: number[] = [];
  const texts = question.sort.map((): (string | undefined)[] => []);
  for await (const rows of scanLeads(db, question.tableId, question.from, next, (block) => words.every((word) => mayHold(block, word)))) {
    if (isOver()) throw new Error('asked anew');
    for (const row of rows) {
      if (!passes(row)) continue;
      places.push(row.place);
      for (const [i, by] of question.sort.entries()) texts[i]?.push(textOf(row, by));
    }
  }
  if (question.sort.length === 0) return { places: Uint32Array.from(places), next };
  const order = orderOf(question.sort.map((by, i): SortColumn => ({ texts: texts[i] ?? [], type: sortTypeOf(question, by), down: by.down })), places.length);
  return { places: order.map((i) => places[i] ?? 0), next };
}

/** Search goes by texts, so that most leads are never unpacked; the same as `searchOf` of the whole lead. */
function testOf({ filter, now }: ScanQuestion, words: readonly string[], read: ReadCell): (row: ScannedRow) => boolean {
  const passes = isEmptyFilter(filter) ? undefined : filterOf(filter, now, (lead, key) => read(lead, key, now));
  return (row) => {
    if (words.length > 0) {
      const text = fold(row.texts());
      if (!words.every((word) => text.includes(word))) return false;
    }
    return passes === undefined || passes(row.lead());
  };
}

function sortText(row: ScannedRow, key: FilterKey): string | undefined {
  const text = isFact(key) ? factOf(row.lead(), key) : row.text(key)?.trim();
  return text === '' ? undefined : text;
}

/** Moments are sorted as texts: they are written so that this is their order to the millisecond. */
const sortTypeOf = ({ custom }: ScanQuestion, { key }: SortBy): FieldType => (isFact(key) ? 'text' : typeOf(key, custom));

/** False only when no lead of the block can show the word: it stands nowhere in what is packed. Quotes and control characters are packed otherwise. */
const mayHold = (block: LeadBlock, word: string): boolean => /["\\\p{Cc}]/u.test(word) || Object.values(block.columns).some(({ cells }) => fold(cells).includes(word));
