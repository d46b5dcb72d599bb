import type { ColumnType } from '../../contracts/raw-list.ts';
import type { RecipeSource, Transform } from '../../contracts/recipe.ts';
import { isSafePattern } from '../../domain/recipe/transform.ts';
import { isForeignSelector, keyOf } from './words.ts';
import type { Selector } from './webscraper-format.ts';

/** A value of a page or record as a sitemap names it; what it means here is decided later. */
export interface DraftColumn {
  readonly key: string;
  readonly name: string;
  /** Known by the kind of selector, else undefined. */
  readonly type?: ColumnType;
  readonly source: RecipeSource;
}

/** Selectors that group values and are none themselves. */
const GROUPS = new Set(['SelectorElement', 'SelectorElementScroll', 'SelectorElementClick']);
const DEPTH = 6;

/** Null when a browser does not know the selector. */
export function recordSelector({ id, selector }: Selector, warnings: string[]): string | null {
  if (selector.trim() === '' || selector.length > 500 || isForeignSelector(selector)) {
    warnings.push(`“${id}”: the selector ${selector.slice(0, 80)} works in jQuery only and was left out.`);
    return null;
  }
  return selector.trim();
}

/** Collects the values below one wrapper or page. */
export class Columns {
  readonly list: DraftColumn[] = [];
  /** Key of the link that leads to a page of the record's own. */
  detail: string | undefined;
  readonly #warnings: string[];
  readonly #keys = new Set<string>();

  constructor(warnings: string[]) {
    this.#warnings = warnings;
  }

  add(selector: Selector, parent: string, children: (id: string) => Selector[], depth = 0): void {
    const { id, type } = selector;
    if (selector.selector !== '_parent_' && recordSelector(selector, this.#warnings) === null) return;
    const place = within(parent, selector.selector);
    if (GROUPS.has(type)) {
      if (depth >= DEPTH) return;
      if (selector.multiple) this.#warnings.push(`“${id}”: a list inside a record becomes one cell per value.`);
      const inner = children(id);
      for (const child of inner) this.add(selector.multiple ? { ...child, multiple: true } : child, place, children, depth + 1);
      return;
    }
    this.#value(selector, place, children);
  }

  addSelf(name: string): void {
    this.#push(name, { from: 'element', selector: ':scope', read: 'text' });
  }

  addCell(name: string, selector: string): void {
    this.#push(name, { from: 'element', selector, read: 'text' });
  }

  #value(selector: Selector, place: string, children: (id: string) => Selector[]): void {
    const { id, type } = selector;
    const all = selector.multiple || type === 'SelectorGrouped' ? { all: true } : {};
    const element = (read: string): RecipeSource => ({ from: 'element', selector: place, read, ...all });
    const attribute = /^[a-z][a-z0-9-]{0,60}$/.test(selector.extractAttribute ?? '') ? (selector.extractAttribute ?? 'text') : undefined;
    switch (type) {
      case 'SelectorText':
        return void this.#push(id, { from: 'element', selector: place, read: 'text', ...all, ...this.#pattern(selector) });
      case 'SelectorLink':
      case 'SelectorPopupLink': {
        this.#push(id, element('text'));
        const key = this.#push(`${id}-href`, element('href'), 'url');
        if (children(id).length > 0) this.detail ??= key;
        return;
      }
      case 'SelectorImage':
        return void this.#push(`${id}-src`, element('src'), 'image');
      case 'SelectorElementAttribute':
        if (attribute === undefined) return void this.#warnings.push(`“${id}”: the attribute ${selector.extractAttribute ?? ''} was left out.`);
        return void this.#push(id, element(attribute));
      case 'SelectorGrouped':
        return void this.#push(id, element(attribute ?? 'text'));
      case 'SelectorHTML':
        this.#warnings.push(`“${id}”: its text is taken, without the markup.`);
        return void this.#push(id, element('text'));
      default:
        return void this.#warnings.push(`“${id}”: ${type} is not known here and was left out.`);
    }
  }

  #pattern({ id, regex }: Selector): { transforms?: Transform[] } {
    if (!regex) return {};
    if (regex.length <= 200 && isSafePattern(regex)) return { transforms: [{ do: 'match', pattern: regex }] };
    this.#warnings.push(`“${id}”: the pattern ${regex.slice(0, 60)} could run for ever, or is none, and was left out.`);
    return {};
  }

  #push(name: string, source: RecipeSource, type?: ColumnType): string {
    const key = keyOf(name, this.#keys);
    this.#keys.add(key);
    if ('selector' in source && source.selector.length > 500) this.#warnings.push(`“${name}”: its selector is too long and was left out.`);
    else this.list.push({ key, name: name.slice(0, 80), source, ...(type ? { type } : {}) });
    return key;
  }
}

/** A selector inside another one; each part of a list of selectors stands inside each part of the other. */
function within(parent: string, selector: string): string {
  const inner = selector.trim();
  if (inner === '_parent_') return parent === '' ? ':scope' : parent;
  if (parent === '' || parent === ':scope') return inner;
  return parts(parent).flatMap((outer) => parts(inner).map((part) => `${outer} ${part}`)).join(', ');
}

/** Splits at commas outside brackets and quotes. */
function parts(selector: string): string[] {
  return (selector.match(/(?:\([^)]*\)|\[[^\]]*\]|"[^"]*"|'[^']*'|[^,])+/g) ?? [selector]).map((part) => part.trim()).filter((part) => part !== '');
}
