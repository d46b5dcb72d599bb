import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ERASED_LIST_TIDY_BYTES, ERASE_SUBJECTS, TOMBSTONE_MS } from '../../lib/core/limits.ts';
import { hashOf } from '../canonical.ts';
import type { ServerOptions } from '../config.ts';
import { eraseSubjects, type Erasure, type NoteErased } from '../ledger/erasures.ts';
import { runJobs } from '../ledger/frame.ts';
import { MEMORY } from '../setup.ts';
import { first, type Database } from '../sql/sql.ts';

/** Outlives the database: whoever restores an older copy of it erases again what was erased since. Pseudonyms and times, nothing else. */
const listFile = (folder: string): string => join(folder, 'kiln.erased');
const lineSchema = z.tuple([z.string().min(1).max(80), z.string().min(1).max(100), z.int()]);
const lineOf = ({ accountId, subject, at }: Erasure): string => `${JSON.stringify([accountId, subject, at])}\n`;

/**
 * Adds erasures to the lists of these folders, in turn: what is added while a list is tidied would be lost.
 * @throws when the first cannot be written; the others, such as a folder of backups that is away, may fail
 */
export function erasedLists([main, ...others]: readonly [string, ...string[]]): NoteErased {
  let last: Promise<unknown> = Promise.resolve();
  return (erasures) => {
    const text = erasures.map(lineOf).join('');
    const added = last.then(async () => {
      await append(main, text);
      for (const folder of others) await append(folder, text).catch(() => undefined);
    });
    last = added.catch(() => undefined);
    return added;
  };
}

/** Where a server with these options writes erasures down: a database in memory is restored by nobody. */
export const notesOfErasures = ({ dataDir, backupDir }: Pick<ServerOptions, 'dataDir' | 'backupDir'>): NoteErased =>
  dataDir === MEMORY ? () => Promise.resolve() : erasedLists([dataDir, ...(backupDir === undefined ? [] : [backupDir])]);

async function append(folder: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(listFile(folder), 'a', 0o600);
  try {
    await handle.appendFile(text);
    await handle.sync();
    // Each time that it has grown by so much: what a list has to hold may be longer than that.
    const { size } = await handle.stat();
    if (Math.floor(size / ERASED_LIST_TIDY_BYTES) === Math.floor((size - Buffer.byteLength(text)) / ERASED_LIST_TIDY_BYTES)) return;
  } finally {
    await handle.close();
  }
  await tidy(folder);
}

/** A list without what is twice in it, and what no backup that is kept can know any more. Whole or not at all. */
async function tidy(folder: string): Promise<void> {
  const lines = await readList(folder);
  const newest = Math.max(0, ...lines.map(({ at }) => at));
  const path = `${listFile(folder)}.new`;
  const handle = await open(path, 'w', 0o600);
  await handle.writeFile(lines.filter(({ at }) => at >= newest - TOMBSTONE_MS).map(lineOf).join(''));
  await handle.sync();
  await handle.close();
  await rename(path, listFile(folder));
}

/** What a list says, each lead once; a line that broke off is none. */
async function readList(folder: string): Promise<Erasure[]> {
  const text = await readFile(listFile(folder), 'utf8').catch(() => '');
  const found = new Map<string, Erasure>();
  for (const line of text.split('\n')) {
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
 * Erases in a restored database what the lists of these folders, and the database from before, know to be erased. Safe at any time.
 * @returns how many leads that were
 */
export async function eraseAgain(db: Database, folders: readonly string[], known: readonly Erasure[] = []): Promise<number> {
  const lists = await Promise.all([...new Set(folders)].map(readList));
  const byAccount = new Map<string, Set<string>>();
  for (const { accountId, subject } of [...known, ...lists.flat()]) byAccount.set(accountId, (byAccount.get(accountId) ?? new Set()).add(subject));
  let erased = 0;
  for (const [accountId, subjects] of byAccount) {
    if ((await first(db, 'select account_id from account where account_id = ?', [accountId])) === undefined) continue;
    for (const part of partsOf([...subjects])) {
      // No value moves, so a stopped account is no hindrance.
      const [n] = await db.transaction((tx) => runJobs(tx, accountId, [{ whileFrozen: 'runs', charges: [], questions: [], work: (books) => eraseSubjects(books, () => Promise.resolve(), part, { actor: 'operator', id: `restore.${books.epoch}.${hashOf(part)}` }) }]));
      erased += Number(n);
    }
  }
  return erased;
}

function partsOf(subjects: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < subjects.length; at += ERASE_SUBJECTS) parts.push(subjects.slice(at, at + ERASE_SUBJECTS));
  return parts;
}
