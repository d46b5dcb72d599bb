import { create } from 'zustand';
import type { LeadKey } from '../domain/lead/custom.ts';
import { NO_SELECTION, type Selection } from './selection.ts';
import type { RowChoice } from './bulk-rows.ts';
import type { GridPlace } from './grid-keys.ts';

export type InspectorTab = 'cell' | 'lead' | 'history';

/** Which enrichments of which rows the dialog opens with. */
export interface Asking {
  readonly waterfallIds: readonly string[];
  readonly rows: RowChoice;
}

interface TableState {
  readonly search: string;
  readonly selection: Selection;
  readonly place: GridPlace;
  /** The corner of the range that moves; `place` is the other one. Null while only that cell is selected. */
  readonly head: GridPlace | null;
  /** The range was set as a whole: the grid stays where it is scrolled to. */
  readonly isStill: boolean;
  /** The cell that is typed into, with what was typed to open it. */
  readonly editing: { readonly leadId: string; readonly field: LeadKey; readonly typed?: string } | null;
  readonly inspector: boolean;
  readonly inspectorTab: InspectorTab;
  /** The waterfall on the price button. */
  readonly waterfallId: string | null;
  /** The dialog that asks about many, with what it opens with. */
  readonly asking: Asking | null;
  setSearch(search: string): void;
  setSelection(selection: Selection): void;
  setPlace(place: GridPlace): void;
  setHead(head: GridPlace | null): void;
  setRange(place: GridPlace, head: GridPlace): void;
  edit(editing: TableState['editing']): void;
  showInspector(open: boolean, tab?: InspectorTab): void;
  setWaterfall(waterfallId: string): void;
  ask(asking: Asking | null): void;
  /** Another table: nothing of the old one stays. */
  reset(): void;
}

/** View state of the table page. */
export const useTable = create<TableState>((set) => ({
  search: '',
  selection: NO_SELECTION,
  place: { row: 0, col: 0 },
  head: null,
  isStill: false,
  editing: null,
  inspector: false,
  inspectorTab: 'cell',
  waterfallId: null,
  asking: null,
  setSearch: (search) => set({ search, place: { row: 0, col: 0 }, head: null }),
  setSelection: (selection) => set({ selection }),
  setPlace: (place) => set({ place, head: null, isStill: false, editing: null }),
  setHead: (head) => set({ head, isStill: false }),
  setRange: (place, head) => set({ place, head, isStill: true, editing: null }),
  edit: (editing) => set({ editing }),
  showInspector: (inspector, tab) => set(tab ? { inspector, inspectorTab: tab } : { inspector }),
  setWaterfall: (waterfallId) => set({ waterfallId }),
  ask: (asking) => set({ asking }),
  reset: () => set({ asking: null, search: '', selection: NO_SELECTION, place: { row: 0, col: 0 }, head: null, editing: null }),
}));
