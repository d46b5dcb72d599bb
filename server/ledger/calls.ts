import type { PollState } from '../../lib/domain/enrichment/operation.ts';
import { micro } from '../../lib/domain/ledger/amount.ts';
import { first, one, type Sql } from '../sql/sql.ts';
import type { Books } from './books.ts';
import { flush } from './sheet.ts';
import { resolve } from './charges.ts';
import { EPOCH_SQL } from './epoch.ts';
import type { Claim, DueCall, LedgerStore } from './store.ts';

/** A call is claimed by one conditional update: whoever changes the row has it. The charge is still reserved, or the call would be over. */
export async function claim(sql: Sql, accountId: string, chargeId: string, worker: Parameters<LedgerStore['claim']>[2]): Promise<Claim | null> {
  const silent = worker.takeover ? `or (state = 'started' and deadline < kiln_now())` : '';
  const row = await first<{ request: string; poll: string | null; attempt: number; fence: number; ledger_epoch: number }>(
    sql,
    `update provider_call set state = 'started', attempt = attempt + 1, fence = fence + 1, worker_id = ?, deadline = kiln_now() + ?
     where account_id = ? and charge_id = ? and hold_expires_at > kiln_now() and waits_for is null and ledger_epoch = ${EPOCH_SQL}
       and exists (select 1 from account a where a.account_id = provider_call.account_id and a.state = 'open') and ((state = 'queued' and not_before <= kiln_now()) ${silent})
     returning request, poll, attempt, fence, ledger_epoch`,
    [worker.id, worker.claimMs, accountId, chargeId],
  );
  if (row === undefined) return null;
  const quoted = await one<{ actions_quoted_u: number; credits_quoted_u: number }>(sql, 'select actions_quoted_u, credits_quoted_u from charge where account_id = ? and charge_id = ?', [accountId, chargeId]);
  return { sealedRequest: row.request, poll: row.poll === null ? null : (JSON.parse(row.poll) as PollState), attempt: row.attempt, fence: row.fence, ledgerEpoch: row.ledger_epoch, quoted: { actions: micro(quoted.actions_quoted_u), credits: micro(quoted.credits_quoted_u) } };
}

export const renew = async (sql: Sql, accountId: string, chargeId: string, fence: number, claimMs: number): Promise<boolean> =>
  (await sql.run(`update provider_call set deadline = kiln_now() + ? where account_id = ? and charge_id = ? and fence = ? and state = 'started'`, [claimMs, accountId, chargeId, fence])) === 1;

/** Waiting for a poll is not an attempt: the job runs at the provider, asking how it stands buys nothing. */
export const park = async (sql: Sql, accountId: string, chargeId: string, fence: number, poll: PollState): Promise<boolean> =>
  (await sql.run(
    `update provider_call set state = 'queued', attempt = attempt - 1, poll = ?, not_before = ?, worker_id = null, deadline = null where account_id = ? and charge_id = ? and fence = ? and state = 'started'`,
    [JSON.stringify(poll), poll.notBefore, accountId, chargeId, fence],
  )) === 1;

interface DueRow {
  account_id: string;
  charge_id: string;
  state: 'queued' | 'started';
  attempt: number;
  fence: number;
  poll: string | null;
  credits_quoted_u: number;
  hold_expires_at: number;
  now: number;
}

/** Calls that wait for a worker, whose worker fell silent, or whose hold has run out with nobody at work. Parked ones and such that wait for the answer of another one only when their hold runs out, those of a stopped account not at all. */
export const dueCalls = async (sql: Sql, limit: number): Promise<DueCall[]> =>
  (await sql.all<DueRow>(
    `select p.account_id, p.charge_id, p.state, p.attempt, p.fence, p.poll, p.credits_quoted_u, p.hold_expires_at, kiln_now() as now from provider_call p join account a on a.account_id = p.account_id
     where a.state = 'open' and (hold_expires_at <= kiln_now() or ledger_epoch = ${EPOCH_SQL})
       and ((p.state = 'queued' and ((not_before <= kiln_now() and waits_for is null) or hold_expires_at <= kiln_now())) or (p.state = 'started' and deadline < kiln_now() and (waits_for is null or hold_expires_at <= kiln_now())))
     order by not_before, charge_id limit ?`,
    [limit],
  )).map((row) => ({
    accountId: row.account_id,
    chargeId: row.charge_id,
    state: row.state,
    attempt: row.attempt,
    fence: row.fence,
    hasPoll: row.poll !== null,
    creditsQuoted: micro(row.credits_quoted_u),
    holdExpired: row.hold_expires_at <= row.now,
  }));

/** Ends call and charge together, unless a worker came back or another one took over since it was looked at. */
export async function abandon(books: Books, due: DueCall, resolution: Parameters<LedgerStore['abandon']>[1]): Promise<boolean> {
  await flush(books);
  const taken = await books.tx.run(
    `update provider_call set state = 'abandoned' where account_id = ? and charge_id = ? and fence = ? and (state = 'queued' or (state = 'started' and deadline < kiln_now()))`,
    [due.accountId, due.chargeId, due.fence],
  );
  if (taken === 0) return false;
  return (await resolve(books, due.chargeId, resolution, { callState: 'abandoned' })).applied;
}
