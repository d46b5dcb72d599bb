import { FileUp, Plus } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { PLAIN_VIEW } from '../../lib/domain/view/view.ts';
import { tableHash } from '../../lib/ui/hash.ts';
import { useImportDialog } from '../../lib/ui/import/import-store.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';

/** No rows: because of the search or the filter, or because nobody has been saved here yet. */
export function EmptyTable({ table, searched, filtered }: { readonly table: Table; readonly searched: boolean; readonly filtered: boolean }): ReactElement {
  const setSearch = useTable((s) => s.setSearch);
  const change = useView((s) => s.change);
  const [naming, setNaming] = useState(false);
  const add = useCommand('lead.add');
  const noun = table.kind === 'person' ? 'person' : 'company';
  if (searched || filtered) {
    const showAll = (): void => {
      setSearch('');
      if (filtered) change({ filter: PLAIN_VIEW.filter });
    };
    return (
      <None title={`No lead fits the ${searched && filtered ? 'search and the filter' : searched ? 'search' : 'filter'}`} text={searched ? 'Every word has to be somewhere in what a lead shows.' : 'Other tests, or fewer of them, show more.'}>
        <Button onClick={showAll}>Show all leads</Button>
      </None>
    );
  }
  const addNamed = async (name: string): Promise<void> => {
    if (await add.send({ tableId: table.id, fields: { name } })) setNaming(false);
  };
  return (
    <None title="No leads in this table yet" text={`Open the page of a ${noun}, click the Kiln icon and choose this table in the panel.`}>
      <Button icon={<Icon of={Plus} size={14} />} onClick={() => setNaming(true)}>
        Add a {noun} by hand
      </Button>
      <ImportFile />
      {naming ? <NameDialog title={`Add a ${noun}`} label="Name" action="Add" busy={add.busy} onSubmit={(name) => void addNamed(name)} onClose={() => setNaming(false)} /> : null}
    </None>
  );
}

/** The very first visit. */
export function NoTables(): ReactElement {
  const create = useCommand('table.create');
  const make = async (): Promise<void> => {
    const made = await create.send({ name: 'People', kind: 'person' });
    if (made) window.location.hash = tableHash(made.tableId);
  };
  return (
    <None title="No tables yet" text="Open the page of a person or company and click the Kiln icon. The first save makes the first table.">
      <Button look="primary" busy={create.busy} onClick={() => void make()}>
        Create a table of people
      </Button>
      <ImportFile />
    </None>
  );
}

function ImportFile(): ReactElement {
  const open = useImportDialog((s) => s.open);
  return (
    <Button icon={<Icon of={FileUp} size={14} />} onClick={() => open('choose')}>
      Import a file
    </Button>
  );
}

function None({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }): ReactElement {
  return (
    <section className="k-none">
      <svg viewBox="0 0 96 72" aria-hidden="true">
        <rect x="14" y="12" width="68" height="48" rx="4" />
        <path d="M14 24h68M14 36h68M14 48h68M36 12v48" />
        <rect x="36" y="24" width="46" height="12" className="h" />
      </svg>
      <h2>{title}</h2>
      <p className="k-2">{text}</p>
      <div className="k-row">{children}</div>
    </section>
  );
}
