import { fold } from '../domain/lead/text-test.ts';
import { FIELDS, isFieldKey, type FieldType } from '../domain/lead/fields.ts';
import { factOf, filterOf, isEmptyFilter, isFact, type Filter } from '../domain/view/filter.ts';
import { orderOf, type SortBy, type SortColumn } from '../domain/view/order.ts';
import type { KilnDatabase } from '../storage/database.ts';
import type { LeadBlock } from '../storage/leads/block.ts';
import { leadRows } from '../storage/leads/rows.ts';
import { scanLeads, type ScannedRow } from '../storage/leads/scan.ts';

/** Which leads of a table, in which order. */
export interface ScanQuestion {
  readonly tableId: string;
  readonly search: string;
  readonly filter?: Filter;
  /** Types of a person's own columns, for what is sorted by. */
  readonly types?: Readonly<Record<string, FieldType>>;
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
export const isPlain = ({ search, filter, sort }: Pick<ScanQuestion, 'search' | 'filter' | 'sort'>): boolean => search.trim() === '' && sort.length === 0 && (filter === undefined || isEmptyFilter(filter));

/**
 * Goes through the table once.
 * @param isOver asked after each stretch: true when nobody waits for the answer any more
 * @throws when it was over
 */
export async function answerScan(db: KilnDatabase, question: ScanQuestion, isOver: () => boolean = () => false): Promise<ScanAnswer> {
  const next = (await leadRows(db).state(question.tableId))?.next ?? 1;
  const words = fold(question.search).split(/\s+/).filter(Boolean);
  const passes = testOf(question, words);
  const places: number[] = [];
  const texts = question.sort.map((): (string | undefined)[] => []);
  for await (const rows of scanLeads(db, question.tableId, question.from, next, (block) => words.every((word) => mayHold(block, word)))) {
    if (isOver()) throw new Error('asked anew');
    for (const row of rows) {
      if (!passes(row)) continue;
      places.push(row.place);
      for (const [i, by] of question.sort.entries()) texts[i]?.push(sortText(row, by));
    }
  }
  if (question.sort.length === 0) return { places: Uint32Array.from(places), next };
  const order = orderOf(question.sort.map((by, i): SortColumn => ({ texts: texts[i] ?? [], type: typeOf(question, by), down: by.down })), places.length);
  return { places: order.map((i) => places[i] ?? 0), next };
}

/** Search goes by texts, so that most leads are never unpacked; the same as `searchOf` of the whole lead. */
function testOf({ filter, now }: ScanQuestion, words: readonly string[]): (row: ScannedRow) => boolean {
  const passes = filter === undefined || isEmptyFilter(filter) ? undefined : filterOf(filter, now);
  return (row) => {
    if (words.length > 0) {
      const text = fold(row.texts());
      if (!words.every((word) => text.includes(word))) return false;
    }
    return passes === undefined || passes(row.lead());
  };
}

function sortText(row: ScannedRow, { key }: SortBy): string | undefined {
  const text = isFact(key) ? factOf(row.lead(), key) : row.text(key)?.trim();
  return text === '' ? undefined : text;
}

const typeOf = ({ types }: ScanQuestion, { key }: SortBy): FieldType => (isFact(key) ? (key === 'lead.page' ? 'url' : 'date') : isFieldKey(key) ? FIELDS[key].type : (types?.[key] ?? 'text'));

/** False only when no lead of the block can show the word: it stands nowhere in what is packed. Quotes and control characters are packed otherwise. */
const mayHold = (block: LeadBlock, word: string): boolean => /["\\\p{Cc}]/u.test(word) || Object.values(block.columns).some(({ cells }) => fold(cells).includes(word));
