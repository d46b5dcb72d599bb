import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { BACKUPS_KEPT, BACKUP_EVERY_MS, BACKUP_RETRY_MS } from '../../lib/core/server-limits.ts';
import type { ServerOptions } from '../config.ts';
import type { Erasure } from '../ledger/erasures.ts';
import { createReceipts } from '../ledger/receipts.ts';
import { createLedgerStore } from '../ledger/sql-store.ts';
import { databaseFile, openDatabase } from '../setup.ts';
import { migrate, newestVersion } from '../sql/migrate.ts';
import { first, one, type Database } from '../sql/sql.ts';
import { raiseNotedEpoch } from './epoch-file.ts';
import { eraseAgain, erasedIn } from './erased-list.ts';
import { runPostgres } from './postgres-tools.ts';

/** Beside every backup: what it is and that it is whole. */
const noteSchema = z.object({ kind: z.enum(['sqlite', 'postgres']), schema: z.int(), ledgerEpoch: z.int(), takenAt: z.string(), bytes: z.int(), sha256: z.string().length(64) });
export type BackupNote = z.infer<typeof noteSchema>;
/** A backup signs and reads none. */
const NO_RECEIPTS = createReceipts([randomBytes(32)]);
type Where = Pick<ServerOptions, 'databaseUrl' | 'dataDir'>;

/**
 * A whole copy of the database as of one instant, taken while the server runs. Afterwards every device is told up to which of its
 * operations it may forget what it sent: those that the copy holds for certain. The key-encryption key is not in it, so that the
 * copy alone opens no secret.
 * @param isKept false for a copy that is thrown away again: the database is only read, and no device hears of it
 */
export async function takeBackup(where: Where, file: string, isKept = true): Promise<BackupNote> {
  const db = await openDatabase(where);
  const part = `${file}.part`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const token = randomBytes(12).toString('hex');
    const store = createLedgerStore(db, NO_RECEIPTS);
    // Written down first: what is noted now is in any copy that begins later.
    if (isKept) await store.noteForBackup(token);
    await rm(part, { force: true });
    // Made before the copy is: it holds everything that the database does, and is nobody else's to read.
    await (await open(part, 'wx', 0o600)).close();
    if (where.databaseUrl === undefined) await copySqlite(databaseFile(where.dataDir), part);
    else await runPostgres('pg_dump', where.databaseUrl, (url) => ['--format=custom', '--no-owner', '--no-privileges', `--file=${part}`, url]);
    const note = await describe(db, part, where.databaseUrl === undefined ? 'sqlite' : 'postgres');
    if (where.databaseUrl === undefined) checkSqlite(part, note.schema);
    else await runPostgres('pg_restore', where.databaseUrl, () => ['--list', part]);
    await flush(part);
    await writeFile(`${file}.json`, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
    await rename(part, file);
    if (isKept) await store.confirmBackup(token);
    return note;
  } finally {
    await db.close();
    await rm(part, { force: true });
  }
}

/**
 * Puts a backup in place of the database and raises the ledger's epoch: requests from before are refused, open holds are parked, and
 * devices send again what the backup does not know. What was erased since the backup is erased again, by the lists beside the database
 * and beside the backup and by what the database from before knows. The server must not run. What was there is kept beside it.
 * @param lists further folders with a list of erasures
 * @throws when the backup is not whole, is newer than this program, or somebody uses the database
 */
export async function restoreBackup(where: Where, file: string, lists: readonly string[] = []): Promise<{ readonly note: BackupNote; readonly ledgerEpoch: number; readonly kept: string | null; readonly erased: number }> {
  const note = noteSchema.parse(JSON.parse(await readFile(`${file}.json`, 'utf8')));
  if (note.kind !== (where.databaseUrl === undefined ? 'sqlite' : 'postgres')) throw new Error(`This is a backup of ${note.kind}, the options name the other database.`);
  if (note.schema > newestVersion()) throw new Error(`The backup has schema version ${note.schema}; this server knows ${newestVersion()}. Use a newer server.`);
  if ((await hashFile(file)) !== note.sha256) throw new Error('The backup is damaged: its bytes are not those that were written.');
  // An epoch that the lost database had reached must not be used again: somebody may hold answers of it.
  const before = await stateBefore(where);
  const kept = where.databaseUrl === undefined ? await replaceSqlite(where.dataDir, file, note) : await replacePostgres(where.databaseUrl, file);
  await mkdir(where.dataDir, { recursive: true, mode: 0o700 });
  const db = await openDatabase(where);
  try {
    await migrate(db);
    const ledgerEpoch = await raiseNotedEpoch(db, [where.dataDir, dirname(file)], before.epoch);
    return { note, ledgerEpoch, kept, erased: await eraseAgain(db, [where.dataDir, dirname(file), ...lists], before.erased) };
  } finally {
    await db.close();
  }
}

const COPY = /^kiln-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.(sqlite|dump)$/;
/** The hourly copies of a folder, the oldest first. One with a name of a time to come is of a clock that was ahead: it is older than all others. */
async function copiesIn(folder: string, now: Date, where: Where): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => COPY.test(name)).toSorted();
  const isToCome = (name: string): boolean => name > backupName(now, where);
  return [...names.filter(isToCome), ...names.filter((name) => !isToCome(name))];
}
/** Less than so long ago. What is still to come, by a clock that was set back, is not. */
const isWithin = (ageMs: number, ms: number): boolean => ageMs >= 0 && ageMs < ms;

/**
 * Makes a backup into the folder when its newest one is an hour old and the last one that failed is a while ago; null when it is not
 * time. The newest `kept` stay.
 */
export function hourlyBackups(where: Where, folder: string, kept = BACKUPS_KEPT): (now: Date) => Promise<BackupNote | null> {
  let failedAt = -Infinity;
  async function whenDue(now: Date): Promise<BackupNote | null> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const newest = (await copiesIn(folder, now, where)).at(-1)?.replace(COPY, '$1-$2-$3T$4:$5:$6Z');
    if (newest !== undefined && isWithin(now.getTime() - Date.parse(newest), BACKUP_EVERY_MS)) return null;
    const note = await takeBackup(where, join(folder, backupName(now, where)));
    const copies = await copiesIn(folder, now, where);
    for (const old of copies.slice(0, Math.max(0, copies.length - kept))) for (const name of [old, `${old}.json`]) await rm(join(folder, name), { force: true });
    return note;
  }
  return async (now) => {
    if (isWithin(now.getTime() - failedAt, BACKUP_RETRY_MS)) return null;
    return whenDue(now).catch((error: unknown) => {
      failedAt = now.getTime();
      throw error;
    });
  };
}

export const backupName = (at: Date, where: Where): string => `kiln-${at.toISOString().replace(/[-:]|\.\d+/g, '')}.${where.databaseUrl === undefined ? 'sqlite' : 'dump'}`;

async function copySqlite(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(source, to);
  } finally {
    source.close();
  }
}

/** @throws when SQLite finds the file damaged or of another version than it should be */
function checkSqlite(file: string, schema: number): void {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const found = copy.prepare('pragma integrity_check').get() as { integrity_check: string };
    if (found.integrity_check !== 'ok') throw new Error('The copy is damaged.');
    const { version } = copy.prepare('select max(version) as version from schema_version').get() as { version: number };
    if (version !== schema) throw new Error('The copy is of another version.');
  } finally {
    copy.close();
    // A reader of a write-ahead database makes them and may not take them away; the copy is whole without them.
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  }
}

async function describe(db: Database, file: string, kind: BackupNote['kind']): Promise<BackupNote> {
  const { schema, epoch } = await one<{ schema: number; epoch: string | null }>(db, `select (select max(version) from schema_version) as schema, (select v from server_meta where k = 'ledger_epoch') as epoch`);
  return { kind, schema, ledgerEpoch: Number(epoch ?? 1), takenAt: new Date().toISOString(), bytes: (await stat(file)).size, sha256: await hashFile(file) };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

/** What the database that is replaced knows; nothing when there is none or it cannot be read any more. */
async function stateBefore(where: Where): Promise<{ readonly epoch: number; readonly erased: readonly Erasure[] }> {
  try {
    if (where.databaseUrl === undefined) await stat(databaseFile(where.dataDir));
    const db = await openDatabase(where);
    try {
      return { epoch: Number((await first<{ v: string }>(db, `select v from server_meta where k = 'ledger_epoch'`))?.v ?? 1), erased: await erasedIn(db) };
    } finally {
      await db.close();
    }
  } catch {
    return { epoch: 0, erased: [] };
  }
}

/** @throws when another process has the database open */
function claimSqlite(file: string): void {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
  } catch {
    throw new Error('The database is in use. Stop the server first.');
  } finally {
    db.close();
  }
}

async function replaceSqlite(dataDir: string, file: string, note: BackupNote): Promise<string | null> {
  const target = databaseFile(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const exists = await stat(target).then(() => true, () => false);
  if (exists) claimSqlite(target);
  const fresh = `${target}.restoring`;
  await rm(fresh, { force: true });
  // Not `copyFile`, which would take over the mode of the file it copies.
  await pipeline(createReadStream(file), createWriteStream(fresh, { flags: 'wx', mode: 0o600 }));
  checkSqlite(fresh, note.schema);
  await flush(fresh);
  const kept = exists ? `${target}.before-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}` : null;
  // The journals belong to the old file: beside the new one they would be read into it.
  for (const end of ['', '-wal', '-shm']) if (kept !== null) await rename(`${target}${end}`, `${kept}${end}`).catch(() => undefined);
  await rename(fresh, target);
  return kept === null ? null : basename(kept);
}

async function replacePostgres(databaseUrl: string, file: string): Promise<null> {
  await runPostgres('pg_restore', databaseUrl, (url) => ['--clean', '--if-exists', '--single-transaction', '--no-owner', '--no-privileges', `--dbname=${url}`, file]);
  return null;
}
