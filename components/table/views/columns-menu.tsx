import { Columns3, Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { CustomColumn, CustomKey } from '../../../lib/domain/lead/custom.ts';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { draftOf, formOf } from '../../../lib/ui/column-edit.ts';
import type { Column } from '../../../lib/ui/columns.ts';
import { sendCommand } from '../../../lib/ui/send-command.ts';
import { useTable } from '../../../lib/ui/table-store.ts';
import { showToast } from '../../../lib/ui/toast-store.ts';
import type { Choice } from '../../../lib/ui/view-edit.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ColumnDialog } from './column-dialog.tsx';
import { ToolPopover } from './tool-popover.tsx';

interface ColumnsMenuProps {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly custom: readonly CustomColumn[];
  readonly choices: readonly Choice[];
}

/** Which columns are in sight, and those that a person made. */
export function ColumnsMenu({ table, columns, custom, choices }: ColumnsMenuProps): ReactElement {
  const { shape: { hidden }, change } = useView();
  const [dialog, setDialog] = useState<CustomColumn | 'new' | null>(null);
  const [fresh, setFresh] = useState<CustomKey | null>(null);
  // A new column is last, often out of sight: the grid goes to it as soon as it is there.
  useEffect(() => {
    const col = columns.filter(({ field }, i) => i === 0 || !hidden.includes(field)).findIndex(({ field }) => field === fresh);
    if (col < 0) return;
    useTable.getState().setPlace({ row: useTable.getState().place.row, col });
    setFresh(null);
  }, [columns, hidden, fresh]);
  const toggle = (column: Column): void => change({ hidden: hidden.includes(column.field) ? hidden.filter((key) => key !== column.field) : [...hidden, column.field] });
  const off = columns.filter(({ field }) => hidden.includes(field)).length;
  return (
    <>
      <ToolPopover word="Columns" label="Columns" icon={Columns3} count={off} counted="hidden">
        <ul className="k-columns">
          {columns.map((column, i) => {
            const own = custom.find(({ key, questionId }) => key === column.field && questionId === undefined);
            return (
              <li key={column.field}>
                <Check label={column.label} checked={!hidden.includes(column.field)} disabled={i === 0} onToggle={() => toggle(column)} />
                <span className="k-trunc k-grow" aria-hidden="true">{column.label}</span>
                {own ? (
                  <>
                    <IconButton small label={`Change ${column.label}`} onClick={() => setDialog(own)}>
                      <Icon of={Pencil} size={14} />
                    </IconButton>
                    <IconButton small label={`Remove ${column.label}`} onClick={() => void removeColumn(own)}>
                      <Icon of={Trash2} size={14} />
                    </IconButton>
                  </>
                ) : null}
              </li>
            );
          })}
        </ul>
        <div className="k-filter__f">
          <Button small look="ghost" icon={<Icon of={Plus} size={14} />} onClick={() => setDialog('new')}>
            New column
          </Button>
          {off > 0 ? (
            <Button small look="ghost" onClick={() => change({ hidden: [] })}>
              Show all
            </Button>
          ) : null}
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
