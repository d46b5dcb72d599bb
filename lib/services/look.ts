import type { Deps } from './deps.ts';
import { createDeliveryPump } from './destinations/pump.ts';
import { moveErasures } from './erase-leads.ts';
import { moveFollows } from './follow-list.ts';
import { lookAtAccount } from './look-at-account.ts';
import { createPump, GATHERED } from './pump.ts';
import { createSpending } from './spending.ts';
import { moveSaves } from './save-rows.ts';
import { createNameTeller } from './tell-names.ts';
import { moveTabReads } from './tab-reads.ts';

/**
 * "Look again": moves what can move, asks whether a sign-in was approved, tells the account what was decided.
 * Everything it does is found in rows, so it may be called by anything at any time and may die anywhere.
 */
export function createLook(deps: Deps): () => Promise<void> {
  // One count for both: what a run takes is not there for a delivery at the same moment.
  const spending = createSpending(deps);
  const pump = createPump(deps, { ...GATHERED, spending });
  const deliveries = createDeliveryPump(deps, spending);
  const tellNames = createNameTeller(deps);
  return async () => void (await Promise.all([moveFollows(deps), moveSaves(deps), moveTabReads(deps), moveErasures(deps), lookAtAccount(deps, pump), deliveries.pump(), tellNames()]));
}
