import { ledgerEventSchema, type Balance, type LedgerEvent } from '../../lib/contracts/account-api.ts';
import { METERS, micro } from '../../lib/domain/ledger/amount.ts';
import { isShort } from '../../lib/domain/ledger/escrow.ts';
import { periodAt } from '../../lib/domain/ledger/period.ts';
import { first, type Sql } from '../sql/sql.ts';
import { planOf, type Books } from './books.ts';
import { erasedBetween } from './erasures.ts';
import { openLeases } from './lease-rows.ts';
import { limitStates } from './limits.ts';
import { flush } from './sheet.ts';
import type { PullInput, PullResult } from './store.ts';

/** The wire's bound: six caps of the workspace and six of the member are all there can be. */
const PULL_LIMITS = 20;

/** One page of the feed with the balances of the same instant: the account is locked while both are read. */
export async function pull(books: Books, input: PullInput): Promise<PullResult> {
  await flush(books);
  if (input.cursor > books.seq || (input.epoch ?? books.epoch) !== books.epoch) return { kind: 'resync', headSeq: books.seq };
  const events = await eventsAfter(books.tx, books.accountId, input.cursor, input.limit);
  const nextCursor = events[events.length - 1]?.seq ?? input.cursor;
  const device = await first<{ user_id: string; last_n: number; durable_n: number; revoked_at: number | null }>(books.tx, 'select user_id, last_n, durable_n, revoked_at from device where account_id = ? and device_id = ?', [books.accountId, input.deviceId]);
  if (device !== undefined && device.user_id !== input.userId) return { kind: 'foreign_device' };
  const plan = await planOf(books);
  return {
    kind: 'ok',
    page: {
      events,
      nextCursor,
      hasMore: nextCursor < books.seq,
      headSeq: books.seq,
      balances: await balancesOf(books),
      device: {
        lastN: device?.last_n ?? 0,
        durableN: device?.durable_n ?? 0,
        openLeases: await openLeases(books.tx, books.accountId, input.deviceId),
        recall: device?.revoked_at != null || books.state === 'frozen' || books.meters.actions.deficit > 0 || isShort(micro(books.meters.actions.available), micro(plan.actions_u)),
      },
      limits: (await limitStates(books, input.userId)).slice(0, PULL_LIMITS),
      plan: { name: plan.name, actionsMonthly: plan.actions_u, creditsMonthly: plan.credits_u, renewsAt: periodAt(books.anchorDay, books.now).endsAt },
      ledgerEpoch: books.epoch,
      serverTime: books.now,
    },
  };
}

/** Events after a cursor in their order; every stored body is checked on the way out. */
export async function eventsAfter(sql: Sql, accountId: string, cursor: number, limit: number): Promise<LedgerEvent[]> {
  const rows = await sql.all<{ seq: number; at: number; kind: string; body: string }>(
    'select seq, at, kind, body from event where account_id = ? and seq > ? order by seq limit ?',
    [accountId, cursor, limit],
  );
  const erased = rows.some(({ kind }) => kind === 'erase') ? await erasedBetween(sql, accountId, cursor, rows.at(-1)?.seq ?? cursor) : undefined;
  return rows.map((row) => {
    const subjects = erased?.get(row.seq);
    return ledgerEventSchema.parse({ ...(JSON.parse(row.body) as object), seq: row.seq, at: row.at, kind: row.kind, ...(subjects ? { subjects } : {}) });
  });
}

export async function balancesOf(books: Books): Promise<Balance[]> {
  await flush(books);
  const period = periodAt(books.anchorDay, books.now);
  const rows = await books.tx.all<{ meter: string; spent_u: number }>('select meter, spent_u from period where account_id = ? and period_no = ?', [books.accountId, period.no]);
  return METERS.map((meter) => {
    const state = books.meters[meter];
    const spent = rows.find((row) => row.meter === meter)?.spent_u ?? 0;
    return {
      meter,
      available: state.available,
      held: state.held,
      leased: state.leased,
      // What is left and what was taken this month together are what the month had to give.
      granted: Math.max(0, state.available + state.leased + state.held + spent - state.deficit),
      spent,
      deficit: state.deficit,
    };
  });
}
