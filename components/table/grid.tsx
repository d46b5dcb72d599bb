import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { useBlocks } from '../../lib/ui/contact-queries.ts';
import { copyFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { CHECK_PX, HEAD_PX, ROW_PX, cellId } from '../../lib/ui/grid-geometry.ts';
import { moveBy, startsTyping } from '../../lib/ui/grid-keys.ts';
import { extend, NO_SELECTION, selectedOf, toggle, toggleAll } from '../../lib/ui/selection.ts';
import { useLeadWindow, useWindowTasks, windowOf } from '../../lib/ui/table-data.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';

interface GridProps {
  readonly table: Table;
  readonly ids: readonly string[];
  readonly columns: readonly Column[];
  readonly selected: number;
  readonly nameOf: (providerId: string) => string;
}

/**
 * The leads as a spreadsheet: only the rows and columns on screen exist. The focus stays on the grid and
 * `aria-activedescendant` names the current cell, so that scrolling a cell away never loses the focus.
 */
export function Grid({ table, ids, columns, selected, nameOf }: GridProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const { selection, place, editing, setSelection, setPlace, edit, showInspector } = useTable();
  const exportFile = useCommand('export.file');
  const rows = useVirtualizer({ count: ids.length, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 8, scrollPaddingStart: HEAD_PX, paddingStart: 0 });
  const pinned = columns[0]?.width ?? 0;
  const cols = useVirtualizer({ horizontal: true, count: Math.max(0, columns.length - 1), getScrollElement: () => box.current, estimateSize: (i) => columns[i + 1]?.width ?? 120, overscan: 3, paddingStart: CHECK_PX + pinned, scrollPaddingStart: CHECK_PX + pinned });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const leads = useLeadWindow(ids, first, last);
  const blocks = useBlocks(leads);
  const windowIds = useMemo(() => ids.slice(...windowOf(first, last, ids.length)), [ids, first, last]);
  const tasks = useWindowTasks(windowIds);
  const running = useMemo(() => [...tasks.values()].some((t) => t.state === 'running'), [tasks]);
  const now = useNow(running ? 500 : 60_000);
  const row = Math.min(place.row, ids.length - 1);
  const col = Math.min(place.col, columns.length - 1);

  useEffect(() => {
    rows.scrollToIndex(row, { align: 'auto' });
    if (col > 0) cols.scrollToIndex(col - 1, { align: 'auto' });
  }, [row, col, rows, cols]);
  const typed = useRef(false);
  useEffect(() => {
    if (editing === null && typed.current) box.current?.focus({ preventScroll: true });
    typed.current = editing !== null;
  }, [editing]);

  const currentId = ids[row];
  const currentField = columns[col]?.field;
  const copy = async (): Promise<void> => {
    if (selected > 0) {
      const file = await exportFile.send({ what: { kind: 'table', tableId: table.id, format: 'tsv', leadIds: selectedOf(selection, ids) } });
      if (file && (await copyFile(file.fileId))) showToast({ kind: 'info', text: `${plural(file.rows, 'row')} copied` });
      return;
    }
    const text = currentId && currentField ? textOf(leads.get(currentId)?.fields ?? {}, currentField) : undefined;
    if (text === undefined) return;
    await navigator.clipboard.writeText(text);
    showToast({ kind: 'info', text: 'Cell copied' });
  };

  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>): void => {
    if (editing !== null || (e.target instanceof Element && e.target.closest('button, input'))) return;
    const command = (e.ctrlKey || e.metaKey) && !e.altKey;
    const next = moveBy({ row, col }, e, { rows: ids.length, cols: columns.length, page: Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - HEAD_PX) / ROW_PX) - 1) });
    if (next) {
      if (e.shiftKey && currentId && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
        const from = selection.anchor === null ? toggle(NO_SELECTION, currentId) : selection;
        setSelection(extend(from, ids[next.row] ?? currentId, ids));
      }
      setPlace(next);
    } else if (command && e.key.toLowerCase() === 'c') void copy();
    else if (command && e.key.toLowerCase() === 'a') setSelection(toggleAll(selection, ids));
    else if (e.key === ' ' && currentId) setSelection(e.shiftKey ? extend(selection, currentId, ids) : toggle(selection, currentId));
    else if (e.key === 'Enter') showInspector(true, 'cell');
    else if (e.key === 'Escape') setSelection(NO_SELECTION);
    else if (e.key === 'F2' && currentId && currentField) edit({ leadId: currentId, field: currentField });
    else if (startsTyping(e) && currentId && currentField) edit({ leadId: currentId, field: currentField, typed: e.key });
    else return;
    e.preventDefault();
  };

  // Stable, so that a row that did not change is not drawn again while scrolling.
  const tick = useCallback((id: string, shift: boolean): void => {
    const before = useTable.getState().selection;
    setSelection(shift ? extend(before, id, ids) : toggle(before, id));
  }, [ids, setSelection]);
  const taskOf = useCallback((leadId: string, field: LeadKey) => tasks.get(`${leadId} ${field}`), [tasks]);
  const width = cols.getTotalSize();
  return (
    <div
      className="k-grid"
      role="grid"
      aria-label={table.name}
      aria-rowcount={ids.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={currentId && currentField ? cellId(currentId, currentField) : undefined}
      tabIndex={0}
      ref={box}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} virtual={cols.getVirtualItems()} width={width} ids={ids} selected={selected} />
      <div className="k-rows" role="rowgroup" style={{ height: rows.getTotalSize(), width }}>
        {items.map((item) => {
          const id = ids[item.index] ?? '';
          return (
            <GridRow
              key={id}
              index={item.index}
              top={item.start}
              width={width}
              id={id}
              lead={leads.get(id)}
              block={blocks.get(id)}
              columns={columns}
              virtual={cols.getVirtualItems()}
              ticked={selection.ids.has(id)}
              currentCol={item.index === row ? col : -1}
              editing={editing?.leadId === id ? editing : null}
              taskOf={taskOf}
              nameOf={nameOf}
              now={now}
              onTick={tick}
            />
          );
        })}
      </div>
    </div>
  );
}
