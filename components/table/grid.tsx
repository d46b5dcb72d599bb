import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type HTMLAttributes, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import { ALL_OPEN, ALL_SHUT } from '../../lib/domain/view/group.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { copyFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { edgesOf, fitted, type LaidColumns } from '../../lib/ui/column-layout.ts';
import { cellsIn, extendBy, heightOf, isWhole, rangeOf, rangeWords } from '../../lib/ui/cell-range.ts';
import { CHECK_PX, cellId, headId, ROW_PX, rowHeights } from '../../lib/ui/grid-geometry.ts';
import { fillWords } from '../../lib/ui/cell-words.ts';
import { groupMove } from '../../lib/ui/group-keys.ts';
import { headRowWhen, type GridRows } from '../../lib/ui/group-rows.ts';
import { columnMove, moveBy, startsTyping } from '../../lib/ui/grid-keys.ts';
import { useLeadWindow } from '../../lib/ui/lead-window.ts';
import { lastAtOrBelow, type Positions } from '../../lib/ui/positions.ts';
import { extend, isTicked, NO_SELECTION, tickRows, toggle, toggleAll } from '../../lib/ui/selection.ts';
import { useRowMarks } from '../../lib/ui/table-data.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useRested } from '../../lib/ui/rested.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { useColumnDrag } from '../../lib/ui/use-column-drag.ts';
import { useColumnResize } from '../../lib/ui/use-column-resize.ts';
import { useColumnTools } from '../../lib/ui/use-column-tools.ts';
import { useCellDeeds } from '../../lib/ui/use-cell-deeds.ts';
import { useClipboard } from '../../lib/ui/use-clipboard.ts';
import { useFillDrag } from '../../lib/ui/use-fill-drag.ts';
import { useRangeDrag } from '../../lib/ui/use-range-drag.ts';
import { inSlots, observeColumnOffset, useBoxWidth, useRowScroll } from '../../lib/ui/use-row-scroll.ts';
import { GridHead } from './grid-head.tsx';
import { GroupRow } from './group-row.tsx';
import { GridRow } from './grid-row.tsx';
import { RangeLive } from './range-live.tsx';

interface GridProps {
  readonly table: Table;
  /** What stands in each row. */
  readonly rows: GridRows;
  /** Every lead that is shown, in open groups or not. */
  readonly shown: Positions;
  /** Every column there is, in the usual order and width, and how those in sight stand. */
  readonly all: readonly Column[];
  readonly laid: LaidColumns;
  /** How many of the shown leads are ticked, and their ids once they are read. */
  readonly selected: number;
  readonly selectedIds: readonly string[] | undefined;
  readonly isScanning: boolean;
  readonly nameOf: (providerId: string) => string;
}

/** So long the rows stand still before their elements are put into the order of the rows. */
const REST_MS = 150;

/** What scrolls. Its role depends on what it shows. */
const GridBox = (props: HTMLAttributes<HTMLDivElement> & { readonly ref: Ref<HTMLDivElement> }): ReactElement => <div {...props} />;

/**
 * The leads as a spreadsheet: only the rows and columns on screen exist. Rows have one height, so where they stand is
 * reckoned and not measured; columns are as wide as they are and go through TanStack Virtual. The focus stays on the grid and
 * `aria-activedescendant` names the current cell, so that scrolling a cell away never loses the focus.
 */
export function Grid({ table, rows: positions, shown, all, laid, selected, selectedIds, isScanning, nameOf }: GridProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const boxOf = useCallback(() => box.current, []);
  const { selection, place, head: corner, editing, setSelection, setPlace, setHead, setRange, edit, showInspector } = useTable();
  const sortBy = useView((state) => state.sortBy);
  const { layout, group, filter, sort } = useView((state) => state.shape);
  const tools = useColumnTools(all, boxOf);
  const resize = useColumnResize(tools.setWidth);
  const { live } = resize;
  const gridPx = useBoxWidth(boxOf);
  const wide = useMemo(() => (live ? { ...laid, columns: laid.columns.map((column) => (column.field === live.key ? { ...column, width: live.width } : column)) } : laid), [laid, live]);
  const drawn = useMemo(() => fitted(wide, gridPx), [wide, gridPx]);
  const { columns, pinned } = drawn;
  const drag = useColumnDrag(boxOf, drawn, tools.move);
  const [menuOf, setMenuOf] = useState<LeadKey | null>(null);
  const count = positions.length;
  const exportFile = useCommand('export.file');
  const { first, last, height, page, slots, topOf, scrollTo } = useRowScroll(boxOf, useMemo(() => rowHeights(count, ROW_PX[layout.rows], positions.heads), [count, layout.rows, positions.heads]));
  const pinnedPx = edgesOf(columns)[pinned] ?? CHECK_PX;
  // A key of its own for each set of widths, so that none is remembered from before.
  const keyOf = useCallback((i: number) => columns[i + pinned]?.field ?? i, [columns, pinned]);
  const cols = useVirtualizer({ horizontal: true, count: Math.max(0, columns.length - pinned), getScrollElement: () => box.current, estimateSize: (i) => columns[i + pinned]?.width ?? 120, getItemKey: keyOf, observeElementOffset: observeColumnOffset, overscan: 3, paddingStart: pinnedPx, scrollPaddingStart: pinnedPx });
  const leads = useLeadWindow(table.id, positions, first, last);
  const { blocks, tasks } = useRowMarks(leads, positions, first, last);
  const running = useMemo(() => [...tasks.values()].some((t) => t.state === 'running'), [tasks]);
  const now = useNow(running ? 500 : 60_000);
  const row = Math.min(place.row, count - 1);
  const col = Math.min(place.col, columns.length - 1);
  const size = { rows: count, cols: columns.length };
  const range = rangeOf(place, corner, size);
  const isRange = cellsIn(range) > 1;
  const deeds = useCellDeeds(table.id, positions, columns, range);
  const dragFrom = useRangeDrag(boxOf, { row: count - 1, col: columns.length - 1 });
  const { fill, press: pressHandle } = useFillDrag(boxOf, { row: count - 1, col: columns.length - 1 }, range, (to, isCopy) => void deeds.fillTo(to, isCopy));
  // Only where something of it can be typed into.
  const hasHandle = editing === null && !deeds.isBusy && columns.slice(range.left, range.right + 1).some(({ read }) => !read);
  // Other rows stand there now.
  useEffect(() => setHead(null), [filter, sort, group, setHead]);

  const seen = corner ?? place;
  const [seenRow, seenCol] = [Math.min(seen.row, count - 1), Math.min(seen.col, columns.length - 1)];
  useEffect(() => {
    if (useTable.getState().isStill) return;
    scrollTo(seenRow);
    if (seenCol >= pinned) cols.scrollToIndex(seenCol - pinned, { align: 'auto' });
    // Also when it is set anew where it was: other rows are there now.
  }, [place, seenRow, seenCol, pinned, scrollTo, cols]);
  const rested = useRested(first, REST_MS);
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
  const head = positions.headAt(row);
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

  const toggleGroup = useCallback((key: string): void => {
    if (!useView.getState().toggleGroup(key)) showToast({ kind: 'info', text: 'So many groups are already not like the others that no more is remembered. Open or close all first.' });
  }, []);
  const onGroupKey = (e: KeyboardEvent): boolean => {
    const move = positions.heads.length === 0 ? null : groupMove(e, head?.isShut, col);
    if (move === null) return false;
    if (move === 'open-all' || move === 'shut-all') {
      useView.getState().shut(move === 'open-all' ? ALL_OPEN : ALL_SHUT);
      setPlace({ row: headRowWhen(positions, row, move === 'shut-all'), col });
    } else if (move === 'to-head') setPlace({ row: positions.heads[lastAtOrBelow(positions.heads, row)] ?? row, col });
    else if (move !== 'stay' && head) toggleGroup(head.key);
    return true;
  };
  const onColumnKey = (e: KeyboardEvent): boolean => {
    if (!currentColumn) return false;
    const move = columnMove(e);
    if (move === null) return false;
    if (move === 'menu') setMenuOf(currentColumn.field);
    else if (move === 'wider' || move === 'narrower') tools.widen(currentColumn, move === 'wider' ? 1 : -1);
    else drag.move(col, col + (move === 'right' ? 1 : -1));
    return true;
  };

  /** Ctrl and a letter. */
  const onCommand = (letter: string): boolean => {
    if (letter === 'a' && isWhole(range, size)) setSelection(toggleAll(selection, shown));
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
    if (onColumnKey(e) || onGroupKey(e)) return e.preventDefault();
    const sized = { ...size, page };
    const next = e.shiftKey ? extendBy({ row, col }, corner, e, sized) : moveBy({ row, col }, e, sized);
    if (next && e.shiftKey) setHead(next);
    else if (next) setPlace(next);
    else if (command) {
      if (e.shiftKey && e.key.toLowerCase() === 'd') void deeds.series();
      else if (e.shiftKey || !onCommand(e.key.toLowerCase())) return;
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
  const headsBefore = (of: number): number => (positions.heads.length === 0 ? 0 : lastAtOrBelow(positions.heads, of) + 1);
  // A cell that is scrolled away cannot be named.
  const isColumnDrawn = col < pinned || cols.getVirtualItems().some(({ index }) => index + pinned === col);
  const grouped = group && all.find(({ field }) => field === group.by);
  const width = cols.getTotalSize();
  return (
    <>
    <GridBox
      className="k-grid"
      role={positions.heads.length > 0 ? 'treegrid' : 'grid'}
      data-rows={layout.rows}
      data-filling={fill ? '' : undefined}
      aria-label={table.name}
      aria-rowcount={count + 1}
      aria-busy={isScanning || deeds.isBusy}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={row < first || row > last ? undefined : head ? headId(row) : currentField && isColumnDrawn ? cellId(currentPlace, currentField) : undefined}
      tabIndex={0}
      ref={box}
      onKeyDown={onKeyDown}
    >
      <GridHead laid={drawn} virtual={cols.getVirtualItems()} width={width} shown={shown} selected={selected} tools={tools} drag={drag} resize={resize} menuOf={menuOf} onMenu={setMenuOf} gridOf={boxOf} />
      <div className="k-rows" role="rowgroup" style={{ height, width }}>
        {inSlots(first, last, slots, rested).map((index) => {
          const at = positions.at(index);
          const headThere = positions.headAt(index);
          if (headThere) return <GroupRow key={`head ${headThere.key}`} index={index} top={topOf(index)} width={width} columns={columns.length + 1} head={headThere} by={grouped?.label ?? ''} type={grouped?.type ?? 'text'} table={table} isCurrent={index === row} onToggle={toggleGroup} />;
          const lead = leads.get(at);
          return (
            <GridRow
              // By slot, not by lead: a row that comes into view takes over the elements of the one that left it.
              key={index % slots}
              index={index}
              number={index + 1 - headsBefore(index)}
              top={topOf(index)}
              width={width}
              place={at}
              lead={lead}
              block={lead && blocks.get(lead.id)}
              columns={columns}
              pinned={pinned}
              {...(positions.heads.length > 0 ? { level: 2 as const } : {})}
              virtual={cols.getVirtualItems()}
              ticked={isTicked(selection, at)}
              currentCol={index === row ? col : -1}
              rangeLeft={isRange && index >= range.top && index <= range.bottom ? range.left : -1}
              rangeRight={isRange && index >= range.top && index <= range.bottom ? range.right : -1}
              isTop={index === range.top}
              isBottom={index === range.bottom}
              handleCol={hasHandle && index === range.bottom ? range.right : -1}
              fill={fill && index >= fill.target.top && index <= fill.target.bottom ? fill.target : null}
              onHandle={pressHandle}
              onHandleTwice={deeds.fillAlong}
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
    </GridBox>
    <span className="k-vh" role="status" aria-live="assertive">
      {drag.said}
    </span>
    <RangeLive text={fill ? fillWords(fill) : isRange ? rangeWords(range) : ''} />
    </>
  );
}
