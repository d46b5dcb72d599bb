import { windowAt, type LimitSpan } from '../../lib/domain/ledger/limits.ts';
import { METERS, type Meter } from '../../lib/domain/ledger/amount.ts';
import { one, type SqlValue, type Tx } from '../sql/sql.ts';
import { PLACES, openBooks } from './books.ts';
import { usedSince } from './limits.ts';

/** Every figure that is kept only to be quick is made anew from the rows behind it; says which of them were wrong. */
export async function rebuild(tx: Tx, accountId: string): Promise<readonly string[]> {
  await one(tx, `select account_id from account where account_id = ?${tx.lock}`, [accountId]);
  const wrong: string[] = [];
  for (const meter of METERS) wrong.push(...(await rebuildMeter(tx, accountId, meter)));
  const changed = async (what: string, text: string, params: readonly SqlValue[]): Promise<void> => {
    if ((await tx.run(text, params)) > 0) wrong.push(what);
  };
  await changed('seq', 'update account set seq = (select coalesce(max(seq), 0) from event where account_id = ?) where account_id = ? and seq <> (select coalesce(max(seq), 0) from event where account_id = ?)', [accountId, accountId, accountId]);
  await changed('limits_n', 'update account set limits_n = (select count(*) from spend_limit where account_id = ?) where account_id = ? and limits_n <> (select count(*) from spend_limit where account_id = ?)', [accountId, accountId, accountId]);
  const lastN = '(select coalesce(max(o.n), 0) from device_op o where o.account_id = device.account_id and o.device_id = device.device_id)';
  await changed('device last_n', `update device set last_n = ${lastN} where account_id = ? and last_n <> ${lastN}`, [accountId]);
  for (const meter of METERS) {
    const posted = meter === 'actions' ? 'actions_posted_u' : 'credits_posted_u';
    const spent = `(select coalesce(sum(c.${posted}), 0) from charge c where c.account_id = period.account_id and c.state = 'posted' and c.reversal_of is null
      and c.resolved_at >= period.starts_at and c.resolved_at < period.ends_at
      and not exists (select 1 from charge r where r.account_id = c.account_id and r.reversal_of = c.charge_id and r.created_at < period.ends_at))`;
    await changed(`period ${meter}`, `update period set spent_u = ${spent} where account_id = ? and meter = ? and spent_u <> ${spent}`, [accountId, meter]);
  }
  return [...wrong, ...(await rebuildLimits(tx, accountId))];
}

async function rebuildMeter(tx: Tx, accountId: string, meter: Meter): Promise<string[]> {
  const column = meter === 'actions' ? 'uncovered_u' : 'credits_uncovered_u';
  const names = [...PLACES.map((place) => `${place}_u`), 'deficit_u'];
  const sums = await one<Record<string, number>>(tx, `select ${PLACES.map((p) => `cast(coalesce(sum(${p}_u), 0) as bigint) as ${p}_u`).join(', ')} from lot where account_id = ? and meter = ?`, [accountId, meter]);
  const owed = await one<{ u: number }>(tx, `select cast(coalesce(sum(${column}), 0) as bigint) as u from charge where account_id = ?`, [accountId]);
  const values = names.map((name) => (name === 'deficit_u' ? owed.u : (sums[name] ?? 0)));
  const right = await tx.all(`select meter from account_meter where account_id = ? and meter = ? and ${names.map((name) => `${name} = ?`).join(' and ')}`, [accountId, meter, ...values]);
  if (right.length > 0) return [];
  await tx.run(
    `insert into account_meter (account_id, meter, ${names.join(', ')}) values (?, ?, ${names.map(() => '?').join(', ')})
     on conflict (account_id, meter) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [accountId, meter, ...values],
  );
  return [`meter ${meter}`];
}

async function rebuildLimits(tx: Tx, accountId: string): Promise<string[]> {
  const books = await openBooks(tx, accountId);
  const wrong: string[] = [];
  const limits = await tx.all<{ user_id: string; meter: Meter; span: LimitSpan; window_start: number; used_u: number }>('select user_id, meter, span, window_start, used_u from spend_limit where account_id = ?', [accountId]);
  for (const limit of limits) {
    const { startsAt } = windowAt(limit.span, books.anchorDay, books.now);
    const used = await usedSince(books, limit.user_id, limit.meter, startsAt);
    if (limit.window_start !== startsAt || limit.used_u === used) continue;
    await tx.run('update spend_limit set used_u = ? where account_id = ? and user_id = ? and meter = ? and span = ?', [used, accountId, limit.user_id, limit.meter, limit.span]);
    wrong.push(`limit ${limit.user_id} ${limit.meter} ${limit.span}`);
  }
  return wrong;
}
