import { childrenOf, hasOwnText, isPointable, parentOf } from './tree.ts';
import type { PickerKey } from './input.ts';

type Move = Extract<PickerKey, 'up' | 'down' | 'left' | 'right' | 'next' | 'previous'>;

/** Elements walked over for one step of the cursor. */
const STEPS = 20_000;

/** Where the cursor begins: at the example, else at the first thing of the main part of the page. */
export function startOf(doc: Document, example: Element | null): Element | null {
  if (example?.isConnected) return example;
  const body: Element | null = doc.body ?? doc.documentElement;
  const home = doc.querySelector('main, [role="main"]') ?? body;
  return home && isPointable(home) ? home : body ? (childrenOf(body).find(isPointable) ?? null) : null;
}

/** One step of the cursor over what can be pointed at; null at the edge. */
export function moveFrom(element: Element, move: Move): Element | null {
  switch (move) {
    case 'up': {
      const parent = parentOf(element);
      return parent && parent.localName !== 'html' ? parent : null;
    }
    case 'down':
      return childrenOf(element).find(isPointable) ?? null;
    case 'left':
      return beside(element, -1);
    case 'right':
      return beside(element, 1);
    case 'next':
    case 'previous':
      return textFrom(element, move === 'next');
  }
}

function beside(element: Element, by: 1 | -1): Element | null {
  const parent = parentOf(element);
  const siblings = parent ? childrenOf(parent) : [];
  for (let i = siblings.indexOf(element) + by; i >= 0 && i < siblings.length; i += by) {
    const sibling = siblings[i];
    if (sibling && isPointable(sibling)) return sibling;
  }
  return null;
}

/** The next element with words of its own, in reading order. */
function textFrom(element: Element, forward: boolean): Element | null {
  let at: Element | null = element;
  for (let steps = 0; steps < STEPS; steps++) {
    at = forward ? after(at) : before(at);
    if (!at) return null;
    if ((hasOwnText(at) || at.localName === 'img') && isPointable(at)) return at;
  }
  return null;
}

function after(element: Element): Element | null {
  const [child] = childrenOf(element);
  if (child) return child;
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const parent = parentOf(at);
    const siblings: Element[] = parent ? childrenOf(parent) : [];
    const next = siblings[siblings.indexOf(at) + 1];
    if (next) return next;
  }
  return null;
}

function before(element: Element): Element | null {
  const parent = parentOf(element);
  if (!parent) return null;
  const siblings = childrenOf(parent);
  let at = siblings[siblings.indexOf(element) - 1];
  if (!at) return parent;
  for (let last = childrenOf(at).at(-1); last; last = childrenOf(at).at(-1)) at = last;
  return at;
}
