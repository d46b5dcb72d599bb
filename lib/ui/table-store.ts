import { create } from 'zustand';
import type { LeadKey } from '../domain/lead/custom.ts';
import type { SortBy } from '../domain/view/order.ts';
import { NO_SELECTION, type Selection } from './selection.ts';
import type { GridPlace } from './grid-keys.ts';

export type InspectorTab = 'cell' | 'lead' | 'history';

interface TableState {
  readonly search: string;
  /** Empty = the order of the table. */
  readonly sort: readonly SortBy[];
  readonly selection: Selection;
  readonly place: GridPlace;
  /** The cell that is typed into, with what was typed to open it. */
  readonly editing: { readonly leadId: string; readonly field: LeadKey; readonly typed?: string } | null;
  readonly inspector: boolean;
  readonly inspectorTab: InspectorTab;
  /** The waterfall on the price button. */
  readonly waterfallId: string | null;
  setSearch(search: string): void;
  /** Without a way: upwards, downwards, and back to the order of the table. */
  sortBy(key: LeadKey, down?: boolean): void;
  setSelection(selection: Selection): void;
  setPlace(place: GridPlace): void;
  edit(editing: TableState['editing']): void;
  showInspector(open: boolean, tab?: InspectorTab): void;
  setWaterfall(waterfallId: string): void;
  /** Another table: nothing of the old one stays. */
  reset(): void;
}

/** View state of the table page. */
export const useTable = create<TableState>((set) => ({
  search: '',
  sort: [],
  selection: NO_SELECTION,
  place: { row: 0, col: 0 },
  editing: null,
  inspector: false,
  inspectorTab: 'cell',
  waterfallId: null,
  setSearch: (search) => set({ search, place: { row: 0, col: 0 } }),
  sortBy: (key, down) =>
    set(({ sort: [by] }) => {
      const isSame = by?.key === key;
      const next = down === undefined ? (!isSame ? [{ key, down: false }] : by.down ? [] : [{ key, down: true }]) : isSame && by.down === down ? [] : [{ key, down }];
      return { sort: next, place: { row: 0, col: useTable.getState().place.col }, editing: null };
    }),
  setSelection: (selection) => set({ selection }),
  setPlace: (place) => set({ place, editing: null }),
  edit: (editing) => set({ editing }),
  showInspector: (inspector, tab) => set(tab ? { inspector, inspectorTab: tab } : { inspector }),
  setWaterfall: (waterfallId) => set({ waterfallId }),
  reset: () => set({ search: '', sort: [], selection: NO_SELECTION, place: { row: 0, col: 0 }, editing: null }),
}));
