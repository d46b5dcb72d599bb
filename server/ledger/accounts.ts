import { METERS } from '../../lib/domain/ledger/amount.ts';
import { one, type Tx } from '../sql/sql.ts';
import { withBooks } from './frame.ts';
import type { NewAccount } from './store.ts';

/** Opens the books of a new account and gives it its first month. A known account is left as it is. */
export async function createAccount(tx: Tx, account: NewAccount): Promise<void> {
  const { now } = await one<{ now: number }>(tx, 'select kiln_now() as now');
  const anchorDay = account.anchorDay ?? new Date(now).getUTCDate();
  await tx.run(
    `insert into account (account_id, name, plan_id, plan_version, anchor_day, state, seq, last_at, due_at, created_at) values (?, ?, ?, ?, ?, 'open', 0, ?, 0, ?)
     on conflict (account_id) do nothing`,
    [account.accountId, account.name, account.planId, account.planVersion, anchorDay, now, now],
  );
  for (const meter of METERS) {
    await tx.run(
      `insert into account_meter (account_id, meter, available_u, leased_u, held_u, spent_u, expired_u, deficit_u) values (?, ?, 0, 0, 0, 0, 0, 0)
       on conflict (account_id, meter) do nothing`,
      [account.accountId, meter],
    );
  }
  await withBooks(tx, account.accountId, async () => undefined);
}

/** Plans are immutable: a change is a new version. */
export async function addPlan(tx: Tx, plan: { readonly planId: string; readonly version: number; readonly name: string; readonly actions: number; readonly credits: number }): Promise<void> {
  await tx.run('insert into plan (plan_id, version, name, actions_u, credits_u) values (?, ?, ?, ?, ?) on conflict (plan_id, version) do nothing', [plan.planId, plan.version, plan.name, plan.actions, plan.credits]);
}
