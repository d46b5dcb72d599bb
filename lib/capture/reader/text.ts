/** Text hygiene of the reader. Pure string work; runs inside the page, so it is small and linear. */

// Controls, soft hyphens, zero-width and bidirectional marks: they hide or reorder what a person would see.
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** Most text needs nothing done to it: this is asked first. */
const UNUSUAL = /[^\S ]| {2}|[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/;

/** White space folded, invisible and direction-changing characters gone. */
export const fold = (text: string): string => (UNUSUAL.test(text) ? text.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim() : text);

/** One line of clean text, cut to `max` characters. */
export function clean(text: string, max: number): string {
  // Cut before the costly part: a value of ten megabytes is not read for its first line.
  return cut(fold(cut(text, max * 4 + 64).trim()), max);
}

/** Cuts without splitting a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const code = text.charCodeAt(max - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? max - 1 : max);
}

const SKIPPED = /^(?:script|style|template|noscript|svg|select|textarea|iframe|object|canvas|video|audio)$/;
export const isSkipped = (localName: string): boolean => SKIPPED.test(localName);

/** Text of an element, bounded: stops reading when `max` characters are there, whatever the size of the element. */
export function textOf(root: Element, max: number): string {
  let node: Node | null = root.firstChild;
  if (node && node.nodeType === 3 && !node.nextSibling) return clean((node as Text).data, max);
  let text = '';
  let steps = 0;
  while (node && text.length < max * 2 && steps++ < 2_000) {
    if (node.nodeType === 3) text += cut((node as Text).data, max * 2);
    else if (node.nodeType === 1 && (node as Element).localName === 'br') text += ' ';
    const inside: Node | null = node.nodeType === 1 && !isSkipped((node as Element).localName) ? node.firstChild : null;
    let next: Node | null = inside ?? node.nextSibling;
    while (!next && node && node.parentNode !== root && steps++ < 2_000) {
      node = node.parentNode;
      if (!node) break;
      if (BLOCK.test((node as Element).localName ?? '')) text += ' ';
      next = node.nextSibling;
    }
    node = next;
  }
  return clean(text, max);
}

/** Elements that begin a new line of text. Known by name: asking the style engine for every element would cost a layout. */
export const BLOCK = /^(?:address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/;
