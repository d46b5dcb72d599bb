import { create } from 'zustand';

/** A file, or rows from the clipboard. */
export interface ImportSource {
  readonly name: string;
  readonly file: Blob;
}
interface ImportState {
  /** `choose` = the dialog is open and asks for a file. */
  readonly source: ImportSource | 'choose' | null;
  /** Rows are on their way: what shows the table rests meanwhile, or it would read it anew after each part. */
  readonly isRunning: boolean;
  open(source: ImportSource | 'choose'): void;
  close(): void;
  setRunning(isRunning: boolean): void;
}

/** Whether the import is open, and what with: it is opened from the tools, by a drop and by a paste. */
export const useImportDialog = create<ImportState>((set) => ({
  source: null,
  isRunning: false,
  open: (source) => set((s) => (s.source === null || s.source === 'choose' ? { source } : s)),
  close: () => set({ source: null, isRunning: false }),
  setRunning: (isRunning) => set({ isRunning }),
}));

export const PASTED = 'Pasted rows';
export const sourceOfText = (text: string): ImportSource => ({ name: PASTED, file: new Blob([text]) });
