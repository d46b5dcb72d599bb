import { useId, useState, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import { TAG_CHARS, TAGS_OFFERED } from '../../lib/core/limits.ts';
import { readTag, readTags, sameTag } from '../../lib/domain/lead/tags.ts';
import { countOf } from '../../lib/ui/format.ts';
import { tagsFor, type TagUse } from '../../lib/ui/tags/tags-in-use.ts';
import { TagChip } from './tag-chip.tsx';

interface TagBoxProps {
  /** The name of the field. */
  readonly label: string;
  /** What is chosen already; it stands before the text and is not offered again. */
  readonly tags: readonly string[];
  /** undefined while they are looked for. */
  readonly offered: readonly TagUse[] | undefined;
  readonly placeholder: string;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
  /** The list opens: the moment to look for what it offers. */
  readonly onOpen: () => void;
  readonly onAdd: (tags: readonly string[]) => void;
  readonly onRemove?: (tag: string) => void;
}

/** One line of the list: a tag that is known, or one that is made. */
type Line = { readonly tag: string; readonly count: number } | { readonly tag: string; readonly count: 'new' };

/**
 * Finding or making a tag by typing (the combobox pattern of the ARIA authoring practices): the arrows go through the list, Enter takes
 * the line, a comma or a semicolon ends a tag, Backspace in the empty field removes the last tag, Escape closes the list, then empties the field.
 */
export function TagBox({ label, tags, offered, placeholder, disabled = false, ref, onOpen, onAdd, onRemove }: TagBoxProps): ReactElement {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [said, setSaid] = useState('');
  const id = useId();
  const lines = linesFor(text, offered ?? [], tags);
  const active = isOpen ? lines[Math.min(at, lines.length - 1)] : undefined;
  const trouble = troubleOf(text);
  const open = (): void => {
    if (!isOpen) onOpen();
    setOpen(true);
  };
  const take = (added: readonly string[]): void => {
    const fresh = added.filter((tag) => !tags.some((one) => sameTag(one, tag)));
    setText('');
    setAt(-1);
    setSaid(fresh.length === 0 ? 'It is there already' : `${fresh.join(', ')} added`);
    if (fresh.length > 0) onAdd(fresh);
  };
  /** Takes the line of the list, or what is typed as it stands. */
  const enter = (isLiteral: boolean): void => {
    if (active && !isLiteral) return take([active.tag]);
    const read = readTags(text);
    if ('tags' in read && read.tags.length > 0) take(read.tags.map((tag) => offered?.find((one) => sameTag(one.tag, tag))?.tag ?? tag));
  };
  const remove = (tag: string): void => {
    onRemove?.(tag);
    setSaid(`${tag} removed`);
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    const last = tags.at(-1);
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      open();
      const count = lines.length;
      setAt(count === 0 ? -1 : e.key === 'ArrowDown' ? (at + 1) % count : at <= 0 ? count - 1 : at - 1);
    } else if (e.key === 'Enter' && (text.trim() !== '' || active)) enter(false);
    else if ((e.key === ',' || e.key === ';') && text.trim() !== '') enter(true);
    else if (e.key === ',' || e.key === ';') setText('');
    else if (e.key === 'Backspace' && text === '' && last !== undefined && onRemove) remove(last);
    else if (e.key === 'Escape' && (isOpen || text !== '')) {
      if (isOpen && text === '') setOpen(false);
      else setText('');
      setAt(-1);
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div className="k-tagbox">
      <div className={`k-input k-tagbox__in ${trouble ? 'is-bad' : ''}`}>
        {tags.map((tag) => (
          <TagChip key={tag} tag={tag} {...(onRemove && !disabled ? { onRemove: () => remove(tag) } : {})} />
        ))}
        <input
          ref={ref}
          role="combobox"
          aria-label={label}
          aria-expanded={isOpen && lines.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${id}-${at}` : undefined}
          aria-invalid={trouble ? true : undefined}
          aria-describedby={trouble ? `${id}-bad` : undefined}
          autoComplete="off"
          disabled={disabled}
          placeholder={tags.length === 0 ? placeholder : ''}
          maxLength={TAG_CHARS * 20}
          value={text}
          onFocus={open}
          onBlur={() => setOpen(false)}
          onChange={(e) => {
            open();
            setText(e.target.value);
            setAt(e.target.value.trim() === '' ? -1 : 0);
          }}
          onKeyDownCapture={onKeyDown}
        />
      </div>
      {trouble ? (
        <p id={`${id}-bad`} className="k-xs k-warn">
          {trouble}
        </p>
      ) : null}
      <div id={`${id}-list`} className="k-tagbox__l" role="listbox" aria-label={`${label}: what fits`} hidden={!isOpen || lines.length === 0}>
        {lines.map((line, i) => (
          <button
            type="button"
            tabIndex={-1}
            key={`${line.count === 'new' ? 'new ' : ''}${line.tag}`}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            className={i === at ? 'is-on' : ''}
            ref={i === at ? scrolledTo : undefined}
            // The field keeps the focus.
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => take([line.tag])}
          >
            {line.count === 'new' ? <span className="k-2">Create</span> : null}
            <TagChip tag={line.tag} />
            <span className="k-grow" />
            {line.count === 'new' ? null : <span className="k-xs k-3">{countOf(line.count)}</span>}
          </button>
        ))}
      </div>
      <span className="k-vh" role="status">
        {said}
      </span>
    </div>
  );
}

const scrolledTo = (node: HTMLElement | null): void => node?.scrollIntoView({ block: 'nearest' });

function linesFor(text: string, offered: readonly TagUse[], tags: readonly string[]): Line[] {
  const typed = readTag(text);
  const known = tagsFor(text, offered, tags).slice(0, TAGS_OFFERED).map(({ tag, count }): Line => ({ tag, count }));
  const isNew = 'tag' in typed && ![...tags, ...offered.map(({ tag }) => tag)].some((tag) => sameTag(tag, typed.tag));
  return isNew ? [...known, { tag: typed.tag, count: 'new' }] : known;
}

/** Why what is typed is no tag; nothing while it is empty, or is several with commas between them. */
function troubleOf(text: string): string | null {
  const read = text.trim() === '' ? null : readTags(text);
  return read && 'refused' in read ? read.refused : null;
}
