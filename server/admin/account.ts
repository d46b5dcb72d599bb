import { periodAt, type Period } from '../../lib/domain/ledger/period.ts';
import { first, one, type Sql } from '../sql/sql.ts';
import { dayOf } from './days.ts';

export interface PlanFacts {
  readonly planId: string;
  readonly version: number;
  readonly name: string;
  readonly actions: number;
  readonly credits: number;
}
export interface AccountFacts {
  readonly accountId: string;
  readonly name: string;
  readonly plan: PlanFacts;
  readonly anchorDay: number;
  readonly isFrozen: boolean;
  /** How long an answer is given again, free; 0 = never. */
  readonly repeatMs: number;
  readonly createdAt: number;
  /** The database's clock. */
  readonly now: number;
  readonly period: Period;
}

export async function accountFacts(sql: Sql, accountId: string): Promise<AccountFacts> {
  const row = await one<{ name: string; state: string; anchor_day: number; created_at: number; plan_id: string; plan_version: number; plan_name: string; repeat_ms: number; actions_u: number; credits_u: number; now: number }>(
    sql,
    `select a.name, a.state, a.anchor_day, a.created_at, a.plan_id, a.plan_version, a.repeat_ms, p.name as plan_name, p.actions_u, p.credits_u, kiln_now() as now
     from account a join plan p on p.plan_id = a.plan_id and p.version = a.plan_version where a.account_id = ?`,
    [accountId],
  );
  return {
    accountId,
    name: row.name,
    plan: { planId: row.plan_id, version: row.plan_version, name: row.plan_name, actions: row.actions_u, credits: row.credits_u },
    anchorDay: row.anchor_day,
    isFrozen: row.state === 'frozen',
    repeatMs: row.repeat_ms,
    createdAt: row.created_at,
    now: row.now,
    period: periodAt(row.anchor_day, row.now),
  };
}

/** Whole days, the last one included. */
export interface DayRange {
  readonly fromDay: number;
  readonly toDay: number;
}
/** The days that a page was asked for. */
export interface AskedRange extends DayRange {
  /** Which ready-made range it is, if it is one. */
  readonly preset: 'month' | 'last' | 'year' | null;
  /** Said when the days could not be used as they were asked for. */
  readonly wrong: string | null;
}

/** The days of a plan month so far, or all of one that is over. Months begin and end at midnight UTC. */
export const daysOf = (period: Period, now: number): DayRange => ({ fromDay: dayOf(period.startsAt), toDay: Math.min(dayOf(period.endsAt) - 1, Math.max(dayOf(now), dayOf(period.startsAt))) });

/** The newest version of every plan that can be chosen, the smallest first. */
export const plans = async (sql: Sql): Promise<PlanFacts[]> =>
  (await sql.all<{ plan_id: string; version: number; name: string; actions_u: number; credits_u: number }>(
    'select p.plan_id, p.version, p.name, p.actions_u, p.credits_u from plan p where p.version = (select max(v.version) from plan v where v.plan_id = p.plan_id) order by p.actions_u, p.credits_u, p.plan_id',
  )).map((row) => ({ planId: row.plan_id, version: row.version, name: row.name, actions: row.actions_u, credits: row.credits_u }));

/** The plan that the next month begins with, if a change waits for it. */
export async function waitingPlan(sql: Sql, accountId: string): Promise<PlanFacts | null> {
  const row = await first<{ plan_id: string; version: number; name: string; actions_u: number; credits_u: number }>(
    sql,
    `select p.plan_id, p.version, p.name, p.actions_u, p.credits_u from plan_change c join plan p on p.plan_id = c.plan_id and p.version = c.plan_version
     where c.account_id = ? and c.state = 'waiting' order by c.asked_at desc, c.change_id desc limit 1`,
    [accountId],
  );
  return row === undefined ? null : { planId: row.plan_id, version: row.version, name: row.name, actions: row.actions_u, credits: row.credits_u };
}

/** The account whose admins run this server: prices are the same for all accounts, so only they change them. Null before there is one. */
export async function operatorAccount(sql: Sql): Promise<string | null> {
  const row = await first<{ v: string }>(sql, `select v from server_meta where k = 'first_owner'`);
  const accountId = row === undefined ? undefined : (JSON.parse(row.v) as { accountId?: unknown }).accountId;
  return typeof accountId === 'string' ? accountId : null;
}
