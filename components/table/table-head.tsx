import { Ellipsis, FileUp, Gauge, PanelRight, Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { kindCount } from '../../lib/domain/lead/kind-words.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { useImportDialog } from '../../lib/ui/import/import-store.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem, MenuLine } from '../parts/menu.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { SearchBox } from './search-box.tsx';
import { TableLimits } from './table-limits.tsx';
import { ToolWord } from './tool-word.tsx';
import { ViewTabs } from './views/view-tabs.tsx';

export const peopleOrCompanies = (table: Table, n: number): string => kindCount(table.kind, n);

/** The name of the table, how many it holds, its views, and what can be done to it as a whole. `found` are the rows that are shown. */
export function TableHead({ table, count, found }: { readonly table: Table; readonly count: number; readonly found: number }): ReactElement {
  const [dialog, setDialog] = useState<'none' | 'rename' | 'limits' | 'delete'>('none');
  const { inspector, showInspector } = useTable();
  const importFile = useImportDialog((s) => s.open);
  const rename = useCommand('table.rename');
  const remove = useCommand('table.delete');
  const close = (): void => setDialog('none');
  const renameTo = async (name: string): Promise<void> => {
    if ((await rename.send({ tableId: table.id, name })) !== null || name !== '') close();
  };
  const deleteIt = async (): Promise<void> => {
    const done = await remove.send({ tableId: table.id });
    close();
    if (done) showToast({ kind: 'info', text: `${table.name} deleted with ${peopleOrCompanies(table, count)}`, undo: done.activityId });
  };
  return (
    <header className="k-top">
      <h1 className="k-trunc k-val" dir="auto">{table.name}</h1>
      <span className="k-3 k-nowrap">{peopleOrCompanies(table, count)}</span>
      <ViewTabs table={table} controls="k-rows" />
      <span className="k-grow" />
      <SearchBox count={found} />
      <Button look="ghost" className="k-tool" title="Import" icon={<Icon of={FileUp} />} onClick={() => importFile('choose')}>
        <ToolWord>Import</ToolWord>
      </Button>
      <IconButton label={inspector ? 'Hide details' : 'Show details'} aria-pressed={inspector} onClick={() => showInspector(!inspector)}>
        <Icon of={PanelRight} />
      </IconButton>
      <Menu
        trigger={
          <IconButton label="More about this table">
            <Icon of={Ellipsis} />
          </IconButton>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setDialog('rename')}>
          Rename table
        </MenuItem>
        <MenuItem icon={Gauge} onSelect={() => setDialog('limits')}>
          Limits of this table
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} onSelect={() => setDialog('delete')}>
          Delete table
        </MenuItem>
      </Menu>
      {dialog === 'rename' ? <NameDialog title="Rename table" label="Name" initial={table.name} action="Rename" busy={rename.busy} onSubmit={(name) => void renameTo(name)} onClose={close} /> : null}
      {dialog === 'limits' ? <TableLimits table={table} onClose={close} /> : null}
      {dialog === 'delete' ? (
        <Dialog
          title={`Delete ${table.name}`}
          description={`${peopleOrCompanies(table, count)} go with it. Receipts and the statement stay. This can be undone from Activity.`}
          onClose={close}
          footer={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button look="stop" busy={remove.busy} onClick={() => void deleteIt()}>
                Delete table
              </Button>
            </>
          }
        >
          {null}
        </Dialog>
      ) : null}
    </header>
  );
}
