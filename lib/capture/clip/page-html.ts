import { CLIP_BUDGET_MS, CLIP_DEPTH, CLIP_ELEMENTS, CLIP_HTML_CHARS, CLIP_LINE_CHARS, CLIP_URL_CHARS } from '../../core/limits.ts';
import type { RawPage } from '../../contracts/raw-clip.ts';
import { Pace, type ReaderPorts } from '../reader/pace.ts';
import { cut } from '../reader/text.ts';
import { headHtml } from './head-html.ts';
import { attributesOf, escapeText, isLeftOut, isVoid, tagOf } from './markup.ts';

/** Nodes of one level that are still to be written, and what follows them. */
interface Level {
  readonly nodes: readonly Node[];
  at: number;
  readonly close: string;
  /** False inside an element that is laid out but not shown: its own text is left out, a child may be shown again. */
  readonly isShown: boolean;
}

/**
 * The page as inert HTML: what a person could see and nothing else. No scripts, styles, form fields, hidden parts or
 * pictures inside addresses; open shadow roots stand where they are shown. Only looks; gives the page its turn while it
 * works. Bounded in elements, characters, nesting and time.
 */
export async function pageHtml(doc: Document, ports: ReaderPorts): Promise<RawPage> {
  const writer = new Writer(doc, new Pace(ports, CLIP_BUDGET_MS));
  const root = doc.documentElement?.querySelector('body') ?? doc.documentElement;
  const body = root ? await writer.write(root) : '';
  return {
    format: 1,
    url: cut(wordOf(doc.URL), CLIP_URL_CHARS),
    title: cut(wordOf(doc.title).replace(/\s+/g, ' ').trim(), CLIP_LINE_CHARS),
    contentType: cut(wordOf(doc.contentType), 100),
    html: cut(`<!doctype html><html>${headHtml(doc)}<body>${body}</body></html>`, CLIP_HTML_CHARS),
    truncated: writer.truncated,
    elements: writer.elements,
  };
}

/** A picture with a name hides the document's own word of that name. */
const wordOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Room for the head: metas and JSON-LD have limits of their own, far below it. */
const BODY_CHARS = CLIP_HTML_CHARS - 400_000;

class Writer {
  truncated = false;
  elements = 0;
  readonly #doc: Document;
  readonly #pace: Pace;
  readonly #parts: string[] = [];
  readonly #levels: Level[] = [];
  #chars = 0;

  constructor(doc: Document, pace: Pace) {
    this.#doc = doc;
    this.#pace = pace;
  }

  async write(root: Element): Promise<string> {
    this.#levels.push({ nodes: childrenOf(root), at: 0, close: '', isShown: true });
    for (let steps = 1, level = this.#levels.at(-1); level; level = this.#levels.at(-1), steps++) {
      const node = this.truncated ? undefined : level.nodes[level.at++];
      if (!node) {
        this.#parts.push(level.close); // whatever was opened is closed, also when the limit was reached
        this.#levels.pop();
      } else if (node.nodeType === 3) {
        if (level.isShown) this.#emit(escapeText((node as Text).data));
      } else if (isElement(node)) this.#open(node);
      if (steps % 64 !== 0 || !this.#pace.isDue()) continue;
      if (this.#pace.isSpent()) this.truncated = true;
      await this.#pace.rest();
    }
    return this.#parts.join('');
  }

  #emit(text: string): void {
    this.#chars += text.length;
    if (this.#chars > BODY_CHARS) this.truncated = true;
    else this.#parts.push(text);
  }

  #open(element: Element): void {
    const tag = tagOf(element);
    if (++this.elements > CLIP_ELEMENTS) this.truncated = true;
    if (this.truncated || isLeftOut(element, tag)) return;
    const style = this.#doc.defaultView?.getComputedStyle(element);
    if (style?.display === 'none') return;
    const isFlat = tag === 'slot' || this.#levels.length > CLIP_DEPTH;
    if (isVoid(tag)) return this.#emit(`<${tag}${attributesOf(element, tag, this.#doc.baseURI)}>`);
    this.#emit(isFlat ? ' ' : `<${tag}${attributesOf(element, tag, this.#doc.baseURI)}>`);
    const isShown = style?.visibility !== 'hidden' && style?.visibility !== 'collapse';
    this.#levels.push({ nodes: shownIn(element, tag), at: 0, close: isFlat ? ' ' : `</${tag}>`, isShown });
  }
}

/** What stands inside an element on the screen: a shadow root takes the place of the children, a slot shows what was put into it. */
function shownIn(element: Element, tag: string): readonly Node[] {
  if (tag === 'slot' && 'assignedNodes' in element) {
    const assigned = (element as HTMLSlotElement).assignedNodes();
    return assigned.length > 0 ? assigned : childrenOf(element);
  }
  const shadow = tag === 'form' ? null : element.shadowRoot;
  return childrenOf(shadow ?? element);
}

/** The fields of a form hide its members; a node whose type is no number is such a form. */
const isElement = (node: Node): node is Element => node.nodeType === 1 || typeof node.nodeType !== 'number';

/** Taken from the prototype: in a form with a field called "childNodes" that word means the field. */
function childrenOf(node: Node): readonly Node[] {
  for (let proto: unknown = Object.getPrototypeOf(node); proto; proto = Object.getPrototypeOf(proto)) {
    const getter = Object.getOwnPropertyDescriptor(proto, 'childNodes')?.get;
    if (getter) return Array.from(getter.call(node) as NodeListOf<ChildNode>);
  }
  return [];
}
