import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readLists, type ListsOptions } from '../lib/capture/reader/lists/index.ts';

/**
 * Injected on demand into the isolated world, then called by `executeScript({ func: (o) => __kilnLists(o), args: [options] })`.
 * Apart from the reader of single pages, so that neither is paid for where only the other is needed.
 */
export default defineUnlistedScript(() => {
  const now = (): number => performance.now();
  // A message to oneself comes back after the page had its turn, without the delay that timers have.
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        port1.close();
        resolve();
      });
      port1.start();
      port2.postMessage(0);
    });
  const lists = (options: ListsOptions) => readLists(document, options, { now, pause });
  Object.defineProperty(globalThis, '__kilnLists', { value: lists, configurable: true, writable: true });
});
