import type { LeadKey } from '../lead/custom.ts';
import type { FieldState, Lead } from '../lead/lead.ts';
import { chosenValue, isConflict } from '../lead/merge.ts';
import { fold, textHolds, type TextTest } from '../lead/text-test.ts';

/** What is known about a lead beside its values. */
const LEAD_FACTS = ['lead.added', 'lead.changed', 'lead.page'] as const;
export type LeadFact = (typeof LEAD_FACTS)[number];
export type FilterKey = LeadKey | LeadFact;

/** `conflict`: sources that both matter disagree and nobody has chosen. `surer`: the confidence of what shows is above the one number in `values`. */
export type ViewTestName = TextTest | 'conflict' | 'surer';
export interface ViewTest {
  readonly key: FilterKey;
  readonly test: ViewTestName;
  readonly values: readonly string[];
}
/** Tests and groups of tests; without any it lets every lead through. */
export interface Filter {
  readonly match: 'all' | 'any';
  readonly items: readonly (ViewTest | Filter)[];
}

/** What a filter asks of a lead, so that whoever goes through many unpacks only that. */
export interface ViewRow {
  /** What a column shows, trimmed; formulas are reckoned. */
  text(key: LeadKey): string | undefined;
  state(key: LeadKey): FieldState | undefined;
  fact(fact: LeadFact): string | undefined;
}
type Passes = (row: ViewRow) => boolean;
export const rowOfLead = (lead: Lead): ViewRow => ({ text: (key) => shownText(lead, key), state: (key) => lead.fields[key], fact: (fact) => factOf(lead, fact) });
export const isGroup = (item: ViewTest | Filter): item is Filter => 'items' in item;

/**
 * One function for a whole table, O(tests) per lead. Groups without tests count for nothing: an "any of" that holds only empty
 * groups lets every lead through, as a person who has just added a group expects.
 * @param now milliseconds since 1970, for days that are counted from today
 */
export function filterOf(filter: Filter, now: number): Passes {
  const parts = filter.items.flatMap((item): Passes[] => {
    if (!isGroup(item)) return [testOf(item, now)];
    return isEmptyFilter(item) ? [] : [filterOf(item, now)];
  });
  if (parts.length === 0) return () => true;
  return filter.match === 'all' ? (row) => parts.every((part) => part(row)) : (row) => parts.some((part) => part(row));
}

export const isEmptyFilter = (filter: Filter): boolean => filter.items.every((item) => isGroup(item) && isEmptyFilter(item));
/** Tests in it, at any depth. */
export const testsIn = (filter: Filter): number => filter.items.reduce((sum, item) => sum + (isGroup(item) ? testsIn(item) : 1), 0);

function testOf({ key, test, values }: ViewTest, now: number): Passes {
  if (isFact(key)) {
    if (test === 'conflict' || test === 'surer') return () => false;
    return (row) => textHolds(test, 'note', row.fact(key), values, now);
  }
  if (test === 'conflict') return (row) => isConflict(row.state(key));
  if (test === 'surer') {
    const limit = Number(values[0]);
    return (row) => (chosenValue(row.state(key))?.confidence ?? -1) > limit;
  }
  return (row) => textHolds(test, key, row.text(key), values, now);
}

export const isFact = (key: FilterKey): key is LeadFact => (LEAD_FACTS as readonly string[]).includes(key);

const day = (at: number): string => new Date(at).toISOString();
/** The fact as a text: moments as ISO 8601 in UTC. */
export function factOf(lead: Pick<Lead, 'createdAt' | 'updatedAt' | 'sourceUrl'>, fact: LeadFact): string | undefined {
  switch (fact) {
    case 'lead.added':
      return day(lead.createdAt);
    case 'lead.changed':
      return day(lead.updatedAt);
    case 'lead.page':
      return lead.sourceUrl;
  }
}

/** What shows of a field, trimmed; undefined when nothing does. */
export function shownText(lead: Lead, key: LeadKey): string | undefined {
  const text = chosenValue(lead.fields[key])?.value.trim();
  return text === '' ? undefined : text;
}

/** The words of a search, as they are compared. */
export const wordsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean);
/** Search: every word is somewhere in what the lead shows, one value a line. */
export function holdsWords(shown: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(shown);
  return words.every((word) => text.includes(word));
}
export const shownTexts = (lead: Lead): string => Object.values(lead.fields).map((state) => chosenValue(state)?.value ?? '').join('\n');
