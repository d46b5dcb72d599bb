import { create } from 'zustand';
import type { Trial } from '../contracts/own-provider-commands.ts';
import type { ProviderDraft } from '../contracts/own-provider/draft.ts';
import type { InputKey, OperationName } from '../domain/enrichment/operation.ts';

export type Samples = { readonly [K in InputKey]?: string };

/** What is being edited. It outlives a look at another section, not the page: a key that is typed here is nowhere else. */
export interface Editing {
  /** `new`, or the id that is edited or copied. */
  readonly source: string;
  readonly draft: ProviderDraft;
  /** Operation that is shown, as its place. */
  readonly at: number;
  readonly key: string;
  readonly samples: Samples;
  readonly trial: { readonly operation: OperationName; readonly input: Samples; readonly answer: Trial } | null;
  /** Said once when the draft came from a pasted command. */
  readonly notes: readonly string[];
  /** Saving was tried: fields that are still empty are told as well. */
  readonly isTried: boolean;
}

interface EditorState {
  readonly editing: Editing | null;
  begin(source: string, draft: ProviderDraft): void;
  change(change: Partial<Editing>): void;
  edit(make: (draft: ProviderDraft) => ProviderDraft): void;
  end(): void;
}

export const useOwnEditor = create<EditorState>((set) => ({
  editing: null,
  begin: (source, draft) => set({ editing: { source, draft, at: 0, key: '', samples: {}, trial: null, notes: [], isTried: false } }),
  change: (change) => set((s) => (s.editing ? { editing: { ...s.editing, ...change } } : s)),
  edit: (make) => set((s) => (s.editing ? { editing: { ...s.editing, draft: make(s.editing.draft) } } : s)),
  end: () => set({ editing: null }),
}));
