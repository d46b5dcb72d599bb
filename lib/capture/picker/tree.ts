import { isSkipped } from '../reader/text.ts';

/** Walks a page through its open shadow roots, as a person sees it: a shadow root belongs to its host. */

export type Scope = Document | ShadowRoot | Element;

/** The element around this one; of the top of a shadow root, its host. */
export function parentOf(element: Element): Element | null {
  const parent = element.parentNode;
  return parent?.nodeType === 11 ? ((parent as ShadowRoot).host ?? null) : element.parentElement;
}

/** What stands in an element: its shadow root first, then its own children. */
export const childrenOf = (element: Element): Element[] => [...(element.shadowRoot?.children ?? []), ...element.children];

/** The element and everything around it, innermost first. */
export function chainOf(element: Element): Element[] {
  const chain: Element[] = [];
  for (let at: Element | null = element; at && chain.length < 200; at = parentOf(at)) chain.push(at);
  return chain;
}

/** True when the second element is the first or stands in it, shadow roots included. */
export const holds = (outer: Element, inner: Element): boolean => outer === inner || chainOf(inner).includes(outer);

export const isElement = (scope: Scope | null): scope is Element => scope?.nodeType === 1;

/** What a person can point at: not a script, and with a box on the page. */
export function isPointable(element: Element): boolean {
  if (/^(?:script|style|template|noscript|head|meta|link|title|base)$/.test(element.localName) || element.localName.startsWith('kiln-')) return false;
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

/** The innermost element under a point, through open shadow roots; `skip` is the picker's own. */
export function elementAt(doc: Document, x: number, y: number, skip: Element): Element | null {
  let root: Document | ShadowRoot = doc;
  let found: Element | null = null;
  for (let depth = 0; depth < 20; depth++) {
    const top: Element | undefined = root.elementsFromPoint(x, y).find((element) => element !== skip && element.getRootNode() === root && !isVector(element));
    if (!top || top === found) break;
    found = top;
    if (!top.shadowRoot) break;
    root = top.shadowRoot;
  }
  return found;
}

/** The lines inside of a drawing: the drawing as a whole is what is pointed at. */
const isVector = (element: Element): boolean => element.namespaceURI === 'http://www.w3.org/2000/svg' && element.localName !== 'svg';

/** Leaves of an element in reading order: what has text of its own, pictures, and links around them. Bounded. */
export function leavesOf(root: Element, max: number): Element[] {
  const leaves: Element[] = [];
  let steps = 0;
  const visit = (element: Element): void => {
    if (leaves.length >= max || steps++ > 2_000) return;
    if (element.localName === 'img' || hasOwnText(element)) leaves.push(element);
    else if (element !== root && element.localName === 'a' && element.hasAttribute('href')) leaves.push(element);
    if (isSkipped(element.localName)) return;
    for (const child of childrenOf(element)) visit(child);
  };
  visit(root);
  return leaves;
}

/** True when words stand directly in the element. */
export function hasOwnText(element: Element): boolean {
  if (isSkipped(element.localName)) return false;
  for (let node = element.firstChild; node; node = node.nextSibling) if (node.nodeType === 3 && /[\p{L}\p{N}]/u.test((node as Text).data)) return true;
  return false;
}
