import { randomUUID } from 'node:crypto';
import type { Sql } from '../sql/sql.ts';

/** One line for the workspace's admins: who did what to whom. No secret, no address of a machine. */
export async function audit(sql: Sql, accountId: string, entry: { readonly actor: string; readonly action: string; readonly target: string }): Promise<void> {
  await sql.run('insert into audit (audit_id, account_id, actor, action, target, at) values (?, ?, ?, ?, ?, kiln_now())', [randomUUID(), accountId, entry.actor, entry.action, entry.target.slice(0, 200)]);
}
