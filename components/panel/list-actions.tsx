import { useState, type ReactElement } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { canBeLeads } from '../../lib/ui/list-rows.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useListSave } from '../../lib/ui/use-list-save.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Bar } from '../parts/bar.tsx';
import { Button } from '../parts/button.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { TablePicker } from '../parts/table-picker.tsx';

interface ListActionsProps {
  readonly tabId: number;
  readonly url: string;
  readonly list: ListCapture;
  /** Tables of the kind of the rows. */
  readonly tables: readonly Table[];
  /** Tables by row key. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  /** Keys of the ticked rows. */
  readonly ticked: readonly string[];
  readonly onSaved: (keys: readonly string[]) => void;
}

const FIRST_TABLE = { person: 'People', company: 'Companies' } as const;
/** Rows from which a save shows how far it is and can be stopped. */
const LONG_ROWS = 150;

/** Where the rows go, and the one primary button. */
export function ListActions({ tabId, url, list, tables, known, ticked, onSaved }: ListActionsProps): ReactElement {
  const [picked, setPicked] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const current = useMeta('settings')?.currentTables[list.kind];
  const create = useCommand('table.create');
  const settings = useCommand('settings.set');
  const saving = useListSave();
  const target = tables.find((table) => table.id === (picked ?? current)) ?? tables[0];
  const isThere = (key: string): boolean => target !== undefined && (known.get(key)?.includes(target.id) ?? false);
  const updates = ticked.filter(isThere).length;

  const pick = (tableId: string): void => {
    setPicked(tableId);
    void settings.send({ currentTable: { kind: list.kind, tableId } });
  };
  const createNamed = async (name: string): Promise<void> => {
    const made = await create.send({ name, kind: list.kind });
    if (!made) return;
    setNaming(false);
    pick(made.tableId);
  };
  const save = async (): Promise<void> => {
    const keys = [...ticked];
    const tableId = target?.id ?? (await create.send({ name: FIRST_TABLE[list.kind], kind: list.kind }))?.tableId;
    if (tableId === undefined) return;
    if (await saving.save({ source: { tabId, url, listId: list.id }, rowKeys: keys, tableId }, target?.name ?? FIRST_TABLE[list.kind])) onSaved(keys);
  };

  const { row } = saving;
  if (saving.busy && row && row.rows >= LONG_ROWS) {
    const words = `Adding ${countOf(row.done)} of ${countOf(row.rows)}`;
    return (
      <div className="k-panel__act k-listsave">
        <span className="k-grow">
          <span className="k-sm">{words}</span>
          <Bar percent={(row.done / Math.max(1, row.rows)) * 100} tone="ember" label="Rows added" />
        </span>
        <Button onClick={saving.cancel}>Cancel</Button>
        <LiveRegion text={words} />
      </div>
    );
  }
  return (
    <div className="k-panel__act">
      <TablePicker tables={tables} value={target?.id} onChoose={pick} onNew={() => setNaming(true)} />
      <Button look="primary" busy={saving.busy} off={ticked.length === 0 || !canBeLeads(list)} onClick={() => void save()}>
        {canBeLeads(list) ? labelOf(ticked.length, updates, known.size === list.rows.length) : 'Add rows'}
      </Button>
      {naming ? <NameDialog title={`New table of ${list.kind === 'person' ? 'people' : 'companies'}`} label="Name" action="Create table" busy={create.busy} onSubmit={(name) => void createNamed(name)} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

/** "Add 46 new", "Update 2", "Save 48": verb, object and number. */
function labelOf(ticked: number, updates: number, allKnown: boolean): string {
  if (ticked === 0) return allKnown ? 'Nothing new here' : 'Select rows';
  if (updates === 0) return `Add ${countOf(ticked)} new`;
  return updates === ticked ? `Update ${countOf(ticked)}` : `Save ${plural(ticked, 'row')}`;
}
