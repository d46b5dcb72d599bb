import { METERS, micro, type Amounts } from '../../lib/domain/ledger/amount.ts';
import { periodAt } from '../../lib/domain/ledger/period.ts';
import { planChange } from '../../lib/domain/ledger/plan-change.ts';
import { first } from '../sql/sql.ts';
import { addLot, emit, planOf, type Books, type Plan } from './books.ts';
import type { PlanChangeInput, PlanChangeOutcome } from './store.ts';

const amountsOf = (plan: Plan): Amounts => ({ actions: micro(plan.actions_u), credits: micro(plan.credits_u) });

/** Changes the plan: more begins at once with the month's remaining share, less with the next month. A newer change replaces one that still waits. */
export async function changePlan(books: Books, input: PlanChangeInput): Promise<PlanChangeOutcome> {
  const known = await first<{ plan_id: string; plan_version: number }>(books.tx, 'select plan_id, plan_version from plan_change where account_id = ? and change_id = ?', [books.accountId, input.changeId]);
  if (known !== undefined) return known.plan_id === input.planId && known.plan_version === input.planVersion ? 'exists' : 'id_reused';
  const next = await first<Plan>(books.tx, 'select name, actions_u, credits_u from plan where plan_id = ? and version = ?', [input.planId, input.planVersion]);
  if (next === undefined) return 'unknown_plan';
  const period = periodAt(books.anchorDay, books.now);
  const change = planChange(amountsOf(await planOf(books)), amountsOf(next), period, books.now);
  await books.tx.run(`update plan_change set state = 'replaced' where account_id = ? and state = 'waiting'`, [books.accountId]);
  const isNow = change.kind === 'now';
  await books.tx.run('insert into plan_change (account_id, change_id, plan_id, plan_version, from_period, state, asked_at, applied_at) values (?, ?, ?, ?, ?, ?, ?, ?)', [
    books.accountId, input.changeId, input.planId, input.planVersion, isNow ? period.no : period.no + 1, isNow ? 'applied' : 'waiting', books.now, isNow ? books.now : null,
  ]);
  if (!isNow) return 'waiting';
  begin(books, input.planId, input.planVersion, next);
  for (const meter of METERS) {
    const amount = meter === 'actions' ? change.added.actions : change.added.credits;
    if (amount === 0) continue;
    await addLot(books, {
      lotId: `plan-${meter}-${period.no}-${input.changeId}`, meter, source: 'plan', amount, effectiveAt: books.now, expiresAt: meter === 'actions' ? period.endsAt : null, periodNo: period.no, code: 'upgrade',
    });
  }
  return 'applied';
}

/** Before a period is rolled: the change that waited for it. */
export async function applyWaitingChange(books: Books, periodNo: number): Promise<void> {
  const due = await first<{ change_id: string; plan_id: string; plan_version: number }>(
    books.tx,
    `select change_id, plan_id, plan_version from plan_change where account_id = ? and state = 'waiting' and from_period <= ? order by asked_at desc, change_id desc limit 1`,
    [books.accountId, periodNo],
  );
  if (due === undefined) return;
  await books.tx.run(`update plan_change set state = 'applied', applied_at = ? where account_id = ? and change_id = ?`, [books.now, books.accountId, due.change_id]);
  begin(books, due.plan_id, due.plan_version, null);
}

function begin(books: Books, planId: string, planVersion: number, plan: Plan | null): void {
  books.planId = planId;
  books.planVersion = planVersion;
  books.plan = plan;
  emit(books, 'plan', { actions: 0, credits: 0, code: planId.slice(0, 60) });
}
