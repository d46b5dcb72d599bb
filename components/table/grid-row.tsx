import type { VirtualItem } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { ContactBlock } from '../../lib/domain/contact/do-not-contact.ts';
import type { Task } from '../../lib/domain/enrichment/run.ts';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import type { CellRange } from '../../lib/ui/cell-range.ts';
import { cellView, formulaView, withBlock } from '../../lib/ui/cells.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { cellId, CHECK_PX } from '../../lib/ui/grid-geometry.ts';
import { nameOfLead } from '../../lib/ui/lead-rows.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { Icon } from '../parts/icon.tsx';
import { CellEditor } from './cell-editor.tsx';
import { CellContent } from './grid-cell.tsx';

interface GridRowProps {
  readonly index: number;
  /** Counts leads, and not the heads of groups. */
  readonly number: number;
  readonly top: number;
  readonly width: number;
  readonly place: number;
  /** undefined while it is read. */
  readonly lead: Lead | undefined;
  /** Why this lead is left alone, when it is. */
  readonly block: ContactBlock | undefined;
  readonly columns: readonly Column[];
  /** How many of them stay at the left edge. */
  readonly pinned: number;
  /** 2 below the head of a group. */
  readonly level?: 2;
  readonly virtual: readonly VirtualItem[];
  readonly ticked: boolean;
  /** The current column when this is the current row, else -1. */
  readonly currentCol: number;
  /** The columns of the selected range in this row, -1 when none of it is in it; and whether it is the first or last row of the range. */
  readonly rangeLeft: number;
  readonly rangeRight: number;
  readonly isTop: boolean;
  readonly isBottom: boolean;
  /** The column in whose cell the handle of the range is, -1 when it is not in this row. */
  readonly handleCol: number;
  /** What would be filled, when this row is part of it. */
  readonly fill: CellRange | null;
  readonly onHandle: (e: { readonly clientX: number; readonly clientY: number }) => void;
  readonly onHandleTwice: () => Promise<void>;
  /** Rows that are shown. */
  readonly rows: number;
  /** The pointer was pressed on a cell. */
  readonly onDrag: (e: { readonly clientX: number; readonly clientY: number }) => void;
  readonly editing: { readonly field: LeadKey; readonly typed?: string } | null;
  readonly taskOf: (leadId: string, field: LeadKey) => Task | undefined;
  readonly nameOf: (providerId: string) => string;
  readonly now: number;
  readonly onTick: (place: number, shift: boolean) => void;
}

/** One lead: tick box and name stay at the left edge, the other cells pass below them. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactElement {
  const { index, number, top, width, place, lead, columns, virtual, ticked, pinned, level, onTick } = props;
  const label = lead ? nameOfLead(lead.fields) : 'lead';
  return (
    <div className={lead ? 'k-tr' : 'k-tr is-awaited'} role="row" aria-rowindex={index + 2} aria-level={level} aria-selected={ticked} aria-busy={lead ? undefined : true} style={{ transform: `translateY(${top}px)`, width }}>
      <div className="k-pin" role="presentation">
        <div className="k-td k-td--i" role="gridcell" aria-colindex={1} style={{ width: CHECK_PX }}>
          <button type="button" tabIndex={-1} className="k-check" role="checkbox" aria-checked={ticked} aria-label={`Select ${label}`} onClick={(e) => onTick(place, e.shiftKey)}>
            <Icon of={Check} size={12} />
          </button>
          <span className="k-rownum" aria-hidden="true">
            {number}
          </span>
        </div>
        {columns.slice(0, pinned).map((column, col) => (
          <Cell key={column.field} {...props} column={column} col={col} />
        ))}
      </div>
      {virtual.map((item) => {
        const column = columns[item.index + pinned];
        return column ? <Cell key={column.field} {...props} column={column} col={item.index + pinned} left={item.start} /> : null;
      })}
    </div>
  );
});

interface CellProps extends GridRowProps {
  readonly column: Column;
  readonly col: number;
  readonly left?: number;
}

/** Contact data and what can be bought always show their mark; plain facts only when they do not come from a page. */
const isMarked = (column: Column): boolean => column.waterfalls.some((w) => w.wanted.length === 1) || column.type === 'email' || column.type === 'phone';

const DAY_MS = 86_400_000;

/** How a cell stands in the range: inside, and at which of its edges. */
function rangeClass({ col, rangeLeft, rangeRight, isTop, isBottom }: CellProps): string {
  if (rangeLeft < 0 || col < rangeLeft || col > rangeRight) return '';
  return ['is-in', isTop ? 'is-t' : '', col === rangeRight ? 'is-r' : '', isBottom ? 'is-b' : '', col === rangeLeft ? 'is-l' : ''].filter(Boolean).join(' ');
}

/** How a cell stands in what would be filled. */
function fillClass({ fill, index, col }: CellProps): string {
  if (!fill || col < fill.left || col > fill.right) return '';
  return ['is-fill', index === fill.top ? 'is-ft' : '', col === fill.right ? 'is-fr' : '', index === fill.bottom ? 'is-fb' : '', col === fill.left ? 'is-fl' : ''].filter(Boolean).join(' ');
}

/** For the pointer alone: keys have Ctrl D, and Ctrl Shift D for series. */
function Handle({ onHandle, onHandleTwice }: Pick<GridRowProps, 'onHandle' | 'onHandleTwice'>): ReactElement {
  return (
    <span
      className="k-fill"
      aria-hidden="true"
      title="Drag to fill; numbers and dates go on. Alt repeats them. A double click fills down."
      onPointerDown={(e) => {
        if (e.button !== 0) return;
        // A finger would keep its events to where it was put down, which scrolls away.
        if (e.currentTarget.hasPointerCapture(e.pointerId)) e.currentTarget.releasePointerCapture(e.pointerId);
        onHandle(e);
      }}
      onMouseDown={(e) => {
        e.preventDefault();
        e.stopPropagation();
        e.currentTarget.closest<HTMLElement>('.k-grid')?.focus({ preventScroll: true });
      }}
      onDoubleClick={(e) => {
        e.stopPropagation();
        void onHandleTwice();
      }}
    />
  );
}

function Cell(props: CellProps): ReactElement {
  const { column, columns, col, left, lead, block, place, index, currentCol, editing, rows, taskOf, nameOf, now, onDrag, handleCol } = props;
  const inRange = rangeClass(props);
  const freshness = column.waterfalls[0]?.freshnessDays;
  const stored = lead && !column.read ? cellView(lead, column.field, taskOf(lead.id, column.field), nameOf, now, freshness === undefined ? undefined : freshness * DAY_MS) : undefined;
  const view = lead && column.read ? formulaView(column.read(lead, now)) : stored && withBlock(stored, block, column.field, column.waterfalls.length > 0);
  const typing = editing?.field === column.field;
  return (
    <div
      id={cellId(place, column.field)}
      className={`k-td ${currentCol === col ? 'is-current' : ''} ${col === 0 ? 'k-td--name' : ''} ${inRange} ${fillClass(props)}`}
      role="gridcell"
      aria-colindex={col + 2}
      aria-selected={inRange === '' ? undefined : true}
      data-at={`${index} ${col}`}
      tabIndex={-1}
      data-state={view?.state}
      style={{ width: column.width, ...(left === undefined ? {} : { left, position: 'absolute' as const }) }}
      onMouseDown={(e) => {
        if (typing || e.button !== 0) return;
        // The grid keeps the focus: a cell that scrolls away would take it along.
        e.preventDefault();
        e.currentTarget.closest<HTMLElement>('.k-grid')?.focus({ preventScroll: true });
        const { place: from, setPlace, setRange } = useTable.getState();
        if (e.shiftKey) setRange(from, { row: index, col });
        else setPlace({ row: index, col });
        onDrag(e);
      }}
      onDoubleClick={() => lead && !column.read && useTable.getState().edit({ leadId: lead.id, field: column.field })}
    >
      {typing && lead ? <CellEditor lead={lead} column={column} index={index} col={col} size={{ rows, cols: columns.length }} {...(editing.typed === undefined ? {} : { typed: editing.typed })} /> : <CellContent view={view} now={now} marked={isMarked(column)} isMany={column.field === 'tags' || column.custom?.many === true} />}
      {handleCol === col && !typing ? <Handle {...props} /> : null}
    </div>
  );
}
