import type { Label } from '../../lib/contracts/account-labels.ts';
import { LABELS } from '../../lib/core/run-limits.ts';
import { insertMany } from '../sql/bulk.ts';
import { one, type Database, type Sql } from '../sql/sql.ts';

/** What the devices of a workspace call its tables and waterfalls. */
export const labelsOf = (sql: Sql, accountId: string): Promise<Label[]> => sql.all<Label>('select kind, ref, name from made_for_label where account_id = ? order by kind, ref limit ?', [accountId, LABELS]);

/** Keeps the names that one device has now: those it told earlier and tells no more are gone. The last one told counts; of more than a workspace may have, those that were told longest ago go. */
export const putLabels = (db: Database, { accountId, deviceId }: { readonly accountId: string; readonly deviceId: string }, labels: readonly Label[]): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.all(`select account_id from account where account_id = ?${tx.lock}`, [accountId]);
    const { now } = await one<{ now: number }>(tx, 'select kiln_now() as now');
    await tx.run('delete from made_for_label where account_id = ? and device_id = ?', [accountId, deviceId]);
    await insertMany(
      tx,
      'insert into made_for_label (account_id, kind, ref, name, device_id, told_at)',
      [...new Map(labels.map((label) => [`${label.kind} ${label.ref}`, label])).values()].map(({ kind, ref, name }) => [accountId, kind, ref, name, deviceId, now]),
      'on conflict (account_id, kind, ref) do update set name = excluded.name, device_id = excluded.device_id, told_at = excluded.told_at',
    );
    await tx.run(
      `delete from made_for_label where account_id = ? and (kind, ref) not in
        (select kind, ref from made_for_label where account_id = ? order by told_at desc, kind, ref limit ?)`,
      [accountId, accountId, LABELS],
    );
  });
