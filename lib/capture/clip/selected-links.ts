import { CAPTURE_SELECTION_CHARS, CLIP_URL_CHARS, LINK_TEXT_CHARS, SELECTED_LINKS } from '../../core/limits.ts';
import type { RawSelection, SelectedLink } from '../../contracts/raw-clip.ts';
import { clean, cut, textOf } from '../reader/text.ts';

/** One record of a list, a row of a table, a paragraph: links inside the same one speak of the same thing. */
const BLOCK = 'li, tr, dd, dt, p, article, figure, h1, h2, h3, h4, h5, h6, blockquote';

/**
 * What the person has selected: its text, and its links in reading order, each address once in its block. Links of which only a
 * part is selected count. Nothing is opened and nothing changed.
 */
export function readSelected(doc: Document): RawSelection {
  const links: SelectedLink[] = [];
  const blocks = new Map<Element, number>();
  const seen = new Set<string>();
  let truncated = false;
  for (const element of linksOf(doc)) {
    const href = addressOf(element, doc.baseURI);
    if (href === null) continue;
    const at = element.closest(BLOCK) ?? element.parentElement ?? element;
    if (!blocks.has(at)) blocks.set(at, blocks.size);
    const block = blocks.get(at) ?? 0;
    if (seen.has(`${block} ${href}`)) continue;
    seen.add(`${block} ${href}`);
    if (links.length >= SELECTED_LINKS) {
      truncated = true;
      break;
    }
    links.push({ text: captionOf(element), href, block });
  }
  return { format: 1, text: cut(String(doc.getSelection() ?? ''), CAPTURE_SELECTION_CHARS), links, truncated };
}

function linksOf(doc: Document): Element[] {
  const selection = doc.getSelection();
  if (!selection || selection.isCollapsed) return [];
  const ranges = Array.from({ length: Math.min(selection.rangeCount, 20) }, (_, i) => selection.getRangeAt(i));
  return ranges.flatMap((range) => {
    const node = range.commonAncestorContainer;
    const root = node.nodeType === 1 ? (node as Element) : node.parentElement;
    if (!root) return [];
    const around = root.closest('a[href]');
    return [...(around ? [around] : []), ...Array.from(root.querySelectorAll('a[href]')).filter((link) => range.intersectsNode(link))];
  });
}

/** The words of a link; of a picture its description. */
function captionOf(link: Element): string {
  const text = textOf(link, LINK_TEXT_CHARS);
  if (text !== '') return text;
  return clean(link.getAttribute('aria-label') ?? link.querySelector('img[alt]')?.getAttribute('alt') ?? link.getAttribute('title') ?? '', LINK_TEXT_CHARS);
}

function addressOf(link: Element, base: string): string | null {
  const href = (link.getAttribute('href') ?? '').trim();
  if (href === '' || href.startsWith('#') || href.length > CLIP_URL_CHARS) return null;
  try {
    const url = new URL(href, base);
    return /^(?:https?|mailto|tel|callto|sms):$/.test(url.protocol) && url.href.length <= CLIP_URL_CHARS ? url.href : null;
  } catch {
    return null;
  }
}
