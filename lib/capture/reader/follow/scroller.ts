import { bySelector } from '../shadow.ts';

/** Share of what is seen that one scroll goes on: a tenth stays, so that no row is jumped over. */
const SHARE = 0.9;
/** Pixels by which a page may miss its own bottom. */
const SLACK = 3;

/** What scrolls a list: the element of the selector, the nearest ancestor that can, or the window. */
export class Scroller {
  readonly #element: Element;

  constructor(doc: Document, container: Element, selector: string | undefined) {
    this.#element = (selector === undefined ? null : bySelector(doc, selector)) ?? ancestor(container) ?? doc.scrollingElement ?? doc.documentElement;
  }

  get isAtBottom(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.#element;
    return scrollTop + clientHeight >= scrollHeight - SLACK;
  }

  toTop(): void {
    this.#element.scrollTop = 0;
  }

  /** Scrolls on at once, whatever the page's style says of smoothness. */
  on(): void {
    const { clientHeight, scrollTop } = this.#element;
    this.#element.scrollTo({ top: scrollTop + Math.max(120, Math.floor(clientHeight * SHARE)), behavior: 'instant' });
  }

  /** A little back and to the bottom again: what watches for the bottom to come into view is told once more. */
  nudge(): void {
    const { scrollTop } = this.#element;
    this.#element.scrollTo({ top: Math.max(0, scrollTop - 2 * SLACK), behavior: 'instant' });
    this.#element.scrollTo({ top: this.#element.scrollHeight, behavior: 'instant' });
  }
}

function ancestor(container: Element): Element | null {
  const view = container.ownerDocument.defaultView;
  for (let element: Element | null = container; element !== null && element !== container.ownerDocument.body; element = element.parentElement) {
    if (element.scrollHeight <= element.clientHeight + SLACK || element.clientHeight === 0) continue;
    if (/auto|scroll|overlay/.test(view?.getComputedStyle(element).overflowY ?? '')) return element;
  }
  return null;
}
