import type { Deps } from './deps.ts';
import { moveFollows } from './follow-list.ts';
import type { Pump } from './pump.ts';
import { moveSaves } from './save-rows.ts';
import { tendLeases } from './lease-request.ts';
import { pollSignIn } from './sign-in.ts';
import { syncAccount } from './sync-account.ts';
import { syncDeps } from './sync-deps.ts';
import { moveTabReads } from './tab-reads.ts';

const STALE_MS = 30_000;

/**
 * "Look again": moves what can move, asks whether a sign-in was approved, tells the account what was decided.
 * Everything it does is found in rows, so it may be called by anything at any time and may die anywhere.
 */
export async function look(deps: Deps, pump: Pump): Promise<void> {
  await Promise.all([moveFollows(deps), moveSaves(deps), moveTabReads(deps), lookAtAccount(deps, pump)]);
}

async function lookAtAccount(deps: Deps, pump: Pump): Promise<void> {
  await Promise.all([pump.pump(), tend(deps, pump)]);
  if ((await deps.store.ledger.waitingCount()) === 0 && !(await isStale(deps))) return;
  await syncAccount(deps, { patient: true });
}

async function tend(deps: Deps, pump: Pump): Promise<void> {
  await pollSignIn(deps);
  if (await tendLeases(syncDeps(deps))) await pump.pump();
}

/** The server's figures are a cache: read again after something was bought through it, and from time to time. */
async function isStale(deps: Deps): Promise<boolean> {
  const account = await deps.store.meta.get('account');
  if (!account) return false;
  return deps.now() - account.syncedAt > STALE_MS || (await deps.store.ledger.lastResolvedAt(account.syncedAt)) > account.syncedAt;
}
