import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { RawLists } from '../lib/contracts/raw-list.ts';
import type { StepOptions } from '../lib/contracts/raw-step.ts';
import { Follower } from '../lib/capture/reader/follow/follower.ts';

/**
 * Injected after page-lists.js, whose detector it uses. A second injection keeps the follower that is there: it knows which
 * steps were taken, so that an answer that was lost is given again and nothing is pressed twice.
 */
export default defineUnlistedScript(() => {
  if (Object.hasOwn(globalThis, '__kilnStep')) return;
  const follower = new Follower({
    doc: document,
    now: () => performance.now(),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    lists: (options) => (globalThis as unknown as { __kilnLists(options: object): Promise<RawLists> }).__kilnLists(options),
    status: () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.responseStatus ?? 0,
  });
  Object.defineProperty(globalThis, '__kilnStep', { value: (options: StepOptions) => follower.step(options), configurable: true });
});
