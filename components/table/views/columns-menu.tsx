import { Columns3, Plus, RotateCcw } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { CustomColumn, CustomKey } from '../../../lib/domain/lead/custom.ts';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { layoutKey, shownKeys, USUAL_LAYOUT, type RowHeight } from '../../../lib/domain/view/layout.ts';
import { draftOf, formOf } from '../../../lib/ui/column-edit.ts';
import type { Column } from '../../../lib/ui/columns.ts';
import { sendCommand } from '../../../lib/ui/send-command.ts';
import { useTable } from '../../../lib/ui/table-store.ts';
import { showToast } from '../../../lib/ui/toast-store.ts';
import type { Choice } from '../../../lib/ui/view-edit.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { RadioBar } from '../../parts/radio-bar.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import { ColumnList } from './column-list.tsx';
import { ToolPopover } from './tool-popover.tsx';

interface ColumnsMenuProps {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly custom: readonly CustomColumn[];
  readonly choices: readonly Choice[];
}

const HEIGHTS: readonly { readonly value: RowHeight; readonly label: string }[] = [{ value: 'short', label: 'Short' }, { value: 'medium', label: 'Medium' }, { value: 'tall', label: 'Tall' }];

/** Which columns are in sight and in which order, how high rows are, and those that a person made. */
export function ColumnsMenu({ table, columns, custom, choices }: ColumnsMenuProps): ReactElement {
  const { shape: { layout }, lay } = useView();
  const { hidden, rows } = layout;
  const [dialog, setDialog] = useState<CustomColumn | 'new' | null>(null);
  const [fresh, setFresh] = useState<CustomKey | null>(null);
  // A new column is last, often out of sight: the grid goes to it as soon as it is there.
  useEffect(() => {
    const col = fresh === null ? -1 : shownKeys(columns.map(({ field }) => field), layout).indexOf(fresh);
    if (col < 0) return;
    useTable.getState().setPlace({ row: useTable.getState().place.row, col });
    setFresh(null);
  }, [columns, layout, fresh]);
  const off = columns.filter(({ field }, i) => i > 0 && hidden.includes(field)).length;
  const usual = (): void => {
    lay(() => USUAL_LAYOUT);
    showToast({ kind: 'info', text: 'Columns stand as usual', onUndo: () => Promise.resolve(lay(() => layout)).then(() => true) });
  };
  return (
    <>
      <ToolPopover word="Columns" label="Columns" icon={Columns3} count={off} counted="hidden">
        <ColumnList columns={columns} custom={custom} onChange={setDialog} onRemove={(own) => void removeColumn(own)} />
        <div className="k-filter__f k-columns__h">
          <span className="k-sm k-2">Rows</span>
          <RadioBar label="Height of rows" options={HEIGHTS} value={rows} onChange={(next) => lay((now) => ({ ...now, rows: next }))} />
        </div>
        <div className="k-filter__f">
          <Button small look="ghost" icon={<Icon of={Plus} size={14} />} onClick={() => setDialog('new')}>
            New column
          </Button>
          {off > 0 ? (
            <Button small look="ghost" onClick={() => lay((now) => ({ ...now, hidden: [] }))}>
              Show all
            </Button>
          ) : null}
          {layoutKey(layout) === layoutKey(USUAL_LAYOUT) ? null : (
            <Button small look="ghost" icon={<Icon of={RotateCcw} size={14} />} onClick={usual}>
              As usual
            </Button>
          )}
        </div>
      </ToolPopover>
      {dialog === null ? null : <ColumnDialog key={dialog === 'new' ? 'new' : dialog.key} kind={table.kind} choices={choices} {...(dialog === 'new' ? {} : { column: dialog })} onClose={(kept) => {
        setDialog(null);
        if (dialog === 'new' && kept !== undefined) setFresh(kept);
      }} />}
    </>
  );
}

/** Values stay with the leads, so the column comes back whole. */
async function removeColumn(column: CustomColumn): Promise<void> {
  const done = await sendCommand('column.remove', { key: column.key });
  if (!done.ok) return showToast({ kind: 'bad', text: done.error.message });
  const again = { kind: column.kind, key: column.key, createdAt: column.createdAt, draft: draftOf(formOf(column, (key) => key), (key) => key) };
  showToast({ kind: 'info', text: `Column ${column.name} removed. What leads hold in it stays with them`, onUndo: async () => (await sendCommand('column.save', again)).ok });
}
