import { useRef, type ReactElement } from 'react';
import { TAGS_PER_LEAD } from '../../lib/core/limits.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { tagsIn } from '../../lib/domain/lead/tags.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { tagUses, useTagged } from '../../lib/ui/tags/tags-in-use.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { TagBox } from './tag-box.tsx';

/** The tags of one lead, to be added and removed; what its table has is offered. Each is an edit with its own undo. */
export function LeadTags({ lead }: { readonly lead: Lead }): ReactElement {
  const { tagged, isFailed, look } = useTagged(lead.tableId);
  // One after the other, each said relative to what is there: quick fingers lose nothing.
  const queue = useRef(Promise.resolve());
  const change = (deed: 'add' | 'remove', tags: readonly string[]): void => {
    for (const tag of tags) queue.current = queue.current.then(() => changeOne(lead, deed, tag));
  };
  return (
    <section aria-label="Tags" className="k-leadtags">
      <p className="k-label" aria-hidden="true">
        Tags
      </p>
      <TagBox label="Tags" tags={tagsIn(lead.fields.tags)} offered={tagged && tagUses(tagged)} placeholder="Type to find or create" onOpen={look} onAdd={(tags) => change('add', tags)} onRemove={(tag) => change('remove', [tag])} />
      {isFailed ? <p className="k-xs k-3">The tags of the table could not be read. Type the whole tag.</p> : null}
    </section>
  );
}

async function changeOne(lead: Lead, deed: 'add' | 'remove', tag: string): Promise<void> {
  const result = await sendCommand('tags.change', { deedId: crypto.randomUUID(), n: 0, tableId: lead.tableId, leadIds: [lead.id], deed, tag });
  if (!result.ok) showToast({ kind: 'bad', text: result.error.message });
  else if (result.value.full > 0) showToast({ kind: 'bad', text: `A lead has at most ${TAGS_PER_LEAD} tags. Remove one first.` });
  else if (result.value.gone > 0) showToast({ kind: 'bad', text: 'This lead is not there any more. Nothing was changed.' });
}
