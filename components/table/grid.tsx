import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { useBlocks } from '../../lib/ui/contact-queries.ts';
import { copyFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { CHECK_PX, cellId } from '../../lib/ui/grid-geometry.ts';
import { cellsIn, extendBy, heightOf, isWhole, rangeOf, rangeWords } from '../../lib/ui/cell-range.ts';
import { moveBy, startsTyping } from '../../lib/ui/grid-keys.ts';
import type { Positions } from '../../lib/ui/positions.ts';
import { extend, isTicked, NO_SELECTION, tickRows, toggle, toggleAll } from '../../lib/ui/selection.ts';
import { useLeadWindow, useWindowTasks } from '../../lib/ui/table-data.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { useCellDeeds } from '../../lib/ui/use-cell-deeds.ts';
import { useClipboard } from '../../lib/ui/use-clipboard.ts';
import { useRangeDrag } from '../../lib/ui/use-range-drag.ts';
import { useRowScroll } from '../../lib/ui/use-row-scroll.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { RangeLive } from './range-live.tsx';

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
  const { selection, place, head: corner, editing, setSelection, setPlace, setHead, setRange, edit, showInspector } = useTable();
  const sortBy = useView((state) => state.sortBy);
  const { filter, sort } = useView((state) => state.shape);
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
  const size = { rows: count, cols: columns.length };
  const range = rangeOf(place, corner, size);
  const isRange = cellsIn(range) > 1;
  const deeds = useCellDeeds(table.id, positions, columns, range);
  const dragFrom = useRangeDrag(boxOf, { row: count - 1, col: columns.length - 1 });
  // Other rows stand there now.
  useEffect(() => setHead(null), [filter, sort, setHead]);

  const seen = corner ?? place;
  const [seenRow, seenCol] = [Math.min(seen.row, count - 1), Math.min(seen.col, columns.length - 1)];
  useEffect(() => {
    scrollTo(seenRow);
    if (seenCol > 0) cols.scrollToIndex(seenCol - 1, { align: 'auto' });
  }, [seenRow, seenCol, scrollTo, cols]);
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
  const copyTicked = async (): Promise<void> => {
    if (!selectedIds) return;
    const file = await exportFile.send({ what: { kind: 'table', tableId: table.id, format: 'tsv', leadIds: [...selectedIds] } });
    if (file && (await copyFile(file.fileId))) showToast({ kind: 'info', text: `${plural(file.rows, 'row')} copied` });
  };
  useClipboard(boxOf, {
    copy: () => void (selected > 0 && !isRange ? copyTicked() : deeds.copy()),
    cut: () => void deeds.cut(),
    paste: (from) => void deeds.paste(from),
  });

  /** Ctrl and a letter. */
  const onCommand = (letter: string): boolean => {
    if (letter === 'a' && isWhole(range, size)) setSelection(toggleAll(selection, positions));
    else if (letter === 'a') setRange({ row: 0, col: 0 }, { row: count - 1, col: columns.length - 1 });
    else if (letter === 'd') void deeds.fill('down');
    // Alone it is what it is everywhere: the page is loaded anew.
    else if (letter === 'r' && range.left < range.right) void deeds.fill('right');
    else return false;
    return true;
  };
  const onSpace = (isExtending: boolean): void => {
    if (!isExtending) setSelection(toggle(selection, currentPlace));
    else setSelection(heightOf(range) > 1 ? tickRows(selection, positions, range.top, range.bottom) : extend(selection, currentPlace, positions));
  };
  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>): void => {
    if (editing !== null || (e.target instanceof Element && e.target.closest('button, input'))) return;
    const command = (e.ctrlKey || e.metaKey) && !e.altKey;
    const sized = { ...size, page };
    const next = e.shiftKey ? extendBy({ row, col }, corner, e, sized) : moveBy({ row, col }, e, sized);
    if (next && e.shiftKey) setHead(next);
    else if (next) setPlace(next);
    else if (command) {
      if (e.shiftKey || !onCommand(e.key.toLowerCase())) return;
    } else if (e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp') && currentField) sortBy(currentField, e.key === 'ArrowDown');
    else if (e.key === ' ') onSpace(e.shiftKey);
    else if (e.key === 'Enter') showInspector(true, 'cell');
    else if (e.key === 'Escape' && isRange) setHead(null);
    else if (e.key === 'Escape') setSelection(NO_SELECTION);
    else if (e.key === 'Delete' || e.key === 'Backspace') void deeds.clear();
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
      aria-busy={isScanning || deeds.isBusy}
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
              rangeLeft={isRange && first + i >= range.top && first + i <= range.bottom ? range.left : -1}
              rangeRight={isRange && first + i >= range.top && first + i <= range.bottom ? range.right : -1}
              isTop={first + i === range.top}
              isBottom={first + i === range.bottom}
              rows={count}
              onDrag={dragFrom}
              editing={lead && editing?.leadId === lead.id ? editing : null}
              taskOf={taskOf}
              nameOf={nameOf}
              now={now}
              onTick={tick}
            />
          );
        })}
      </div>
      <RangeLive text={isRange ? rangeWords(range) : ''} />
    </div>
  );
}
