/** Recipes as they are kept and shown: the person's own beside the built-in ones. */
import type { RecipeDrift } from '../domain/recipe/health.ts';
import type { LeadKind } from '../domain/lead/fields.ts';

/** A recipe of the person's own, or what the person said about a built-in one. */
export interface RecipeRow {
  readonly id: string;
  /** As it was saved; it is parsed anew on every use, and one that does not parse is put aside, never deleted. Absent: the row is about a built-in one. */
  readonly recipe?: unknown;
  readonly from?: RecipeOrigin;
  readonly isEnabled: boolean;
  /** In place of the recipe's own. */
  readonly priority?: number;
  /** A tombstone: neither an import nor a new version brings it back. */
  readonly removedAt?: number;
  readonly updatedAt: number;
}
export type RecipeOrigin = 'edit' | 'copy' | 'import' | 'picker' | 'repair';

/** How a recipe fared on the pages it was used on. */
export interface RecipeHealthRow {
  readonly recipeId: string;
  readonly seenAt: number;
  /** Last reading with everything that was promised. */
  readonly okAt?: number;
  readonly okUrl?: string;
  readonly okRows?: number;
  /** Readings since then that lacked something. */
  readonly failures: number;
  readonly drift?: RecipeDrift & { readonly url: string };
  /** Values of the last good reading by field or column: they help to find the place again. */
  readonly samples: Readonly<Record<string, readonly string[]>>;
}

/** One recipe in the list that a person sees. */
export interface RecipeSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: 'single' | 'list';
  readonly lead: LeadKind;
  /** `edited`: a built-in one that the person changed. */
  readonly origin: 'built-in' | 'own' | 'edited';
  readonly isEnabled: boolean;
  readonly isRemoved: boolean;
  readonly priority: number;
  readonly version: number;
  readonly addresses: readonly string[];
  /** Fields or columns, in order, with their names. */
  readonly parts: readonly string[];
  readonly isVerified: boolean;
  /** What it was held against, or what is taken for granted. */
  readonly proof: string;
  /** Put aside: why it cannot be used. */
  readonly problem?: string;
  readonly updatedAt?: number;
}

/** What a recipe, used alone, reads on an open page. */
export interface RecipeTest {
  readonly url: string;
  readonly title: string;
  /** One of its addresses fits. */
  readonly isAddressed: boolean;
  /** Its guards are on the page. */
  readonly applies: boolean;
  readonly values: readonly { readonly key: string; readonly label: string; readonly value: string }[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly rowCount: number;
  readonly drift: RecipeDrift | null;
  /** Places that may be the missing ones. */
  readonly repairs: readonly RecipeRepair[];
}

/** A place that a missing field may have moved to. */
export interface RecipeRepair {
  readonly key: string;
  readonly label: string;
  readonly oldSelector: string;
  /** What the old place gives on this page: nothing, as a rule. */
  readonly oldValues: readonly string[];
  readonly selector: string;
  readonly read: string;
  readonly values: readonly string[];
  /** Why this place: short words, strongest first. */
  readonly reasons: readonly string[];
}

export interface ImportReport {
  readonly added: readonly { readonly id: string; readonly name: string }[];
  readonly changed: readonly { readonly id: string; readonly name: string }[];
  /** What was left out, and why. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** What could not be taken over from another program's file. */
  readonly warnings: readonly string[];
  /** Whose file it was. */
  readonly format: 'kiln' | 'webscraper' | 'clipper';
}
