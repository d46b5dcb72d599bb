/** The databases of the ledger's benchmark, as durable as in production, with as many accounts as asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { addPriceBook } from '../../../server/ledger/price-books.ts';
import { addPlan, createAccount } from '../../../server/ledger/accounts.ts';
import { createReceipts } from '../../../server/ledger/receipts.ts';
import { createLedgerStore } from '../../../server/ledger/sql-store.ts';
import type { LedgerStore } from '../../../server/ledger/store.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';
import { migrate } from '../../../server/sql/migrate.ts';
import { openPostgres } from '../../../server/sql/postgres.ts';
import type { Database } from '../../../server/sql/sql.ts';
import { openSqlite } from '../../../server/sql/sqlite.ts';
import { postgresProcess } from '../../conformance/postgres-process.ts';

export interface Stand {
  readonly name: string;
  readonly db: Database;
  readonly store: LedgerStore;
  /** Moves the clock of every rule. */
  advance(ms: number): Promise<void>;
  /**
   * Counts what the tables hold, as PostgreSQL does by itself once a minute: until then it takes new tables for empty and a busy account
   * for one of many, and reads all of its charges to find some.
   */
  learn(): Promise<void>;
  close(): Promise<void>;
}
/** Large enough that no workload comes to its end. */
export const PLAN = { planId: 'bench', version: 1, name: 'Bench', actions: 100_000_000 * UNIT, credits: 100_000_000 * UNIT };
export const USER = 'user-bench-1';
export const EPOCH = 1;

export async function sqliteStand(): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-bench-'));
  let offset = 0;
  const db = openSqlite({ path: join(folder, 'kiln.sqlite'), now: () => Date.now() + offset });
  return finish('SQLite (WAL, synchronous=FULL)', db, async (ms) => void (offset += ms), async () => rmSync(folder, { recursive: true, force: true }));
}

export async function postgresStand(): Promise<Stand> {
  const postgres = await postgresProcess({ shared_buffers: '512MB', max_wal_size: '4GB' });
  const db = openPostgres(postgres.url);
  const [{ v } = { v: '' }] = await db.all<{ v: string }>(`select current_setting('server_version') || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') as v`);
  let offset = 0;
  return finish(`PostgreSQL ${v}`, db, async (ms) => {
    offset += ms;
    await db.run(`create or replace function kiln_now() returns bigint language sql volatile as 'select (extract(epoch from clock_timestamp()) * 1000)::bigint + ${offset}'`);
  }, () => postgres.remove(), async () => void (await db.run('analyze')));
}

async function finish(name: string, db: Database, advance: Stand['advance'], remove: () => Promise<void>, learn: Stand['learn'] = async () => undefined): Promise<Stand> {
  await migrate(db);
  const store = createLedgerStore(db, createReceipts([Buffer.alloc(32, 9)]));
  await db.transaction((tx) => addPriceBook(tx, FIRST_PRICE_BOOK));
  await db.transaction(async (tx) => {
    await addPlan(tx, PLAN);
    await tx.run('insert into app_user (user_id, email, name, created_at) values (?, ?, ?, 0)', [USER, 'bench@kiln.example', 'Bench']);
  });
  return { name, db, store, advance, learn, close: async () => { await db.close(); await remove(); } };
}

export const accountNo = (prefix: string, i: number): string => `${prefix}-${1_000_000 + i}`;
const TABLES = ['account', 'member', 'account_meter', 'lot', 'period', 'event'] as const;

/** Opens one account and copies its rows: a hundred thousand in seconds. */
export async function addAccounts({ db }: Stand, prefix: string, count: number, anchorDay = 15): Promise<void> {
  const template = `${prefix}-template`;
  await db.transaction(async (tx) => {
    await createAccount(tx, { accountId: template, name: 'Bench', planId: PLAN.planId, planVersion: PLAN.version, anchorDay });
    await tx.run(`insert into member (account_id, user_id, role, created_at) values (?, ?, 'admin', 0)`, [template, USER]);
  });
  const step = 10_000;
  for (let from = 0; from < count; from += step) {
    await db.transaction(async (tx) => {
      for (const table of TABLES) {
        const [row] = await tx.all(`select * from ${table} where account_id = ? limit 1`, [template]);
        const columns = Object.keys(row ?? {}).filter((column) => column !== 'account_id');
        await tx.run(
          `insert into ${table} (account_id, ${columns.join(', ')})
           with recursive n (i) as (select ${1_000_000 + from} union all select i + 1 from n where i < ${1_000_000 + Math.min(count, from + step) - 1})
           select '${prefix}-' || n.i, ${columns.map((column) => `t.${column}`).join(', ')} from ${table} t, n where t.account_id = '${template}'`,
        );
      }
    });
  }
  if (db.dialect === 'postgres') await db.run('analyze');
}
