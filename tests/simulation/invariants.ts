/**
 * The invariants that can be read from the database alone, after any transaction.
 * Numbers in the findings are those of the ledger's design: see README, "The ledger".
 */
import type { LedgerEvent } from '../../lib/contracts/account-api.ts';
import type { Sql } from '../../server/sql/sql.ts';

/** Each query lists rows that must not exist. `?` is the account. */
const MUST_BE_EMPTY: readonly (readonly [string, string])[] = [
  ['1 a lot does not add up', `select lot_id from lot where account_id = ? and (available_u + leased_u + held_u + spent_u + expired_u <> amount_u or available_u < 0 or leased_u < 0 or held_u < 0 or spent_u < 0 or expired_u < 0)`],
  [
    '2 a meter is not the sum of its lots',
    `select m.meter from account_meter m left join (
       select account_id, meter, sum(available_u) as a, sum(leased_u) as l, sum(held_u) as h, sum(spent_u) as s, sum(expired_u) as e from lot group by account_id, meter
     ) t on t.account_id = m.account_id and t.meter = m.meter
     where m.account_id = ? and (m.available_u <> coalesce(t.a, 0) or m.leased_u <> coalesce(t.l, 0) or m.held_u <> coalesce(t.h, 0) or m.spent_u <> coalesce(t.s, 0) or m.expired_u <> coalesce(t.e, 0))`,
  ],
  [
    '3 a lease does not add up',
    `select s.lease_id from lease s left join (select account_id, lease_id, sum(remaining_u + lapsed_u) as left_u from lease_alloc group by account_id, lease_id) t on t.account_id = s.account_id and t.lease_id = s.lease_id
     where s.account_id = ? and s.settled_u + s.returned_u + coalesce(t.left_u, 0) <> s.amount_u`,
  ],
  [
    '3 what is leased is not what open leases have left',
    `select l.lot_id from lot l left join (
       select a.account_id, a.lot_id, sum(a.remaining_u) as left_u, sum(a.lapsed_u) as lapsed_u from lease_alloc a group by a.account_id, a.lot_id
     ) t on t.account_id = l.account_id and t.lot_id = l.lot_id
     where l.account_id = ? and (l.leased_u <> coalesce(t.left_u, 0) or l.expired_u < coalesce(t.lapsed_u, 0))`,
  ],
  [
    '3 what a lease settled is not what its charges took',
    `select s.lease_id from lease s left join (select account_id, lease_id, sum(leased_u) as taken from charge where reversal_of is null group by account_id, lease_id) t on t.account_id = s.account_id and t.lease_id = s.lease_id
     where s.account_id = ? and s.settled_u <> coalesce(t.taken, 0)`,
  ],
  ['3 a closed lease still sets something aside', `select s.lease_id from lease s join lease_alloc a on a.account_id = s.account_id and a.lease_id = s.lease_id where s.account_id = ? and s.state <> 'open' and a.remaining_u > 0`],
  ['6 a lease was overspent', `select lease_id from lease where account_id = ? and settled_u + returned_u > amount_u`],
  ['10 a request for a lease has another answer than its lease', `select r.request_id from lease_request r left join lease s on s.account_id = r.account_id and s.lease_id = r.lease_id where r.account_id = ? and ((r.outcome = 'granted') <> (s.lease_id is not null) or s.request_id <> r.request_id)`],
  ['10 a lease was granted without its request', `select s.lease_id from lease s where s.account_id = ? and not exists (select 1 from lease_request r where r.account_id = s.account_id and r.lease_id = s.lease_id)`],
  [
    '4 what is held is not what reserved charges hold',
    `select l.lot_id from lot l left join (
       select a.account_id, a.lot_id, sum(a.amount_u) as held from charge_alloc a join charge c on c.account_id = a.account_id and c.charge_id = a.charge_id where c.state = 'reserved' group by a.account_id, a.lot_id
     ) t on t.account_id = l.account_id and t.lot_id = l.lot_id
     where l.account_id = ? and l.held_u <> coalesce(t.held, 0)`,
  ],
  [
    '4 a reserved charge does not hold what was quoted',
    `select c.charge_id from charge c left join (select account_id, charge_id, sum(amount_u) as held from charge_alloc group by account_id, charge_id) t on t.account_id = c.account_id and t.charge_id = c.charge_id
     where c.account_id = ? and c.state = 'reserved' and coalesce(t.held, 0) <> c.actions_quoted_u + c.credits_quoted_u`,
  ],
  [
    '8 a posted charge is not covered by its lots and the deficit',
    `select c.charge_id from charge c left join (select account_id, charge_id, sum(amount_u) as taken from charge_alloc group by account_id, charge_id) t on t.account_id = c.account_id and t.charge_id = c.charge_id
     where c.account_id = ? and c.state = 'posted' and c.reversal_of is null
       and not exists (select 1 from charge r where r.account_id = c.account_id and r.reversal_of = c.charge_id)
       and coalesce(t.taken, 0) + c.uncovered_u + c.credits_uncovered_u <> c.actions_posted_u + c.credits_posted_u`,
  ],
  ['16 a refund is not what was charged', `select r.charge_id from charge r join charge c on c.account_id = r.account_id and c.charge_id = r.reversal_of where r.account_id = ? and (r.actions_posted_u <> c.actions_posted_u or r.credits_posted_u <> c.credits_posted_u or c.reversal_of is not null or c.state <> 'posted')`],
  ['26 an expired lot has something available', `select l.lot_id from lot l join account a on a.account_id = l.account_id where l.account_id = ? and l.expires_at is not null and l.expires_at <= a.last_at and l.available_u > 0`],
  ['12 a charge without a result cost something', `select charge_id from charge where account_id = ? and state <> 'posted' and (actions_posted_u > 0 or credits_posted_u > 0)`],
  ['12 a charge of a device cost Data Credits', `select charge_id from charge where account_id = ? and path = 'local' and (credits_posted_u > 0 or credits_quoted_u > 0)`],
  ['11 a posted charge has no result', `select c.charge_id from charge c where c.account_id = ? and c.path = 'account' and c.state = 'posted' and coalesce(c.code, '') <> 'restored' and c.subject <> 'erased' and c.reversal_of is null and not exists (select 1 from result_blob b where b.account_id = c.account_id and b.charge_id = c.charge_id)`],
  ['35 the result of an erased lead is there', `select c.charge_id from charge c join result_blob b on b.account_id = c.account_id and b.charge_id = c.charge_id where c.account_id = ? and c.subject = 'erased'`],
  ['35 what is left of an erased lead says what was asked, or for which task', `select charge_id from charge where account_id = ? and subject = 'erased' and (task_id <> '' or (state <> 'reserved' and request_hash <> 'erased'))`],
  ['35 an erased lead is about to be asked about', `select c.charge_id from charge c join account a on a.account_id = c.account_id join provider_call p on p.account_id = c.account_id and p.charge_id = c.charge_id where c.account_id = ? and a.state = 'open' and c.subject = 'erased' and c.state = 'reserved' and (p.waits_for is not null or (p.state = 'queued' and p.attempt = 0 and p.poll is null))`],
  ['35 the answer of an erased lead was given again, or can be', `select c.charge_id from charge c left join charge s on s.account_id = c.account_id and s.charge_id = c.repeat_of where c.account_id = ? and ((c.subject = 'erased' and c.question_hash is not null) or (s.subject = 'erased' and exists (select 1 from result_blob b where b.account_id = c.account_id and b.charge_id = c.charge_id)))`],
  ['13 one meter of a charge was held without the other', `select c.charge_id from charge c where c.account_id = ? and c.path = 'account' and c.state = 'reserved' and c.actions_quoted_u > 0 and not exists (select 1 from charge_alloc a where a.account_id = c.account_id and a.charge_id = c.charge_id and a.meter = 'actions')`],
  ['12 a repeated answer was charged', `select charge_id from charge where account_id = ? and repeat_of is not null and coalesce(code, '') <> 'restored' and (state <> 'voided' or code <> 'deduplicated' or actions_posted_u > 0 or credits_posted_u > 0)`],
  ['11 a repeated answer has no result', `select c.charge_id from charge c where c.account_id = ? and c.code = 'deduplicated' and c.subject <> 'erased' and not exists (select 1 from charge s where s.account_id = c.account_id and s.charge_id = c.repeat_of and s.subject = 'erased') and (c.repeat_of is null or not exists (select 1 from result_blob b where b.account_id = c.account_id and b.charge_id = c.charge_id))`],
  [
    '36 an answer was repeated that this account has not paid for',
    `select c.charge_id from charge c left join charge s on s.account_id = c.account_id and s.charge_id = c.repeat_of where c.account_id = ? and c.repeat_of is not null and (s.charge_id is null or s.state <> 'posted' or s.path <> 'account' or s.repeat_of is not null)`,
  ],
  [
    '36 a question is asked by two at once',
    `select c.question_hash from charge c join account a on a.account_id = c.account_id join provider_call p on p.account_id = c.account_id and p.charge_id = c.charge_id
     where c.account_id = ? and c.state = 'reserved' and c.question_hash is not null and p.waits_for is null
       and p.ledger_epoch = coalesce((select cast(v as bigint) from server_meta where k = 'ledger_epoch'), 1) group by c.question_hash having count(*) > 1`,
  ],
  [
    '36 a charge waits for nobody who would tell it',
    `select p.charge_id from provider_call p join charge w on w.account_id = p.account_id and w.charge_id = p.charge_id left join charge c on c.account_id = p.account_id and c.charge_id = p.waits_for
     where p.account_id = ? and p.waits_for is not null and w.state = 'reserved' and (c.charge_id is null or c.state <> 'reserved' or c.awaited = 0 or c.question_hash <> w.question_hash)`,
  ],
  ['14 the operations of a device are not dense', `select d.device_id from device d where d.account_id = ? and d.last_n <> (select count(*) from device_op o where o.account_id = d.account_id and o.device_id = d.device_id and o.n <= d.last_n)`],
  ['14 an operation is beyond the last one of its device', `select o.n from device_op o join device d on d.account_id = o.account_id and d.device_id = o.device_id where o.account_id = ? and o.n > d.last_n`],
  ['18 a reserved charge has no call', `select c.charge_id from charge c where c.account_id = ? and c.state = 'reserved' and not exists (select 1 from provider_call p where p.account_id = c.account_id and p.charge_id = c.charge_id and p.state in ('queued', 'started'))`],
  ['18 an ended charge has a live call', `select p.charge_id from provider_call p join charge c on c.account_id = p.account_id and c.charge_id = p.charge_id where p.account_id = ? and p.state in ('queued', 'started') and c.state <> 'reserved'`],
  [
    '1 more was taken back of a lot than has left it',
    `select l.lot_id from lot l join (select account_id, lot_id, sum(amount_u) as taken from taken_back group by account_id, lot_id) t on t.account_id = l.account_id and t.lot_id = l.lot_id
     where l.account_id = ? and (t.taken > l.expired_u or l.source not in ('topup', 'promo', 'adjust'))`,
  ],
  ['20 what was taken back has no entry of the feed', `select t.taking_id from taken_back t where t.account_id = ? and not exists (select 1 from event e where e.account_id = t.account_id and e.seq = t.seq and e.kind = 'grant')`],
  ['21 the feed has a gap', `select a.account_id from account a where a.account_id = ? and a.seq <> (select count(*) from event e where e.account_id = a.account_id and e.seq <= a.seq)`],
];

/** What is wrong with the books of an account; empty when nothing is. Ask only between transactions. */
export async function violations(sql: Sql, accountId: string): Promise<string[]> {
  const found: string[] = [];
  for (const [finding, query] of MUST_BE_EMPTY) {
    const rows = await sql.all(query, [accountId]);
    if (rows.length > 0) found.push(`${finding}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return [...found, ...(await sums(sql, accountId))];
}

/** Kinds whose amounts add up to what the account has. */
const FOLDED: ReadonlySet<string> = new Set(['grant', 'reversal', 'expire', 'spend', 'post']);

interface Totals {
  meter: string;
  available_u: number;
  held_u: number;
  leased_u: number;
  spent_u: number;
  deficit_u: number;
}

/** 2 and 20: what is spent is what was posted, and the feed adds up to the balance. */
async function sums(sql: Sql, accountId: string): Promise<string[]> {
  const found: string[] = [];
  const meters = await sql.all<Totals>('select meter, available_u, held_u, leased_u, spent_u, deficit_u from account_meter where account_id = ?', [accountId]);
  const charges = await sql.all<{ actions_posted_u: number; credits_posted_u: number; uncovered_u: number; credits_uncovered_u: number; reversal_of: string | null }>(
    `select actions_posted_u, credits_posted_u, uncovered_u, credits_uncovered_u, reversal_of from charge where account_id = ? and state = 'posted'`,
    [accountId],
  );
  const events = (await sql.all<{ seq: number; at: number; kind: string; body: string }>('select seq, at, kind, body from event where account_id = ? order by seq', [accountId])).map(
    (row) => ({ ...(JSON.parse(row.body) as Pick<LedgerEvent, 'actions' | 'credits'>), seq: row.seq, at: row.at, kind: row.kind }),
  );
  for (const meter of meters) {
    const isActions = meter.meter === 'actions';
    const posted = charges.reduce((sum, c) => sum + (c.reversal_of === null ? 1 : -1) * (isActions ? c.actions_posted_u : c.credits_posted_u), 0);
    if (posted !== meter.spent_u + meter.deficit_u) found.push(`2 ${meter.meter}: posted ${posted}, spent ${meter.spent_u}, deficit ${meter.deficit_u}`);
    const uncovered = charges.reduce((sum, c) => sum + (isActions ? c.uncovered_u : c.credits_uncovered_u), 0);
    if (uncovered !== meter.deficit_u) found.push(`2 ${meter.meter}: uncovered ${uncovered}, deficit ${meter.deficit_u}`);
    const fold = events.filter((e) => FOLDED.has(e.kind)).reduce((sum, e) => sum + (isActions ? e.actions : e.credits), 0);
    const balance = meter.available_u + meter.held_u + meter.leased_u - meter.deficit_u;
    if (fold !== balance) found.push(`20 ${meter.meter}: the feed says ${fold}, the balance is ${balance}`);
  }
  const last = events.findIndex((e, i) => e.seq !== i + 1 || e.at < (events[i - 1]?.at ?? 0));
  if (last >= 0) found.push(`21 the feed is out of order at ${last + 1}`);
  return found;
}
