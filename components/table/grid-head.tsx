import type { VirtualItem } from '@tanstack/react-virtual';
import { Check, Minus } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { LaidColumns } from '../../lib/ui/column-layout.ts';
import { asksFor } from '../../lib/ui/columns.ts';
import { CHECK_PX } from '../../lib/ui/grid-geometry.ts';
import { useOpenRuns } from '../../lib/ui/queries.ts';
import type { Positions } from '../../lib/ui/positions.ts';
import { toggleAll } from '../../lib/ui/selection.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import type { ColumnDrag } from '../../lib/ui/use-column-drag.ts';
import type { ColumnResize } from '../../lib/ui/use-column-resize.ts';
import type { ColumnTools } from '../../lib/ui/use-column-tools.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { Icon } from '../parts/icon.tsx';
import { HeadCell } from './head-cell.tsx';

interface GridHeadProps {
  readonly laid: LaidColumns;
  /** The columns on the screen that are not pinned, by their place among those that are not. */
  readonly virtual: readonly VirtualItem[];
  readonly width: number;
  /** Every lead that is shown, in open groups or not. */
  readonly shown: Positions;
  readonly selected: number;
  readonly tools: ColumnTools;
  readonly drag: ColumnDrag;
  readonly resize: ColumnResize;
  /** The column whose menu is open. */
  readonly menuOf: LeadKey | null;
  readonly onMenu: (key: LeadKey | null) => void;
  readonly gridOf: () => HTMLElement | null;
}

/** The names of the columns, and how far a run over a column is. */
export function GridHead({ laid, virtual, width, shown, selected, menuOf, onMenu, ...rest }: GridHeadProps): ReactElement {
  const { columns, pinned } = laid;
  const { drag, gridOf } = rest;
  const { selection, setSelection } = useTable();
  const { sort } = useView((state) => state.shape);
  const runs = useOpenRuns();
  const state = selected === 0 ? 'false' : selected === shown.length ? 'true' : 'mixed';
  const cell = (index: number, left?: number): ReactElement | null => {
    const column = columns[index];
    if (!column) return null;
    const { field } = column;
    const run = runs?.find((r) => asksFor(r.run.waterfall, field));
    return <HeadCell key={field} {...rest} ticked={selected} laid={laid} index={index} {...(left === undefined ? {} : { left })} run={run} sort={sort.find((by) => by.key === field)} isMenuOpen={menuOf === field} onMenu={(open) => onMenu(open ? field : null)} />;
  };
  return (
    <div className={`k-tr k-tr--head ${drag.drag ? 'is-sorting' : ''}`} role="row" aria-rowindex={1} style={{ width }}>
      <div className="k-pin" role="presentation">
        <div className="k-th k-td--i" role="columnheader" aria-colindex={1} style={{ width: CHECK_PX }}>
          <button type="button" tabIndex={-1} className="k-check" role="checkbox" aria-checked={state} aria-label="Select all" onClick={() => setSelection(toggleAll(selection, shown))}>
            {state === 'mixed' ? <Icon of={Minus} size={12} /> : <Icon of={Check} size={12} />}
          </button>
        </div>
        {columns.slice(0, pinned).map((_, index) => cell(index))}
      </div>
      {virtual.map((item) => cell(item.index + pinned, item.start))}
      {drag.drag ? (
        <>
          <span className="k-dropline" aria-hidden="true" style={{ left: drag.drag.line, height: gridOf()?.clientHeight }} />
          <span className="k-ghost k-trunc" aria-hidden="true" style={{ left: drag.drag.pointer }}>
            {columns[drag.drag.from]?.label}
          </span>
        </>
      ) : null}
    </div>
  );
}
