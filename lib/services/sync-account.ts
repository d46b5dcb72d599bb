import type { PullResponse } from '../contracts/account-api.ts';
import { SYNC_OPS } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { AccountError } from '../platform/account-http.ts';
import type { MetaRows } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { openSecret } from './keys.ts';

/** Times one sync begins anew because the server was restored or this database cloned: each can follow from the other, once. */
const RECOVERIES = 3;

type SyncDeps = Pick<Deps, 'store' | 'vault' | 'account' | 'now' | 'newId' | 'exclusively'>;
export interface Synced {
  readonly pushed: number;
  readonly pulled: number;
}
export interface Session {
  readonly account: Pick<MetaRows['account'], 'serverUrl' | 'serverName' | 'sandbox'>;
  readonly token: string;
}

/**
 * Push what this device decided, pull what the account knows. Idempotent: every operation has its number and id, the
 * server answers "applied" or "duplicate" and both mean done. One syncer at a time; offline is the normal case.
 */
export async function syncAccount(deps: SyncDeps, options: { readonly wait?: boolean } = {}): Promise<Result<Synced, AccountError | { kind: 'not-signed-in' } | { kind: 'already' }>> {
  let outcome: Result<Synced, AccountError | { kind: 'not-signed-in' }> = err({ kind: 'not-signed-in' });
  const held = await deps.exclusively('kiln-sync', async () => {
    const account = await deps.store.meta.get('account');
    const token = await openSecret(deps, 'account-token');
    if (!account || token === null) return;
    await tell(deps, 'syncing');
    outcome = await pushAndPull(deps, { account, token });
    if (outcome.ok) await tell(deps, 'idle');
    else await tell(deps, outcome.error.kind === 'offline' || outcome.error.kind === 'busy' ? 'offline' : 'refused', WORDS[outcome.error.kind]);
  }, options.wait);
  return held ? outcome : err({ kind: 'already' });
}

const WORDS: Readonly<Partial<Record<AccountError['kind'] | 'not-signed-in', string>>> = {
  'signed-out': 'The account no longer knows this device. Sign in again. Nothing is lost.',
  offline: 'The account server does not answer. Work goes on, and is sent when it is back.',
  busy: 'The account server is busy. It is tried again soon.',
  refused: 'The account server refused the sync. Nothing is lost.',
  nonsense: 'The account server answered something that is not Kiln. Check its address.',
};

const tell = (deps: SyncDeps, state: MetaRows['sync']['state'], message?: string): Promise<void> =>
  deps.store.meta.put('sync', { state, at: deps.now(), ...(message ? { message } : {}) });

async function pushAndPull(deps: SyncDeps, session: Session): Promise<Result<Synced, AccountError>> {
  const pushed = await pushAll(deps, session);
  if (!pushed.ok) return pushed;
  const pulled = await pullAll(deps, session);
  return pulled.ok ? ok({ pushed: pushed.value, pulled: pulled.value }) : pulled;
}

/** An empty push is legal and is how a device learns that the server was restored. */
async function pushAll(deps: SyncDeps, session: Session): Promise<Result<number, AccountError>> {
  let sent = 0;
  for (let recoveries = 0; ; ) {
    const device = await deps.store.meta.device(deps.newId());
    const ops = await deps.store.ledger.waitingOps(SYNC_OPS);
    const answer = await deps.account.push(session.account.serverUrl, session.token, {
      deviceId: device.deviceId, ledgerEpoch: Math.max(1, device.ledgerEpoch), baseN: device.ackedN, ops,
    });
    if (answer.ok) {
      const { lastN, results } = answer.value;
      const last = ops.at(-1)?.n ?? 0;
      // A server that takes a part of a batch is asked again with the rest; one that takes nothing of it would be asked for ever.
      if (lastN < last && lastN < (ops[0]?.n ?? 0)) return err({ kind: 'nonsense' });
      // Never further than what was sent: a copy of this database may have told the server of numbers that here mean something else.
      await deps.store.ledger.acknowledge(Math.min(lastN, last), results);
      sent += ops.filter((op) => op.n <= lastN).length;
      if (ops.length < SYNC_OPS && lastN >= last) return ok(sent);
    } else if (recoveries++ >= RECOVERIES || !(await recover(deps, session, answer.error))) return answer;
  }
}

/** A restored server has a new epoch and asks to rewind; a cloned database needs a new identity. Nothing that was decided is dropped. */
async function recover(deps: SyncDeps, session: Session, error: AccountError): Promise<boolean> {
  if (error.kind !== 'refused' || error.status !== 409) return false;
  if (error.code === 'epoch') return (await pullAll(deps, session)).ok; // the pull brings the new epoch
  if (error.code === 'rewind') await deps.store.ledger.rewind(error.lastN ?? 0);
  else if (error.code === 'fork') await deps.store.ledger.becomeNewDevice(deps.newId());
  else return false;
  return true;
}

/** Pulls to the end of the feed; each page brings the account's figures with it. */
export async function pullAll(deps: SyncDeps, { account, token }: Session): Promise<Result<number, AccountError>> {
  const { serverUrl, serverName, sandbox } = account;
  let pulled = 0;
  for (let restarts = 0; ; ) {
    const device = await deps.store.meta.device(deps.newId());
    const page = await deps.account.pull(serverUrl, token, device.deviceId, device.cursor);
    if (isOtherFeed(page, device)) {
      // The server was restored or its feed trimmed: what is cached here may never have happened there. Read it from its beginning.
      if (restarts++ >= RECOVERIES) return err({ kind: 'nonsense' });
      await deps.store.ledger.forgetFeed();
      continue;
    }
    if (!page.ok) return page;
    if (page.value.hasMore && page.value.nextCursor <= device.cursor) return err({ kind: 'nonsense' });
    // Signed out meanwhile: the page belongs to nobody any more.
    if (!(await deps.store.ledger.applyPull(page.value, { serverUrl, serverName, sandbox }, deps.now(), device.deviceId))) return err({ kind: 'signed-out' });
    pulled += page.value.events.length;
    if (!page.value.hasMore) return ok(pulled);
  }
}

function isOtherFeed(page: Result<PullResponse, AccountError>, { cursor, ledgerEpoch }: MetaRows['device']): boolean {
  if (cursor === 0) return false;
  return page.ok ? page.value.ledgerEpoch !== ledgerEpoch : page.error.kind === 'refused' && page.error.status === 410;
}
