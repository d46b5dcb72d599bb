import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { afterTyping } from '../../lib/ui/grid-keys.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';

interface CellEditorProps {
  readonly lead: Lead;
  readonly column: Column;
  readonly index: number;
  readonly col: number;
  /** Rows and columns that are shown. */
  readonly size: { readonly rows: number; readonly cols: number };
  /** What was typed to open the cell; replaces what stood there. */
  readonly typed?: string;
}

/** Typing into a cell: Enter keeps and goes down, Tab keeps and goes to the next cell, with Shift both go back; Escape leaves it as it was. */
export function CellEditor({ lead, column, index, col, size, typed }: CellEditorProps): ReactElement {
  const before = textOf(lead.fields, column.field) ?? '';
  const [text, setText] = useState(typed ?? before);
  const { edit, setPlace } = useTable();
  const save = useCommand('lead.edit');
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const options = column.custom?.isCheck ? ['Yes', 'No'] : column.custom?.options;
  const left = useRef(false);
  useEffect(() => {
    input.current?.focus();
    if (typed === undefined) input.current?.select();
  }, [typed]);
  const keep = (): void => {
    if (left.current) return;
    left.current = true;
    if (text.trim() !== before) void save.send({ leadId: lead.id, field: column.field, value: text.trim() });
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    e.stopPropagation();
    if (e.key === 'Escape') {
      left.current = true;
      edit(null);
    } else if (e.key === 'Enter' || e.key === 'Tab') {
      e.preventDefault();
      keep();
      setPlace(afterTyping({ row: index, col }, e.key, e.shiftKey, size));
    }
  };
  return (
    <>
    <input
      ref={input}
      className="k-cell-input"
      aria-label={column.label}
      list={options ? list : undefined}
      value={text}
      maxLength={2_000}
      onChange={(e) => setText(e.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        keep();
        edit(null);
      }}
    />
    {options ? (
      <datalist id={list}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </datalist>
    ) : null}
    </>
  );
}
