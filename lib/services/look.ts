import type { Deps } from './deps.ts';
import { createDeliveryPump } from './destinations/pump.ts';
import { moveErasures } from './erase-leads.ts';
import { moveFollows } from './follow-list.ts';
import { lookAtAccount } from './look-at-account.ts';
import { createPump, GATHERED } from './pump.ts';
import { moveSaves } from './save-rows.ts';
import { moveTabReads } from './tab-reads.ts';

/**
 * "Look again": moves what can move, asks whether a sign-in was approved, tells the account what was decided.
 * Everything it does is found in rows, so it may be called by anything at any time and may die anywhere.
 */
export function createLook(deps: Deps): () => Promise<void> {
  const pump = createPump(deps, GATHERED);
  const deliveries = createDeliveryPump(deps);
  return async () => void (await Promise.all([moveFollows(deps), moveSaves(deps), moveTabReads(deps), moveErasures(deps), lookAtAccount(deps, pump), deliveries.pump()]));
}
