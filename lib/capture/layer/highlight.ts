import { bySelector } from '../reader/shadow.ts';
import type { LayerPorts } from './ports.ts';
import { make, openRoot } from './root.ts';

export interface HighlightTarget {
  /** Selector of the evidence; ` >>> ` leads into an open shadow root. */
  readonly selector?: string;
  readonly text?: string;
}

const SHOWN_MS = 2_500;
const TEXT_NODES = 60_000;
/** Characters of the text that are looked for: the beginning is enough, and survives what stands behind it changing. */
const NEEDLE_CHARS = 80;

interface Spot {
  readonly element: Element;
  /** The exact words, where they could be found. */
  readonly range?: Range;
}

/** Scrolls to a place on the page and rings it. */
export class Highlights {
  readonly #ports: LayerPorts;
  #end: (() => void) | null = null;

  constructor(ports: LayerPorts) {
    this.#ports = ports;
  }

  /** True when the place was found and can be seen. The page itself is only scrolled. */
  show(target: HighlightTarget): boolean {
    this.#end?.();
    const spot = find(this.#ports.doc, target);
    if (!spot) return false;
    spot.element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: this.#ports.prefersCalm() ? 'auto' : 'smooth' });
    this.#draw(spot);
    return true;
  }

  /** The same for an element that is known already. */
  ring(element: Element): boolean {
    this.#end?.();
    if (!isSeen(element)) return false;
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: this.#ports.prefersCalm() ? 'auto' : 'smooth' });
    this.#draw({ element });
    return true;
  }

  #draw(spot: Spot): void {
    const root = openRoot(this.#ports);
    const ring = make(this.#ports.doc, 'div', 'ring');
    root.shadow.append(ring);
    let cancelFrame = (): void => {};
    // The ring follows the scroll; it is in a layer of its own and moves nothing of the page.
    const follow = (): void => {
      const box = (spot.range ?? spot.element).getBoundingClientRect();
      ring.style.cssText = `left:${box.left}px;top:${box.top}px;width:${box.width}px;height:${box.height}px`;
      cancelFrame = this.#ports.nextFrame(follow);
    };
    const end = (): void => {
      cancelFrame();
      cancelTimer();
      root.remove();
      if (this.#end === end) this.#end = null;
    };
    const cancelTimer = this.#ports.after(SHOWN_MS, end);
    this.#end = end;
    follow();
  }
}

function find(doc: Document, target: HighlightTarget): Spot | null {
  const needle = fold(target.text ?? '').slice(0, NEEDLE_CHARS);
  const element = target.selector ? bySelector(doc, target.selector) : null;
  if (element && isSeen(element)) {
    const range = needle === '' ? null : rangeOf(element, needle);
    return { element: range?.startContainer.parentElement ?? element, ...(range ? { range } : {}) };
  }
  const range = needle.length < 2 || !doc.body ? null : rangeOf(doc.body, needle);
  const parent = range?.startContainer.parentElement;
  return range && parent && isSeen(parent) ? { element: parent, range } : null;
}

function isSeen(element: Element): boolean {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** The first place where a text node holds the words. Words broken over several elements ring their element instead. */
function rangeOf(root: Element, needle: string): Range | null {
  const walker = root.ownerDocument.createTreeWalker(root, 4 /* text */);
  for (let node = walker.nextNode(), n = 0; node && n < TEXT_NODES; node = walker.nextNode(), n++) {
    const data = (node as Text).data;
    if (data.length < needle.length || data.length > 100_000) continue;
    if (/^(?:script|style|noscript|template)$/.test(node.parentElement?.localName ?? '')) continue;
    const place = positionOf(data, needle);
    if (!place || (node.parentElement && !isSeen(node.parentElement))) continue;
    const range = root.ownerDocument.createRange();
    range.setStart(node, place[0]);
    range.setEnd(node, place[1]);
    return range;
  }
  return null;
}

/** Start and end of the words in a text whose white space is not folded yet. */
function positionOf(data: string, needle: string): readonly [number, number] | null {
  const plain = data.toLowerCase();
  const direct = plain.length === data.length ? plain.indexOf(needle) : -1;
  if (direct >= 0) return [direct, direct + needle.length];
  const pattern = needle.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  const found = new RegExp(pattern, 'i').exec(data);
  return found ? [found.index, found.index + found[0].length] : null;
}
