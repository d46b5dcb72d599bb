import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { raiseEpoch, readEpoch } from '../ledger/epoch.ts';
import type { Database } from '../sql/sql.ts';

const epochSchema = z.coerce.number().int().min(1);
/** Holds the highest epoch that was ever given; it outlives the database. */
const epochFile = (folder: string): string => join(folder, 'kiln.epoch');

/** The highest epoch that the files of these folders know of; 0 when there is none. */
async function highestEpoch(folders: readonly string[]): Promise<number> {
  const known = await Promise.all(folders.map(async (folder) => epochSchema.safeParse((await readFile(epochFile(folder), 'utf8').catch(() => '')).trim()).data ?? 0));
  return Math.max(0, ...known);
}

/**
 * Raises the ledger's epoch above every one that was ever given, and writes it down first: were it used before it is written, a lost
 * database would let it be given a second time, and answers of two histories would look like one.
 * @param folders the first must take the file; the others, such as a folder of backups that is only read, may refuse it
 */
export async function raiseNotedEpoch(db: Database, folders: readonly [string, ...string[]], before = 0): Promise<number> {
  const next = Math.max(before, await highestEpoch(folders), await readEpoch(db)) + 1;
  const [main, ...others] = folders;
  await writeEpoch(main, next);
  for (const folder of others) await writeEpoch(folder, next).catch(() => undefined);
  return raiseEpoch(db, next);
}

/** Whole or not at all. */
async function writeEpoch(folder: string, epoch: number): Promise<void> {
  const path = epochFile(folder);
  const handle = await open(`${path}.new`, 'w', 0o600);
  await handle.writeFile(`${epoch}\n`);
  await handle.sync();
  await handle.close();
  await rename(`${path}.new`, path);
}
