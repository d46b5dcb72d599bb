import { backoffMs } from '../core/backoff.ts';
import { SYNC_BACKOFF_BASE_MS, SYNC_BACKOFF_MAX_MS } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { isDue } from '../domain/enrichment/candidate.ts';
import type { AccountError } from '../platform/account-http.ts';
import type { MetaRows } from '../storage/database.ts';
import { openSession, syncDeps, type Session, type SyncDeps, type SyncWorld } from './sync-deps.ts';
import { pullAll, pushAll } from './sync-feed.ts';

export interface Synced {
  readonly pushed: number;
  readonly pulled: number;
}
export type SyncError = AccountError | { readonly kind: 'not-signed-in' } | { readonly kind: 'already' };
export interface SyncOptions {
  /** Waits for a sync that is under way and then makes its own. */
  readonly wait?: boolean;
  /** Looks first whether it is too early after a failure; then nothing is done: `already`. */
  readonly patient?: boolean;
}

/**
 * Push what this device decided, pull what the account knows. Idempotent: every operation has its number and id, the server answers
 * "applied" or "duplicate" and both mean done. One syncer at a time in the whole extension; offline is the normal case.
 */
export const syncAccount = (deps: SyncWorld, options: SyncOptions = {}): Promise<Result<Synced, SyncError>> => syncLedger(syncDeps(deps), options);

export async function syncLedger(deps: SyncDeps, options: SyncOptions = {}): Promise<Result<Synced, SyncError>> {
  let outcome: Result<Synced, SyncError> = err({ kind: 'not-signed-in' });
  const held = await deps.exclusively('kiln-sync', async () => {
    const session = await openSession(deps);
    if (!session) return;
    const before = await deps.ledger.syncState();
    if (options.patient && before?.nextAt !== undefined && !isDue(before.nextAt, before.at, deps.now())) return void (outcome = err({ kind: 'already' }));
    // Without the moment of the next try: it was reckoned from another `at`, and a death in here must not leave the two together.
    const { nextAt: _nextAt, ...known } = before ?? {};
    await deps.ledger.noteSync({ ...known, state: 'syncing', at: deps.now() });
    const synced = await pushAndPull(deps, session);
    outcome = synced;
    await deps.ledger.noteSync(synced.ok ? { state: 'idle', at: deps.now() } : failed(deps, synced.error, (before?.failures ?? 0) + 1));
  }, options.wait);
  return held ? outcome : err({ kind: 'already' });
}

async function pushAndPull(deps: SyncDeps, session: Session): Promise<Result<Synced, AccountError>> {
  const pushed = await pushAll(deps, session);
  if (!pushed.ok) return pushed;
  const pulled = await pullAll(deps, session);
  if (!pulled.ok) {
    // Signed out by an admin: what was set aside for this device is of no more use here, and giving it back is still taken in.
    if (pulled.error.kind === 'signed-out' && pulled.error.revoked) {
      await deps.ledger.returnLeases(deps.now(), true);
      await pushAll(deps, session);
    }
    return pulled;
  }
  // What the account said of leases may have to be answered.
  const answered = (await deps.ledger.waitingCount()) > 0 ? await pushAll(deps, session) : ok(0);
  return answered.ok ? ok({ pushed: pushed.value + answered.value, pulled: pulled.value }) : answered;
}

const WORDS: Readonly<Record<AccountError['kind'], string>> = {
  'signed-out': 'The account no longer knows this device. Sign in again. Nothing is lost.',
  offline: 'The account server does not answer. Work goes on, and is sent when it is back.',
  busy: 'The account server is busy. It is tried again soon.',
  refused: 'The account server refused the sync. Nothing is lost.',
  nonsense: 'The account server answered something that is not Kiln. Check its address.',
};

/** An admin revoked the device, or the person is no member any more. Its spends were taken in. */
const REVOKED = 'This device was signed out of the workspace by an admin. What it spent was handed in. Sign in again to go on. Nothing is lost.';

/** Tried again by itself later and later; the alarm is a hint, the moment stands in a row. */
function failed(deps: SyncDeps, error: AccountError, failures: number): MetaRows['sync'] {
  const at = deps.now();
  const asked = error.kind === 'busy' ? error.retryAfterMs : 0;
  const ms = Math.max(asked, backoffMs(failures - 1, deps.random(), SYNC_BACKOFF_BASE_MS, SYNC_BACKOFF_MAX_MS));
  if (error.kind !== 'signed-out') deps.wakeIn(ms);
  return { state: error.kind === 'offline' || error.kind === 'busy' ? 'offline' : 'refused', at, message: error.kind === 'signed-out' && error.revoked ? REVOKED : WORDS[error.kind], failures, nextAt: at + ms };
}
