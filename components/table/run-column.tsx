import { ListChecks, ListStart, RefreshCw, Rows3, SquareDashed, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { FIRST_ROWS, type RowChoice } from '../../lib/ui/bulk-rows.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { MenuItem, MenuLine } from '../parts/menu.tsx';

const WAYS = [
  { rows: 'first', icon: ListStart, label: `Run the first ${FIRST_ROWS} rows` },
  { rows: 'ticked', icon: ListChecks, label: 'Run the ticked rows' },
  { rows: 'empty', icon: SquareDashed, label: 'Run rows that are empty' },
  { rows: 'failed', icon: RefreshCw, label: 'Run rows that failed' },
  { rows: 'shown', icon: Rows3, label: 'Run all rows shown' },
] as const satisfies readonly { readonly rows: RowChoice; readonly icon: LucideIcon; readonly label: string }[];

/** What can be asked of a whole column, for its menu: each opens the dialog with the price, none starts by itself. */
export function RunColumnItems({ column, ticked }: { readonly column: Column; readonly ticked: number }): ReactElement | null {
  const ask = useTable((state) => state.ask);
  if (column.waterfalls.length === 0) return null;
  // Several waterfalls may fill one column: the first is ticked, the others stand below it in the dialog.
  const waterfallIds = column.waterfalls.slice(0, 1).map(({ id }) => id);
  return (
    <>
      <MenuLine />
      <p className="k-menu__h">Run column {column.label}</p>
      {WAYS.filter(({ rows }) => rows !== 'ticked' || ticked > 0).map(({ rows, icon, label }) => (
        <MenuItem key={rows} icon={icon} onSelect={() => ask({ waterfallIds, rows })}>
          {label}
        </MenuItem>
      ))}
    </>
  );
}
