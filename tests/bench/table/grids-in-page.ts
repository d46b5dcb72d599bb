/** Grid libraries over rows that are in memory: how soon they stand, how long frames take, and their own sort, filter and search. */
import { AllCommunityModule, createGrid, ModuleRegistry, type GridApi } from 'ag-grid-community';
import { DataEditor, GridCellKind, type GridCell, type Item } from '@glideapps/glide-data-grid';
import { createTable, getCoreRowModel, getFilteredRowModel, getSortedRowModel, type ColumnDef } from '@tanstack/table-core';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { scrollThrough } from '../scroll.ts';
import { COLUMNS, type BenchRow } from './rows.ts';

/** Columns that show, as many as the table page shows of a person. */
const SHOWN = 10;
const ROW_HEIGHT = 34;

export interface GridTimes {
  readonly open: number;
  readonly frames: readonly number[];
  readonly sort?: number;
  readonly filter?: number;
  readonly search?: number;
}
const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const painted = async (): Promise<void> => {
  await frame();
  await frame();
};
function stage(): HTMLElement {
  const box = document.createElement('div');
  box.style.cssText = 'position:fixed;inset:0;background:#fff';
  document.body.append(box);
  return box;
}
/** What of a grid scrolls through its rows: the element with the most that does not show. */
const scroller = (box: HTMLElement): Element => [...box.querySelectorAll('*')].reduce((best, one) => (one.scrollHeight - one.clientHeight > best.scrollHeight - best.clientHeight && getComputedStyle(one).overflowY !== 'visible' && getComputedStyle(one).overflowY !== 'hidden' ? one : best), box);
/** The column of the job title. */
const TITLE = 'c3';
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export const GRIDS: Readonly<Record<string, (rows: readonly BenchRow[], frames: number, word: string) => Promise<GridTimes>>> = {
  async 'AG Grid Community'(rows, frames, word) {
    ModuleRegistry.registerModules([AllCommunityModule]);
    const box = stage();
    const start = performance.now();
    const api: GridApi<BenchRow> = createGrid<BenchRow>(box, {
      rowHeight: ROW_HEIGHT, rowData: rows as BenchRow[], suppressColumnVirtualisation: false, animateRows: false,
      columnDefs: COLUMNS.slice(0, SHOWN).map(({ label }, i) => ({ headerName: label, colId: `c${i}`, width: 150, sortable: true, filter: 'agTextColumnFilter', valueGetter: ({ data }) => data?.[i], comparator: (a: string, b: string) => collator.compare(a, b) })),
    });
    while (box.querySelector('.ag-cell-value, .ag-cell') === null) await frame();
    await painted();
    const open = performance.now() - start;
    const times = await scrollThrough(scroller(box), frames);
    const sorting = performance.now();
    api.applyColumnState({ state: [{ colId: 'c0', sort: 'asc' }] });
    await painted();
    const sort = performance.now() - sorting;
    api.applyColumnState({ state: [{ colId: 'c0', sort: null }] });
    await painted();
    const filtering = performance.now();
    await api.setColumnFilterModel(TITLE, { filterType: 'text', type: 'contains', filter: word });
    api.onFilterChanged();
    await painted();
    const filter = performance.now() - filtering;
    const tested = api.getDisplayedRowCount();
    api.setFilterModel(null);
    await painted();
    const searching = performance.now();
    api.setGridOption('quickFilterText', word);
    await painted();
    const search = performance.now() - searching;
    const found = api.getDisplayedRowCount();
    api.destroy();
    box.remove();
    if ([found, tested].some((n) => n === 0 || n === rows.length)) throw new Error('AG Grid did not search');
    return { open, frames: times, sort, filter, search };
  },
  async 'Glide Data Grid'(rows, frames) {
    const box = stage();
    box.append(Object.assign(document.createElement('style'), { textContent: (globalThis as { __glideStyles?: string }).__glideStyles ?? '' }));
    const root = createRoot(box.appendChild(document.createElement('div')));
    const start = performance.now();
    const getCellContent = ([column, row]: Item): GridCell => {
      const text = String(rows[row]?.[column] ?? '');
      return { kind: GridCellKind.Text, data: text, displayData: text, allowOverlay: false };
    };
    root.render(createElement(DataEditor, { columns: COLUMNS.slice(0, SHOWN).map(({ label }) => ({ title: label, width: 150 })), rows: rows.length, rowHeight: ROW_HEIGHT, width: innerWidth, height: innerHeight, getCellContent }));
    while (box.querySelector('canvas') === null) await frame();
    await painted();
    const open = performance.now() - start;
    const times = await scrollThrough(scroller(box), frames);
    root.unmount();
    box.remove();
    return { open, frames: times };
  },
  async 'TanStack Table models'(rows, _frames, word) {
    const state: Record<string, unknown> = { sorting: [], globalFilter: undefined };
    const start = performance.now();
    const columns = COLUMNS.slice(0, SHOWN).map(({ label }, i): ColumnDef<BenchRow> => ({ id: `c${i}`, header: label, accessorFn: (row) => row[i], filterFn: 'includesString', sortingFn: (a, b, id) => collator.compare(String(a.getValue(id)), String(b.getValue(id))) }));
    const table = createTable<BenchRow>({ data: rows as BenchRow[], columns, state, onStateChange: () => undefined, renderFallbackValue: null, getCoreRowModel: getCoreRowModel(), getSortedRowModel: getSortedRowModel(), getFilteredRowModel: getFilteredRowModel(), globalFilterFn: 'includesString' });
    const set = (change: object): void => table.setOptions((old) => ({ ...old, state: { ...table.initialState, ...change } }));
    set({});
    table.getRowModel();
    const open = performance.now() - start;
    const sorting = performance.now();
    set({ sorting: [{ id: 'c0', desc: false }] });
    table.getRowModel();
    const sort = performance.now() - sorting;
    set({});
    table.getRowModel();
    const filtering = performance.now();
    set({ columnFilters: [{ id: TITLE, value: word }] });
    const tested = table.getRowModel().rows.length;
    const filter = performance.now() - filtering;
    set({});
    table.getRowModel();
    const searching = performance.now();
    set({ globalFilter: word });
    const found = table.getRowModel().rows.length;
    const search = performance.now() - searching;
    if ([found, tested].some((n) => n === 0 || n === rows.length)) throw new Error('TanStack Table did not search');
    return { open, frames: [], sort, filter, search };
  },
};
