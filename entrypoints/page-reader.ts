import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Within } from '../lib/capture/block-options.ts';
import { wantedPart } from '../lib/capture/clip/wanted-part.ts';
import { readPage, type ReaderOptions } from '../lib/capture/reader/index.ts';
import { pauseOf } from '../lib/capture/reader/pause.ts';

/**
 * Injected on demand into the isolated world, then called by `executeScript({ func: (o) => __kilnRead(o), args: [options] })`,
 * which waits for the answer. Injecting it again puts the same function there again and nothing else.
 */
export default defineUnlistedScript(() => {
  const read = (options: ReaderOptions & Within) => {
    const doc = wantedPart(options, document, globalThis);
    return doc && readPage(doc, options, { now: () => performance.now(), pause: pauseOf(globalThis) });
  };
  Object.defineProperty(globalThis, '__kilnRead', { value: read, configurable: true, writable: true });
});
