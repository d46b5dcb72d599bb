import { CAPTURE_EVIDENCE_CHARS, CAPTURE_SELECTOR_STEPS, CAPTURE_STYLE_CHECKS } from '../../core/limits.ts';
import { clean, textOf } from './text.ts';

/** Where a value stands on the page. */
export interface Place {
  selector?: string;
  text?: string;
}

/** Joins the selector of a shadow host and that of an element in its open shadow root. The page layer reads it the same way. */
export const SHADOW_JOINT = ' >>> ';

const SIMPLE_ID = /^[A-Za-z][\w-]{0,60}$/;
const SIMPLE_TAG = /^[a-z][a-z0-9-]{0,40}$/;

/** Makes selectors and remembers them; the number of siblings it counts is bounded over the whole reading. */
export class Evidence {
  #cache = new Map<Element, string | null>();
  #ids = new Map<string, boolean>();
  #styleChecks = 0;
  #steps = CAPTURE_SELECTOR_STEPS * 25;

  /** Selector and surrounding text of an element; the selector is left out where it would be too long or too costly. */
  place(element: Element | null | undefined, text?: string): Place {
    if (!element) return text ? { text: clean(text, CAPTURE_EVIDENCE_CHARS) } : {};
    const selector = this.selector(element);
    const words = clean(text ?? textOf(element, CAPTURE_EVIDENCE_CHARS), CAPTURE_EVIDENCE_CHARS);
    return { ...(selector ? { selector } : {}), ...(words ? { text: words } : {}) };
  }

  /** A selector that only this element has, or null. Built from a unique id downwards, so it needs no search to prove it. */
  selector(element: Element): string | null {
    const known = this.#cache.get(element);
    if (known !== undefined) return known;
    const made = this.#build(element);
    const selector = made && made.length <= 1_000 ? made : null;
    this.#cache.set(element, selector);
    return selector;
  }

  /** False when the style engine says that the element is not shown. Asked for few elements only. */
  isShown(element: Element): boolean {
    if (this.#styleChecks++ >= CAPTURE_STYLE_CHECKS) return true;
    try {
      return typeof element.checkVisibility === 'function' ? element.checkVisibility({ visibilityProperty: true }) : true;
    } catch {
      return true;
    }
  }

  #build(element: Element): string | null {
    const parts: string[] = [];
    let at: Element = element;
    for (let depth = 0; depth < 60; depth++) {
      if (this.#hasUniqueId(at)) return [`#${at.id}`, ...parts].join('>');
      const index = this.#indexOfType(at);
      if (index === 0 || !SIMPLE_TAG.test(at.localName)) return null;
      parts.unshift(at.localName === 'html' || at.localName === 'body' ? at.localName : `${at.localName}:nth-of-type(${index})`);
      const parent: Node | null = at.parentNode;
      if (!parent) return null;
      if (parent.nodeType === 9) return parts.join('>');
      if (parent.nodeType === 11) {
        const host: Element | undefined = (parent as ShadowRoot).host;
        const outer = host ? this.selector(host) : null;
        return outer ? `${outer}${SHADOW_JOINT}${parts.join('>')}` : null;
      }
      at = parent as Element;
    }
    return null;
  }

  #hasUniqueId(element: Element): boolean {
    const id = element.id;
    if (typeof id !== 'string' || !SIMPLE_ID.test(id)) return false;
    const root = element.getRootNode();
    if (root.nodeType !== 9) return false; // inside shadow roots the path from the host is used
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    const unique = (root as Document).querySelectorAll(`#${id}`).length === 1;
    this.#ids.set(id, unique);
    return unique;
  }

  #indexOfType(element: Element): number {
    let index = 1;
    let steps = 0;
    for (let s = element.previousElementSibling; s; s = s.previousElementSibling) {
      if (steps++ > CAPTURE_SELECTOR_STEPS || this.#steps-- < 0) return 0;
      if (s.localName === element.localName) index++;
    }
    return index;
  }
}
