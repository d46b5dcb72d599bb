import { CAPTURE_METAS, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { RawCapture } from '../../contracts/raw-capture.ts';
import { clean } from './text.ts';

const KEPT = /^(?:og:|profile:|twitter:|business:|place:|article:author|author|description|application-name|geo\.|icbm|citation_author|dc\.|reply-to)/i;

/** Meta tags that say something about the subject; others (verification codes, viewport ...) are not read. */
export function readMetas(doc: Document): RawCapture['metas'] {
  const metas: RawCapture['metas'] = [];
  const tags = (doc.head ?? doc).querySelectorAll('meta[name],meta[property],meta[itemprop]');
  for (let i = 0; i < tags.length && i < 400 && metas.length < CAPTURE_METAS; i++) {
    const tag = tags[i];
    const name = clean(tag?.getAttribute('property') ?? tag?.getAttribute('name') ?? '', 120).toLowerCase();
    const content = clean(tag?.getAttribute('content') ?? '', CAPTURE_VALUE_CHARS);
    if (content !== '' && KEPT.test(name)) metas.push({ name, content });
  }
  return metas;
}
