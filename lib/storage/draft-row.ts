import type { Recipe } from '../contracts/recipe.ts';
import type { LeadKind } from '../domain/lead/fields.ts';

/** What somebody picks, or has picked, on the page of a tab. Kept until it is saved or thrown away. */
export interface DraftRow {
  readonly tabId: number;
  readonly at: number;
  readonly state: 'picking' | 'ready';
  readonly mode: 'list' | 'single';
  /** What a single page is about. */
  readonly kind: LeadKind;
  /** The page that was picked on. */
  readonly url: string;
  readonly recipe?: Recipe;
  /** What the page gave when it was picked: cells in the order of `keys`. */
  readonly preview?: { readonly keys: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly count: number };
}
