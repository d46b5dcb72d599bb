import type { RawEntity, Zone } from '../../contracts/raw-capture.ts';
import { CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { EntitySink, OpenEntity } from './entities.ts';
import { textOf } from './text.ts';

/** What one vocabulary says about one element: it begins a thing, it is a property of the thing around it, or both. */
export interface Mark {
  /** Types of the thing that begins here; empty when the element only names its subject. */
  readonly types?: readonly string[];
  readonly iri?: string | undefined;
  /** Property of the thing around it that this thing is. */
  readonly via?: string | undefined;
  /** Name and value; null = the element's own value. Of the thing that begins here, else of the thing around it. */
  readonly props: readonly (readonly [name: string, value: string | null])[];
}
export type Vocabulary = (element: Element) => Mark | null;

/** Follows the walk and keeps the stack of open things of one vocabulary (microdata or RDFa). */
export class Scopes {
  readonly #method: RawEntity['method'];
  readonly #read: Vocabulary;
  readonly #sink: EntitySink;
  /** Null where the thing found no room: what stands in it is not the property of the thing around. */
  #stack: { element: Element; entity: OpenEntity | null }[] = [];
  /** Things that take properties from elsewhere on the page (`itemref`). */
  readonly borrowing: { readonly entity: OpenEntity; readonly ids: readonly string[] }[] = [];

  constructor(method: RawEntity['method'], read: Vocabulary, sink: EntitySink) {
    this.#method = method;
    this.#read = read;
    this.#sink = sink;
  }

  /** True when a thing began. @param mayBegin the element may begin a thing; false saves asking it */
  enter(element: Element, zone: Zone, mayBegin: boolean): boolean {
    const parent = this.#stack.at(-1)?.entity ?? null;
    if (parent === null && !mayBegin) return false;
    if (this.#sink.isFull() && mayBegin) {
      this.#sink.cut = true;
      this.#stack.push({ element, entity: null });
      return true;
    }
    const mark = this.#read(element);
    if (!mark) return false;
    let target = parent;
    if (mark.types) {
      const isThing = mark.types.length > 0 || mark.iri === undefined;
      const known = isThing || mark.iri === undefined ? null : this.#sink.find(this.#method, mark.iri);
      target = known ?? this.#sink.open(this.#method, mark.types, { parent: mark.via ? parent : null, via: mark.via, iri: mark.iri, zone });
      this.#stack.push({ element, entity: target });
      const ids = element.getAttribute('itemref');
      if (target && ids && this.#method === 'microdata' && this.borrowing.length < 20) this.borrowing.push({ entity: target, ids: ids.split(/\s+/).filter(Boolean).slice(0, 10) });
    }
    if (target) for (const [name, value] of mark.props.slice(0, 8)) this.#sink.prop(target, name, value ?? valueOf(element), name, element);
    return mark.types !== undefined;
  }

  leave(element: Element): void {
    if (this.#stack.length > 0 && this.#stack.at(-1)?.element === element) this.#stack.pop();
  }

  /** Reads an element and what is in it as part of a thing that was read elsewhere. */
  readInto(entity: OpenEntity, root: Element, zone: Zone): void {
    this.#stack.push({ element: root, entity });
    const inside = [root, ...Array.from(root.querySelectorAll('[itemprop],[itemscope]')).slice(0, 200)];
    for (const element of inside) {
      while (this.#stack.length > 1 && element !== root && !this.#stack.at(-1)?.element.contains(element)) this.#stack.pop();
      this.enter(element, zone, true);
    }
    this.#stack = [];
  }
}

/** The value of a property element, as the microdata standard says (HTML, 5.2.4 "Values"). */
export function valueOf(element: Element): string {
  const attribute = (name: string): string | null => element.getAttribute(name);
  switch (element.localName) {
    case 'meta':
      return attribute('content') ?? '';
    case 'a':
    case 'area':
    case 'link':
      return absolute(element, attribute('href'));
    case 'img':
    case 'source':
    case 'embed':
    case 'iframe':
    case 'audio':
    case 'video':
    case 'track':
      return absolute(element, attribute('src'));
    case 'object':
      return absolute(element, attribute('data'));
    case 'data':
    case 'meter':
      return attribute('value') ?? '';
    case 'time':
      return attribute('datetime') ?? textOf(element, CAPTURE_VALUE_CHARS);
    default:
      return attribute('content') ?? textOf(element, CAPTURE_VALUE_CHARS);
  }
}

/** The whole address of a link; empty when it is none. Long data addresses are no values. */
export function absolute(element: Element, address: string | null): string {
  if (!address || address.length > CAPTURE_VALUE_CHARS) return '';
  if (/^https?:\/\/[^\s\\/?#]+\/[^\s\\]*$/.test(address)) return address; // whole already: taking it apart costs more than all the rest
  try {
    return new URL(address, element.baseURI).href;
  } catch {
    return '';
  }
}
