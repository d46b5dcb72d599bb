import { useState, type ReactElement } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { Follow } from '../../lib/domain/list/follow.ts';
import { keysOfFollow } from '../../lib/ui/follow-queries.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useListSave } from '../../lib/ui/use-list-save.ts';
import { Bar } from '../parts/bar.tsx';
import { Button } from '../parts/button.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { TablePicker } from '../parts/table-picker.tsx';

interface FollowActionsProps {
  readonly follow: Follow;
  /** Tables of the kind of the rows. */
  readonly tables: readonly Table[];
}

const FIRST_TABLE = { person: 'People', company: 'Companies' } as const;

/** Where the rows of a followed list go. They stay with the list until they are taken away, so that adding can be undone. */
export function FollowActions({ follow, tables }: FollowActionsProps): ReactElement {
  const [picked, setPicked] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  /** What was there when it was added last: with no more of it there is nothing to add. */
  const [added, setAdded] = useState('');
  const current = useMeta('settings')?.currentTables[follow.kind];
  const create = useCommand('table.create');
  const settings = useCommand('settings.set');
  const saving = useListSave();
  const amount = `${follow.rows} ${follow.details?.read ?? 0}`;
  const target = tables.find((table) => table.id === (picked ?? current)) ?? tables[0];

  const pick = (tableId: string): void => {
    setPicked(tableId);
    setAdded('');
    void settings.send({ currentTable: { kind: follow.kind, tableId } });
  };
  const createNamed = async (name: string): Promise<void> => {
    const made = await create.send({ name, kind: follow.kind });
    if (!made) return;
    setNaming(false);
    pick(made.tableId);
  };
  const save = async (): Promise<void> => {
    const tableId = target?.id ?? (await create.send({ name: FIRST_TABLE[follow.kind], kind: follow.kind }))?.tableId;
    if (tableId === undefined) return;
    const rowKeys = await keysOfFollow(follow.id);
    if (rowKeys.length > 0 && (await saving.save({ source: { followId: follow.id }, rowKeys, tableId }, target?.name ?? FIRST_TABLE[follow.kind]))) setAdded(amount);
  };

  if (saving.busy && saving.row) {
    const { done, rows } = saving.row;
    const words = `Adding ${countOf(done)} of ${countOf(rows)}`;
    return (
      <div className="k-panel__act k-listsave">
        <span className="k-grow">
          <span className="k-sm">{words}</span>
          <Bar percent={(done / Math.max(1, rows)) * 100} tone="ember" label="Rows added" />
        </span>
        <Button onClick={saving.cancel}>Cancel</Button>
        <LiveRegion text={words} />
      </div>
    );
  }
  return (
    <div className="k-panel__act">
      <TablePicker tables={tables} value={target?.id} onChoose={pick} onNew={() => setNaming(true)} />
      <Button look="primary" busy={saving.busy} off={added === amount} onClick={() => void save()}>
        {added === amount ? 'Added' : `Add ${plural(follow.rows, 'row')}`}
      </Button>
      {naming ? <NameDialog title={`New table of ${follow.kind === 'person' ? 'people' : 'companies'}`} label="Name" action="Create table" busy={create.busy} onSubmit={(name) => void createNamed(name)} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}
