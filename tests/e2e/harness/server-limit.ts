/** A cap of the account, written where the server keeps it: a second connection to its database, as another process of it would have. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

export const ledgerPathOf = (dataDir: string): string => join(dataDir, 'kiln.sqlite');

export interface ServerLimit {
  readonly meter: 'actions' | 'data_credits';
  readonly span: 'hour' | 'day' | 'month';
  /** Micro-units. */
  readonly limit: number;
}

/** Caps the whole workspace; its window begins at the next word about it. */
export function setServerLimit(path: string, { meter, span, limit }: ServerLimit): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('pragma busy_timeout = 5000');
    const account = db.prepare('select account_id from account').get() as { account_id: string };
    db.prepare(`insert into spend_limit (account_id, user_id, meter, span, limit_u, window_start, used_u, told) values (?, '', ?, ?, ?, 0, 0, 0)`).run(account.account_id, meter, span, limit);
    db.prepare('update account set limits_n = limits_n + 1 where account_id = ?').run(account.account_id);
  } finally {
    db.close();
  }
}
