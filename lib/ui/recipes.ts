/** What the options page shows of recipes: their state in words, and which of them fit a filter. */
import type { RecipeHealthRow, RecipeSummary } from '../contracts/recipe-library.ts';
import { FIELDS, isFieldKey } from '../domain/lead/fields.ts';
import type { CaptureRow } from '../storage/database.ts';
import { capital, countOf, listOf, momentOf, plural } from './format.ts';

/** Readings in a row that must lack something before a recipe counts as broken by its site: one page may be an odd one. */
const FAILURES = 2;

export type RecipeState = 'removed' | 'broken' | 'off' | 'drifted' | 'works' | 'unused';
export interface RecipeCard {
  readonly recipe: RecipeSummary;
  readonly health: RecipeHealthRow | undefined;
  readonly state: RecipeState;
}

export const STATE_WORDS: Readonly<Record<RecipeState, string>> = { removed: 'Removed', broken: 'Put aside', off: 'Off', drifted: 'The site has changed', works: 'Works', unused: 'Not used yet' };

export function recipeCards(recipes: readonly RecipeSummary[], health: readonly RecipeHealthRow[]): RecipeCard[] {
  const byId = new Map(health.map((row) => [row.recipeId, row]));
  return recipes.map((recipe) => {
    const row = byId.get(recipe.id);
    return { recipe, health: row, state: stateOf(recipe, row) };
  });
}

function stateOf(recipe: RecipeSummary, health: RecipeHealthRow | undefined): RecipeState {
  if (recipe.isRemoved) return 'removed';
  if (recipe.problem !== undefined) return 'broken';
  if (!recipe.isEnabled) return 'off';
  if (!health) return 'unused';
  return health.drift && (health.failures >= FAILURES || health.okAt === undefined) ? 'drifted' : 'works';
}

export const RECIPE_FILTERS = [
  { id: 'all', label: 'All' },
  { id: 'single', label: 'Pages' },
  { id: 'list', label: 'Lists' },
  { id: 'own', label: 'Yours' },
  { id: 'attention', label: 'To look at' },
  { id: 'removed', label: 'Removed' },
] as const;
export type RecipeFilter = (typeof RECIPE_FILTERS)[number]['id'];

/** True when a recipe fits the filter and every word of the search. Removed ones show only where they are asked for. */
export function recipeFits({ recipe, state }: RecipeCard, filter: RecipeFilter, search: string): boolean {
  if (recipe.isRemoved !== (filter === 'removed')) return false;
  if ((filter === 'single' || filter === 'list') && recipe.kind !== filter) return false;
  if (filter === 'own' && recipe.origin === 'built-in') return false;
  if (filter === 'attention' && state !== 'broken' && state !== 'drifted') return false;
  const text = [recipe.name, recipe.id, ...recipe.addresses, ...recipe.parts].join(' ').toLocaleLowerCase('en');
  return search.toLocaleLowerCase('en').split(/\s+/).every((word) => text.includes(word));
}

export interface RecipeGroup {
  readonly heading: string;
  readonly note: string;
  readonly cards: readonly RecipeCard[];
}

/** What a person wrote or changed, then what came with Kiln; in each the order in which they are tried. */
export function recipeGroups(cards: readonly RecipeCard[]): RecipeGroup[] {
  const yours = cards.filter((card) => card.recipe.origin !== 'built-in');
  const builtIn = cards.filter((card) => card.recipe.origin === 'built-in');
  const verified = builtIn.filter((card) => card.recipe.isVerified).length;
  const groups = [
    { heading: 'Yours', note: plural(yours.length, 'recipe'), cards: yours },
    { heading: 'Built in', note: `${plural(builtIn.length, 'recipe')}${verified > 0 ? `, ${countOf(verified)} held against a real page` : ''}`, cards: builtIn },
  ];
  return groups.filter((group) => group.cards.length > 0);
}

/** "Person page", "List of companies" */
export const kindWords = ({ kind, lead }: Pick<RecipeSummary, 'kind' | 'lead'>): string => (kind === 'single' ? `${capital(lead)} page` : `List of ${lead === 'person' ? 'people' : 'companies'}`);

/** "example.com/people/:slug" */
export const addressWords = (address: string): string => address.replace(/^(?:https?|http\{s\}\?|\*):\/\//, '').replace(/^\{www\.\}\?/, '');

/** What a field is called; a column by its key. */
export const partName = (key: string): string => (isFieldKey(key) ? FIELDS[key].label : key);

export const originWords = (recipe: RecipeSummary): string => ({ 'built-in': 'Built in', own: 'Yours', edited: 'Built in, changed by you' })[recipe.origin];

/** What a recipe promised and its page did not give, in one sentence. @param nameOf the label of a field or column */
export function driftWords(drift: NonNullable<RecipeHealthRow['drift']> | { readonly missing: readonly string[]; readonly rows?: { readonly found: number; readonly min: number; readonly max: number } }, nameOf: (key: string) => string): string {
  const missing = drift.missing.length > 0 ? `${listOf(drift.missing.slice(0, 4).map(nameOf))} ${drift.missing.length === 1 ? 'was' : 'were'} not found` : '';
  const rows = drift.rows ? `${plural(drift.rows.found, 'row')} where ${countOf(drift.rows.min)} to ${countOf(drift.rows.max)} are usual` : '';
  return `${capital([missing, rows].filter((part) => part !== '').join('; '))}.`;
}

/** "Read everything today 14:06, 25 rows." */
export function healthWords({ health }: RecipeCard, now: number): string {
  if (!health) return 'It has not read a page yet.';
  if (health.okAt === undefined) return `Tried ${momentOf(health.seenAt, now)}, never complete.`;
  return `Read everything ${momentOf(health.okAt, now)}${health.okRows === undefined ? '' : `, ${plural(health.okRows, 'row')}`}.`;
}

export interface OpenPage {
  readonly tabId: number;
  readonly url: string;
  readonly label: string;
}

/** Tabs that were read, last one first: a recipe can be tried on them. */
export function openPages(captures: readonly CaptureRow[]): OpenPage[] {
  return captures
    .filter((row) => row.state !== 'problem' && /^(?:https?|file):/.test(row.url))
    .sort((a, b) => b.at - a.at)
    .slice(0, 30)
    .map((row) => ({ tabId: row.tabId, url: row.url, label: `${(row.capture?.title || row.url).slice(0, 60)} (${addressWords(row.url).slice(0, 50)})` }));
}

/** The beginning of a recipe that somebody writes by hand. */
export const STARTER = JSON.stringify(
  {
    format: 1, id: 'my-recipe', version: 1, name: 'My recipe', kind: 'single', lead: 'person', match: [{ url: 'https://example.com/people/:slug' }], guards: ['h1'], priority: 0,
    proof: { verified: false, assumes: 'Written by hand.' }, fields: { name: [{ from: 'element', selector: 'h1', read: 'text' }] }, required: ['name'],
  },
  null,
  2,
);
