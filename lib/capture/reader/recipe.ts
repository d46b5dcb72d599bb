import { CAPTURE_CANDIDATES, CAPTURE_JSON_DEPTH, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { RawCapture } from '../../contracts/raw-capture.ts';
import type { RecipeSource } from '../../contracts/recipe.ts';
import type { Evidence } from './evidence.ts';
import type { JsonBlock } from './json-ld.ts';
import { absolute } from './scopes.ts';
import { clean, textOf } from './text.ts';

/** The part of a recipe that the page is asked about; its transforms stay outside. */
export interface ReaderRecipe {
  readonly id: string;
  readonly guards: readonly string[];
  readonly fields: readonly { readonly field: string; readonly sources: readonly RecipeSource[] }[];
}
type RawRecipe = NonNullable<RawCapture['recipe']>;
type RawValue = RawRecipe['values'][number];

/** Reads by the first recipe whose guards are all on the page; says which one was tried last when none is. */
export function readRecipes(doc: Document, recipes: readonly ReaderRecipe[], blocks: readonly JsonBlock[], evidence: Evidence): RawRecipe | undefined {
  const fitting = recipes.find((recipe) => recipe.guards.every((guard) => select(doc, guard).length > 0));
  if (fitting) return readRecipe(doc, fitting, blocks, evidence);
  const last = recipes.at(-1);
  return last ? { id: last.id.slice(0, 120), applies: false, values: [] } : undefined;
}

/** Asks the page for every source of a recipe. A selector that the browser does not know gives nothing. */
function readRecipe(doc: Document, recipe: ReaderRecipe, blocks: readonly JsonBlock[], evidence: Evidence): RawRecipe {
  const id = recipe.id.slice(0, 120);
  const values: RawValue[] = [];
  for (const { field, sources } of recipe.fields) {
    sources.forEach((source, index) => {
      for (const found of readSource(doc, source, blocks, evidence)) {
        if (values.length < CAPTURE_CANDIDATES) values.push({ field, source: index, ...found });
      }
    });
  }
  return { id, applies: true, values };
}

type Found = Omit<RawValue, 'field' | 'source'>;

function readSource(doc: Document, source: RecipeSource, blocks: readonly JsonBlock[], evidence: Evidence): Found[] {
  switch (source.from) {
    case 'element': {
      const found: Found[] = [];
      for (const element of select(doc, source.selector)) {
        const value = clean(source.read === 'text' ? textOf(element, CAPTURE_VALUE_CHARS) : attribute(element, source.read), CAPTURE_VALUE_CHARS);
        if (value !== '') found.push({ value, ...evidence.place(element) });
        if (found.length >= (source.all ? 10 : 1)) break;
      }
      return found;
    }
    case 'meta': {
      const name = source.name.replace(/["\\]/g, '');
      const value = clean(select(doc, `meta[property="${name}" i],meta[name="${name}" i]`)[0]?.getAttribute('content') ?? '', CAPTURE_VALUE_CHARS);
      return value === '' ? [] : [{ value, path: name }];
    }
    case 'jsonld':
      return fromJson(source.type, source.path, blocks);
    case 'state':
    case 'item':
    case 'url':
      return []; // known outside
  }
}

function select(doc: Document, selector: string): Element[] {
  try {
    return Array.from(doc.querySelectorAll(selector)).slice(0, 50);
  } catch {
    return [];
  }
}

function attribute(element: Element, name: string): string {
  const value = element.getAttribute(name);
  return name === 'href' || name === 'src' ? absolute(element, value) : (value ?? '');
}

function fromJson(type: string | undefined, path: string, blocks: readonly JsonBlock[]): Found[] {
  for (const block of blocks) {
    for (const node of nodesOf(block.value, type, 0)) {
      const value = valueAt(node, path);
      const text = typeof value === 'string' || typeof value === 'number' ? clean(String(value), CAPTURE_VALUE_CHARS) : '';
      if (text !== '') return [{ value: text, path }];
    }
  }
  return [];
}

/** Things in a block, outermost first; only those of the type when one is asked for. */
function* nodesOf(value: unknown, type: string | undefined, depth: number): Generator<unknown> {
  if (depth > CAPTURE_JSON_DEPTH || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 200)) yield* nodesOf(item, type, depth + 1);
    return;
  }
  const own = (value as Record<string, unknown>)['@type'];
  if (type === undefined || own === type || (Array.isArray(own) && own.includes(type))) yield value;
  for (const key of Object.keys(value).slice(0, 120)) yield* nodesOf((value as Record<string, unknown>)[key], type, depth + 1);
}

/** Follows `$.a.b[0]` over own properties only. */
function valueAt(node: unknown, path: string): unknown {
  let at: unknown = node;
  for (const step of path.matchAll(/\.([A-Za-z0-9_@-]+)|\[(\d{1,3})\]/g)) {
    const key = step[1] ?? step[2] ?? '';
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
