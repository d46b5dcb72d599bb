/** Changes of a recipe draft, and what it shows of itself. Pure. */
import type { Recipe } from '../contracts/recipe.ts';
import { FIELDS, fieldsOf, isFieldKey, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import type { DraftRow } from '../storage/draft-row.ts';

/** One column of a list, or one field of a page, as a line of the draft. */
export interface DraftLine {
  readonly key: string;
  readonly name: string;
  readonly field: FieldKey | null;
  readonly type: string | null;
  /** What it gave in the first row. */
  readonly sample: string;
  readonly place: string;
}

export function draftLines(recipe: Recipe, preview: DraftRow['preview']): DraftLine[] {
  const sampleOf = (key: string): string => {
    const at = preview?.keys.indexOf(key) ?? -1;
    return at < 0 ? '' : (preview?.rows.find((row) => (row[at] ?? '') !== '')?.[at] ?? '');
  };
  const placeOf = (source: { readonly from: string; readonly selector?: string; readonly read?: string } | undefined): string =>
    source?.from === 'element' ? `${source.selector ?? ''}${source.read && source.read !== 'text' ? ` [${source.read}]` : ''}` : (source?.from ?? '');
  if (recipe.kind === 'list') return recipe.columns.map(({ key, name, field, type, sources }) => ({ key, name, field, type, sample: sampleOf(key), place: placeOf(sources[0]) }));
  return (Object.keys(recipe.fields) as FieldKey[]).map((field) => ({ key: field, name: FIELDS[field].label, field, type: null, sample: sampleOf(field), place: placeOf(recipe.fields[field]?.[0]) }));
}

export const withPattern = (recipe: Recipe, url: string): Recipe => ({ ...recipe, match: [{ ...recipe.match[0], url }, ...recipe.match.slice(1)] });

/** Another kind of lead: fields that it does not have fall away. Of a single page the last field stays, or it would read nothing. */
export function withLead(recipe: Recipe, lead: LeadKind): Recipe {
  const allowed = new Set(fieldsOf(lead));
  if (recipe.kind === 'list') return { ...recipe, lead, columns: recipe.columns.map((column) => (column.field !== null && !allowed.has(column.field) ? { ...column, field: null } : column)) };
  const fields = Object.fromEntries(Object.entries(recipe.fields).filter(([key]) => isFieldKey(key) && allowed.has(key)));
  return Object.keys(fields).length === 0 ? recipe : { ...recipe, lead, fields, required: requiredOf(recipe.required, fields) };
}

/** Another name, type or field of one column. A field belongs to one column: another one that had it gives it up. */
export function withColumn(recipe: Recipe, key: string, change: { readonly name?: string; readonly type?: string; readonly field?: FieldKey | null }): Recipe {
  if (recipe.kind !== 'list') return recipe;
  return {
    ...recipe,
    columns: recipe.columns.map((column) => {
      if (column.key === key) return { ...column, ...change } as typeof column;
      return change.field && column.field === change.field ? { ...column, field: null } : column;
    }),
  };
}

/** Another field for a place of a single page; what the field had before is replaced. */
export function withField(recipe: Recipe, from: FieldKey, to: FieldKey): Recipe {
  if (recipe.kind !== 'single' || from === to) return recipe;
  const fields = Object.fromEntries(Object.entries(recipe.fields).flatMap(([key, sources]) => (key === to ? [] : [[key === from ? to : key, sources]])));
  return { ...recipe, fields, required: requiredOf(recipe.required.map((key) => (key === from ? to : key)), fields) };
}

/** Without one column or field; the last one stays. */
export function without(recipe: Recipe, key: string): Recipe {
  if (recipe.kind === 'list') return recipe.columns.length === 1 ? recipe : { ...recipe, columns: recipe.columns.filter((column) => column.key !== key), required: recipe.required.filter((one) => one !== key) };
  const fields = Object.fromEntries(Object.entries(recipe.fields).filter(([one]) => one !== key));
  return Object.keys(fields).length === 0 ? recipe : { ...recipe, fields, required: requiredOf(recipe.required, fields) };
}

/** A recipe that requires nothing would never notice that its site has changed. */
function requiredOf(required: readonly FieldKey[], fields: object): FieldKey[] {
  const kept = [...new Set(required)].filter((key) => Object.hasOwn(fields, key));
  const [first] = Object.keys(fields).filter(isFieldKey);
  return kept.length > 0 || first === undefined ? kept : [first];
}
