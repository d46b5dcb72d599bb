import type { FieldKey, LeadKind } from '../lead/fields.ts';
import type { RecipeDrift } from '../recipe/health.ts';

/** A column of a captured list, as the person sees and changes it. */
export interface ListColumn {
  readonly key: string;
  readonly name: string;
  readonly type: 'text' | 'email' | 'phone' | 'url' | 'image' | 'date' | 'number' | 'price';
  /** The lead field its cells become; null: shown, kept in the file, not part of the lead. */
  readonly field: FieldKey | null;
  readonly isDropped: boolean;
  /** The page itself gives the name (a header cell, a label); otherwise it was guessed from markup. */
  readonly isNamed?: boolean;
  /** Place inside the record, see contracts/raw-list.ts; absent for columns that were merged or split. */
  readonly selector?: string;
  readonly read?: string;
  /** Key of the page's own column, where its one text ("Ada Example, Buyer") became two columns that stand side by side. */
  readonly splitFrom?: string;
}

export interface ListRow {
  /** Identity of the record across pages. */
  readonly key: string;
  /** One text per column, empty where the record has none. */
  readonly cells: readonly string[];
  /** Keys under which a saved lead is found again (lead/identity.ts), by the columns as they are mapped now; absent until they were made. */
  readonly identity?: readonly string[];
}

/** How the list goes on, see contracts/raw-list.ts. */
export type ListNext =
  | { readonly kind: 'link'; readonly url: string; readonly selector?: string | undefined }
  | { readonly kind: 'button'; readonly selector: string }
  | { readonly kind: 'more'; readonly selector: string; readonly url?: string | undefined }
  | { readonly kind: 'scroll'; readonly selector?: string | undefined };

/** One list of a page with its columns typed, named and mapped to lead fields; nothing is saved yet. */
export interface ListCapture {
  readonly id: string;
  readonly kind: LeadKind;
  readonly score: number;
  /** Records on the page, also when `rows` holds fewer. */
  readonly recordCount: number;
  readonly container: string;
  readonly record: string;
  readonly heading: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
  readonly next: ListNext | null;
  /** The recipe that read it, and what it promised and the page did not give; absent when the list was found by itself. */
  readonly recipe?: { readonly id: string; readonly name: string; readonly drift: RecipeDrift | null };
}

export type PageKind = LeadKind | 'list' | 'none';
