import type { Label } from '../../lib/contracts/account-labels.ts';
import { LABELS } from '../../lib/core/run-limits.ts';
import { insertMany } from '../sql/bulk.ts';
import type { Database, Sql } from '../sql/sql.ts';

/** What the devices of a workspace call its tables and waterfalls. */
export const labelsOf = (sql: Sql, accountId: string): Promise<Label[]> => sql.all<Label>('select kind, ref, name from made_for_label where account_id = ? order by kind, ref limit ?', [accountId, LABELS]);

/** Keeps names; the last one told counts. @returns false, and none is kept, when the workspace could then have too many */
export const putLabels = (db: Database, accountId: string, labels: readonly Label[]): Promise<boolean> =>
  db.transaction(async (tx) => {
    await tx.all(`select account_id from account where account_id = ?${tx.lock}`, [accountId]);
    const known = new Set((await labelsOf(tx, accountId)).map(nameOf));
    const told = new Map(labels.map((label) => [nameOf(label), label]));
    if (known.size + [...told.keys()].filter((name) => !known.has(name)).length > LABELS) return false;
    await insertMany(
      tx,
      'insert into made_for_label (account_id, kind, ref, name)',
      [...told.values()].map(({ kind, ref, name }) => [accountId, kind, ref, name]),
      'on conflict (account_id, kind, ref) do update set name = excluded.name',
    );
    return true;
  });
const nameOf = ({ kind, ref }: Label): string => `${kind} ${ref}`;
