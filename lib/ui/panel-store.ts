import { create } from 'zustand';
import type { RunId, TaskId } from '../core/ids.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { NOTHING_SAID, type RowSelection } from './list-selection.ts';

/** What covers the page tab: nothing, or one run over one lead. */
export type PanelScreen = { readonly kind: 'page' } | { readonly kind: 'run'; readonly runId: RunId } | { readonly kind: 'task'; readonly taskId: TaskId };

export type PanelDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'new-table' }
  | { readonly kind: 'tabs' }
  | { readonly kind: 'by-hand'; readonly url: string }
  /** The whole price; with `start` it asks once more, without it is only shown. */
  | { readonly kind: 'confirm'; readonly waterfall: Waterfall; readonly quote: Quote; readonly start?: () => void };

interface PanelState {
  readonly tab: 'page' | 'activity';
  readonly screen: PanelScreen;
  readonly dialog: PanelDialog;
  /** The followed list that was left for the page in its tab. */
  readonly leftFollow: string | null;
  /** Ticked rows of the list with this key: a look at the history does not lose them. */
  readonly rows: { readonly key: string; readonly selection: RowSelection };
  showTab(tab: 'page' | 'activity'): void;
  show(screen: PanelScreen): void;
  open(dialog: PanelDialog): void;
  closeDialog(): void;
  leaveFollow(id: string | null): void;
  selectRows(key: string, selection: RowSelection): void;
}

/** View state of the panel. Nothing here outlives the panel. */
export const usePanel = create<PanelState>((set) => ({
  tab: 'page',
  screen: { kind: 'page' },
  dialog: { kind: 'none' },
  rows: { key: '', selection: NOTHING_SAID },
  showTab: (tab) => set({ tab, screen: { kind: 'page' } }),
  show: (screen) => set({ screen }),
  open: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: { kind: 'none' } }),
  leftFollow: null,
  leaveFollow: (leftFollow) => set({ leftFollow }),
  selectRows: (key, selection) => set({ rows: { key, selection } }),
}));
