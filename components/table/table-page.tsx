import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { CustomColumn } from '../../lib/domain/lead/custom.ts';
import { ALL_OPEN } from '../../lib/domain/view/group.ts';
import { laidOut } from '../../lib/ui/column-layout.ts';
import { columnsOf } from '../../lib/ui/columns.ts';
import { hashParams } from '../../lib/ui/hash.ts';
import { useImportDialog } from '../../lib/ui/import/import-store.ts';
import { useMeta, useMeters, useTableCounts, useTables } from '../../lib/ui/queries.ts';
import type { GridRows } from '../../lib/ui/group-rows.ts';
import { NO_POSITIONS } from '../../lib/ui/positions.ts';
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
import { EnrichDialog } from './enrich-dialog.tsx';
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
  const { search, selection, place, inspector, asking, ask, reset, showInspector } = useTable();
  const { shape, openTable } = useView();
  const custom = useCustomColumns() ?? NO_COLUMNS;
  const wanted = hash.get('table') ?? settings?.currentTables.person ?? settings?.currentTables.company;
  const table = tables?.find((t) => t.id === wanted) ?? tables?.[0];
  const isImporting = useImportDialog((s) => s.isRunning);
  const { positions, rows, isScanning, isSoFar, isPart } = usePositions(isImporting ? undefined : table, { search, shape, custom });
  const all = useMemo(() => (table ? columnsOf(table.kind, waterfalls.value ?? [], custom) : []), [table, waterfalls.value, custom]);
  const laid = useMemo(() => laidOut(all, shape.layout), [all, shape.layout]);
  const shown = positions ?? NO_POSITIONS;
  const ticked = useMemo(() => tickedOf(selection, shown), [selection, shown]);
  const selectedIds = useIdsAt(table?.id, ticked);
  useEffect(() => {
    if (!table || table.id === useView.getState().tableId) return;
    reset();
    openTable(table);
  }, [table, reset, openTable]);
  useEffect(() => showInspector(wide), [wide, showInspector]);
  useLeadFromHash(hash.get('lead'), rows);
  useUndoKeys(table?.id);
  const current = useLeadAt(table?.id, rows && rows.length > 0 ? rows.at(Math.min(place.row, rows.length - 1)) : null);
  const head = rows?.headAt(Math.min(place.row, rows.length - 1));
  const column = laid.columns[Math.min(place.col, laid.columns.length - 1)];
  return (
    <div className={`k-app ${inspector && table && shown.length > 0 ? 'has-inspector' : ''}`}>
      <Rail tables={tables ?? []} counts={counts} current={table?.id} />
      {table ? (
        <main className="k-main" id="k-rows">
          <TableHead table={table} count={counts.get(table.id) ?? 0} found={shown.length} />
          <div className="k-main__n">
            <Notices />
            <StoppedImports />
          </div>
          <TableTools table={table} columns={all} custom={custom} shown={shown} isPart={isPart} selected={ticked.length} selectedIds={selectedIds} waterfalls={waterfalls.value ?? []} meters={meters} />
          {rows && shown.length > 0 ? (
            <Grid key={table.id} table={table} rows={rows} shown={shown} all={all} laid={laid} selected={ticked.length} selectedIds={selectedIds} isScanning={isScanning} nameOf={catalogue.nameOf} />
          ) : positions === undefined || isImporting ? (
            <div />
          ) : (
            <EmptyTable table={table} searched={search.trim() !== ''} filtered={filterCount(shape.filter) > 0} />
          )}
        </main>
      ) : (
        <main className="k-main k-main--empty">{tables ? <NoTables /> : null}</main>
      )}
      {inspector && table && shown.length > 0 && column ? <Inspector lead={current} column={column} table={table} nameOf={catalogue.nameOf} head={head} /> : null}
      <StatusBar {...(table ? { table } : {})} count={shown.length} isSoFar={isSoFar} selected={ticked.length} meters={meters} />
      {asking && table ? <EnrichDialog table={table} first={asking} shown={shown} ticked={ticked} waterfalls={waterfalls.value ?? []} meters={meters} onClose={() => ask(null)} /> : null}
      <ImportDrop />
      <ImportDialog tables={tables ?? []} current={table} />
      <Toasts />
    </div>
  );
}

/** "#lead=" makes that lead current, once it is in the rows. */
function useLeadFromHash(leadId: string | null, rows: GridRows | undefined): void {
  const { setPlace, showInspector } = useTable();
  const [done, setDone] = useState<string | null>(null);
  const at = useLeadPlace(done === leadId ? null : leadId);
  useEffect(() => {
    if (leadId === null || done === leadId || rows === undefined || at === undefined) return;
    const row = rows.rowOf(at);
    // It may be in a group that is shut: it is there once all are open.
    if (row < 0) return useView.getState().shut(ALL_OPEN);
    setPlace({ row, col: 0 });
    showInspector(true, 'lead');
    setDone(leadId);
  }, [leadId, done, at, rows, setPlace, showInspector]);
}
