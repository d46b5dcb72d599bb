import { create } from 'zustand';

/** A file, or rows from the clipboard. */
export interface ImportSource {
  readonly name: string;
  readonly file: Blob;
}
interface ImportState {
  /** `choose` = the dialog is open and asks for a file. */
  readonly source: ImportSource | 'choose' | null;
  open(source: ImportSource | 'choose'): void;
  close(): void;
}

/** Whether the import is open, and what with: it is opened from the tools, by a drop and by a paste. */
export const useImportDialog = create<ImportState>((set) => ({
  source: null,
  open: (source) => set((s) => (s.source === null || s.source === 'choose' ? { source } : s)),
  close: () => set({ source: null }),
}));

export const PASTED = 'Pasted rows';
export const sourceOfText = (text: string): ImportSource => ({ name: PASTED, file: new Blob([text]) });
