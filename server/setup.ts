import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidV7 } from '../lib/core/ids.ts';
import type { ServerOptions } from './config.ts';
import { addPlan, createAccount } from './ledger/accounts.ts';
import { FIRST_PLAN, PLANS } from './price-book.ts';
import { openPostgres } from './sql/postgres.ts';
import { one, type Database } from './sql/sql.ts';
import { openSqlite } from './sql/sqlite.ts';
import { parseKeks } from './vault/vault.ts';

export const MEMORY = ':memory:';
export const newId = (): string => uuidV7(Date.now(), randomBytes(16));

/** Where the embedded database is. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'kiln.sqlite');

/** The database that the options name; its folder is made when it is missing. */
export async function openDatabase(options: Pick<ServerOptions, 'databaseUrl' | 'dataDir'>, now: () => number = Date.now): Promise<Database> {
  if (options.databaseUrl !== undefined) return openPostgres(options.databaseUrl);
  if (options.dataDir === MEMORY) return openSqlite({ path: MEMORY, now });
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const path = databaseFile(options.dataDir);
  // Made before SQLite makes it, which would let others of the machine read it; its journals take over the mode.
  await (await open(path, 'a', 0o600)).close();
  return openSqlite({ path, now });
}

/** Where the key-encryption keys are when they are not given by the environment. */
export const kekFile = (dataDir: string): string => join(dataDir, 'kiln.kek');
export type Keks = readonly [Buffer, ...Buffer[]];

/** The key-encryption keys, the current one first: given, or from the key file, or a new one in a new key file. `madeAt` names a file made just now. */
export async function loadKeks(options: Pick<ServerOptions, 'kek' | 'dataDir'>): Promise<{ readonly keks: Keks; readonly madeAt?: string }> {
  if (options.kek !== undefined) return { keks: parseKeks(options.kek) };
  if (options.dataDir === MEMORY) return { keks: [randomBytes(32)] };
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const path = kekFile(options.dataDir);
  try {
    await writeFile(path, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { keks: parseKeks(await readFile(path, 'utf8')) };
  }
  return { keks: parseKeks(await readFile(path, 'utf8')), madeAt: path };
}

export interface Owner {
  readonly accountId: string;
  readonly userId: string;
  /** Made by this call. */
  readonly isNew: boolean;
}

/** The first workspace and its admin, made once. Processes that start together agree on one. */
export const firstWorkspace = (db: Database, owner: ServerOptions['owner']): Promise<Owner> =>
  db.transaction(async (tx) => {
    for (const plan of PLANS) await addPlan(tx, plan);
    const [accountId, userId] = [newId(), newId()];
    const isNew = (await tx.run(`insert into server_meta (k, v) values ('first_owner', ?) on conflict (k) do nothing`, [JSON.stringify({ accountId, userId })])) === 1;
    if (!isNew) {
      const known = JSON.parse((await one<{ v: string }>(tx, `select v from server_meta where k = 'first_owner'`)).v) as { accountId: string; userId: string };
      return { ...known, isNew };
    }
    await createAccount(tx, { accountId, name: owner.workspace, planId: FIRST_PLAN.planId, planVersion: FIRST_PLAN.version });
    // Who runs the server has said whose address it is, and hands over the first link.
    await tx.run('insert into app_user (user_id, email, name, email_verified, created_at) values (?, ?, ?, 1, kiln_now())', [userId, owner.email.toLowerCase(), owner.name]);
    await tx.run(`insert into member (account_id, user_id, role, created_at) values (?, ?, 'admin', kiln_now())`, [accountId, userId]);
    return { accountId, userId, isNew };
  });
