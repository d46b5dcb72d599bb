import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { useBlocks } from '../../lib/ui/contact-queries.ts';
import { copyFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { CHECK_PX, cellId } from '../../lib/ui/grid-geometry.ts';
import { moveBy, startsTyping } from '../../lib/ui/grid-keys.ts';
import type { Positions } from '../../lib/ui/positions.ts';
import { extend, isTicked, NO_SELECTION, toggle, toggleAll } from '../../lib/ui/selection.ts';
import { useLeadWindow, useWindowTasks } from '../../lib/ui/table-data.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { useRowScroll } from '../../lib/ui/use-row-scroll.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';

interface GridProps {
  readonly table: Table;
  readonly positions: Positions;
  readonly columns: readonly Column[];
  /** How many of the shown leads are ticked, and their ids once they are read. */
  readonly selected: number;
  readonly selectedIds: readonly string[] | undefined;
  readonly isScanning: boolean;
  readonly nameOf: (providerId: string) => string;
}

/**
 * The leads as a spreadsheet: only the rows and columns on screen exist. Rows have one height, so where they stand is
 * reckoned and not measured; columns are as wide as they are and go through TanStack Virtual. The focus stays on the grid and
 * `aria-activedescendant` names the current cell, so that scrolling a cell away never loses the focus.
 */
export function Grid({ table, positions, columns, selected, selectedIds, isScanning, nameOf }: GridProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const boxOf = useCallback(() => box.current, []);
  const { selection, place, editing, setSelection, setPlace, edit, showInspector } = useTable();
  const sortBy = useView((state) => state.sortBy);
  const count = positions.length;
  const exportFile = useCommand('export.file');
  const { first, last, height, page, slots, topOf, scrollTo } = useRowScroll(boxOf, count);
  const pinned = columns[0]?.width ?? 0;
  const cols = useVirtualizer({ horizontal: true, count: Math.max(0, columns.length - 1), getScrollElement: () => box.current, estimateSize: (i) => columns[i + 1]?.width ?? 120, overscan: 3, paddingStart: CHECK_PX + pinned, scrollPaddingStart: CHECK_PX + pinned });
  const leads = useLeadWindow(table.id, positions, first, last);
  const blocks = useBlocks(leads);
  const windowIds = useMemo(() => [...leads.values()].map((lead) => lead.id), [leads]);
  const tasks = useWindowTasks(windowIds);
  const running = useMemo(() => [...tasks.values()].some((t) => t.state === 'running'), [tasks]);
  const now = useNow(running ? 500 : 60_000);
  const row = Math.min(place.row, count - 1);
  const col = Math.min(place.col, columns.length - 1);

  useEffect(() => {
    scrollTo(row);
    if (col > 0) cols.scrollToIndex(col - 1, { align: 'auto' });
  }, [row, col, scrollTo, cols]);
  const typed = useRef(false);
  useEffect(() => {
    if (editing === null && typed.current) box.current?.focus({ preventScroll: true });
    typed.current = editing !== null;
  }, [editing]);

  const currentPlace = positions.at(row);
  const current = leads.get(currentPlace);
  const currentId = current?.id;
  const currentColumn = columns[col];
  const currentField = currentColumn?.field;
  /** What is reckoned cannot be typed over. */
  const mayEdit = currentColumn !== undefined && !currentColumn.read;
  const copy = async (): Promise<void> => {
    if (selected > 0) {
      if (!selectedIds) return;
      const file = await exportFile.send({ what: { kind: 'table', tableId: table.id, format: 'tsv', leadIds: [...selectedIds] } });
      if (file && (await copyFile(file.fileId))) showToast({ kind: 'info', text: `${plural(file.rows, 'row')} copied` });
      return;
    }
    const text = current && currentField ? (currentColumn?.read ? currentColumn.read(current, now) : textOf(current.fields, currentField)) : undefined;
    if (text === undefined) return;
    await navigator.clipboard.writeText(text);
    showToast({ kind: 'info', text: 'Cell copied' });
  };

  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>): void => {
    if (editing !== null || (e.target instanceof Element && e.target.closest('button, input'))) return;
    const command = (e.ctrlKey || e.metaKey) && !e.altKey;
    const next = moveBy({ row, col }, e, { rows: count, cols: columns.length, page });
    if (next) {
      if (e.shiftKey && next.row !== row) {
        const from = selection.anchor === null ? toggle(NO_SELECTION, currentPlace) : selection;
        setSelection(extend(from, positions.at(next.row), positions));
      }
      setPlace(next);
    } else if (command && e.key.toLowerCase() === 'c') void copy();
    else if (command && e.key.toLowerCase() === 'a') setSelection(toggleAll(selection, positions));
    else if (e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp') && currentField) sortBy(currentField, e.key === 'ArrowDown');
    else if (e.key === ' ') setSelection(e.shiftKey ? extend(selection, currentPlace, positions) : toggle(selection, currentPlace));
    else if (e.key === 'Enter') showInspector(true, 'cell');
    else if (e.key === 'Escape') setSelection(NO_SELECTION);
    else if (e.key === 'F2' && mayEdit && currentId && currentField) edit({ leadId: currentId, field: currentField });
    else if (startsTyping(e) && mayEdit && currentId && currentField) edit({ leadId: currentId, field: currentField, typed: e.key });
    else return;
    e.preventDefault();
  };

  // Stable, so that a row that did not change is not drawn again while scrolling.
  const tick = useCallback((at: number, shift: boolean): void => {
    const before = useTable.getState().selection;
    setSelection(shift ? extend(before, at, positions) : toggle(before, at));
  }, [positions, setSelection]);
  const taskOf = useCallback((leadId: string, field: LeadKey) => tasks.get(`${leadId} ${field}`), [tasks]);
  const width = cols.getTotalSize();
  return (
    <div
      className="k-grid"
      role="grid"
      aria-label={table.name}
      aria-rowcount={count + 1}
      aria-busy={isScanning}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={row >= first && row <= last && currentField ? cellId(currentPlace, currentField) : undefined}
      tabIndex={0}
      ref={box}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} virtual={cols.getVirtualItems()} width={width} positions={positions} selected={selected} />
      <div className="k-rows" role="rowgroup" style={{ height, width }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
          const at = positions.at(first + i);
          const lead = leads.get(at);
          return (
            <GridRow
              // By slot, not by lead: a row that comes into view takes over the elements of the one that left it.
              key={(first + i) % slots}
              index={first + i}
              top={topOf(first + i)}
              width={width}
              place={at}
              lead={lead}
              block={lead && blocks.get(lead.id)}
              columns={columns}
              virtual={cols.getVirtualItems()}
              ticked={isTicked(selection, at)}
              currentCol={first + i === row ? col : -1}
              editing={lead && editing?.leadId === lead.id ? editing : null}
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
