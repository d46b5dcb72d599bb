import { Pencil, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { TAG_CHARS } from '../../../lib/core/limits.ts';
import { readTag } from '../../../lib/domain/lead/tags.ts';
import { countOf } from '../../../lib/ui/format.ts';
import type { TagUse } from '../../../lib/ui/tags/tags-in-use.ts';
import { IconButton } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { Icon } from '../../parts/icon.tsx';
import { TagChip } from '../../parts/tag-chip.tsx';

interface TagLineProps {
  readonly use: TagUse;
  /** Ticked leads; without any there is no box. */
  readonly selected: number;
  /** Another change is under way. */
  readonly isOff: boolean;
  readonly onGive: (deed: 'add' | 'remove') => void;
  /** Everywhere in the table. */
  readonly onRename: (to: string) => void;
  readonly onDelete: () => void;
}

/** One tag of the list. */
export function TagLine({ use: { tag, count, ticked }, selected, isOff, onGive, onRename, onDelete }: TagLineProps): ReactElement {
  const [isRenaming, setRenaming] = useState(false);
  const checked = ticked === 0 ? false : ticked >= selected ? true : 'mixed';
  // The box keeps the focus while another change is under way.
  const give = (): void => void (isOff || onGive(checked === true ? 'remove' : 'add'));
  if (isRenaming) return <Rename tag={tag} onDone={(to) => { setRenaming(false); if (to !== null && to !== tag) onRename(to); }} />;
  return (
    <li>
      {selected > 0 ? <Check checked={checked} label={checked === 'mixed' ? `${tag}, ${countOf(ticked)} of ${countOf(selected)}` : tag} onToggle={give} /> : null}
      {/* The box says and does the same for the keyboard. */}
      <span className="k-tagpane__t" {...(selected > 0 ? { onClick: give } : {})}>
        <TagChip tag={tag} />
      </span>
      <span className="k-xs k-3 k-nowrap" title="Leads of the table that have it">
        {countOf(count)}
      </span>
      <IconButton small label={`Rename ${tag}`} disabled={isOff} onClick={() => setRenaming(true)}>
        <Icon of={Pencil} size={14} />
      </IconButton>
      <IconButton small label={`Delete ${tag} from ${countOf(count)} ${count === 1 ? 'lead' : 'leads'}`} disabled={isOff} onClick={onDelete}>
        <Icon of={Trash2} size={14} />
      </IconButton>
    </li>
  );
}

/** Enter renames the tag in the whole table, Escape leaves it. */
function Rename({ tag, onDone }: { readonly tag: string; readonly onDone: (to: string | null) => void }): ReactElement {
  const [text, setText] = useState(tag);
  const read = readTag(text);
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === 'Escape') onDone(null);
    else if (e.key === 'Enter' && 'tag' in read) onDone(read.tag);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <li data-renames="">
      <div className="k-grow">
        <div className="k-input">
          <input ref={focused} aria-label={`New name of ${tag}`} aria-invalid={'refused' in read ? true : undefined} maxLength={TAG_CHARS * 2} autoComplete="off" value={text} onChange={(e) => setText(e.target.value)} onKeyDown={onKeyDown} onBlur={() => onDone(null)} />
          <span className="k-kbd" aria-hidden="true">
            Enter
          </span>
        </div>
        {'refused' in read ? <p className="k-xs k-warn">{read.refused}</p> : null}
      </div>
    </li>
  );
}

const focused = (node: HTMLInputElement | null): void => {
  node?.focus();
  node?.select();
};
