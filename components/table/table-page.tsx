import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { CustomColumn } from '../../lib/domain/lead/custom.ts';
import { columnsOf } from '../../lib/ui/columns.ts';
import { hashParams } from '../../lib/ui/hash.ts';
import { useImportDialog } from '../../lib/ui/import/import-store.ts';
import { useMeta, useMeters, useTableCounts, useTables } from '../../lib/ui/queries.ts';
import { NO_POSITIONS, type Positions } from '../../lib/ui/positions.ts';
import { useIdsAt } from '../../lib/ui/lead-ids.ts';
import { tickedOf } from '../../lib/ui/selection.ts';
import { useLeadAt, useLeadPlace, usePositions } from '../../lib/ui/table-data.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useHash, useMedia, useTheme } from '../../lib/ui/use-browser.ts';
import { useUndoKeys } from '../../lib/ui/use-undo-keys.ts';
import { useCatalogue, useWaterfalls } from '../../lib/ui/use-commands.ts';
import { filterCount } from '../../lib/ui/view-edit.ts';
import { useCustomColumns } from '../../lib/ui/view-queries.ts';
import { useView } from '../../lib/ui/view-store.ts';
import { Notices } from '../parts/notices.tsx';
import { Toasts } from '../parts/toasts.tsx';
import { EmptyTable, NoTables } from './empty-table.tsx';
import { Grid } from './grid.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { ImportDrop } from './import/import-drop.tsx';
import { StoppedImports } from './import/stopped-imports.tsx';
import { Inspector } from './inspector.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TableHead } from './table-head.tsx';
import { TableTools } from './table-tools.tsx';

const NO_COLUMNS: readonly CustomColumn[] = [];

/** The table page: rail, grid, inspector, status bar. */
export function TablePage(): ReactElement {
  useTheme();
  const hash = hashParams(useHash());
  const settings = useMeta('settings');
  const tables = useTables();
  const counts = useTableCounts();
  const catalogue = useCatalogue();
  const waterfalls = useWaterfalls();
  const meters = useMeters();
  const wide = useMedia('(min-width: 1201px)');
  const { search, selection, place, inspector, reset, showInspector } = useTable();
  const { shape, open } = useView();
  const custom = useCustomColumns() ?? NO_COLUMNS;
  const wanted = hash.get('table') ?? settings?.currentTables.person ?? settings?.currentTables.company;
  const table = tables?.find((t) => t.id === wanted) ?? tables?.[0];
  const isImporting = useImportDialog((s) => s.isRunning);
  const { positions, isScanning, isPart } = usePositions(isImporting ? undefined : table, { search, shape, custom });
  const all = useMemo(() => (table ? columnsOf(table.kind, waterfalls.value ?? [], custom) : []), [table, waterfalls.value, custom]);
  const columns = useMemo(() => all.filter(({ field }, i) => i === 0 || !shape.hidden.includes(field)), [all, shape.hidden]);
  const shown = positions ?? NO_POSITIONS;
  const ticked = useMemo(() => tickedOf(selection, shown), [selection, shown]);
  const selectedIds = useIdsAt(table?.id, ticked);
  const tableId = table?.id;
  useEffect(() => {
    reset();
    open(null);
  }, [tableId, reset, open]);
  useEffect(() => showInspector(wide), [wide, showInspector]);
  useLeadFromHash(hash.get('lead'), positions);
  useUndoKeys(tableId);
  const current = useLeadAt(table?.id, shown.length === 0 ? null : shown.at(Math.min(place.row, shown.length - 1)));
  const column = columns[place.col];
  return (
    <div className={`k-app ${inspector && table && shown.length > 0 ? 'has-inspector' : ''}`}>
      <Rail tables={tables ?? []} counts={counts} current={table?.id} />
      {table ? (
        <main className="k-main" id="k-rows">
          <TableHead table={table} count={counts.get(table.id) ?? 0} />
          <div className="k-main__n">
            <Notices />
            <StoppedImports />
          </div>
          <TableTools table={table} columns={all} custom={custom} shown={shown} isPart={isPart} selected={ticked.length} selectedIds={selectedIds} waterfalls={waterfalls.value ?? []} meters={meters} />
          {shown.length > 0 ? (
            <Grid key={table.id} table={table} positions={shown} columns={columns} selected={ticked.length} selectedIds={selectedIds} isScanning={isScanning} nameOf={catalogue.nameOf} />
          ) : positions === undefined || isImporting ? (
            <div />
          ) : (
            <EmptyTable table={table} searching={search.trim() !== '' || filterCount(shape.filter) > 0} />
          )}
        </main>
      ) : (
        <main className="k-main k-main--empty">{tables ? <NoTables /> : null}</main>
      )}
      {inspector && table && shown.length > 0 && column ? <Inspector lead={current} column={column} table={table} nameOf={catalogue.nameOf} /> : null}
      <StatusBar {...(table ? { table } : {})} count={shown.length} selected={ticked.length} meters={meters} />
      <ImportDrop />
      <ImportDialog tables={tables ?? []} current={table} />
      <Toasts />
    </div>
  );
}

/** "#lead=" makes that lead current, once it is in the rows. */
function useLeadFromHash(leadId: string | null, positions: Positions | undefined): void {
  const { setPlace, showInspector } = useTable();
  const [done, setDone] = useState<string | null>(null);
  const at = useLeadPlace(done === leadId ? null : leadId);
  useEffect(() => {
    if (leadId === null || done === leadId || positions === undefined || at === undefined) return;
    const row = positions.rowOf(at);
    if (row < 0) return;
    setPlace({ row, col: 0 });
    showInspector(true, 'lead');
    setDone(leadId);
  }, [leadId, done, at, positions, setPlace, showInspector]);
}
