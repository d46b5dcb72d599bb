import { one, type Sql } from '../sql/sql.ts';

/** The epoch as an expression: read with the account's row, so that a process cannot miss a restore under its feet. */
export const EPOCH_SQL = `coalesce((select cast(v as bigint) from server_meta where k = 'ledger_epoch'), 1)`;

export const readEpoch = async (sql: Sql): Promise<number> => (await one<{ epoch: number }>(sql, `select ${EPOCH_SQL} as epoch`)).epoch;

/**
 * Says that history may have been lost: to be called once after every restore from a backup, before the first request.
 * Requests stamped with an older epoch are refused, open holds are parked, devices send again what the backup does not know.
 * @param least the new epoch, unless the ledger had reached it
 */
export async function raiseEpoch(sql: Sql, least = 2): Promise<number> {
  await sql.run(
    `insert into server_meta (k, v) values ('ledger_epoch', ?) on conflict (k) do update set v =
       case when cast(server_meta.v as bigint) < cast(excluded.v as bigint) then excluded.v else cast(cast(server_meta.v as bigint) + 1 as text) end`,
    [String(least)],
  );
  return readEpoch(sql);
}
