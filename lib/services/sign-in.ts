import { SYNC_BACKOFF_MAX_MS } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { NOTHING, ONE_ACTION } from '../domain/ledger/amount.ts';
import type { AccountError } from '../platform/account-http.ts';
import type { MetaRows } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { openSecret, sealSecret } from './keys.ts';
import { askForLease } from './lease-request.ts';
import { syncAccount } from './sync-account.ts';
import { syncDeps } from './sync-deps.ts';
import { pullAll } from './sync-feed.ts';

type SignInDeps = Pick<Deps, 'store' | 'vault' | 'account' | 'now' | 'newId' | 'random' | 'exclusively' | 'wakeIn'>;

/**
 * Device authorization (RFC 8628): the panel shows a code, the person approves it on the server's own page.
 * The wait is a row, so it survives the worker; `pollSignIn` is called by anything, any time.
 */
export async function startSignIn(deps: SignInDeps, serverUrl: string): Promise<Result<null, AccountError>> {
  const url = serverUrl.replace(/\/+$/, '');
  const info = await deps.account.info(url);
  // Every Kiln server says who it is: one that refuses to is another program that happens to speak JSON.
  if (!info.ok) return info.error.kind === 'refused' ? err({ kind: 'nonsense' }) : info;
  const device = await deps.store.meta.device(deps.newId());
  const code = await deps.account.deviceCode(url, device.deviceId);
  if (!code.ok) return code;
  await sealSecret(deps, 'device-code', code.value.device_code);
  await deps.store.meta.put('signIn', {
    serverUrl: url,
    server: { name: info.value.name, sandbox: info.value.sandbox, ledgerEpoch: info.value.ledgerEpoch },
    userCode: code.value.user_code,
    verificationUri: code.value.verification_uri_complete ?? code.value.verification_uri,
    expiresAt: deps.now() + code.value.expires_in * 1_000,
    state: 'waiting',
  });
  deps.wakeIn(Math.max(1, code.value.interval) * 1_000);
  return ok(null);
}

export async function cancelSignIn(deps: SignInDeps): Promise<void> {
  await deps.store.meta.remove('signIn');
  await deps.store.meta.vault.remove('device-code');
}

/** Asks once whether the person has approved; true when the device is now signed in. */
export async function pollSignIn(deps: SignInDeps): Promise<boolean> {
  const waiting = await deps.store.meta.get('signIn');
  const deviceCode = await openSecret(deps, 'device-code');
  if (waiting?.state !== 'waiting' || deviceCode === null) return false;
  if (deps.now() > waiting.expiresAt) {
    await deps.store.meta.put('signIn', { ...waiting, state: 'expired' });
    return false;
  }
  const { deviceId } = await deps.store.meta.device(deps.newId());
  const token = await deps.account.token(waiting.serverUrl, deviceCode, deviceId);
  // A second poll may have finished, or the person may have cancelled, while this one was out.
  const still = await deps.store.meta.get('signIn');
  if (still?.state !== 'waiting' || still.userCode !== waiting.userCode) return false;
  if (token.ok) return finish(deps, waiting, token.value);
  const { error } = token;
  const final = error.kind === 'refused' ? FINAL[error.code] : undefined;
  if (final) await deps.store.meta.put('signIn', { ...waiting, state: final });
  else deps.wakeIn(error.kind === 'refused' && error.code === 'slow_down' ? 10_000 : error.kind === 'busy' ? Math.min(error.retryAfterMs, SYNC_BACKOFF_MAX_MS) : 3_000);
  return false;
}

const FINAL: Readonly<Record<string, 'denied' | 'expired' | 'failed'>> = { access_denied: 'denied', expired_token: 'expired', invalid_grant: 'failed', invalid_client: 'failed', too_many_devices: 'failed', foreign_device: 'failed' };

async function finish(deps: SignInDeps, waiting: MetaRows['signIn'], token: string): Promise<boolean> {
  const { serverUrl, server } = waiting;
  const who = await whoSignsIn(deps, serverUrl, token);
  if (who !== 'same') {
    // Runs were started at the prices of the account before: this one must not pay for them.
    await deps.store.tasks.stopRuns();
    if (!(await leaveAccount(deps, who === 'other'))) {
      await deps.store.meta.put('signIn', { ...waiting, state: 'failed', message: LEFT_BEHIND[who] });
      return false;
    }
  }
  // Who signs out meanwhile takes this identity away with the token: then nothing below is written for it, and no account stays without one.
  const { deviceId } = await deps.store.meta.device(deps.newId());
  await sealSecret(deps, 'account-token', token);
  const account = { serverUrl, serverName: server.name, sandbox: server.sandbox };
  // The first page of the feed brings plan, prices and balances; without an answer the device is signed in all the same.
  await pullAll(syncDeps(deps), { account, token });
  const isIn = await deps.store.ledger.noteSignedIn(deviceId, { account, unknown: UNKNOWN, ledgerEpoch: server.ledgerEpoch, now: deps.now() });
  await cancelSignIn(deps);
  // What has waited for an account is looked at now.
  if (isIn) deps.wakeIn(0);
  return isIn;
}

const LEFT_BEHIND = {
  other: 'Some entries have not reached the workspace before. Sync first, then sign in to the other one. Nothing is lost.',
  unknown: 'The server did not say whether this is the same workspace as before, and some entries have not reached that one. Sign in again when the server answers, or sign out first. Nothing is lost.',
} as const;

/**
 * What was spent for the account before is handed in there, by the sign-in that is still stored; false when it was not all taken.
 * @param isCertain it is another account: then what a sign-in that is over can no longer hand in is owed to nobody
 */
async function leaveAccount(deps: SignInDeps, isCertain: boolean): Promise<boolean> {
  const { deviceId } = await deps.store.meta.device(deps.newId());
  await deps.store.ledger.returnLeases(deps.now(), true);
  const synced = await syncAccount(deps, { wait: true });
  const gone = !synced.ok && synced.error.kind === 'signed-out';
  if (!(await deps.store.ledger.forgetAccount(isCertain && gone))) return false;
  // The new tokens are for this browser under the name that it has.
  await deps.store.meta.device(deviceId);
  return true;
}

/**
 * Entries are numbered for one account: a person who signs in to another one starts anew, or the old bill would be sent there too.
 * `unknown` when that cannot be told and something is here that belongs to the account before; with nothing here it makes no difference.
 */
async function whoSignsIn(deps: SignInDeps, serverUrl: string, token: string): Promise<'same' | 'other' | 'unknown'> {
  const known = await deps.store.meta.get('account');
  if (!known) return 'same';
  if (known.serverUrl !== serverUrl) return 'other';
  const { deviceId } = await deps.store.meta.device(deps.newId());
  const page = await deps.account.pull(serverUrl, token, deviceId, 0);
  if (!page.ok || known.syncedAt === 0) return (await deps.store.ledger.holdsAnything()) ? 'unknown' : 'same';
  return isSameMember(known.member, page.value.member) ? 'same' : 'other';
}

type Member = MetaRows['account']['member'];
function isSameMember(one: Member, other: Member): boolean {
  if (one.accountId !== undefined && other.accountId !== undefined) return one.accountId === other.accountId && one.userId === other.userId;
  return one.email === other.email && one.workspace === other.workspace;
}

/** Nothing is known of the account yet: nothing can be spent through it until the first sync. */
const UNKNOWN: Omit<MetaRows['account'], 'serverUrl' | 'serverName' | 'sandbox'> = {
  member: { name: '', email: '', workspace: '', role: '' },
  plan: { name: '', actionsMonthly: NOTHING.actions, creditsMonthly: NOTHING.credits, renewsAt: null },
  balances: [],
  priceBook: { version: 1, effectiveFrom: '', actionsPerResult: ONE_ACTION, actionTiers: [], data: {}, creditMicroUsd: 0, providers: [] },
  syncedAt: 0,
  limits: [],
  atSeq: 0,
  clockOffsetMs: 0,
};

const SIGN_OUT_ROUNDS = 3;

/** Gives the leases back and sends what is waiting, then forgets the account on this device. Refused while something could not be sent or a call that the account pays is out. */
export async function signOut(deps: SignInDeps): Promise<Result<null, 'unsent'>> {
  const account = await deps.store.meta.get('account');
  const token = await openSecret(deps, 'account-token');
  if (account && token !== null) {
    const world = syncDeps(deps);
    // Again when somebody has taken a lease in between.
    for (let round = 0; round < SIGN_OUT_ROUNDS; round++) {
      // A lease whose answer was lost would stay set aside for nobody: the request is answered first.
      if (await deps.store.ledger.getLeaseRequest()) await askForLease(world, { now: true });
      await deps.store.ledger.returnLeases(deps.now(), true);
      const synced = await syncAccount(deps, { wait: true });
      const gone = !synced.ok && synced.error.kind === 'signed-out';
      if (await deps.store.ledger.forgetAccount(gone)) {
        await deps.account.signOut(account.serverUrl, token);
        return ok(null);
      }
      if (!synced.ok) break;
    }
    return err('unsent');
  }
  await deps.store.ledger.forgetAccount(true);
  return ok(null);
}
