import { Plus, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import { TAG_CHARS, TAGS_OFFERED } from '../../../lib/core/limits.ts';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { readTag, sameTag } from '../../../lib/domain/lead/tags.ts';
import { countOf, plural } from '../../../lib/ui/format.ts';
import type { Positions } from '../../../lib/ui/positions.ts';
import { isTicked, tickedOf } from '../../../lib/ui/selection.ts';
import { useTable } from '../../../lib/ui/table-store.ts';
import { changeTags, stopTagWork, useTagWork } from '../../../lib/ui/tags/tag-work.ts';
import { tagsFor, tagUses, useTagged } from '../../../lib/ui/tags/tags-in-use.ts';
import { Bar } from '../../parts/bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { TagChip } from '../../parts/tag-chip.tsx';
import { peopleOrCompanies } from '../table-head.tsx';
import { TagLine } from './tag-line.tsx';

interface TagsPaneProps {
  readonly table: Table;
  readonly shown: Positions;
  readonly selected: number;
  readonly ref: Ref<HTMLDivElement>;
}

/** Every tag of the table with a box for the ticked leads; a field above finds one or makes one. */
export function TagsPane({ table, shown, selected, ref }: TagsPaneProps): ReactElement {
  const [text, setText] = useState('');
  const { tagged, isFailed, look } = useTagged(table.id);
  const { now, round } = useTagWork();
  const selection = useTable((s) => s.selection);
  const ticked = useMemo(() => tickedOf(selection, shown), [selection, shown]);
  const list = useRef<HTMLUListElement>(null);
  useEffect(look, [look, round]);
  const uses = useMemo(() => {
    const those = new Set(ticked);
    return tagged && tagUses(tagged, (place) => isTicked(selection, place) && those.has(place));
  }, [tagged, ticked, selection]);
  const fitting = tagsFor(text, uses ?? []);
  const typed = readTag(text);
  const known = 'tag' in typed ? uses?.find(({ tag }) => sameTag(tag, typed.tag)) : undefined;
  const canMake = selected > 0 && 'tag' in typed && uses !== undefined && known === undefined;
  const isOff = now !== null;
  const give = (deed: 'add' | 'remove', tag: string): void => {
    setText('');
    void changeTags(table.kind, { tableId: table.id, places: ticked, change: { deed, tag }, everywhere: false });
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === 'Enter' && selected > 0 && !isOff && 'tag' in typed && uses) give('add', known?.tag ?? typed.tag);
    else if (e.key === 'ArrowDown') list.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
    else return;
    e.preventDefault();
  };
  return (
    <div className="k-tagpane" ref={ref}>
      <p className="k-menu__h">{selected > 0 ? `Tags of ${peopleOrCompanies(table, selected)} selected` : `Tags of ${table.name}`}</p>
      <div className="k-input">
        <Icon of={Search} size={14} />
        <input aria-label={selected > 0 ? 'Find or create a tag' : 'Find a tag'} placeholder={selected > 0 ? 'Find or create a tag' : 'Find a tag'} maxLength={TAG_CHARS * 2} autoComplete="off" value={text} onChange={(e) => setText(e.target.value)} onKeyDown={onKeyDown} />
      </div>
      {text.trim() !== '' && 'refused' in typed ? <p className="k-xs k-warn">{typed.refused}</p> : null}
      {now ? (
        <div className="k-row k-tagpane__w">
          <Bar percent={(now.done / now.total) * 100} tone="ember" label="Tags are changed" />
          <span className="k-xs k-2 k-nowrap" role="status">
            {countOf(now.done)} of {countOf(now.total)}
          </span>
          <Button small onClick={stopTagWork}>
            Stop
          </Button>
        </div>
      ) : null}
      {isFailed ? (
        <p className="k-sm k-warn" role="alert">
          The tags could not be read. <button type="button" className="k-link" onClick={look}>Try again</button>
        </p>
      ) : null}
      <ul className="k-tagpane__l" ref={list} aria-label="Tags" aria-busy={uses === undefined && !isFailed}>
        {fitting.slice(0, TAGS_OFFERED).map((use) => (
          <TagLine
            key={use.tag}
            use={use}
            selected={selected}
            isOff={isOff}
            onGive={(deed) => give(deed, use.tag)}
            onRename={(to) => void changeTags(table.kind, { tableId: table.id, places: use.places, change: { deed: 'rename', tag: use.tag, to }, everywhere: true })}
            onDelete={() => void changeTags(table.kind, { tableId: table.id, places: use.places, change: { deed: 'remove', tag: use.tag }, everywhere: true })}
          />
        ))}
        {canMake ? (
          <li>
            <button type="button" className="k-tagpane__new" disabled={isOff} onClick={() => give('add', typed.tag)}>
              <Icon of={Plus} size={14} /> Create <TagChip tag={typed.tag} />
            </button>
          </li>
        ) : null}
      </ul>
      <p className="k-xs k-3">{uses === undefined ? (isFailed ? '' : 'Looking for tags…') : wordsOf(uses.length, fitting.length, selected)}</p>
    </div>
  );
}

function wordsOf(all: number, fitting: number, selected: number): string {
  if (all === 0) return selected > 0 ? 'No lead of this table has a tag yet. Type one and press Enter.' : 'No lead of this table has a tag yet. Tick leads to tag them.';
  if (fitting === 0) return selected > 0 ? '' : 'No tag fits.';
  return fitting > TAGS_OFFERED ? `${plural(fitting, 'tag')}: type to see fewer.` : plural(fitting, 'tag');
}
