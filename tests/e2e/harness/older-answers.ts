/** Answers of the account as if they had been bought earlier: a second connection to its database, as another process of it would have. */
import { DatabaseSync } from 'node:sqlite';

/** Everything that was bought so far is older by so many milliseconds. @throws when nothing was bought */
export function makeAnswersOlder(path: string, ms: number): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('pragma busy_timeout = 5000');
    const { changes } = db.prepare(`update charge set resolved_at = resolved_at - ? where state = 'posted' and path = 'account'`).run(ms);
    if (Number(changes) === 0) throw new Error('nothing was bought');
  } finally {
    db.close();
  }
}
