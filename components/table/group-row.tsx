import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FieldType } from '../../lib/domain/lead/fields.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { headId } from '../../lib/ui/grid-geometry.ts';
import type { RowHead } from '../../lib/ui/group-rows.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { Icon } from '../parts/icon.tsx';
import { peopleOrCompanies } from './table-head.tsx';

interface GroupRowProps {
  readonly index: number;
  readonly top: number;
  readonly width: number;
  /** Columns of the whole grid, that of the tick box among them. */
  readonly columns: number;
  readonly head: RowHead;
  /** What the rows are grouped by. */
  readonly by: string;
  readonly type: FieldType;
  readonly table: Table;
  readonly isCurrent: boolean;
  readonly onToggle: (key: string) => void;
}

/** What the leads of the last group have in common: nothing that can be read as the type of the column. */
const nothingOf = (type: FieldType): string => (type === 'number' ? 'No number' : type === 'date' ? 'No day' : 'Not known');

/** The head of a group: what its leads have in common, how many they are, and whether they show. */
export function GroupRow({ index, top, width, columns, head, by, type, table, isCurrent, onToggle }: GroupRowProps): ReactElement {
  const { key, label, count, isShut } = head;
  return (
    <div className="k-tr k-tr--group" role="row" aria-rowindex={index + 2} aria-level={1} aria-expanded={!isShut} style={{ transform: `translateY(${top}px)`, width }}>
      <div
        id={headId(index)}
        className={`k-td k-td--group ${isCurrent ? 'is-current' : ''}`}
        role="gridcell"
        aria-colindex={1}
        aria-colspan={columns}
        tabIndex={-1}
        style={{ width }}
        onMouseDown={(e) => {
          if (e.button !== 0) return;
          e.preventDefault();
          e.currentTarget.closest<HTMLElement>('.k-grid')?.focus({ preventScroll: true });
          useTable.getState().setPlace({ row: index, col: useTable.getState().place.col });
        }}
      >
        <button type="button" tabIndex={-1} className="k-group" onClick={() => onToggle(key)}>
          <Icon of={isShut ? ChevronRight : ChevronDown} size={14} />
          <span className="k-3">{by}</span>
          <b className={`k-trunc k-val ${label === undefined ? 'k-3' : ''}`} dir="auto">
            {label ?? nothingOf(type)}
          </b>
          <span className="k-3 k-nowrap">{peopleOrCompanies(table, count)}</span>
        </button>
      </div>
    </div>
  );
}
