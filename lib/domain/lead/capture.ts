import type { FieldKey, LeadKind } from './fields.ts';
import type { LeadFields } from './lead.ts';

/** What was read from one page, normalised and with evidence; nothing is saved yet. */
export interface Capture {
  readonly url: string;
  readonly title: string;
  readonly kind: LeadKind;
  /** Why person or company: short reasons, strongest first. */
  readonly kindReasons: readonly string[];
  readonly kindScores: Readonly<Record<LeadKind, number>>;
  readonly fields: LeadFields;
  /** Fields for the other kind, so that one click can correct the decision without reading again. */
  readonly otherFields: LeadFields;
  readonly recipeId?: string;
  /** Fields that the recipe promised and the page did not have. */
  readonly recipeMissing: readonly FieldKey[];
  /** The page was larger than the limits; what was read is true but may be incomplete. */
  readonly truncated: boolean;
  readonly stats: { readonly elements: number; readonly tookMs: number };
}
