import { CAPTURE_EVIDENCE_CHARS, CAPTURE_SELECTOR_STEPS, CAPTURE_STYLE_CHECKS } from '../../core/limits.ts';
import { SHADOW_JOINT } from './shadow.ts';
import { clean, textOf } from './text.ts';

/** Where a value stands on the page. */
export interface Place {
  selector?: string;
  text?: string;
}

const SIMPLE_ID = /^[A-Za-z][\w-]{0,60}$/;
const DEPTH = 80;
/** Elements whose direction is asked of the style engine. */
const TURN_CHECKS = 20;
const SIMPLE_TAG = /^[a-z][a-z0-9-]{0,40}$/;

/** Makes selectors and remembers them; the number of siblings it counts is bounded over the whole reading. */
export class Evidence {
  #cache = new Map<Element, string | null>();
  #ids = new Map<string, boolean>();
  #places = new Map<Element, number>();
  #styleChecks = 0;
  #turnChecks = 0;
  #steps = CAPTURE_SELECTOR_STEPS * 25;

  /** Selector and surrounding text of an element; the selector is left out where it would be too long or too costly. */
  place(element: Element | null | undefined, text?: string): Place {
    if (!element) return text ? { text: clean(text, CAPTURE_EVIDENCE_CHARS) } : {};
    const selector = this.selector(element);
    const words = clean(text ?? textOf(element, CAPTURE_EVIDENCE_CHARS), CAPTURE_EVIDENCE_CHARS);
    return { ...(selector ? { selector } : {}), ...(words ? { text: words } : {}) };
  }

  /**
   * A selector that only this element has, or null: built from a unique id downwards, so it needs no search to prove it.
   * The way to the parent is remembered, so that neighbours cost one step each.
   */
  selector(element: Element): string | null {
    const made = this.#path(element);
    return made && made.length <= 1_000 ? made : null;
  }

  /** False when the style engine says that the element is not shown. Asked for few elements only; a document that nobody shows has no style. */
  isShown(element: Element): boolean {
    if (element.ownerDocument.defaultView === null || this.#styleChecks++ >= CAPTURE_STYLE_CHECKS) return true;
    try {
      return typeof element.checkVisibility === 'function' ? element.checkVisibility({ visibilityProperty: true }) : true;
    } catch {
      return true;
    }
  }

  /** Forgets the places: the page may have changed. */
  forget(): void {
    this.#cache.clear();
    this.#places.clear();
  }

  /** True when the style turns the letters of an element round: by what is written on it or near above it, or by the style sheet. */
  isTurned(element: Element | undefined, names: RegExp): boolean {
    let at: Element | null | undefined = element;
    for (let depth = 0; at && depth < 4; depth++, at = at.parentElement) {
      if (/direction:\s*rtl/i.test(at.getAttribute('style') ?? '') || (at.localName === 'bdo' && at.getAttribute('dir') === 'rtl') || names.test(at.getAttribute('class') ?? '')) return true;
    }
    const view = element?.ownerDocument.defaultView;
    if (!element || !view || this.#turnChecks++ >= TURN_CHECKS) return false;
    try {
      const style = view.getComputedStyle(element);
      return style.direction === 'rtl' && style.unicodeBidi.includes('override');
    } catch {
      return false;
    }
  }

  #path(element: Element, depth = 0): string | null {
    const known = this.#cache.get(element);
    if (known !== undefined) return known;
    if (depth > DEPTH) return null;
    let path = this.#root(element);
    if (path === undefined) {
      const parent = element.parentElement;
      const outer = parent ? this.#path(parent, depth + 1) : null;
      path = outer === null ? null : this.#step(outer, element);
    }
    this.#cache.set(element, path);
    return path;
  }

  /** The selector of an element that needs no parent: a unique id, the root of the document, a child of a shadow root. */
  #root(element: Element): string | null | undefined {
    if (this.#hasUniqueId(element)) return `#${element.id}`;
    const parent = element.parentNode;
    if (!parent) return null; // it has left the page
    if (parent.nodeType === 9) return element.localName;
    if (parent.nodeType !== 11) return undefined;
    const host: Element | undefined = (parent as ShadowRoot).host;
    const outer = host ? this.#path(host) : null;
    return outer === null ? null : this.#step(`${outer}${SHADOW_JOINT}`, element);
  }

  #step(path: string, element: Element): string | null {
    const index = this.#indexOfType(element);
    if (index === 0 || !SIMPLE_TAG.test(element.localName)) return null;
    const own = element.localName === 'body' ? 'body' : `${element.localName}:nth-of-type(${index})`;
    return path.endsWith(SHADOW_JOINT) ? `${path}${own}` : `${path}>${own}`;
  }

  #hasUniqueId(element: Element): boolean {
    const id = element.id;
    if (typeof id !== 'string' || id === '' || !SIMPLE_ID.test(id)) return false;
    const root = element.getRootNode();
    if (root.nodeType !== 9) return false; // inside shadow roots the path from the host is used
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    const unique = (root as Document).querySelectorAll(`#${id}`).length === 1;
    this.#ids.set(id, unique);
    return unique;
  }

  /** Place among the siblings of its name, counted from the nearest one before it whose place is known. */
  #indexOfType(element: Element): number {
    let index = 1;
    for (let s = element.previousElementSibling; s; s = s.previousElementSibling) {
      if (this.#steps-- < 0) return 0;
      if (s.localName !== element.localName) continue;
      const known = this.#places.get(s);
      if (known !== undefined) {
        index += known;
        break;
      }
      index++;
    }
    this.#places.set(element, index);
    return index;
  }
}
