import type { Op, PullResponse } from '../contracts/account-api.ts';
import { SYNC_OPS, SYNC_PUSH_CHARS } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { AccountError } from '../platform/account-http.ts';
import type { MetaRows } from '../storage/database.ts';
import type { Session, SyncDeps } from './sync-deps.ts';

/** Times one sync begins anew because the server was restored or this database cloned: each can follow from the other, once. */
const RECOVERIES = 4;

/** A sync that is under way while somebody signs out makes no new identity: what it brought would belong to nobody. */
const SIGNED_OUT = err<AccountError>({ kind: 'signed-out' });

/** Sends everything that waits, in batches. An empty push is legal and is how a device learns that the server was restored. @returns how many were sent */
export async function pushAll(deps: SyncDeps, session: Session): Promise<Result<number, AccountError>> {
  let sent = 0;
  for (let recoveries = 0; ; ) {
    const device = await deps.ledger.identity();
    if (!device) return SIGNED_OUT;
    const waiting = await deps.ledger.waitingOps(SYNC_OPS);
    const ops = thatFit(waiting);
    const answer = await deps.account.push(session.account.serverUrl, session.token, {
      deviceId: device.deviceId, ledgerEpoch: Math.max(1, device.ledgerEpoch), baseN: device.ackedN, ops,
    });
    if (answer.ok) {
      const { lastN, results } = answer.value;
      const last = ops.at(-1)?.n ?? 0;
      // A server that takes a part of a batch is asked again with the rest; one that takes nothing of it would be asked for ever.
      if (lastN < last && lastN < (ops[0]?.n ?? 0)) return err({ kind: 'nonsense' });
      // Never further than what was sent: a copy of this database may have told the server of numbers that here mean something else.
      await deps.ledger.acknowledge(Math.min(lastN, last), results);
      sent += ops.filter((op) => op.n <= lastN).length;
      // The server knows more of this identity than this database has ever said: a copy of it is at work under the same name. Without a word
      // of its own that the server could hold against it, the two would take and give back each other's leases for ever.
      const known = await deps.ledger.identity();
      if (!known) return SIGNED_OUT;
      if (lastN >= known.nextN) {
        if (recoveries++ >= RECOVERIES) return err({ kind: 'nonsense' });
        await deps.ledger.becomeNewDevice(deps.newId());
        continue;
      }
      if (waiting.length < SYNC_OPS && ops.length === waiting.length && lastN >= last) return ok(sent);
    } else if (recoveries++ >= RECOVERIES || !(await goOnAfter(deps, session, answer.error))) return answer;
  }
}

/** As many as a body has room for, at least one. */
function thatFit(ops: readonly Op[]): Op[] {
  let chars = 0;
  const fitting = ops.findIndex((op, i) => (chars += JSON.stringify(op).length) > SYNC_PUSH_CHARS && i > 0);
  return fitting < 0 ? [...ops] : ops.slice(0, fitting);
}

/** A restored server has a new epoch and asks to rewind; a cloned database needs a new identity. Nothing that was decided is dropped. */
async function goOnAfter(deps: SyncDeps, session: Session, error: AccountError): Promise<boolean> {
  if (error.kind !== 'refused' || error.status !== 409) return false;
  if (error.code === 'epoch') {
    const pulled = await pullAll(deps, session); // brings the new epoch
    if (pulled.ok || pulled.error.kind !== 'refused' || pulled.error.status !== 403 || error.ledgerEpoch === undefined) return pulled.ok;
    // A device that was signed out of the workspace may tell what it has spent, and read nothing.
    await deps.ledger.learnEpoch(error.ledgerEpoch);
    return true;
  }
  const isWhole = error.code === 'rewind' ? await deps.ledger.rewind(error.lastN ?? 0) : error.code === 'fork' ? false : null;
  if (isWhole === null) return false;
  // The numbers of this identity mean something else there, or cannot be made whole any more.
  if (!isWhole) await deps.ledger.becomeNewDevice(deps.newId());
  return true;
}

/** Pulls to the end of the feed; each page brings the account's figures and its word on leases with it. @returns how many events came */
export async function pullAll(deps: SyncDeps, { account, token }: Session): Promise<Result<number, AccountError>> {
  const { serverUrl, serverName, sandbox } = account;
  let pulled = 0;
  for (let restarts = 0; ; ) {
    const device = await deps.ledger.identity();
    if (!device) return SIGNED_OUT;
    const page = await deps.account.pull(serverUrl, token, device.deviceId, device.cursor);
    if (isOtherFeed(page, device)) {
      // The server was restored or its feed trimmed: what is cached here may never have happened there. Read it from its beginning.
      if (restarts++ >= RECOVERIES) return err({ kind: 'nonsense' });
      await deps.ledger.forgetFeed(device);
      continue;
    }
    if (!page.ok) return page;
    if (page.value.hasMore && page.value.nextCursor <= device.cursor) return err({ kind: 'nonsense' });
    const became = await deps.ledger.applyPull(page.value, { serverUrl, serverName, sandbox }, deps.now(), device);
    // Signed out meanwhile: the page belongs to nobody any more.
    if (became === 'gone') return SIGNED_OUT;
    if (became === 'moved') {
      if (restarts++ >= RECOVERIES) return err({ kind: 'nonsense' });
      continue;
    }
    pulled += page.value.events.length;
    if (!page.value.hasMore) return ok(pulled);
  }
}

function isOtherFeed(page: Result<PullResponse, AccountError>, { cursor, ledgerEpoch }: MetaRows['device']): boolean {
  if (cursor === 0) return false;
  return page.ok ? page.value.ledgerEpoch !== ledgerEpoch : page.error.kind === 'refused' && page.error.status === 410;
}
