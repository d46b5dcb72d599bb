import type { VirtualItem } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Check, Minus, Play } from 'lucide-react';
import type { ReactElement } from 'react';
import { asksFor, type Column } from '../../lib/ui/columns.ts';
import type { SortBy } from '../../lib/domain/view/order.ts';
import { countOf } from '../../lib/ui/format.ts';
import { CHECK_PX } from '../../lib/ui/grid-geometry.ts';
import { useOpenRuns, type RunProgress } from '../../lib/ui/queries.ts';
import type { Positions } from '../../lib/ui/positions.ts';
import { toggleAll } from '../../lib/ui/selection.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { Bar } from '../parts/bar.tsx';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { iconOfField } from './field-icon.ts';
import { RunColumnItems } from './run-column.tsx';

interface GridHeadProps {
  readonly columns: readonly Column[];
  readonly virtual: readonly VirtualItem[];
  readonly width: number;
  readonly positions: Positions;
  readonly selected: number;
}

/** The names of the columns, and how far a run over a column is. */
export function GridHead({ columns, virtual, width, positions, selected }: GridHeadProps): ReactElement {
  const { selection, setSelection } = useTable();
  const { sort } = useView((state) => state.shape);
  const runs = useOpenRuns();
  const state = selected === 0 ? 'false' : selected === positions.length ? 'true' : 'mixed';
  const [name] = columns;
  const runOf = (column: Column): RunProgress | undefined => runs?.find((r) => asksFor(r.run.waterfall, column.field));
  return (
    <div className="k-tr k-tr--head" role="row" aria-rowindex={1} style={{ width }}>
      <div className="k-pin" role="presentation">
        <div className="k-th k-td--i" role="columnheader" aria-colindex={1} style={{ width: CHECK_PX }}>
          <button type="button" tabIndex={-1} className="k-check" role="checkbox" aria-checked={state} aria-label="Select all" onClick={() => setSelection(toggleAll(selection, positions))}>
            {state === 'mixed' ? <Icon of={Minus} size={12} /> : <Icon of={Check} size={12} />}
          </button>
        </div>
        {name ? <HeadCell column={name} index={0} selected={selected} run={runOf(name)} sort={sort.find((by) => by.key === name.field)} /> : null}
      </div>
      {virtual.map((item) => {
        const column = columns[item.index + 1];
        return column ? <HeadCell key={column.field} column={column} index={item.index + 1} selected={selected} left={item.start} run={runOf(column)} sort={sort.find((by) => by.key === column.field)} /> : null;
      })}
    </div>
  );
}

function HeadCell({ column, index, selected, left, run, sort }: { readonly column: Column; readonly index: number; readonly selected: number; readonly left?: number; readonly run: RunProgress | undefined; readonly sort: SortBy | undefined }): ReactElement {
  const sortBy = useView((state) => state.sortBy);
  const percent = run && run.total > 0 ? Math.floor((run.ended / run.total) * 100) : 0;
  return (
    <div className="k-th" role="columnheader" aria-colindex={index + 2} aria-sort={sort ? (sort.down ? 'descending' : 'ascending') : 'none'} style={{ width: column.width, ...(left === undefined ? {} : { left, position: 'absolute' as const }) }}>
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
      <button type="button" tabIndex={-1} className="k-th__sort" title={`Sort by ${column.label} (Alt ↑ ↓)`} aria-label={`Sort by ${column.label}`} onClick={() => sortBy(column.field)}>
        {sort ? <Icon of={sort.down ? ArrowDown : ArrowUp} size={14} /> : null}
      </button>
      {column.waterfalls.length > 0 ? (
        <Menu
          trigger={
            <IconButton small label={`Run ${column.label}`} className="k-th__run" tabIndex={-1}>
              <Icon of={Play} size={14} />
            </IconButton>
          }
        >
          <RunColumnItems column={column} ticked={selected} />
        </Menu>
      ) : null}
      {run ? <Bar percent={percent} tone="ember" /> : null}
    </div>
  );
}
