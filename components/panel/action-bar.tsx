import { useState, type ReactElement } from 'react';
import type { Capture } from '../../lib/domain/lead/capture.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { plural } from '../../lib/ui/format.ts';
import { changeCounts } from '../../lib/ui/lead-rows.ts';
import type { KnownLead } from '../../lib/ui/queries.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { TablePicker } from '../parts/table-picker.tsx';

interface ActionBarProps {
  readonly tabId: number;
  readonly capture: Capture;
  /** Tables of the kind of the lead. */
  readonly tables: readonly Table[];
  readonly known: readonly KnownLead[];
  /** The table this kind goes to by default. */
  readonly current: string | undefined;
}

const FIRST_TABLE = { person: 'People', company: 'Companies' } as const;

/** Where the lead goes, and the one primary button of the panel. */
export function ActionBar({ tabId, capture, tables, known, current }: ActionBarProps): ReactElement {
  const [picked, setPicked] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const save = useCommand('lead.save');
  const create = useCommand('table.create');
  const settings = useCommand('settings.set');
  const usual = tables.find((t) => t.id === current) ?? tables[0];
  const target = picked ?? known[0]?.lead.tableId ?? usual?.id;
  const there = known.find((k) => k.lead.tableId === target);
  const noun = capture.kind === 'person' ? 'lead' : 'company';

  const pick = (tableId: string): void => {
    setPicked(tableId);
    void settings.send({ currentTable: { kind: capture.kind, tableId } });
  };
  const createNamed = async (name: string): Promise<void> => {
    const made = await create.send({ name, kind: capture.kind });
    if (!made) return;
    setNaming(false);
    pick(made.tableId);
  };
  const saveTo = async (): Promise<void> => {
    const tableId = target ?? (await create.send({ name: FIRST_TABLE[capture.kind], kind: capture.kind }))?.tableId;
    if (tableId === undefined) return;
    const saved = await save.send({ tabId, url: capture.url, tableId });
    if (!saved) return;
    const name = tables.find((t) => t.id === tableId)?.name ?? FIRST_TABLE[capture.kind];
    const words = { added: `Saved to ${name}`, merged: `Changes saved to ${name}`, unchanged: `Already in ${name}, nothing new` }[saved.outcome];
    showToast({ kind: 'info', text: words, ...(saved.activityId === null ? {} : { undo: saved.activityId }) });
  };

  const changes = there ? changeCounts(there.lead.fields, capture.fields) : undefined;
  const total = changes ? changes.changed + changes.added : 0;
  const label = !changes ? `Save ${noun}` : total === 0 ? 'Saved' : `Save ${plural(total, 'change')}`;
  return (
    <div className="k-panel__act">
      <TablePicker tables={tables} value={target} onChoose={pick} onNew={() => setNaming(true)} />
      <Button look="primary" busy={save.busy} off={changes !== undefined && total === 0} onClick={() => void saveTo()}>
        {label}
      </Button>
      {naming ? <NameDialog title={`New table of ${capture.kind === 'person' ? 'people' : 'companies'}`} label="Name" action="Create table" busy={create.busy} onSubmit={(name) => void createNamed(name)} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}
