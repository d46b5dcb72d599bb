import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerOptions } from '../config.ts';
import type { Erasure } from '../ledger/erasures.ts';
import { openDatabase } from '../setup.ts';
import { openPostgres } from '../sql/postgres.ts';
import { one, type Database } from '../sql/sql.ts';
import { backupName, restoreBackup, takeBackup, type BackupNote } from './backup.ts';
import { checkBooks } from './check-books.ts';
import { erasedIn } from './erased-list.ts';

export interface DrillReport {
  readonly note: BackupNote;
  readonly backupMs: number;
  readonly restoreMs: number;
  readonly accounts: number;
  readonly charges: number;
  readonly ledgerEpoch: number;
  /** What is not right; empty is a passed drill. */
  readonly findings: readonly string[];
}

/**
 * The whole way of an accident, beside the running server and without touching it: a backup, its restore to a scratch database, the
 * check of the books there, and that the copy has whatever it would let the devices forget. They hear of none of it: the copy is deleted.
 * @param restore for tests: something happens while it works
 */
export async function restoreDrill(options: Pick<ServerOptions, 'databaseUrl' | 'dataDir'>, restore = restoreBackup): Promise<DrillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'kiln-drill-'));
  const live = await openDatabase(options);
  const scratch = options.databaseUrl === undefined ? null : await scratchDatabase(options.databaseUrl);
  const copy = scratch === null ? { dataDir: join(folder, 'scratch') } : { dataDir: join(folder, 'scratch'), databaseUrl: scratch.url };
  try {
    const file = join(folder, backupName(new Date(), options));
    const startedAt = performance.now();
    // What a kept backup would note of each device: any copy that begins after this has it.
    const noted = await live.all<{ account_id: string; device_id: string; last_n: number }>('select account_id, device_id, last_n from device where last_n > 0');
    const note = await takeBackup(options, file, false);
    const takenAt = performance.now();
    // What is erased from now on may come too late for the lists as the restore reads them.
    const known = await erasedIn(live);
    const { ledgerEpoch } = await restore(copy, file, [options.dataDir]);
    const restoredAt = performance.now();
    const db = await openDatabase(copy);
    try {
      const there = new Map((await db.all<{ account_id: string; device_id: string; last_n: number }>('select account_id, device_id, last_n from device')).map((row) => [`${row.account_id} ${row.device_id}`, row.last_n]));
      const erased = await leftOfErased(known, db);
      const lost = noted.filter((row) => (there.get(`${row.account_id} ${row.device_id}`) ?? 0) < row.last_n);
      const [count] = await db.all<{ accounts: number; charges: number }>('select (select count(*) from account) as accounts, (select count(*) from charge) as charges');
      const findings = [...(await checkBooks(db)), ...(lost.length === 0 ? [] : [`${lost.length} devices would forget what the backup does not have`]), ...(erased === 0 ? [] : [`${erased} charges of erased leads are in the copy as if they were not`]), ...(ledgerEpoch > note.ledgerEpoch ? [] : ['the epoch was not raised'])];
      return { note, ledgerEpoch, findings, accounts: count?.accounts ?? 0, charges: count?.charges ?? 0, backupMs: Math.round(takenAt - startedAt), restoreMs: Math.round(restoredAt - takenAt) };
    } finally {
      await db.close();
    }
  } finally {
    await scratch?.drop();
    await live.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Charges of the restored copy that still name a lead which the running server knew to be erased. */
async function leftOfErased(known: readonly Erasure[], copy: Database): Promise<number> {
  let left = 0;
  for (const { accountId, subject } of known) {
    left += (await one<{ n: number }>(copy, 'select count(*) as n from charge where account_id = ? and subject = ?', [accountId, subject])).n;
  }
  return left;
}

/** A database of its own for the copy. Made and dropped in the time that it needs: either waits for the disk. */
async function scratchDatabase(url: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `kiln_drill_${Date.now()}`;
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = openPostgres(url, { statementMs: 0 });
    try {
      await admin.run(statement);
    } finally {
      await admin.close();
    }
  };
  await asAdmin(`create database ${name}`);
  const made = new URL(url);
  made.pathname = `/${name}`;
  return { url: made.href, drop: () => asAdmin(`drop database ${name} with (force)`) };
}
