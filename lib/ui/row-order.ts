/** Which rows a view shows, in which order: one pass over the leads of a table, some at a time. */
import { typeOf, type CustomColumn, type LeadKey } from '../domain/lead/custom.ts';
import type { FieldType, LeadKind } from '../domain/lead/fields.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { factOf, filterOf, isEmptyFilter, isFact, searchOf, type FilterKey } from '../domain/view/filter.ts';
import { orderOf } from '../domain/view/order.ts';
import { sortOf, type ViewShape } from '../domain/view/view.ts';
import { cellReader } from './formulas.ts';
import { finished } from './view-edit.ts';

export interface Look {
  readonly kind: LeadKind;
  readonly shape: ViewShape;
  /** Words that all have to stand somewhere in a lead. */
  readonly search: string;
  readonly custom: readonly CustomColumn[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** True when a look shows every row as it stands in the table: then nothing has to be read for it. */
export const isPlain = ({ shape, search }: Pick<Look, 'shape' | 'search'>): boolean => search.trim() === '' && isEmptyFilter(finished(shape.filter)) && sortOf(shape).length === 0;

/** The ids of the leads that a look shows, in its order. Reads every lead once; keeps the texts of the columns that sort and nothing else. */
export async function rowsOf(batches: AsyncIterable<readonly Lead[]>, { kind, shape, search, custom, now }: Look): Promise<string[]> {
  const read = cellReader(kind, custom);
  const textOf = (lead: Lead, key: LeadKey): string | undefined => read(lead, key, now);
  const [passes, matches] = [filterOf(finished(shape.filter), now, textOf), searchOf(search)];
  const sorts = sortOf(shape).map((by) => ({ ...by, type: typeOfKey(by.key, custom), texts: [] as (string | undefined)[] }));
  const ids: string[] = [];
  for await (const batch of batches) {
    for (const lead of batch) {
      if (!passes(lead) || !matches(lead)) continue;
      ids.push(lead.id);
      for (const { key, texts } of sorts) texts.push(isFact(key) ? factOf(lead, key) : textOf(lead, key));
    }
  }
  return sorts.length === 0 ? ids : Array.from(orderOf(sorts, ids.length), (i) => ids[i] ?? '');
}

/** Moments are sorted as texts: they are written so that this is their order to the millisecond. */
const typeOfKey = (key: FilterKey, custom: readonly CustomColumn[]): FieldType => (isFact(key) ? 'text' : typeOf(key, custom));
