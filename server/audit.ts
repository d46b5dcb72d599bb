import { randomUUID } from 'node:crypto';
import type { Sql } from './sql/sql.ts';
import { tellOfMember } from './webhooks/outbox.ts';

interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  /** The same deed under the same id is written once; without it the id is new. */
  readonly id?: string;
}
const TARGET_CHARS = 200;

/**
 * One line for the workspace's admins: who did what to whom. No secret, no address of a machine. Changes of members go to the webhooks
 * that asked for them, in the same transaction.
 */
export async function audit(sql: Sql, accountId: string, { actor, action, target, id = randomUUID() }: AuditEntry): Promise<void> {
  const added = await sql.run(
    'insert into audit (audit_id, account_id, actor, action, target, at) values (?, ?, ?, ?, ?, kiln_now()) on conflict (account_id, audit_id) do nothing',
    [id, accountId, actor, action, target.slice(0, TARGET_CHARS)],
  );
  if (added === 1) await tellOfMember(sql, accountId, { actor, action, target });
}
