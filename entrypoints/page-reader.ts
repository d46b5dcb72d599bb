import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { selectedCopy } from '../lib/capture/clip/selected-copy.ts';
import type { Within } from '../lib/capture/block-options.ts';
import { readPage, type ReaderOptions } from '../lib/capture/reader/index.ts';
import { pauseOf } from '../lib/capture/reader/pause.ts';

/**
 * Injected on demand into the isolated world, then called by `executeScript({ func: (o) => __kilnRead(o), args: [options] })`,
 * which waits for the answer. Injecting it again puts the same function there again and nothing else.
 */
export default defineUnlistedScript(() => {
  const read = (options: ReaderOptions & Within) => {
    const doc = options.within === 'selection' ? selectedCopy(document) : document;
    return doc && readPage(doc, options, { now: () => performance.now(), pause: pauseOf(globalThis) });
  };
  Object.defineProperty(globalThis, '__kilnRead', { value: read, configurable: true, writable: true });
});
