import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { DuplicateGroup } from '../../../lib/domain/duplicates/groups.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { groupKey, useLeadsOf, type GroupEnd } from '../../../lib/ui/duplicates/use-groups.ts';
import { reasonWords, SURENESS_WORDS, surenessOf } from '../../../lib/ui/duplicates/words.ts';
import { listOf } from '../../../lib/ui/format.ts';
import { nameOfLead } from '../../../lib/ui/lead-rows.ts';

const ROW_PX = 58;
const END_WORDS: Readonly<Record<GroupEnd['state'], string>> = { merged: 'Merged', skipped: 'Not the same' };

interface GroupListProps {
  readonly groups: readonly DuplicateGroup[];
  readonly ends: ReadonlyMap<string, GroupEnd>;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** The groups, surest first: only what is in sight exists. Arrows, Page, Home and End move; the group is shown beside it as the list moves. */
export function GroupList({ groups, ends, at, onAt }: GroupListProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({ count: groups.length, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 6 });
  const items = list.getVirtualItems();
  const leads = useLeadsOf(items.flatMap(({ index }) => groups[index]?.ids ?? []));
  // What was looked for is here: the keys belong to it now.
  useEffect(() => box.current?.focus(), []);
  useEffect(() => list.scrollToIndex(at, { align: 'auto' }), [at, list]);
  const onKeyDown = (e: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW_PX) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: groups.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    onAt(Math.max(0, Math.min(groups.length - 1, to)));
  };
  const idOf = (index: number): string => `duplicate-${index}`;
  return (
    <div className="k-dup__list" role="listbox" aria-label="Groups" tabIndex={0} ref={box} onKeyDown={onKeyDown} aria-activedescendant={items.some(({ index }) => index === at) ? idOf(at) : undefined}>
      <div role="presentation" className="k-dup__all" style={{ height: list.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const group = groups[index];
          return group ? (
            <div key={groupKey(group)} id={idOf(index)} role="option" aria-selected={index === at} aria-posinset={index + 1} aria-setsize={groups.length} className="k-dup__g" style={{ height: ROW_PX, transform: `translateY(${start}px)` }} onPointerDown={() => onAt(index)}>
              <GroupRow group={group} end={ends.get(groupKey(group))} leads={leads} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

function GroupRow({ group, end, leads }: { readonly group: DuplicateGroup; readonly end: GroupEnd | undefined; readonly leads: ReadonlyMap<string, Lead> | undefined }): ReactElement {
  const members = group.ids.flatMap((id) => leads?.get(id) ?? []);
  const names = [...new Set(members.map(({ fields }) => nameOfLead(fields)))];
  const weakest = group.links.at(-1);
  const [a, b] = [leads?.get(weakest?.ids[0] ?? ''), leads?.get(weakest?.ids[1] ?? '')];
  const sureness = surenessOf(group.score);
  return (
    <>
      <span className="k-dup__n">
        <b className="k-trunc k-val" dir="auto">{listOf(names)}</b>
        {group.ids.length > 2 ? <span className="k-3 k-nowrap">{group.ids.length} records</span> : null}
      </span>
      <span className="k-dup__w k-sm">
        <span className="k-trunc k-2">{weakest && a && b ? reasonWords(weakest, a, b) : ''}</span>
        <span className={`k-tag ${end ? '' : sureness === 'sure' ? 'k-tag--ok' : sureness === 'likely' ? '' : 'k-tag--warn'}`}>{end ? END_WORDS[end.state] : SURENESS_WORDS[sureness]}</span>
      </span>
    </>
  );
}
