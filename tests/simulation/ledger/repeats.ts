/** 36: one question of an account is bought once inside the window. What a question is, is read here from what was sent, not from the books. */
import { REPEAT_USUAL_MS } from '../../../lib/core/limits.ts';
import type { World } from './world.ts';

interface Bought {
  readonly charge_id: string;
  readonly resolved_at: number;
}

/** Unless the first one was given back. A restored server may have lost the answer, so nothing is said of it. */
export async function boughtOnce(world: World, accountId: string): Promise<void> {
  if (world.hasRestored) return;
  const windowMs = world.windows.get(accountId) ?? REPEAT_USUAL_MS;
  const rows = await world.database.db.all<Bought>(
    `select c.charge_id, c.resolved_at from charge c where c.account_id = ? and c.path = 'account' and c.state = 'posted' and c.reversal_of is null
       and not exists (select 1 from charge r where r.account_id = c.account_id and r.reversal_of = c.charge_id) order by c.resolved_at, c.charge_id`,
    [accountId],
  );
  const last = new Map<string, Bought>();
  for (const row of rows) {
    const question = world.questions.get(`${accountId}/${row.charge_id}`);
    if (question === undefined) continue;
    const before = last.get(question);
    if (before !== undefined && row.resolved_at - before.resolved_at < windowMs) world.broke(`36 ${accountId} bought ${question} with ${before.charge_id} and again with ${row.charge_id} ${row.resolved_at - before.resolved_at} ms later`);
    last.set(question, row);
  }
}
