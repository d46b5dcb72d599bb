import { rawPickedSchema, type RawPick, type RawPicked } from '../contracts/raw-picker.ts';
import type { ColumnType, RawList } from '../contracts/raw-list.ts';
import { listRecipeSchema, singleRecipeSchema, type ListRecipe, type Recipe, type RecipeSource, type SingleRecipe } from '../contracts/recipe.ts';
import { err, ok, type Result } from '../core/result.ts';
import { FIELDS, fieldsOf, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import { proposeUrlPattern } from '../domain/recipe/url-proposal.ts';
import { mapColumns } from './list-columns.ts';

/** What was picked, as a recipe that can be changed before it is saved, with what it gave. */
export interface PickedDraft {
  readonly recipe: Recipe;
  readonly preview: DraftPreview;
}
/** Rows as they were on the page; cells in the order of the columns (or fields) as they were picked. */
export interface DraftPreview {
  readonly keys: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly count: number;
}

/** What is known outside of the page. */
export interface DraftFacts {
  /** What a picked single page is about. */
  readonly kind: LeadKind;
  /** Such as `25 November 2026`: the proof says when the recipe was held against the page. */
  readonly date: string;
}
/** A person's own recipe goes before the built-in ones. */
const OWN_PRIORITY = 100;
/** Most rows that a page of the list is expected to have, as a multiple of this one. */
const MORE_ROWS = 4;

/**
 * Turns what the injected picker handed back into a recipe draft.
 * @param raw hostile; anything but RawPicked is `broken`; `no-address` when no pattern can say the page's address
 */
export function toDraft(raw: unknown, facts: DraftFacts): Result<PickedDraft, 'broken' | 'no-address'> {
  const parsed = rawPickedSchema.safeParse(raw);
  if (!parsed.success) return err('broken');
  const picked = parsed.data;
  const url = proposeUrlPattern(picked.url, picked.mode);
  if (url === null) return err('no-address');
  return picked.mode === 'list' ? listDraft(picked, url, facts) : singleDraft(picked, url, facts);
}

type PickedList = Extract<RawPicked, { mode: 'list' }>;
type PickedSingle = Extract<RawPicked, { mode: 'single' }>;

function shared(picked: RawPicked, url: string, { date }: DraftFacts, guard: string): Pick<Recipe, 'format' | 'id' | 'version' | 'name' | 'match' | 'guards' | 'priority' | 'proof'> {
  const host = hostOf(picked.url);
  const title = picked.title.split(/\s[|–—·-]\s/)[0]?.trim() ?? '';
  return {
    format: 1, version: 1, priority: OWN_PRIORITY,
    id: idOf(`${host} ${picked.mode === 'list' ? 'list' : 'page'}`),
    name: (title === '' ? host : `${title}, ${host}`).slice(0, 80),
    match: [{ url }],
    // A pattern with a word of the site in its path tells its pages apart by itself, and a guard would hide that the site has changed.
    guards: hasFixedPath(url) ? [] : [guard],
    proof: { verified: true, source: `Picked on ${host} on ${date}` },
  };
}

const hasFixedPath = (pattern: string): boolean => pattern.split('/').slice(3).some((part) => part !== '' && !part.startsWith(':'));

function listDraft(picked: PickedList, url: string, facts: DraftFacts): Result<PickedDraft, 'broken'> {
  const keys = uniqueKeys(picked.picks.map((pick) => pick.name));
  const types = picked.picks.map((pick, i) => typeOf(picked.rows.map((row) => row[i] ?? ''), pick.read));
  const found = mapColumns(asRawList(picked, keys, types), picked.url);
  const fields = fieldsOfPicks(picked.picks, found.fields, found.kind);
  const recipe: ListRecipe = {
    ...shared(picked, url, facts, picked.container),
    kind: 'list', lead: found.kind,
    rows: [{ from: 'elements', container: picked.container, record: picked.record, ...(picked.span ? { span: true } : {}) }],
    columns: picked.picks.map((pick, i) => ({ key: keys[i] ?? `column${i}`, name: nameOf(pick, fields[i] ?? null), type: types[i] ?? 'text', field: fields[i] ?? null, sources: [sourceOf(pick)] })),
    expect: { minRows: 1, maxRows: Math.min(10_000, Math.max(200, picked.rowCount * MORE_ROWS)) },
    required: keys.filter((_, i) => picked.rows.length > 0 && picked.rows.every((row) => (row[i] ?? '') !== '') && (fields[i] === 'name' || i === 0)),
  };
  const checked = listRecipeSchema.safeParse(recipe);
  return checked.success ? ok({ recipe: checked.data, preview: { keys, rows: picked.rows, count: picked.rowCount } }) : err('broken');
}

function singleDraft(picked: PickedSingle, url: string, facts: DraftFacts): Result<PickedDraft, 'broken'> {
  const allowed = new Set(fieldsOf(facts.kind));
  const fields: Partial<Record<FieldKey, RecipeSource[]>> = {};
  const values = new Map<string, string>();
  for (const [i, pick] of picked.picks.entries()) {
    if (pick.field === null || pick.field === 'auto' || !allowed.has(pick.field)) continue;
    fields[pick.field] = [...(fields[pick.field] ?? []), sourceOf(pick, picked.values[i])];
    if (!values.has(pick.field)) values.set(pick.field, picked.values[i] ?? '');
  }
  const keys = Object.keys(fields) as FieldKey[];
  const [first] = keys;
  if (first === undefined) return err('broken');
  const recipe: SingleRecipe = {
    ...shared(picked, url, facts, picked.picks[0]?.selector ?? 'body'),
    kind: 'single', lead: facts.kind, fields, required: [fields.name ? 'name' : first],
  };
  const checked = singleRecipeSchema.safeParse(recipe);
  return checked.success ? ok({ recipe: checked.data, preview: { keys, rows: [keys.map((key) => bare(values.get(key) ?? ''))], count: 1 } }) : err('broken');
}

/** Addresses that begin with what kind they are, as the person sees them. */
const bare = (value: string): string => value.replace(/^(?:mailto|tel):([^?]*).*$/i, '$1');

function sourceOf(pick: RawPick, value = ''): RecipeSource {
  const scheme = pick.read === 'href' ? /^(?:mailto|tel):/i.exec(value)?.[0] : undefined;
  return { from: 'element', selector: pick.selector, read: pick.read, ...(scheme === undefined ? {} : { transforms: [{ do: 'strip', text: scheme }, { do: 'part', by: '?', index: 0 }] }) };
}

/** The fields that the person chose, then those that the columns say by themselves; each once. */
function fieldsOfPicks(picks: readonly RawPick[], found: readonly (FieldKey | null)[], kind: LeadKind): (FieldKey | null)[] {
  const allowed = new Set(fieldsOf(kind));
  const given = new Set<FieldKey>();
  const take = (field: FieldKey | null | undefined): FieldKey | null => {
    if (!field || given.has(field) || !allowed.has(field)) return null;
    given.add(field);
    return field;
  };
  const chosen = picks.map((pick) => (pick.field === 'auto' ? null : take(pick.field)));
  return picks.map((pick, i) => (pick.field === 'auto' ? take(found[i]) : (chosen[i] ?? null)));
}

/** A name that says nothing gives way to that of the field. */
const nameOf = (pick: RawPick, field: FieldKey | null): string => (field !== null && /^(?:text|heading|link|picture)(?: \d+)?$/i.test(pick.name) ? FIELDS[field].label : pick.name.trim() || (field === null ? 'Column' : FIELDS[field].label));

/** What the mapper of detected lists is given, so that both name and map columns alike. */
function asRawList(picked: PickedList, keys: readonly string[], types: readonly ColumnType[]): RawList {
  return {
    id: '0', score: 1, recordCount: picked.rowCount, container: picked.container, record: picked.record, heading: '', next: null,
    columns: picked.picks.map((pick, i) => ({ key: keys[i] ?? '', name: pick.name, named: 'class', type: types[i] ?? 'text', selector: pick.selector, read: pick.read })),
    rows: picked.rows.map((cells, i) => ({ key: i.toString(36), cells })),
  };
}

/** What most of the cells are. */
function typeOf(cells: readonly string[], read: string): ColumnType {
  const said = cells.filter((cell) => cell !== '');
  const most = (is: RegExp): boolean => said.length > 0 && said.filter((cell) => is.test(cell)).length >= said.length * 0.8;
  if (read === 'src') return 'image';
  if (most(/^mailto:|^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i)) return 'email';
  if (most(/^tel:|^\+?\(?\d[\d\s()/.-]{6,20}$/i)) return 'phone';
  if (read === 'href' || most(/^https?:\/\//i)) return 'url';
  if (most(/^(?:[€$£]|EUR|USD|GBP|CHF)\s?[\d.,]+$|^[\d.,]+\s?(?:[€$£]|EUR|USD|GBP|CHF)$/i)) return 'price';
  if (most(/^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/)) return 'date';
  return most(/^-?[\d.,\s]*\d$/) ? 'number' : 'text';
}

function uniqueKeys(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, i) => {
    const words = name.normalize('NFKD').replace(/[^A-Za-z0-9 ]+/g, '').trim().split(/\s+/).filter(Boolean);
    const plain = words.map((word, n) => (n === 0 ? word.toLowerCase() : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`)).join('').slice(0, 36);
    const base = /^[A-Za-z]/.test(plain) ? plain : `column${i + 1}`;
    let key = base;
    for (let n = 2; seen.has(key); n++) key = `${base}${n}`;
    seen.add(key);
    return key;
  });
}

/** Small letters, digits and single hyphens. */
const idOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '') || 'picked';

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '');
  } catch {
    return 'a page';
  }
}
