import { CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { Zone } from '../../contracts/raw-capture.ts';
import type { CardNames } from './class-names.ts';
import { classNames } from './class-names.ts';
import type { EntitySink, OpenEntity } from './entities.ts';
import { absolute } from './scopes.ts';
import { textOf } from './text.ts';

interface Open {
  readonly element: Element;
  readonly entity: OpenEntity | null;
  /** Microformats2 reads prefixed class names only, the older vCard the plain ones. */
  readonly isPrefixed: boolean;
  readonly isCard: boolean;
  readonly names: Set<string>;
  hasText: boolean;
  hasAddress: boolean;
  hasThing: boolean;
}

const URL_NAMES = /^(?:url|photo|logo|uid)$/;

/**
 * microformats2 h-card and h-adr, and the older vCard class names that are still common. Follows the parsing algorithm of
 * microformats2 (microformats.org/wiki/microformats2-parsing): prefixes, value classes, nested things, implied properties.
 */
export class HCards {
  readonly #sink: EntitySink;
  readonly #stack: Open[] = [];

  constructor(sink: EntitySink) {
    this.#sink = sink;
  }

  /** True when a thing began. */
  enter(element: Element, names: CardNames, zone: Zone): boolean {
    const around = this.#stack.at(-1);
    const { root } = names;
    const isRoot = root !== null && (root === 'h-card' || root === 'vcard' || (around !== undefined && (root !== 'adr' || !around.isPrefixed)));
    if (isRoot) this.#begin(element, names, around, zone);
    else if (around?.entity) this.#note(element, names, around, around.entity);
    return isRoot;
  }

  #begin(element: Element, names: CardNames, around: Open | undefined, zone: Zone): void {
    const { root } = names;
    const isCard = root === 'h-card' || root === 'vcard';
    const via = around ? (around.isPrefixed ? names.props[0]?.[1] : (names.plain[0] ?? (root === 'adr' ? 'adr' : undefined))) : undefined;
    if (around) {
      around.hasThing = true;
      for (const [, name] of names.props) around.names.add(name);
      for (const name of names.plain) around.names.add(name);
    }
    const entity = this.#sink.open('hcard', [isCard ? 'hcard' : root === 'h-other' ? 'other' : 'adr'], { parent: around?.entity ?? null, via, zone });
    this.#stack.push({ element, entity, isPrefixed: root !== 'vcard' && root !== 'adr', isCard, names: new Set(), hasText: false, hasAddress: false, hasThing: false });
  }

  #note(element: Element, names: CardNames, around: Open, entity: OpenEntity): void {
    const add = (name: string, value: string): void => {
      around.names.add(name);
      this.#sink.prop(entity, name, value, name, element);
    };
    if (around.isPrefixed) {
      for (const [prefix, name] of names.props) {
        if (prefix === 'p' || prefix === 'e') around.hasText = true;
        if (prefix === 'u') around.hasAddress = true;
        add(name, prefix === 'u' ? urlValue(element) : prefix === 'dt' ? (valueClass(element) ?? dateValue(element)) : plainValue(element));
      }
    } else for (const name of names.plain) add(name === 'tel' && isFax(element) ? 'fax' : name, oldValue(element, name));
  }

  leave(element: Element): void {
    if (this.#stack.length === 0 || this.#stack.at(-1)?.element !== element) return;
    const done = this.#stack.pop();
    if (!done?.entity) return;
    const imply = (name: string, value: string | null): void => {
      if (value && done.entity) this.#sink.prop(done.entity, name, value, name, element);
    };
    // A card without inner names is named by its text, pictured by its picture and addressed by its link.
    if (!done.names.has('name') && !done.names.has('fn') && !done.hasText && !done.hasThing && (done.isPrefixed || done.names.size === 0)) imply('implied-name', impliedName(element));
    if (!done.isPrefixed || !done.isCard || done.hasAddress) return;
    if (!done.names.has('photo') && !done.hasThing) imply('photo', fromOnly(element, 'img', 'src') ?? fromOnly(element, 'object', 'data'));
    if (!done.names.has('url') && !done.hasThing) imply('url', fromOnly(element, 'a', 'href') ?? fromOnly(element, 'area', 'href'));
  }
}

/** The parts of a value that carry the class `value`, together; null when none does (value class pattern). */
function valueClass(element: Element): string | null {
  if (!element.firstElementChild) return null;
  let text = '';
  for (const part of Array.from(element.querySelectorAll('.value,.value-title')).slice(0, 10)) {
    if (part.parentElement !== element && part.parentElement?.closest('.value')) continue;
    const isTitle = part.classList.contains('value-title');
    text += isTitle ? (part.getAttribute('title') ?? '') : part.localName === 'img' || part.localName === 'area' ? (part.getAttribute('alt') ?? '') : part.localName === 'data' ? (part.getAttribute('value') ?? '') : part.localName === 'abbr' ? (part.getAttribute('title') ?? textOf(part, 200)) : textOf(part, 200);
  }
  return text === '' ? null : text;
}

/** Text of an element; pictures speak by their alternative text. */
function plainText(element: Element): string {
  const text = textOf(element, CAPTURE_VALUE_CHARS);
  if (text !== '') return text;
  return element.querySelector('img[alt]')?.getAttribute('alt') ?? '';
}

function titled(element: Element): string | null {
  const tag = element.localName;
  if (tag === 'abbr' || tag === 'link') return element.getAttribute('title');
  if (tag === 'data' || tag === 'input') return element.getAttribute('value');
  if (tag === 'img' || tag === 'area') return element.getAttribute('alt');
  return null;
}

const plainValue = (element: Element): string => valueClass(element) ?? titled(element) ?? plainText(element);
const dateValue = (element: Element): string => element.getAttribute('datetime') ?? titled(element) ?? textOf(element, 100);

function address(element: Element): string | null {
  const found = element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('data') ?? element.getAttribute('poster');
  return found === null || !/^(?:a|area|link|img|audio|video|source|iframe|object|embed)$/.test(element.localName) ? null : absolute(element, found);
}

/** A relative address in the text is an address, too; a telephone number or an e-mail address in it is not. */
function urlValue(element: Element): string {
  const found = address(element);
  if (found !== null) return found;
  const text = (valueClass(element) ?? titled(element) ?? plainText(element)).trim();
  return /^(?:[\w.+-]+@|[+(\d])/.test(text) || text === '' ? text : absolute(element, text);
}

function oldValue(element: Element, name: string): string {
  if (URL_NAMES.test(name)) return address(element) ?? plainValue(element);
  const link = name === 'email' || name === 'tel' ? element.getAttribute('href') : null;
  if (link !== null && /^(?:mailto|tel):/i.test(link)) return link;
  return plainValue(element);
}

function isFax(element: Element): boolean {
  const type = element.querySelector('.type');
  return type !== null && /^fax\b/i.test(textOf(type, 20));
}

function impliedName(element: Element): string {
  let at: Element = element;
  for (let depth = 0; depth < 3; depth++) {
    const own = titled(at);
    if (own) return own;
    const only = onlyChild(at);
    if (!only) break;
    at = only;
  }
  return textOf(element, 120);
}

/** The only child element, when it is no thing of its own. */
function onlyChild(element: Element): Element | null {
  const child = element.firstElementChild;
  if (!child || child.nextElementSibling) return null;
  return classNames(child.getAttribute('class') ?? '').card?.root ? null : child;
}

/** Attribute of the element itself, of its only child of this name, or of the only one in its only child. */
function fromOnly(element: Element, tag: string, attribute: string): string | null {
  let at: Element | null = element;
  for (let depth = 0; at && depth < 3; depth++) {
    if (at.localName === tag) return absolute(at, at.getAttribute(attribute)) || null;
    const inside: Element[] = Array.from(at.children).filter((child) => child.localName === tag);
    const [found] = inside;
    if (found && inside.length === 1 && !classNames(found.getAttribute('class') ?? '').card?.root) return absolute(found, found.getAttribute(attribute)) || null;
    at = onlyChild(at);
  }
  return null;
}
