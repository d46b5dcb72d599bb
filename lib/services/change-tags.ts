import type { TagsChanged } from '../contracts/tags-commands.ts';
import { TAGS_PER_LEAD } from '../core/limits.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import { kindCount } from '../domain/lead/kind-words.ts';
import type { Table } from '../domain/lead/lead.ts';
import { changeTags, sameTag, tagsIn, type TagChange } from '../domain/lead/tags.ts';
import type { CellTally } from '../storage/cell-store.ts';
import type { Deps } from './deps.ts';

export interface TagsToChange {
  readonly deedId: string;
  readonly n: number;
  readonly tableId: string;
  readonly leadIds: readonly string[];
  /** About every lead that had the tag, and not about chosen ones. */
  readonly everywhere: boolean;
  readonly change: TagChange;
}

/**
 * Changes one tag of many leads, as a part of a deed over cells: with its undo, and done once however often it is sent. Free; asks no
 * source. Null when the table is gone, `undone` when the deed was taken back meanwhile.
 */
export async function changeTagsOf(deps: Pick<Deps, 'store' | 'now'>, { deedId, n, tableId, leadIds, everywhere, change }: TagsToChange): Promise<TagsChanged | 'undone' | null> {
  const at = deps.now();
  let full = 0;
  const part = await deps.store.cells.save({
    deedId, n, tableId, fields: ['tags'], rows: leadIds.map((leadId) => ({ leadId, values: [change.tag] })), now: at, refused: [],
    stateOf: (state) => {
      const known = tagsIn(state);
      if (change.deed === 'add' && known.length >= TAGS_PER_LEAD && !known.some((tag) => sameTag(tag, change.tag))) full += 1;
      return changeTags(state, change, at);
    },
    activityOf: (table, tally) => words(table, tally, change, everywhere),
  });
  if (part === null || part === 'undone') return part;
  return { activityId: part.changed > 0 ? deedId : null, changed: part.changed, full, gone: part.gone };
}

function words(table: Table, { leads, only }: CellTally, change: TagChange, everywhere: boolean): { title: string; detail: string } {
  const count = kindCount(table.kind, leads);
  const who = only && !everywhere ? leadLabel(only) : count;
  return { title: titleOf(change, who, everywhere), detail: only && !everywhere ? 'By hand · free' : `${table.name} · ${count} · free` };
}

function titleOf(change: TagChange, who: string, everywhere: boolean): string {
  switch (change.deed) {
    case 'add':
      return `${who}: tagged “${change.tag}”`;
    case 'remove':
      return everywhere ? `Tag “${change.tag}” deleted: ${who}` : `${who}: tag “${change.tag}” removed`;
    case 'rename':
      return `Tag “${change.tag}” renamed to “${change.to}”: ${who}`;
  }
}
