import { create } from 'zustand';
import type { RunId, TaskId } from '../core/ids.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';

/** What covers the page tab: nothing, or one run over one lead. */
export type PanelScreen = { readonly kind: 'page' } | { readonly kind: 'run'; readonly runId: RunId } | { readonly kind: 'task'; readonly taskId: TaskId };

export type PanelDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'new-table' }
  | { readonly kind: 'tabs' }
  | { readonly kind: 'by-hand'; readonly url: string }
  | { readonly kind: 'confirm'; readonly waterfall: Waterfall; readonly quote: Quote; readonly start: () => void };

interface PanelState {
  readonly tab: 'page' | 'activity';
  readonly screen: PanelScreen;
  readonly dialog: PanelDialog;
  showTab(tab: 'page' | 'activity'): void;
  show(screen: PanelScreen): void;
  open(dialog: PanelDialog): void;
  closeDialog(): void;
}

/** View state of the panel. Nothing here outlives the panel. */
export const usePanel = create<PanelState>((set) => ({
  tab: 'page',
  screen: { kind: 'page' },
  dialog: { kind: 'none' },
  showTab: (tab) => set({ tab, screen: { kind: 'page' } }),
  show: (screen) => set({ screen }),
  open: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: { kind: 'none' } }),
}));
