import { Undo2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { DuplicateGroup } from '../../../lib/domain/duplicates/groups.ts';
import { byFullness, compareFields, type Picks } from '../../../lib/domain/duplicates/merge-group.ts';
import type { CustomColumn, LeadKey } from '../../../lib/domain/lead/custom.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { groupKey, useLeadsOf, type GroupDeeds } from '../../../lib/ui/duplicates/use-groups.ts';
import { reasonWords, SURENESS_WORDS, surenessOf } from '../../../lib/ui/duplicates/words.ts';
import { countOf, plural } from '../../../lib/ui/format.ts';
import { fieldOrder, nameOfLead } from '../../../lib/ui/lead-rows.ts';
import { useCommand } from '../../../lib/ui/use-commands.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Note } from '../../parts/note.tsx';
import { RecordTable } from './record-table.tsx';

interface GroupDetailProps {
  readonly group: DuplicateGroup;
  readonly custom: readonly CustomColumn[];
  readonly deeds: GroupDeeds;
  /** The next group, please. */
  readonly onDone: () => void;
}

/** One group: why, the records side by side, which of them stays and which value wins, and the two answers to it. */
export function GroupDetail({ group, custom, deeds, onDone }: GroupDetailProps): ReactElement {
  const leads = useLeadsOf(group.ids);
  const [kept, setKept] = useState<string>();
  const [picks, setPicks] = useState<Picks>({});
  const undo = useCommand('activity.undo');
  const end = deeds.ends.get(groupKey(group));
  if (!leads) return <div className="k-dup__one" />;
  const members = byFullness(group.ids.flatMap((id) => leads.get(id) ?? []));
  const keep = members.find(({ id }) => id === kept) ?? members[0];
  const isMerged = end?.state === 'merged';
  // What was merged at once is taken back at once.
  const together = [...deeds.ends.values()].filter(({ activityId }) => activityId === end?.activityId).length;
  const missing = group.ids.length - members.length;
  if (end || !keep || members.length < 2) {
    return (
      <div className="k-dup__one">
        <div className="k-dup__end" role="status">
          <p>
            {end ? (isMerged ? `${plural(group.ids.length - 1, 'record')} merged into ${keep ? nameOfLead(keep.fields) : 'one'}.` : 'Not the same. They are not proposed again.') : 'Too few of these records are there any more: the others were deleted or merged meanwhile. There is nothing to merge.'}
          </p>
          {end ? (
            <Button small busy={undo.busy} icon={<Icon of={Undo2} size={14} />} onClick={() => void undo.send({ activityId: end.activityId })}>
              {together > 1 ? `Undo all ${countOf(together)} groups` : 'Undo'}
            </Button>
          ) : null}
        </div>
      </div>
    );
  }
  const fields = compareFields(keep, members, picks, [...fieldOrder(keep.kind), ...custom.map(({ key }) => key)]);
  const merge = async (): Promise<void> => {
    if (await deeds.merge(group, keep.id, members.flatMap(({ id }) => (id === keep.id ? [] : [id])), picks)) onDone();
  };
  const skip = async (): Promise<void> => {
    if (await deeds.skip(group)) onDone();
  };
  return (
    <div className="k-dup__one">
      <ul className="k-dup__why" aria-label="Why">
        {group.links.map((link) => (
          <Why key={link.ids.join(' ')} link={link} leads={leads} isMany={group.ids.length > 2} />
        ))}
      </ul>
      {missing > 0 ? <Note tone="warn" title={`${plural(missing, 'record')} of this group ${missing === 1 ? 'was' : 'were'} deleted or merged meanwhile`} /> : null}
      <RecordTable
        members={members}
        keep={keep}
        fields={fields}
        custom={custom}
        onKeep={setKept}
        onPick={(field: LeadKey, value: string) => setPicks((before) => ({ ...before, [field]: value }))}
      />
      <div className="k-dup__do">
        <Button look="primary" busy={deeds.busy} onClick={() => void merge()}>
          Merge {members.length} into 1
        </Button>
        <Button disabled={deeds.busy} onClick={() => void skip()}>
          Not the same
        </Button>
        <span className="k-sm k-3">Nothing is lost: values that do not win stay beside those that do.</span>
      </div>
    </div>
  );
}

function Why({ link, leads, isMany }: { readonly link: DuplicateGroup['links'][number]; readonly leads: ReadonlyMap<string, Lead>; readonly isMany: boolean }): ReactElement | null {
  const [a, b] = [leads.get(link.ids[0]), leads.get(link.ids[1])];
  if (!a || !b) return null;
  const sureness = surenessOf(link.score);
  return (
    <li>
      <span className={`k-tag ${sureness === 'sure' ? 'k-tag--ok' : sureness === 'possible' ? 'k-tag--warn' : ''}`}>{SURENESS_WORDS[sureness]}</span>
      <span>
        {reasonWords(link, a, b)}
        {isMany ? <span className="k-3 k-val"> ({nameOfLead(a.fields)}, {nameOfLead(b.fields)})</span> : null}
      </span>
    </li>
  );
}
