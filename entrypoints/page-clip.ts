import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageHtml } from '../lib/capture/clip/page-html.ts';
import { selectedCopy } from '../lib/capture/clip/selected-copy.ts';
import { readSelected } from '../lib/capture/clip/selected-links.ts';
import { pauseOf } from '../lib/capture/reader/pause.ts';

/**
 * Injected on demand into the isolated world, then asked for the page as inert HTML, or for text and links of the selection;
 * the return value is the answer. The readers of pages, injected after it, take the copy of the selection from here.
 * Injecting it again puts the same functions there again and nothing else.
 */
export default defineUnlistedScript(() => {
  const ports = { now: () => performance.now(), pause: pauseOf(globalThis) };
  const clip = { html: () => pageHtml(document, ports), selection: () => readSelected(document), part: () => selectedCopy(document) };
  Object.defineProperty(globalThis, '__kilnClip', { value: clip, configurable: true, writable: true });
});
