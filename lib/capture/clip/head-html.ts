import { CAPTURE_JSON_BLOCKS, CAPTURE_METAS, CLIP_JSON_CHARS, CLIP_LINE_CHARS } from '../../core/limits.ts';
import { cut } from '../reader/text.ts';
import { escapeAttribute, escapeText } from './markup.ts';

const MAX_META_CHARS = 500;

/** What the head says about the page: title, language, meta tags and JSON-LD, which is data and not a program. */
export function headHtml(doc: Document): string {
  const metas = Array.from(doc.querySelectorAll('meta[content]'))
    .slice(0, CAPTURE_METAS)
    .flatMap((meta) => {
      const [name, word] = meta.hasAttribute('property') ? ['property', meta.getAttribute('property')] : ['name', meta.getAttribute('name')];
      return word ? [`<meta ${name}="${escapeAttribute(cut(word, 100))}" content="${escapeAttribute(cut(meta.getAttribute('content') ?? '', MAX_META_CHARS))}">`] : [];
    });
  return `<head><title>${escapeText(cut(typeof doc.title === 'string' ? doc.title : '', CLIP_LINE_CHARS))}</title>${metas.join('')}${dataBlocks(doc).join('')}</head>`;
}

function dataBlocks(doc: Document): string[] {
  const kept: string[] = [];
  let left = CLIP_JSON_CHARS;
  for (const block of Array.from(doc.querySelectorAll('script[type="application/ld+json"]')).slice(0, CAPTURE_JSON_BLOCKS)) {
    // In JSON a "<" can only stand in a text, where it may be written as its number: nothing can end the block early.
    const json = (block.textContent ?? '').replace(/</g, '\\u003c');
    left -= json.length;
    if (left < 0) break;
    kept.push(`<script type="application/ld+json">${json}</script>`);
  }
  return kept;
}
