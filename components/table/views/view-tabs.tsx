import { ChevronDown, Copy, Pencil, Plus, RotateCcw, Save, Trash2 } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { PLAIN_VIEW, type View } from '../../../lib/domain/view/view.ts';
import { sendCommand } from '../../../lib/ui/send-command.ts';
import { showToast } from '../../../lib/ui/toast-store.ts';
import { useCommand } from '../../../lib/ui/use-commands.ts';
import { plainShape, sameRows, sameShape, shapeOf } from '../../../lib/ui/view-edit.ts';
import { useViews } from '../../../lib/ui/view-queries.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu, MenuItem, MenuLine } from '../../parts/menu.tsx';
import { NameDialog } from '../../parts/name-dialog.tsx';
import { TabList } from '../../parts/tab-list.tsx';
import { ToolWord } from '../tool-word.tsx';

const ALL = 'all';

/** The views of a table as tabs, and what is to become of changes that no view keeps yet. */
export function ViewTabs({ table, controls }: { readonly table: Table; readonly controls: string }): ReactElement {
  const views = useViews(table.id) ?? [];
  const { viewId, shape, open } = useView();
  const current = views.find(({ id }) => id === viewId);
  // Without a view the table keeps by itself how its columns stand.
  const isChanged = current ? !sameShape(shape, shapeOf(current)) : !sameRows(shape, PLAIN_VIEW);
  const [dialog, setDialog] = useState<'none' | 'new' | 'rename'>('none');
  const save = useCommand('view.save');
  const keep = async (name: string, id?: string): Promise<void> => {
    const done = await save.send({ tableId: table.id, name, shape: plainShape(shape), ...(id === undefined ? {} : { id }) });
    if (!done) return;
    setDialog('none');
    useView.setState({ viewId: done.id });
  };
  return (
    <div className="k-views">
      <TabList label="Views" controls={controls} tabs={[{ value: ALL, label: 'All' }, ...views.map(({ id, name }) => ({ value: id, label: name }))]} value={current?.id ?? ALL} onChange={(id) => open(views.find((view) => view.id === id) ?? null, table.layout)} />
      {current ? <ViewMenu view={current} table={table} onRename={() => setDialog('rename')} /> : null}
      {isChanged ? (
        <span className="k-views__c">
          {current ? (
            <Button small title="Save view" busy={save.busy} icon={<Icon of={Save} size={14} />} onClick={() => void keep(current.name, current.id)}>
              <ToolWord>Save view</ToolWord>
            </Button>
          ) : null}
          <Button small title="Save as a new view" look={current ? 'ghost' : 'default'} icon={<Icon of={Plus} size={14} />} onClick={() => setDialog('new')}>
            <ToolWord>Save as a new view</ToolWord>
          </Button>
          <IconButton small label="Take the changes back" onClick={() => open(current ?? null, table.layout)}>
            <Icon of={RotateCcw} size={14} />
          </IconButton>
        </span>
      ) : (
        <IconButton small label="New view" onClick={() => setDialog('new')}>
          <Icon of={Plus} size={14} />
        </IconButton>
      )}
      {dialog === 'new' ? <NameDialog title="New view" label="Name" action="Save view" busy={save.busy} onSubmit={(name) => void keep(name)} onClose={() => setDialog('none')} /> : null}
      {dialog === 'rename' && current ? <NameDialog title="Rename view" label="Name" initial={current.name} action="Rename" busy={save.busy} onSubmit={(name) => void keep(name, current.id)} onClose={() => setDialog('none')} /> : null}
    </div>
  );
}

function ViewMenu({ view, table, onRename }: { readonly view: View; readonly table: Table; readonly onRename: () => void }): ReactElement {
  const { open } = useView();
  const save = useCommand('view.save');
  const kept = { tableId: view.tableId, name: view.name, shape: plainShape(shapeOf(view)) };
  const copy = async (): Promise<void> => {
    const done = await save.send({ ...kept, name: `${view.name}, copy`.slice(0, 80) });
    if (done) useView.setState({ viewId: done.id });
  };
  const removeIt = async (): Promise<void> => {
    const done = await sendCommand('view.remove', { id: view.id });
    if (!done.ok) return showToast({ kind: 'bad', text: done.error.message });
    open(null, table.layout);
    showToast({ kind: 'info', text: `View ${view.name} removed`, onUndo: async () => (await sendCommand('view.save', { ...kept, id: view.id, createdAt: view.createdAt })).ok });
  };
  return (
    <Menu
      align="start"
      trigger={
        <IconButton small label={`More about the view ${view.name}`}>
          <Icon of={ChevronDown} size={14} />
        </IconButton>
      }
    >
      <MenuItem icon={Pencil} onSelect={onRename}>
        Rename view
      </MenuItem>
      <MenuItem icon={Copy} onSelect={() => void copy()}>
        Copy view
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Trash2} onSelect={() => void removeIt()}>
        Remove view
      </MenuItem>
    </Menu>
  );
}
