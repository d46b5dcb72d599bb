/**
 * Tags: a column of several choices that grows by use. A lead holds them as one value of the field `tags`, the texts in alphabetical
 * order with `MANY_SEPARATOR` between them, so that whatever knows columns of several choices knows tags, and the same tags are the same text.
 */
import { TAG_CHARS, TAGS_PER_LEAD } from '../../core/limits.ts';
import { MANY_SEPARATOR, type LeadKey } from './custom.ts';
import type { FieldState, FieldValue, Provenance } from './lead.ts';
import { fold } from './text-test.ts';

export const isTags = (key: LeadKey): key is 'tags' => key === 'tags';

/** The tags in a text as it is kept. */
export const tagsOf = (text: string | undefined): string[] => (text ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');

/** One tag whatever its capitals. */
export const sameTag = (a: string, b: string): boolean => fold(a) === fold(b);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Each once whatever its capitals, in alphabetical order; of two spellings the first by code, so that the order they came in tells nothing. At most TAGS_PER_LEAD. */
export function orderedTags(tags: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const tag of tags.toSorted(compare)) if (!byFold.has(fold(tag))) byFold.set(fold(tag), tag);
  return [...byFold].sort(([a], [b]) => compare(a, b)).map(([, tag]) => tag).slice(0, TAGS_PER_LEAD);
}
export const tagsText = (tags: readonly string[]): string => orderedTags(tags).join(MANY_SEPARATOR);

/** Control characters, halves of a character, and what turns the direction of a text around. */
const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u;

type ReadTag = { readonly tag: string } | { readonly refused: string };
/** One tag as it is kept: spaces at its ends gone, each space inside one. */
export function readTag(text: string): ReadTag {
  const tag = text.normalize('NFC').replace(/[^\S\r\n\u2028\u2029]+/g, ' ').trim();
  if (tag === '') return { refused: 'A tag needs at least one letter.' };
  if (/[,;]/.test(tag)) return { refused: 'A tag has no comma and no semicolon in it: they stand between two tags.' };
  if (UNSEEN.test(tag) || /[\u2028\u2029]/.test(tag)) return { refused: 'A tag is one line of text that can be seen.' };
  return tag.length > TAG_CHARS ? { refused: `A tag has at most ${TAG_CHARS} characters.` } : { tag };
}

type ReadTags = { readonly tags: readonly string[] } | { readonly refused: string };
/** Several tags as a person or a file writes them: between commas, semicolons, line ends, or the three colons of Google Contacts. */
export function readTags(text: string): ReadTags {
  const tags: string[] = [];
  for (const part of text.split(/[,;\r\n]|:::/)) {
    if (part.trim() === '') continue;
    const read = readTag(part);
    if ('refused' in read) return read;
    tags.push(read.tag);
  }
  const ordered = orderedTags(tags);
  return new Set(tags.map(fold)).size > TAGS_PER_LEAD ? { refused: `A lead has at most ${TAGS_PER_LEAD} tags.` } : { tags: ordered };
}

/** Exactly these tags, said by a person; undefined when there are none. */
export const tagsByHand = (tags: readonly string[], at: number): FieldState | undefined => stateOf(tags, 100, { origin: 'person', at });

const stateOf = (tags: readonly string[], confidence: number, provenance: Provenance): FieldState | undefined =>
  tags.length === 0 ? undefined : { values: [{ value: tagsText(tags), confidence, provenance }] };

const textsIn = (state: FieldState | undefined): string[] => (state?.values ?? []).flatMap(({ value }) => tagsOf(value));
/** The tags that a lead has by this state of the field. */
export const tagsIn = (state: FieldState | undefined): string[] => orderedTags(textsIn(state));

/** All tags of both; the newest source is named. Commutative, associative and idempotent. */
export function mergeTags(a: FieldState | undefined, b: FieldState | undefined): FieldState | undefined {
  const values = [...(a?.values ?? []), ...(b?.values ?? [])].filter(({ value }) => tagsOf(value).length > 0);
  const newest = newestOf(values);
  return newest && stateOf(values.flatMap(({ value }) => tagsOf(value)), Math.max(...values.map(({ confidence }) => confidence)), newest);
}

function newestOf(values: readonly FieldValue[]): Provenance | undefined {
  const all = values.map(({ provenance }) => ({ provenance, text: JSON.stringify(provenance) }));
  return all.sort((a, b) => b.provenance.at - a.provenance.at || compare(a.text, b.text))[0]?.provenance;
}

/** What a person changes of the tags of a lead. `rename` acts on those that have the tag. */
export type TagChange =
  | { readonly deed: 'add' | 'remove'; readonly tag: string }
  | { readonly deed: 'rename'; readonly tag: string; readonly to: string };

/** The field after a change; the same state when nothing changes, as when a lead is full. */
export function changeTags(state: FieldState | undefined, change: TagChange, at: number): FieldState | undefined {
  const known = tagsIn(state);
  const others = known.filter((tag) => !sameTag(tag, change.tag));
  const has = others.length < known.length;
  switch (change.deed) {
    case 'add':
      return has || known.length >= TAGS_PER_LEAD ? state : tagsByHand([...known, change.tag], at);
    case 'remove':
      return has ? tagsByHand(others, at) : state;
    case 'rename': {
      const next = [...others.filter((tag) => !sameTag(tag, change.to)), change.to];
      return !has || tagsText(next) === tagsText(known) ? state : tagsByHand(next, at);
    }
  }
}

/** The tags without what a change from `before` to `after` did; what was tagged or untagged since stays. */
export function undoTags(current: FieldState | undefined, before: FieldState | undefined, after: FieldState | undefined): FieldState | undefined {
  const [had, got] = [tagsIn(before), tagsIn(after)];
  const back = [...tagsIn(current).filter((tag) => !got.includes(tag) || had.includes(tag)), ...had.filter((tag) => !got.includes(tag))];
  if (tagsText(back) === tagsText(had)) return before;
  const source = newestOf(current?.values ?? []) ?? newestOf(before?.values ?? []);
  return source && stateOf(back, 100, source);
}
