import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerOptions } from '../config.ts';
import { kekFile, loadKeks, openDatabase } from '../setup.ts';
import { migrate, newestVersion } from '../sql/migrate.ts';
import { checkKek, parseKeks, rewrapKeys } from '../vault/vault.ts';
import { accountDeed } from './account.ts';
import { backupName, restoreBackup, takeBackup } from './backup.ts';
import { checkBooks } from './check-books.ts';
import { restoreDrill } from './drill.ts';
import { raiseNotedEpoch } from './epoch-file.ts';
import { eraseAgain } from './erased-list.ts';
import type { Database } from '../sql/sql.ts';

type Operation = (args: readonly string[], options: ServerOptions, say: (line: string) => void) => Promise<void>;

/** Operations of the program besides serving; each is for the operator at a shell. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  migrate: (_args, options, say) =>
    withDatabase(options, async (db) => {
      await migrate(db);
      say(`The schema is at version ${newestVersion()}.`);
    }),
  check: (_args, options, say) =>
    withDatabase(options, async (db) => {
      const found = await checkBooks(db);
      for (const finding of found) say(`NOT RIGHT: ${finding}`);
      if (found.length > 0) throw new Error(`The books do not add up in ${found.length} ways.`);
      say('The books add up.');
    }),
  backup: async (args, options, say) => {
    const file = args[0] ?? join(options.backupDir ?? join(options.dataDir, 'backups'), backupName(new Date(), options));
    const note = await takeBackup(options, file);
    say(`Backed up ${note.bytes} bytes to ${file} (schema ${note.schema}, epoch ${note.ledgerEpoch}). The keys are not in it: keep kiln.kek and kiln.receipts elsewhere.`);
  },
  restore: async (args, options, say) => {
    const [file] = args;
    if (file === undefined) throw new Error('Say which backup: restore <file>.');
    const { note, ledgerEpoch, kept, erased } = await restoreBackup(options, file, options.backupDir === undefined ? [] : [options.backupDir]);
    say(`Restored the backup of ${note.takenAt}. The ledger's epoch is now ${ledgerEpoch}: devices send again what it does not know.${erased === 0 ? '' : ` ${erased} leads that were erased since are erased in it as well.`}${kept === null ? '' : ` The database from before is kept as ${kept}.`}`);
  },
  /** After a restore by other means, such as point-in-time recovery. */
  epoch: (_args, options, say) =>
    withDatabase(options, async (db) => {
      await migrate(db);
      say(`The ledger's epoch is now ${await raiseNotedEpoch(db, [options.dataDir])}.`);
      const erased = await eraseAgain(db, [options.dataDir, ...(options.backupDir === undefined ? [] : [options.backupDir])]);
      if (erased > 0) say(`${erased} leads that were erased since are erased in it as well.`);
    }),
  drill: async (_args, options, say) => {
    const report = await restoreDrill(options);
    say(`Backup ${report.note.bytes} bytes in ${report.backupMs} ms, restored and epoch ${report.ledgerEpoch} in ${report.restoreMs} ms: ${report.accounts} accounts, ${report.charges} charges.`);
    for (const finding of report.findings) say(`NOT RIGHT: ${finding}`);
    if (report.findings.length > 0) throw new Error('The drill failed.');
    say('The drill passed: the books of the restored copy add up, and it has whatever it would let devices forget. Nothing was told to them.');
  },
  kek: (args, options, say) => kek(args[0], options, say),
  account: ([deed, accountId], options, say) => withDatabase(options, (db) => accountDeed(db, deed, accountId, say)),
};

async function withDatabase(options: ServerOptions, work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openDatabase(options);
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

/** Rotation without a pause: add a new key, restart the servers, wrap, take the old ones away, restart again. */
async function kek(deed: string | undefined, options: ServerOptions, say: (line: string) => void): Promise<void> {
  const { keks } = await loadKeks(options);
  const isFile = options.kek === undefined;
  if (deed === 'new') {
    const made = randomBytes(32).toString('base64');
    if (!isFile) return say(`Put this key in front of KILN_KEK, with a comma between, on every server, and restart them:\n${made}`);
    await writeKeks(options.dataDir, [made, ...(await readFile(kekFile(options.dataDir), 'utf8')).split(/[\s,]+/).filter((one) => one !== '')]);
    return say('Added a new key in front of the key file. Keep a copy of the file, restart the server, then: kek wrap.');
  }
  if (deed === 'wrap') {
    return withDatabase(options, async (db) => {
      await checkKek(db, ...keks);
      say(`Wrapped ${await rewrapKeys(db, ...keks)} keys by the first key-encryption key. Older ones are of no more use: kek done.`);
    });
  }
  if (deed !== 'done') throw new Error('Say: kek new, kek wrap, kek done.');
  return withDatabase(options, async (db) => {
    await checkKek(db, keks[0]);
    if (!isFile) return say('Nothing needs the older keys. Take them out of KILN_KEK and restart the servers.');
    const [first = ''] = (await readFile(kekFile(options.dataDir), 'utf8')).split(/[\s,]+/).filter((one) => one !== '');
    await writeKeks(options.dataDir, [first]);
    return say('Took the older keys out of the key file. Backups from before need them: keep their copies as long as those backups.');
  });
}

/** Whole or not at all. @throws when a line is no key */
async function writeKeks(dataDir: string, lines: readonly string[]): Promise<void> {
  parseKeks(lines.join('\n'));
  const path = kekFile(dataDir);
  const handle = await open(`${path}.new`, 'w', 0o600);
  await handle.writeFile(`${lines.join('\n')}\n`);
  await handle.sync();
  await handle.close();
  await rename(`${path}.new`, path);
}
