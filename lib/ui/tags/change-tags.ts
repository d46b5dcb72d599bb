/** One change of the tags of many leads, part by part, and what a person is told of it. */
import type { CommandError, CommandInput, CommandResult } from '../../contracts/commands.ts';
import { TAGS_PER_LEAD, TAGS_SET } from '../../core/limits.ts';
import type { TableId } from '../../core/ids.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import { kindCount } from '../../domain/lead/kind-words.ts';
import type { TagChange } from '../../domain/lead/tags.ts';
import { patiently } from '../cell-io.ts';
import { countOf, plural } from '../format.ts';

export interface TagDeps {
  /** Ids of the leads at these places. */
  idsAt(tableId: TableId, places: Uint32Array): Promise<readonly string[]>;
  send(input: CommandInput<'tags.change'>): Promise<CommandResult<'tags.change'>>;
  sleep(ms: number): Promise<void>;
  newId(): string;
}
export interface TagsWanted {
  readonly tableId: TableId;
  /** Where the leads stand in their table. */
  readonly places: Uint32Array;
  readonly change: TagChange;
  /** About every lead that had the tag, and not about chosen ones. */
  readonly everywhere: boolean;
}
export interface TagsDone {
  /** The line of the history; null when nothing has changed. */
  readonly activityId: string | null;
  readonly changed: number;
  /** Leads that have as many tags as a lead can have. */
  readonly full: number;
  /** Rows whose lead is not there any more. */
  readonly gone: number;
  /** Leads that were left because a person stopped it. */
  readonly left?: number;
  /** What stopped it half-way; what was done until then stays, and can be undone. */
  readonly trouble?: CommandError;
}

/** Leads of one command: so many that a person sees it go on. */
const PART = 1_000;

/**
 * Changes the leads as one deed with one undo: each part is one command and one transaction.
 * @param onDone told after each part how many leads have been gone through
 * @param isStopped asked before each part: what was done until then stays
 */
export async function changeTagsAt(deps: TagDeps, { tableId, places, change, everywhere }: TagsWanted, onDone: (leads: number) => void, isStopped: () => boolean = () => false): Promise<TagsDone> {
  const deedId = deps.newId();
  let done: TagsDone = { activityId: null, changed: 0, full: 0, gone: 0 };
  for (let from = 0, n = 0; from < places.length; from += PART) {
    if (isStopped()) return { ...done, left: places.length - from };
    const some = places.subarray(from, from + PART);
    const leadIds = [...(await deps.idsAt(tableId, some))];
    done = { ...done, gone: done.gone + some.length - leadIds.length };
    if (leadIds.length > 0) {
      const input: CommandInput<'tags.change'> = { deedId, n: n++, tableId, leadIds, everywhere, ...change };
      const answer = await patiently(deps, () => deps.send(input));
      if (!answer.ok) return { ...done, trouble: answer.error };
      const { activityId, changed, full, gone } = answer.value;
      done = { activityId: done.activityId ?? activityId, changed: done.changed + changed, full: done.full + full, gone: done.gone + gone };
    }
    onDone(Math.min(places.length, from + PART));
  }
  return done;
}

/** What was done, then what was left and why. */
export function tagWords(kind: LeadKind, change: TagChange, everywhere: boolean, { changed, full, gone, left = 0, trouble }: TagsDone): string {
  const who = kindCount(kind, changed);
  const said = [
    changed === 0 ? 'Nothing has changed.' : doneWords(change, who, everywhere),
    full > 0 ? `${kindCount(kind, full)} ${full === 1 ? 'has' : 'have'} ${TAGS_PER_LEAD} tags, and no lead has more.` : '',
    gone > 0 ? `${plural(gone, 'lead')} ${gone === 1 ? 'is' : 'are'} not there any more.` : '',
    left > 0 ? `Stopped: ${countOf(left)} ${left === 1 ? 'was' : 'were'} left as ${left === 1 ? 'it was' : 'they were'}.` : '',
    trouble ? `It stopped there: ${trouble.message}` : '',
  ];
  return said.filter((sentence) => sentence !== '').join(' ');
}

function doneWords(change: TagChange, who: string, everywhere: boolean): string {
  switch (change.deed) {
    case 'add':
      return `“${change.tag}” added to ${who}.`;
    case 'remove':
      return everywhere ? `Tag “${change.tag}” deleted: ${who} had it.` : `“${change.tag}” removed from ${who}.`;
    case 'rename':
      return `“${change.tag}” is “${change.to}” now, for ${who}.`;
  }
}

export const tooManyToTag = (leads: number): string => `These are ${countOf(leads)} leads, and at most ${countOf(TAGS_SET)} are tagged at once. Nothing was changed.`;
