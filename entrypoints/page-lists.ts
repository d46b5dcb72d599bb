import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Within } from '../lib/capture/block-options.ts';
import { wantedPart } from '../lib/capture/clip/wanted-part.ts';
import { readLists, type ListsOptions } from '../lib/capture/reader/lists/index.ts';
import { pauseOf } from '../lib/capture/reader/pause.ts';

/**
 * Injected on demand into the isolated world, then called by `executeScript({ func: (o) => __kilnLists(o), args: [options] })`,
 * which waits for the answer. Apart from the reader of single pages, so that neither is paid for where only the other is needed.
 */
export default defineUnlistedScript(() => {
  const lists = (options: ListsOptions & Within) => {
    const doc = wantedPart(options, document, globalThis);
    return doc && readLists(doc, options, { now: () => performance.now(), pause: pauseOf(globalThis) });
  };
  Object.defineProperty(globalThis, '__kilnLists', { value: lists, configurable: true, writable: true });
});
