import { fold } from '../domain/lead/text-test.ts';
import { typeOf, type CustomColumn } from '../domain/lead/custom.ts';
import type { FieldType, LeadKind } from '../domain/lead/fields.ts';
import { filterOf, holdsWords, isEmptyFilter, isFact, wordsOf, type Filter, type ViewRow } from '../domain/view/filter.ts';
import { groupsIn, type Groups } from '../domain/view/group.ts';
import { orderOfRanks, ranksOf, type SortBy, type SortColumn } from '../domain/view/order.ts';
import { cellReader } from '../formula/columns.ts';
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
  /** Rows with the same value in the column that sorts first are a group. */
  readonly isGrouped: boolean;
  /** Only places from here on: those that were added since an earlier answer. */
  readonly from: number;
  /** So many are enough for a first answer, which then ends where they were found: what matches shows at once. What has to be sorted is answered as a whole. */
  readonly enough?: number;
  /** Milliseconds since 1970, for days that are counted from today. */
  readonly now: number;
}
export interface ScanAnswer {
  /** Places in the order asked for. */
  readonly places: Uint32Array;
  readonly groups?: Groups;
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
  const words = wordsOf(question.search);
  const shown = shownBy(question);
  const passes = filterOf(question.filter, question.now);
  const places: number[] = [];
  const texts = question.sort.map((): (string | undefined)[] => []);
  for await (const { rows, next: seen } of scanLeads(db, question.tableId, question.from, next, (block) => words.every((word) => mayHold(block, word)))) {
    if (isOver()) throw new Error('asked anew');
    for (const row of rows) {
      // By texts, so that most leads are never unpacked.
      if (words.length > 0 && !holdsWords(row.texts(), words)) continue;
      const view = shown(row);
      if (!passes(view)) continue;
      places.push(row.place);
      for (const [i, { key }] of question.sort.entries()) texts[i]?.push(isFact(key) ? view.fact(key) : view.text(key));
    }
    if (question.sort.length === 0 && places.length >= (question.enough ?? Infinity)) return { places: Uint32Array.from(places), next: seen };
  }
  if (question.sort.length === 0) return { places: Uint32Array.from(places), next };
  const columns = question.sort.map((by, i): SortColumn => ({ texts: texts[i] ?? [], type: sortTypeOf(question, by), down: by.down }));
  const ranks = columns.map(ranksOf);
  const order = orderOfRanks(ranks, places.length);
  const [column, rank] = [columns[0], ranks[0]];
  return { places: order.map((i) => places[i] ?? 0), next, ...(question.isGrouped && column && rank ? { groups: groupsIn(column, rank, order) } : {}) };
}

/** Rows as they are shown: stored texts, and formulas reckoned from them. */
function shownBy({ kind, custom, now }: ScanQuestion): (row: ScannedRow) => ViewRow {
  if (custom.every(({ formula }) => formula === undefined)) return (row) => row;
  const read = cellReader(kind, custom);
  return (row) => ({ text: (key) => read(row.text, key, now), state: row.state, fact: row.fact });
}

/** Moments are sorted as texts: they are written so that this is their order to the millisecond. */
const sortTypeOf = ({ custom }: ScanQuestion, { key }: SortBy): FieldType => (isFact(key) ? 'text' : typeOf(key, custom));

/** False only when no lead of the block can show the word: it stands nowhere in what is packed. Quotes and control characters are packed otherwise. */
const mayHold = (block: LeadBlock, word: string): boolean => /["\\\p{Cc}]/u.test(word) || Object.values(block.columns).some(({ cells }) => fold(cells).includes(word));
