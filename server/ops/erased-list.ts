import { mkdir, open, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ERASE_SUBJECTS, TOMBSTONE_MS } from '../../lib/core/limits.ts';
import { hashOf } from '../canonical.ts';
import type { ServerOptions } from '../config.ts';
import { eraseSubjects, type Erasure, type NoteErased } from '../ledger/erasures.ts';
import { runJobs } from '../ledger/frame.ts';
import { MEMORY } from '../setup.ts';
import { first, type Database } from '../sql/sql.ts';

/**
 * Outlives the database: whoever restores an older copy of it erases again what was erased since. Pseudonyms and times, nothing else.
 * A file for each day, which is only added to: processes that share the folder lose no line of one another, and a day that is over for all
 * tombstones is deleted as a whole.
 */
const listFolder = (folder: string): string => join(folder, 'kiln.erased');
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const lineSchema = z.tuple([z.string().min(1).max(80), z.string().min(1).max(100), z.int()]);
const lineOf = ({ accountId, subject, at }: Erasure): string => `${JSON.stringify([accountId, subject, at])}\n`;

/**
 * Adds erasures to the lists of these folders.
 * @throws when the first cannot be written; the others, such as a folder of backups that is away, may fail
 */
export function erasedLists([main, ...others]: readonly [string, ...string[]]): NoteErased {
  return async (erasures) => {
    await append(main, erasures);
    for (const folder of others) await append(folder, erasures).catch(() => undefined);
  };
}

/** Where a server with these options keeps lists of what was erased: a database in memory is restored by nobody. */
const foldersOf = ({ dataDir, backupDir }: Folders): readonly string[] => (dataDir === MEMORY ? [] : [dataDir, ...(backupDir === undefined ? [] : [backupDir])]);
type Folders = Pick<ServerOptions, 'dataDir' | 'backupDir'>;

/** Writes erasures down beside the database and beside its backups. */
export function notesOfErasures(options: Folders): NoteErased {
  const [main, ...others] = foldersOf(options);
  return main === undefined ? () => Promise.resolve() : erasedLists([main, ...others]);
}

async function append(folder: string, erasures: readonly Erasure[]): Promise<void> {
  await mkdir(listFolder(folder), { recursive: true, mode: 0o700 });
  for (const day of new Set(erasures.map(({ at }) => dayOf(at)))) {
    const handle = await open(join(listFolder(folder), day), 'a', 0o600);
    try {
      // A line of its own, also after one that broke off.
      await handle.appendFile(`\n${erasures.filter(({ at }) => dayOf(at) === day).map(lineOf).join('')}`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** Deletes the days of which no device has to learn any more. A folder that is away is left for the next time. */
export async function tidyErased(options: Folders, now: number): Promise<void> {
  for (const folder of foldersOf(options).map(listFolder)) {
    for (const day of await daysIn(folder)) if (Date.parse(day) + DAY_MS <= now - TOMBSTONE_MS) await rm(join(folder, day), { force: true }).catch(() => undefined);
  }
}
const daysIn = (folder: string): Promise<string[]> => readdir(folder).then((names) => names.filter((name) => DAY.test(name)), () => []);

/** What a list says, each lead once; a line that broke off is none. */
async function readList(folder: string): Promise<Erasure[]> {
  const found = new Map<string, Erasure>();
  const texts: string[] = [];
  for (const day of await daysIn(listFolder(folder))) texts.push(await readFile(join(listFolder(folder), day), 'utf8'));
  for (const line of texts.join('\n').split('\n')) {
    const parsed = lineSchema.safeParse(parseLine(line));
    if (!parsed.success) continue;
    const [accountId, subject, at] = parsed.data;
    found.set(`${accountId} ${subject}`, { accountId, subject, at });
  }
  return [...found.values()];
}
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The erasures that a database knows; none when it is away, or older than they are. */
export const erasedIn = (db: Database): Promise<Erasure[]> =>
  db.all<{ account_id: string; subject: string; at: number }>('select account_id, subject, at from erased_subject').then(
    (rows) => rows.map((row) => ({ accountId: row.account_id, subject: row.subject, at: row.at })),
    () => [],
  );

/**
 * Erases in a restored database what the lists of these folders, and the database from before, know to be erased. Safe at any time. An
 * account in which it fails keeps no other one from it.
 * @returns how many leads that were
 * @throws at the end, with the accounts in which it failed
 */
export async function eraseAgain(db: Database, folders: readonly string[], known: readonly Erasure[] = []): Promise<number> {
  const lists = await Promise.all([...new Set(folders)].map(readList));
  const byAccount = new Map<string, Set<string>>();
  for (const { accountId, subject } of [...known, ...lists.flat()]) byAccount.set(accountId, (byAccount.get(accountId) ?? new Set()).add(subject));
  let erased = 0;
  const failed = new Map<string, unknown>();
  for (const [accountId, subjects] of byAccount) {
    try {
      erased += await eraseIn(db, accountId, [...subjects]);
    } catch (error) {
      failed.set(accountId, error);
    }
  }
  if (failed.size === 0) return erased;
  throw new AggregateError([...failed.values()], `Everything else is done, but in these accounts leads that were erased are there again: ${[...failed].map(([accountId, error]) => `${accountId} (${error instanceof Error ? error.message : 'unknown'})`).join(', ')}. Mend them and run "epoch".`);
}

async function eraseIn(db: Database, accountId: string, subjects: readonly string[]): Promise<number> {
  if ((await first(db, 'select account_id from account where account_id = ?', [accountId])) === undefined) return 0;
  let erased = 0;
  for (const part of partsOf(subjects)) {
    // On a stopped account too: there no value moves with it.
    const [n] = await db.transaction((tx) => runJobs(tx, accountId, [{ whileFrozen: 'runs', charges: [], questions: [], work: (books) => eraseSubjects(books, () => Promise.resolve(), part, { actor: 'operator', id: `restore.${books.epoch}.${hashOf(part)}` }) }]));
    erased += Number(n);
  }
  return erased;
}

function partsOf(subjects: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < subjects.length; at += ERASE_SUBJECTS) parts.push(subjects.slice(at, at + ERASE_SUBJECTS));
  return parts;
}
