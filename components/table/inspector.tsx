import { X } from 'lucide-react';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Lead, Table } from '../../lib/domain/lead/lead.ts';
import type { Column } from '../../lib/ui/columns.ts';
import type { RowHead } from '../../lib/ui/group-rows.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { TabList } from '../parts/tab-list.tsx';
import { CellTab } from './cell-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { LeadTab } from './lead-tab.tsx';
import { peopleOrCompanies } from './table-head.tsx';

interface InspectorProps {
  readonly lead: Lead | undefined;
  readonly column: Column;
  readonly table: Table;
  readonly nameOf: (providerId: string) => string;
  /** The head of a group is current, and no lead. */
  readonly head?: RowHead | undefined;
}

const TABS = [
  { value: 'cell', label: 'Cell' },
  { value: 'lead', label: 'Lead' },
  { value: 'history', label: 'History' },
] as const;

/** Where the current cell comes from, everything about its lead, and what happened to it. A drawer on narrow screens. */
export function Inspector({ lead, column, table, nameOf, head }: InspectorProps): ReactElement {
  const { inspectorTab, showInspector } = useTable();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = box.current;
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === 'Escape' && !e.defaultPrevented) showInspector(false);
    };
    node?.addEventListener('keydown', onKey);
    return () => node?.removeEventListener('keydown', onKey);
  }, [showInspector]);
  return (
    <aside className="k-insp" aria-label="Details" ref={box}>
      <header className="k-insp__h">
        <TabList label="Details" tabs={TABS} value={inspectorTab} onChange={(tab) => showInspector(true, tab)} controls="inspector-body" />
        <span className="k-grow" />
        <IconButton label="Close details" onClick={() => showInspector(false)}>
          <Icon of={X} />
        </IconButton>
      </header>
      <div className="k-insp__b" id="inspector-body" role="tabpanel" tabIndex={0} aria-labelledby={`inspector-body-${inspectorTab}`}>
        {head ? (
          <p className="k-2">{peopleOrCompanies(table, head.count)} in this group. Choose a lead to see where its values come from.</p>
        ) : !lead ? null : inspectorTab === 'cell' ? (
          <CellTab key={`${lead.id} ${column.field}`} lead={lead} column={column} nameOf={nameOf} />
        ) : inspectorTab === 'lead' ? (
          <LeadTab lead={lead} table={table} nameOf={nameOf} />
        ) : (
          <HistoryTab lead={lead} nameOf={nameOf} />
        )}
      </div>
    </aside>
  );
}
