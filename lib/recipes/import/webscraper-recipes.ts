import { FIELDS, type FieldKey, type LeadKind } from '../../domain/lead/fields.ts';
import type { ListRecipe, Recipe, RecipeRows, RecipeSource } from '../../contracts/recipe.ts';
import { slugOf } from '../slug.ts';
import { fieldOf, importedProof, typeOf } from './words.ts';
import type { DraftColumn } from './webscraper-columns.ts';

/** One recipe in the making. */
export interface Draft {
  readonly name: string;
  readonly match: Recipe['match'];
  readonly kind: 'list' | 'single';
  readonly columns: readonly DraftColumn[];
  readonly rows?: RecipeRows;
  readonly next: ListRecipe['next'];
  readonly detail?: string | undefined;
}

const FROM = 'a webscraper.io sitemap';
const shared = (draft: Draft, lead: LeadKind) => ({
  format: 1 as const, version: 1, name: draft.name.slice(0, 80), lead, match: draft.match, priority: 0, proof: importedProof(FROM),
  id: slugOf(draft.name) || 'sitemap',
});

export function listRecipe(draft: Draft, lead: LeadKind): ListRecipe | null {
  if (!draft.rows || draft.columns.length === 0) return null;
  const used = new Set<FieldKey>();
  const columns = draft.columns.map(({ key, name, source, type }) => {
    const field = once(fieldFor(name, type, lead), used);
    return { key, name, type: type ?? typeOf(name, field), field, sources: [source] };
  });
  const main = columns.find((column) => column.field === 'name') ?? columns.find((column) => column.type === 'text') ?? columns[0];
  return {
    ...shared(draft, lead), kind: 'list', guards: [], rows: [draft.rows], columns,
    ...(draft.next ? { next: draft.next } : {}),
    ...(draft.detail === undefined ? {} : { detail: { column: draft.detail } }),
    expect: { minRows: 1, maxRows: 10_000 },
    required: main ? [main.key] : [],
  };
}

export function singleRecipe(draft: Draft, lead: LeadKind, warnings: string[]): Recipe | null {
  const fields: Partial<Record<FieldKey, RecipeSource[]>> = {};
  for (const { name, source, type } of draft.columns) {
    const field = fieldFor(name, type, lead);
    if (field === null) {
      warnings.push(`“${name}”: no field of a ${lead} is called so; it was left out of “${draft.name}”.`);
      continue;
    }
    fields[field] = [...(fields[field] ?? []), source].slice(0, 12);
  }
  const found = Object.keys(fields) as FieldKey[];
  if (found.length === 0) return null;
  const main: FieldKey | undefined = found.includes('name') ? 'name' : found[0];
  const guard = main === undefined ? undefined : fields[main]?.find((source) => source.from === 'element');
  return { ...shared(draft, lead), kind: 'single', guards: guard?.from === 'element' && guard.selector !== ':scope' ? [guard.selector] : [], fields, required: main === undefined ? [] : [main] };
}

/** A link is never a name: its text is. */
function fieldFor(name: string, type: DraftColumn['type'], lead: LeadKind): FieldKey | null {
  const field = fieldOf(type === 'url' || type === 'image' ? name.replace(/-(?:href|src)$/, '') : name, lead);
  if (type === 'image') return 'photoUrl';
  if (type !== 'url') return field !== null && FIELDS[field].type === 'url' && type === undefined && field === 'profileUrl' ? null : field;
  return field !== null && FIELDS[field].type === 'url' ? field : 'profileUrl';
}

function once(field: FieldKey | null, used: Set<FieldKey>): FieldKey | null {
  if (field === null || used.has(field)) return null;
  used.add(field);
  return field;
}
