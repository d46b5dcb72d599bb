import type { RawEntity, Zone } from '../../contracts/raw-capture.ts';
import { CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { EntitySink, OpenEntity } from './entities.ts';
import { textOf } from './text.ts';

/** What one vocabulary says about one element: it begins a thing, it is a property of the thing around it, or both. */
export interface Mark {
  /** Types of the thing that begins here. */
  readonly types?: readonly string[];
  readonly iri?: string | undefined;
  /** Property of the thing around it that this thing is. */
  readonly via?: string | undefined;
  /** Name and value; null = the element's own value. Of the thing that begins here, else of the thing around it. */
  readonly props: readonly (readonly [name: string, value: string | null])[];
}
/** `isInside`: a thing of this vocabulary is open around the element. */
export type Vocabulary = (element: Element, isInside: boolean) => Mark | null;

/** Follows the walk and keeps the stack of open things of one vocabulary (microdata, RDFa or h-card). */
export class Scopes {
  readonly #method: RawEntity['method'];
  readonly #read: Vocabulary;
  readonly #sink: EntitySink;
  #stack: { element: Element; entity: OpenEntity }[] = [];

  constructor(method: RawEntity['method'], read: Vocabulary, sink: EntitySink) {
    this.#method = method;
    this.#read = read;
    this.#sink = sink;
  }

  enter(element: Element, zone: Zone): void {
    const parent = this.#stack.at(-1)?.entity ?? null;
    const mark = this.#read(element, parent !== null);
    if (!mark) return;
    let target = parent;
    if (mark.types) {
      target = this.#sink.open(this.#method, mark.types, { parent, via: parent ? mark.via : undefined, iri: mark.iri, zone });
      if (target) this.#stack.push({ element, entity: target });
    }
    if (!target) return;
    for (const [name, value] of mark.props.slice(0, 8)) this.#sink.prop(target, name, value ?? valueOf(element), name, element);
  }

  leave(element: Element): void {
    if (this.#stack.length > 0 && this.#stack.at(-1)?.element === element) this.#stack.pop();
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
      return absolute(element, attribute('src'));
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
  try {
    return new URL(address, element.baseURI).href;
  } catch {
    return '';
  }
}
