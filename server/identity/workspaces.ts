import { USER_WORKSPACES } from '../../lib/core/identity-limits.ts';
import { addPlan, createAccount } from '../ledger/accounts.ts';
import { FIRST_PLAN } from '../price-book.ts';
import { one, type Database } from '../sql/sql.ts';
import { audit } from '../audit.ts';
import type { Actor, Role, Workspace } from './ports.ts';

export interface Workspaces {
  of(userId: string): Promise<readonly Workspace[]>;
  /** With books of its own and the first plan; the maker is its admin. Null when the person has too many. */
  create(userId: string, name: string): Promise<string | null>;
  rename(by: Actor, name: string): Promise<void>;
}

export function createWorkspaces(db: Database, newId: () => string): Workspaces {
  return {
    async of(userId) {
      const rows = await db.all<{ account_id: string; name: string; role: Role }>(
        'select m.account_id, a.name, m.role from member m join account a on a.account_id = m.account_id where m.user_id = ? and m.removed_at is null order by lower(a.name), m.account_id', [userId]);
      return rows.map((row) => ({ accountId: row.account_id, name: row.name, role: row.role }));
    },
    create: (userId, name) =>
      db.transaction(async (tx) => {
        const { n } = await one<{ n: number }>(tx, 'select count(*) as n from member where user_id = ? and removed_at is null', [userId]);
        if (n >= USER_WORKSPACES) return null;
        const accountId = newId();
        await addPlan(tx, FIRST_PLAN);
        await createAccount(tx, { accountId, name, planId: FIRST_PLAN.planId, planVersion: FIRST_PLAN.version });
        await tx.run(`insert into member (account_id, user_id, role, created_at) values (?, ?, 'admin', kiln_now())`, [accountId, userId]);
        await audit(tx, accountId, { actor: userId, action: 'workspace.created', target: name });
        return accountId;
      }),
    rename: (by, name) =>
      db.transaction(async (tx) => {
        await tx.run('update account set name = ? where account_id = ?', [name, by.accountId]);
        await audit(tx, by.accountId, { actor: by.userId, action: 'workspace.renamed', target: name });
      }),
  };
}
