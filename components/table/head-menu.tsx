import { ArrowDownAZ, ArrowLeftToLine, ArrowRightToLine, ArrowUpAZ, ChevronDown, EyeOff, FoldHorizontal, Pin, PinOff, Rows3, Ruler, UnfoldVertical } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { LaidColumns } from '../../lib/ui/column-layout.ts';
import type { ColumnTools } from '../../lib/ui/use-column-tools.ts';
import { directionWords } from '../../lib/ui/view-edit.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem, MenuLine } from '../parts/menu.tsx';
import { RunColumnItems } from './run-column.tsx';
import { WidthDialog } from './width-dialog.tsx';

interface HeadMenuProps {
  readonly laid: LaidColumns;
  readonly index: number;
  readonly tools: ColumnTools;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Moves the column and has it read aloud. */
  readonly onMove: (from: number, to: number) => void;
  readonly gridOf: () => HTMLElement | null;
  /** How many leads are ticked. */
  readonly ticked: number;
}

/** Everything that can be done to a column, for those who do not drag: from its head, by right click, and by key from a cell. */
export function HeadMenu({ laid, index, tools, open, onOpenChange, onMove, gridOf, ticked }: HeadMenuProps): ReactElement | null {
  const [isSizing, setSizing] = useState(false);
  const { shape: { group }, sortBy, groupBy } = useView();
  const column = laid.columns[index];
  if (!column) return null;
  const { label, field, type } = column;
  const [up, down] = directionWords(type);
  const isPinned = index < laid.pinned;
  const isLast = index === laid.columns.length - 1;
  return (
    <>
      <Menu
        open={open}
        onOpenChange={onOpenChange}
        focusAfter={gridOf}
        trigger={
          <button type="button" tabIndex={-1} className="k-th__menu" aria-label={`Column ${label}`} title={`Column ${label} (Shift F10)`}>
            <Icon of={ChevronDown} size={14} />
          </button>
        }
      >
        <MenuItem icon={ArrowDownAZ} keys="Alt ↑" onSelect={() => sortBy(field, false)}>
          Sort, {up}
        </MenuItem>
        <MenuItem icon={ArrowUpAZ} keys="Alt ↓" onSelect={() => sortBy(field, true)}>
          Sort, {down}
        </MenuItem>
        {group?.by === field ? (
          <MenuItem icon={UnfoldVertical} onSelect={() => groupBy(undefined)}>
            No groups
          </MenuItem>
        ) : (
          <MenuItem icon={Rows3} onSelect={() => groupBy(field)}>
            Group by {label}
          </MenuItem>
        )}
        <MenuLine />
        {index > 0 ? (
          <>
            <MenuItem icon={ArrowLeftToLine} keys="Alt Shift PgUp" disabled={index <= 1} onSelect={() => onMove(index, index - 1)}>
              Move left
            </MenuItem>
            <MenuItem icon={ArrowRightToLine} keys="Alt Shift PgDn" disabled={isLast} onSelect={() => onMove(index, index + 1)}>
              Move right
            </MenuItem>
            <MenuItem icon={isPinned ? PinOff : Pin} onSelect={() => tools.pin(isPinned ? index : index + 1)}>
              {isPinned ? 'Unpin' : 'Pin up to here'}
            </MenuItem>
          </>
        ) : null}
        <MenuItem icon={Ruler} keys="Alt Shift ← →" onSelect={() => setSizing(true)}>
          Width, {column.width} px
        </MenuItem>
        <MenuItem icon={FoldHorizontal} onSelect={() => tools.fit(column, index)}>
          Fit to what it shows
        </MenuItem>
        {index > 0 ? (
          <>
            <MenuLine />
            <MenuItem icon={EyeOff} onSelect={() => tools.hide(column)}>
              Hide column
            </MenuItem>
          </>
        ) : null}
        <RunColumnItems column={column} ticked={ticked} />
      </Menu>
      {isSizing ? <WidthDialog column={column} onWidth={(px) => tools.setWidth(field, px)} onClose={() => setSizing(false)} focusAfter={gridOf} /> : null}
    </>
  );
}
