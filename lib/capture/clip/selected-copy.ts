import { BLOCK } from '../reader/text.ts';

/** A container whose name says what stands in it: its parts keep it around them. */
const MEANINGFUL = 'table, ul, ol, dl';
/** Nodes of one selection: more than any page shows, and less than a page can hold up the browser with. */
const MAX_NODES = 200_000;
/** Nesting that scripts alone can make; no page is laid out deeper. */
const MAX_DEPTH = 400;

/**
 * What the person has selected, as a document of its own, so that every reader of pages can read it and nothing else. The
 * copy is inert: it is made in a document without a window, where nothing loads and no element comes to life. It has the
 * address of the page. What speaks of the whole page (title, meta tags, structured data elsewhere) is not in it.
 * Null when nothing is selected.
 */
export function selectedCopy(doc: Document): Document | null {
  const selection = doc.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const root = blockOf(range.commonAncestorContainer);
  if (!root) return null;
  const copy = doc.implementation.createHTMLDocument('');
  copy.documentElement.lang = doc.documentElement.lang;
  const base = copy.createElement('base');
  base.href = doc.baseURI;
  copy.head.append(base);
  // A document without a window has no address of its own, but readers ask whose links are its own.
  Object.defineProperty(copy, 'URL', { value: doc.URL });
  const outer = around(root, copy);
  outer.inner.append(...copyOf(root, range, copy));
  copy.body.append(outer.outer);
  raiseHeading(copy);
  return copy;
}

/** The nearest block that holds a node: a selection inside one line means the block that holds the line. */
function blockOf(node: Node): Element | null {
  let at = node.nodeType === 1 ? (node as Element) : node.parentElement;
  while (at?.parentElement && !BLOCK.test(at.localName)) at = at.parentElement;
  return at;
}

/** The root without its content, inside what its parts need around them. */
function around(root: Element, copy: Document): { outer: Element; inner: Element } {
  const plain = root.localName === 'body' || root.localName === 'html';
  const inner = plain ? copy.createElement('div') : copy.importNode(root, false);
  const last = root.parentElement?.closest(MEANINGFUL) ?? null;
  let outer = inner;
  for (let at = last && root.parentElement; at; at = at.parentElement) {
    const shell = copy.importNode(at, false);
    shell.append(outer);
    outer = shell;
    if (at === last) break;
  }
  return { outer, inner };
}

function copyOf(root: Element, range: Range, copy: Document): Node[] {
  let left = MAX_NODES;
  const parts = (element: Element, depth: number): Node[] =>
    Array.from(element.childNodes).flatMap((child): Node[] => {
      if (left-- <= 0 || depth > MAX_DEPTH || !range.intersectsNode(child)) return [];
      if (child.nodeType === 3) return [copy.createTextNode(selectedText(child as Text, range))];
      if (child.nodeType !== 1) return [];
      const made = copy.importNode(child, false) as Element;
      made.append(...parts(child as Element, depth + 1));
      return [made];
    });
  return parts(root, 0);
}

/** The selected part of a text: the first and the last one may be selected in part only. */
function selectedText(text: Text, range: Range): string {
  const from = text === range.startContainer ? range.startOffset : 0;
  const to = text === range.endContainer ? range.endOffset : text.length;
  // Half a word was not meant.
  const start = from - (/\S*$/.exec(text.data.slice(0, from))?.[0].length ?? 0);
  const end = to + (/^\S*/.exec(text.data.slice(to))?.[0].length ?? 0);
  return text.data.slice(start, end);
}

/** The one highest heading of a part is the heading of that part, whatever its rank on the page. */
function raiseHeading(copy: Document): void {
  for (let level = 1; level <= 6; level++) {
    const found = copy.querySelectorAll(`h${level}`);
    const [heading] = found;
    if (!heading) continue;
    if (found.length > 1 || level === 1) return;
    const raised = copy.createElement('h1');
    for (const { name, value } of Array.from(heading.attributes)) raised.setAttribute(name, value);
    raised.append(...Array.from(heading.childNodes));
    heading.replaceWith(raised);
    return;
  }
}
