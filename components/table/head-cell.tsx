import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SortBy } from '../../lib/domain/view/order.ts';
import type { LaidColumns } from '../../lib/ui/column-layout.ts';
import { countOf } from '../../lib/ui/format.ts';
import type { RunProgress } from '../../lib/ui/queries.ts';
import type { ColumnDrag } from '../../lib/ui/use-column-drag.ts';
import type { ColumnResize } from '../../lib/ui/use-column-resize.ts';
import type { ColumnTools } from '../../lib/ui/use-column-tools.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { Bar } from '../parts/bar.tsx';
import { Icon } from '../parts/icon.tsx';
import { iconOfField } from './field-icon.ts';
import { HeadMenu } from './head-menu.tsx';

interface HeadCellProps {
  readonly laid: LaidColumns;
  readonly index: number;
  /** Where it stands when it is not pinned. */
  readonly left?: number;
  readonly run: RunProgress | undefined;
  readonly sort: SortBy | undefined;
  readonly tools: ColumnTools;
  readonly drag: ColumnDrag;
  readonly resize: ColumnResize;
  readonly isMenuOpen: boolean;
  readonly onMenu: (open: boolean) => void;
  readonly gridOf: () => HTMLElement | null;
  /** How many leads are ticked. */
  readonly ticked: number;
}

/** The head of a column: a click sorts, dragging moves it, its right edge makes it wider, its menu does all of that too. */
export function HeadCell({ laid, index, left, run, sort, tools, drag, resize, isMenuOpen, onMenu, gridOf, ticked }: HeadCellProps): ReactElement | null {
  const sortBy = useView((state) => state.sortBy);
  const column = laid.columns[index];
  if (!column) return null;
  const percent = run && run.total > 0 ? Math.floor((run.ended / run.total) * 100) : 0;
  const classes = ['k-th', drag.drag?.from === index ? 'is-dragged' : '', isMenuOpen ? 'is-open' : ''].filter(Boolean).join(' ');
  return (
    <div
      className={classes}
      role="columnheader"
      aria-label={run ? `${column.label}, ${percent} %, ${countOf(run.byState.found)} found` : column.label}
      aria-colindex={index + 2}
      tabIndex={-1}
      aria-sort={sort ? (sort.down ? 'descending' : 'ascending') : 'none'}
      style={{ width: column.width, ...(left === undefined ? {} : { left, position: 'absolute' as const }) }}
      onContextMenu={(e) => {
        e.preventDefault();
        onMenu(true);
      }}
    >
      <Icon of={iconOfField(column.field, column.kind)} size={14} />
      {run ? (
        <span className="k-th__p">
          {column.label}
          <small>
            {percent} %, {countOf(run.byState.found)} found
          </small>
        </span>
      ) : (
        <span className="k-trunc">{column.label}</span>
      )}
      {/* Over the whole head; with the keyboard it is Alt and an arrow on the column. */}
      <button type="button" tabIndex={-1} className="k-th__sort" title={`Sort by ${column.label} (Alt ↑ ↓)`} aria-label={`Sort by ${column.label}`} onClick={() => sortBy(column.field)} {...drag.headOf(index)}>
        {sort ? <Icon of={sort.down ? ArrowDown : ArrowUp} size={14} /> : null}
      </button>
      <HeadMenu laid={laid} index={index} tools={tools} open={isMenuOpen} onOpenChange={onMenu} onMove={drag.move} gridOf={gridOf} ticked={ticked} />
      {/* For the pointer alone: the menu and Alt Shift and an arrow do the same. */}
      <span className={`k-th__edge ${resize.live?.key === column.field ? 'is-held' : ''}`} aria-hidden="true" title="Drag for the width, double click to fit" {...resize.edgeOf(column)} onDoubleClick={() => tools.fit(column, index)} />
      {run ? <Bar percent={percent} tone="ember" /> : null}
    </div>
  );
}
