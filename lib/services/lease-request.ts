import { backoffMs } from '../core/backoff.ts';
import { LEASE_DENIED_MS, LEASE_IDLE_MS, SYNC_BACKOFF_BASE_MS, SYNC_BACKOFF_MAX_MS } from '../core/limits.ts';
import { isDue } from '../domain/enrichment/candidate.ts';
import { isLow, leaseWant } from '../domain/ledger/lease-size.ts';
import type { AccountError } from '../platform/account-http.ts';
import { syncLedger } from './sync-account.ts';
import { openSession, type SyncDeps } from './sync-deps.ts';

export type LeaseOutcome =
  | { readonly kind: 'granted' }
  /** The account said no, for this request for ever; it is not asked anew before `until`. */
  | { readonly kind: 'denied'; readonly code: string; readonly until: number }
  /** Not known yet: the same request is sent again, no sooner than at this moment. */
  | { readonly kind: 'later'; readonly at: number }
  /** No account is signed in: nothing is limited. */
  | { readonly kind: 'no-account' };

export interface LeaseAsk {
  /** Tasks of open runs that have not ended. */
  readonly ahead?: number;
  /** Work stands still until there is an answer. */
  readonly isWaited?: boolean;
  /** Sends a request that is out whatever its next moment is. */
  readonly now?: boolean;
}

/** Not a word about the request, which stays out: nobody is known who could be answered. */
const SIGNED_OUT = 'signed_out';
/** Times one call asks after it has told the account something first. */
const ROUNDS = 3;
/** Pause when somebody else is asking, or too many leases are open. */
const AGAIN_MS = 2_000;

/**
 * Gets a lease, or goes on with the request for one that is out. The request is stored before it is sent and repeated under its id until
 * it is answered; one is out at a time, in the whole extension.
 */
export async function askForLease(deps: SyncDeps, ask: LeaseAsk = {}): Promise<LeaseOutcome> {
  let outcome: LeaseOutcome = { kind: 'later', at: deps.now() + AGAIN_MS };
  await deps.exclusively('kiln-lease', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const told = await askOnce(deps, ask);
      if (told !== 'sync first') return void (outcome = told);
      // What was spent and given back, and which history the account is in, it has to hear before it can give more.
      const synced = await syncLedger(deps, { wait: true });
      if (!synced.ok) break;
    }
    outcome = { kind: 'later', at: deps.now() + AGAIN_MS };
    if (ask.isWaited) await deps.ledger.noteWaiting(deps.now());
  });
  return outcome;
}

async function askOnce(deps: SyncDeps, ask: LeaseAsk): Promise<LeaseOutcome | 'sync first'> {
  const now = deps.now();
  const { use } = await deps.ledger.allowance();
  const need = await deps.ledger.beginLeaseRequest(deps.newId(), leaseWant(use, ask.ahead ?? 0, now), now);
  if (need.kind === 'no-account' || need.kind === 'denied') return need;
  if (need.kind === 'full') return { kind: 'later', at: now + AGAIN_MS };
  if (need.kind === 'untold') return 'sync first';
  const { request, device } = need;
  if (!ask.now && request.attempts > 0 && !isDue(request.nextAt, request.triedAt ?? request.createdAt, now)) {
    if (request.refused !== undefined) return { kind: 'denied', code: request.refused, until: request.nextAt };
    if (ask.isWaited) await deps.ledger.noteWaiting(now);
    return { kind: 'later', at: request.nextAt };
  }
  const session = await openSession(deps);
  if (!session) return { kind: 'denied', code: SIGNED_OUT, until: now + SYNC_BACKOFF_MAX_MS };
  const answer = await deps.account.lease(session.account.serverUrl, session.token, {
    requestId: request.requestId, deviceId: device.deviceId, ledgerEpoch: Math.max(1, device.ledgerEpoch), meter: 'actions', want: request.want,
  });
  if (answer.ok) {
    await deps.ledger.answerLeaseRequest(request.requestId, device.deviceId, answer.value, deps.now());
    if (answer.value.state === 'granted') return { kind: 'granted' };
    const { denied } = await deps.ledger.allowance();
    return { kind: 'denied', code: answer.value.code, until: denied?.until ?? deps.now() };
  }
  if (answer.error.kind === 'refused' && answer.error.code === 'epoch') return 'sync first';
  if (answer.error.kind === 'refused' && answer.error.status === 403) {
    // This device may not ask any more (its member was removed): the request stays, and nothing waits for it.
    const until = now + LEASE_DENIED_MS;
    await deps.ledger.putOffLeaseRequest(request.requestId, { nextAt: until, now, isSet: true, refused: answer.error.code });
    return { kind: 'denied', code: answer.error.code, until };
  }
  if (answer.error.kind === 'refused' && answer.error.code === 'id_reused') {
    // A copy of this profile has used the id for something else: this request can never be answered, the next one has its own.
    await deps.ledger.answerLeaseRequest(request.requestId, device.deviceId, { state: 'denied', requestId: request.requestId, code: 'id_reused' }, deps.now());
    return { kind: 'later', at: deps.now() + AGAIN_MS };
  }
  if (answer.error.kind === 'signed-out') return { kind: 'denied', code: SIGNED_OUT, until: deps.now() + SYNC_BACKOFF_MAX_MS };
  return later(deps, request, answer.error, ask.isWaited === true);
}

async function later(deps: SyncDeps, { requestId, attempts }: { readonly requestId: string; readonly attempts: number }, error: AccountError, isWaited: boolean): Promise<LeaseOutcome> {
  const now = deps.now();
  const asked = error.kind === 'busy' ? error.retryAfterMs : 0;
  const at = now + Math.max(asked, backoffMs(attempts, deps.random(), SYNC_BACKOFF_BASE_MS, SYNC_BACKOFF_MAX_MS));
  await deps.ledger.putOffLeaseRequest(requestId, { nextAt: at, now, isWaited, isSet: asked > 0 });
  deps.wakeIn(at - now);
  return { kind: 'later', at };
}

/**
 * Looks the leases over: gives back what is not needed, goes on with a request that is out, and asks ahead while this device is in use,
 * so that it can go on when the account cannot be reached.
 * @returns whether there is more to spend than before
 */
export async function tendLeases(deps: SyncDeps): Promise<boolean> {
  if (!(await deps.ledger.account())) return false;
  const now = deps.now();
  await deps.ledger.returnLeases(now);
  const [request, allowance, leases] = await Promise.all([deps.ledger.getLeaseRequest(), deps.ledger.allowance(), deps.ledger.leases()]);
  const { denied, recall, usedAt } = allowance;
  const mayAsk = now - usedAt < LEASE_IDLE_MS && !recall && (!denied || isDue(denied.until, denied.at, now));
  if (!request && !(mayAsk && isLow(leases, leaseWant(allowance.use, 0, now)))) return false;
  return (await askForLease(deps)).kind === 'granted';
}
