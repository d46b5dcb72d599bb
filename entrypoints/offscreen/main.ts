import { config } from 'zod';
import { onParse } from '../../lib/platform/parse-messages.ts';

// Zod would try to compile its parsers with eval, which extensions rightly forbid.
config({ jitless: true });

/** Parses pages that are clipped: a worker has no parser for HTML. The documents are inert and the libraries come when they are needed. */
onParse(async (page) => {
  const { parseClip } = await import('../../lib/capture/clip/parse-clip.ts');
  return { ok: true, text: parseClip(page, (html) => new DOMParser().parseFromString(html, 'text/html')) };
});
