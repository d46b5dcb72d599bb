import { config } from 'zod';
import { onParse } from '../../lib/platform/parse-messages.ts';

// Zod would try to compile its parsers with eval, which extensions rightly forbid.
config({ jitless: true });

const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

/** Parses pages for the worker, which has no parser for HTML. The documents are inert and the libraries come when they are needed. */
onParse({
  async clip(page) {
    const { parseClip } = await import('../../lib/capture/clip/parse-clip.ts');
    return { ok: true, text: parseClip(page, parse) };
  },
  async site(page) {
    const { readSitePage } = await import('../../lib/capture/site/read-site-page.ts');
    return { ok: true, page: await readSitePage(page, parse, { now: () => performance.now(), pause: () => new Promise((done) => void setTimeout(done)) }) };
  },
});
