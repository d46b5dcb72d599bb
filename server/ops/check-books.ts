import type { Sql } from '../sql/sql.ts';

/** Each query lists accounts whose books do not add up. They read over all accounts and change nothing. */
const MUST_BE_EMPTY: readonly (readonly [string, string])[] = [
  ['a lot does not add up', 'select distinct account_id from lot where available_u + leased_u + held_u + spent_u + expired_u <> amount_u'],
  [
    'a meter is not the sum of its lots',
    `select m.account_id from account_meter m left join (
       select account_id, meter, sum(available_u) as a, sum(leased_u) as l, sum(held_u) as h, sum(spent_u) as s, sum(expired_u) as e from lot group by account_id, meter
     ) t on t.account_id = m.account_id and t.meter = m.meter
     where m.available_u <> coalesce(t.a, 0) or m.leased_u <> coalesce(t.l, 0) or m.held_u <> coalesce(t.h, 0) or m.spent_u <> coalesce(t.s, 0) or m.expired_u <> coalesce(t.e, 0)`,
  ],
  [
    'what is held is not what reserved charges hold',
    `select l.account_id from lot l left join (
       select a.account_id, a.lot_id, sum(a.amount_u) as held from charge_alloc a join charge c on c.account_id = a.account_id and c.charge_id = a.charge_id where c.state = 'reserved' group by a.account_id, a.lot_id
     ) t on t.account_id = l.account_id and t.lot_id = l.lot_id
     where l.held_u <> coalesce(t.held, 0)`,
  ],
  [
    'what is leased is not what open leases have left',
    `select l.account_id from lot l left join (select account_id, lot_id, sum(remaining_u) as left_u from lease_alloc group by account_id, lot_id) t on t.account_id = l.account_id and t.lot_id = l.lot_id
     where l.leased_u <> coalesce(t.left_u, 0)`,
  ],
  [
    'a lease does not add up',
    `select s.account_id from lease s left join (select account_id, lease_id, sum(remaining_u + lapsed_u) as left_u from lease_alloc group by account_id, lease_id) t on t.account_id = s.account_id and t.lease_id = s.lease_id
     where s.settled_u + s.returned_u + coalesce(t.left_u, 0) <> s.amount_u`,
  ],
  ['a posted charge of the account has no result', `select c.account_id from charge c where c.path = 'account' and c.state = 'posted' and coalesce(c.code, '') <> 'restored' and c.subject <> 'erased' and c.reversal_of is null and c.resolved_at > kiln_now() - 86400000 and not exists (select 1 from result_blob b where b.account_id = c.account_id and b.charge_id = c.charge_id)`],
  ['the feed has a gap', 'select a.account_id from account a where a.seq <> (select count(*) from event e where e.account_id = a.account_id and e.seq <= a.seq)'],
  ['the operations of a device are not dense', 'select d.account_id from device d where d.last_n <> (select count(*) from device_op o where o.account_id = d.account_id and o.device_id = d.device_id and o.n <= d.last_n)'],
];

/** What is wrong with the books of this database; empty when nothing is. */
export async function checkBooks(sql: Sql): Promise<string[]> {
  const found: string[] = [];
  for (const [finding, query] of MUST_BE_EMPTY) {
    const rows = await sql.all<{ account_id: string }>(query);
    if (rows.length > 0) found.push(`${finding}: ${rows.length} (${rows[0]?.account_id})`);
  }
  return found;
}
