/** Whether a page still gives what its recipe promised. */

/** Share of the rows that must have a required column. Records of real lists have gaps; a changed page has nothing. */
const FILLED_SHARE = 0.5;

/** What a recipe promised and a page did not give. */
export interface RecipeDrift {
  readonly recipeId: string;
  /** Keys of fields or columns. */
  readonly missing: readonly string[];
  /** There are fewer or more rows than a page of this list has. */
  readonly rows?: { readonly found: number; readonly min: number; readonly max: number };
}

export interface ListPromise {
  readonly id: string;
  readonly required: readonly string[];
  readonly expect: { readonly minRows: number; readonly maxRows: number };
}
export interface ListReading {
  readonly columns: readonly { readonly key: string }[];
  readonly rows: readonly { readonly cells: readonly string[] }[];
  readonly recordCount: number;
  /** The list ends on this page: it may have fewer rows than a full one. */
  readonly isLastPage: boolean;
}

/** Null when the reading is as promised. */
export function listDrift(recipe: ListPromise, { columns, rows, recordCount, isLastPage }: ListReading): RecipeDrift | null {
  const filled = (key: string): number => {
    const index = columns.findIndex((column) => column.key === key);
    return index < 0 ? 0 : rows.filter((row) => (row.cells[index] ?? '') !== '').length;
  };
  const missing = recipe.required.filter((key) => rows.length === 0 || filled(key) < rows.length * FILLED_SHARE);
  const { minRows: min, maxRows: max } = recipe.expect;
  const isFew = recordCount < min && (recordCount === 0 || !isLastPage);
  const isOutside = isFew || recordCount > max;
  return missing.length === 0 && !isOutside ? null : { recipeId: recipe.id, missing, ...(isOutside ? { rows: { found: recordCount, min, max } } : {}) };
}
