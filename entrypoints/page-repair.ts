import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { findRepairs, type RepairRequest } from '../lib/capture/reader/repair.ts';

/**
 * Injected on demand into the isolated world, when a recipe no longer finds what it promised, then called by
 * `executeScript({ func: (r) => __kilnRepair(r), args: [request] })`.
 */
export default defineUnlistedScript(() => {
  const repair = (request: RepairRequest) => findRepairs(document, request);
  Object.defineProperty(globalThis, '__kilnRepair', { value: repair, configurable: true, writable: true });
});
