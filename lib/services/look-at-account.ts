import { isDue } from '../domain/enrichment/candidate.ts';
import type { Deps } from './deps.ts';
import { tendLeases } from './lease-request.ts';
import type { Pump } from './pump.ts';
import { pollSignIn } from './sign-in.ts';
import { syncAccount } from './sync-account.ts';
import { syncDeps } from './sync-deps.ts';

const STALE_MS = 30_000;

/** Moves runs, asks whether a sign-in was approved, looks the leases over, and tells the account what was decided. Safe to call by anything at any time. */
export async function lookAtAccount(deps: Deps, pump: Pump): Promise<void> {
  await Promise.all([pump.pump(), tend(deps, pump)]);
  if ((await deps.store.ledger.waitingCount()) === 0 && !(await isStale(deps))) return;
  const synced = await syncAccount(deps, { patient: true });
  if (synced.ok && (await deps.store.ledger.getLeaseRequest()) && (await tendLeases(syncDeps(deps)))) await pump.pump();
}

async function tend(deps: Deps, pump: Pump): Promise<void> {
  await pollSignIn(deps);
  if (await tendLeases(syncDeps(deps))) await pump.pump();
}

/** The server's figures are a cache: read again after something was bought through it, and from time to time. A clock that was set back does not make them fresh. */
async function isStale(deps: Deps): Promise<boolean> {
  const account = await deps.store.meta.get('account');
  if (!account) return false;
  return isDue(account.syncedAt + STALE_MS, account.syncedAt, deps.now()) || (await deps.store.ledger.lastResolvedAt(account.syncedAt)) > account.syncedAt;
}
