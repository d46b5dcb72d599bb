import { CAPTURE_VALUE_CHARS, RECIPE_PLACE_VALUES } from '../../core/limits.ts';
import type { RecipeSource } from '../../contracts/recipe.ts';
import { parseBlocks, type JsonBlock } from './json-ld.ts';
import { jsonText, nodesOf, valuesAt } from './json-path.ts';
import { absolute } from './scopes.ts';
import { SHADOW_JOINT } from './shadow.ts';
import { hasMovedOn, stateOf } from './state.ts';
import { clean, textOf } from './text.ts';

/** Elements that one selector may give. */
const MATCHES = 50;

/** Where the sources of a recipe look: the whole page, the elements of one record, or one JSON row. */
export interface Place {
  readonly elements: Document | readonly Element[];
  readonly item?: unknown;
}
export interface PlaceValue {
  readonly value: string;
  readonly element?: Element;
  readonly path?: string;
}

/** A page as recipes ask it. What is costly (structured data, embedded state) is read once and only when asked for. */
export class RecipePage {
  readonly doc: Document;
  #blocks: readonly JsonBlock[] | undefined;
  readonly #states = new Map<string, unknown>();
  /** What page-wide sources gave: the rows of a list ask them again and again. */
  readonly #known = new Map<RecipeSource, PlaceValue[]>();

  constructor(doc: Document, blocks?: readonly JsonBlock[]) {
    this.doc = doc;
    this.#blocks = blocks;
  }

  get blocks(): readonly JsonBlock[] {
    this.#blocks ??= parseBlocks(this.doc).blocks;
    return this.#blocks;
  }

  /** Embedded state; undefined when the page has none there, or has become another page since it was loaded. */
  state(script: string, variable: string | undefined): unknown {
    const key = `${script}\u0001${variable ?? ''}`;
    if (!this.#states.has(key)) this.#states.set(key, hasMovedOn(this.doc) ? undefined : stateOf(select(this.doc, script, 200), variable));
    return this.#states.get(key);
  }

  isThere(selector: string): boolean {
    return select(this.doc, selector, 1).length > 0;
  }

  /** What one source gives here, before its transforms: the first value, or several where the source asks for all. */
  valuesOf(source: RecipeSource, place: Place): PlaceValue[] {
    if (source.from === 'element') return elementValues(source, place.elements);
    if (source.from === 'item') return place.item === undefined ? [] : jsonValues([place.item], source.path);
    const known = this.#known.get(source) ?? this.#pageValues(source);
    this.#known.set(source, known);
    return known;
  }

  #pageValues(source: RecipeSource): PlaceValue[] {
    switch (source.from) {
      case 'meta': {
        const name = source.name.replace(/["\\]/g, '');
        const value = clean(select(this.doc, `meta[property="${name}" i],meta[name="${name}" i],meta[itemprop="${name}" i]`, 1)[0]?.getAttribute('content') ?? '', CAPTURE_VALUE_CHARS);
        return value === '' ? [] : [{ value, path: name }];
      }
      case 'jsonld':
        return jsonValues(this.blocks.flatMap((block) => [...nodesOf(block.value, source.type)]), source.path);
      case 'state':
        return jsonValues([this.state(source.script, source.variable)], source.path);
      case 'element':
      case 'item':
      case 'url':
        return []; // looked for in the record, or known outside
    }
  }
}

/** True when a source may give several values that belong together. */
export const givesAll = (source: RecipeSource): boolean => ('path' in source ? source.path.includes('[*]') : source.from === 'element' && source.all === true);

function elementValues(source: Extract<RecipeSource, { from: 'element' }>, root: Place['elements']): PlaceValue[] {
  const found: PlaceValue[] = [];
  for (const element of select(root, source.selector, MATCHES)) {
    const value = clean(source.read === 'text' ? textOf(element, CAPTURE_VALUE_CHARS) : attribute(element, source.read), CAPTURE_VALUE_CHARS);
    if (value !== '') found.push({ value, element });
    if (found.length >= (source.all ? RECIPE_PLACE_VALUES : 1)) break;
  }
  return found;
}

/** From the first thing that says something at the path. */
function jsonValues(nodes: readonly unknown[], path: string): PlaceValue[] {
  for (const node of nodes) {
    const values = valuesAt(node, path, RECIPE_PLACE_VALUES).map((value) => jsonText(value)).filter((text) => text !== '');
    if (values.length > 0) return values.map((value) => ({ value, path }));
  }
  return [];
}

function attribute(element: Element, name: string): string {
  const value = element.getAttribute(name);
  return name === 'href' || name === 'src' ? absolute(element, value) : (value ?? '');
}

/**
 * Elements in document order. `:scope` is the record itself and a leading `>` its children; in a record of several
 * siblings an element of the run may be what is looked for. Joints lead into open shadow roots. A selector that the browser
 * does not know gives nothing.
 */
export function select(root: Place['elements'], selector: string, max: number): Element[] {
  const [outer = '', ...inner] = selector.split(SHADOW_JOINT);
  if (inner.length === 0) return selectFlat(root, outer, max);
  let found = selectFlat(root, outer, Math.max(max, MATCHES));
  for (const step of inner) found = found.flatMap((host) => (host.shadowRoot ? selectFlat(host.shadowRoot, step, max) : []));
  return found.slice(0, max);
}

function selectFlat(root: Place['elements'] | ShadowRoot, selector: string, max: number): Element[] {
  const wanted = /^\s*>/.test(selector) ? `:scope ${selector}` : selector;
  try {
    if (!isRun(root)) return Array.from(root.querySelectorAll(wanted)).slice(0, max);
    const found: Element[] = [];
    for (const [i, element] of root.entries()) {
      if (i > 0 && wanted.includes(':scope')) break;
      if ((root.length > 1 || wanted.includes(':scope')) && element.matches(wanted)) found.push(element);
      for (const inner of element.querySelectorAll(wanted)) {
        if (found.length >= max) return found;
        found.push(inner);
      }
      if (found.length >= max) break;
    }
    return found.slice(0, max);
  } catch {
    return [];
  }
}

const isRun = (root: Place['elements'] | ShadowRoot): root is readonly Element[] => Array.isArray(root);
