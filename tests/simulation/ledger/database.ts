/** The database under the simulated servers: opened once, emptied between runs, copied and put back for a restore. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../server/sql/migrate.ts';
import { openPostgres } from '../../../server/sql/postgres.ts';
import type { Database, Row, SqlValue } from '../../../server/sql/sql.ts';
import { openSqlite } from '../../../server/sql/sqlite.ts';
import { postgresSchema } from '../../conformance/local-postgres.ts';
import type { StoreKind } from './options.ts';

export interface Backup {
  readonly tables: ReadonlyMap<string, readonly Row[]>;
}
export interface SimDatabase {
  readonly kind: StoreKind;
  readonly db: Database;
  /** Empties every table and sets the clock. */
  begin(now: () => number): Promise<void>;
  /** The database's clock is the world's: called before every deed of the timeline. */
  tick(now: number): Promise<void>;
  backup(): Promise<Backup>;
  restore(backup: Backup): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabase(kind: StoreKind): Promise<SimDatabase> {
  return kind === 'postgres' ? openOnPostgres() : openOnSqlite(kind);
}

async function openOnSqlite(kind: StoreKind): Promise<SimDatabase> {
  let clock = (): number => 0;
  const folder = kind === 'sqlite' ? mkdtempSync(join(tmpdir(), 'kiln-sim-')) : null;
  const db = openSqlite({ path: folder === null ? ':memory:' : join(folder, 'kiln.db'), now: () => clock() });
  await migrate(db);
  const tables = await inOrder(db, (await db.all<{ name: string }>(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)).map(({ name }) => name), async (name) =>
    (await db.all<{ table: string }>(`select "table" from pragma_foreign_key_list('${name}')`)).map((row) => row.table));
  return {
    kind, db, ...copying(db, tables),
    begin: async (now) => {
      clock = now;
      await empty(db, tables);
    },
    tick: async () => undefined,
    async close() {
      await db.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The clock is the last value of a sequence: changed outside of transactions, and seen by all at once. */
const SIM_CLOCK = [
  `create sequence sim_clock`,
  `create or replace function kiln_now() returns bigint language sql volatile as 'select last_value from sim_clock'`,
];

async function openOnPostgres(): Promise<SimDatabase> {
  const server = await postgresSchema();
  const db = openPostgres(server.url);
  await migrate(db);
  for (const statement of SIM_CLOCK) await db.run(statement);
  const names = (await db.all<{ name: string }>(`select tablename as name from pg_tables where schemaname = current_schema() order by tablename`)).map(({ name }) => name);
  const tables = await inOrder(db, names, async (name) =>
    (await db.all<{ to: string }>(`select confrelid::regclass::text as to from pg_constraint where contype = 'f' and conrelid = ?::regclass`, [name])).map(({ to }) => to));
  let set = -1;
  const tick = async (now: number): Promise<void> => {
    if (now === set) return;
    set = now;
    await db.all('select setval(?, ?)', ['sim_clock', now]);
  };
  return {
    kind: 'postgres', db, ...copying(db, tables), tick,
    async begin(now) {
      await empty(db, tables);
      await tick(now());
    },
    async close() {
      await db.close();
      await server.stop();
    },
  };
}

/** Tables such that each comes after those that it refers to. */
async function inOrder(_db: Database, names: readonly string[], refersTo: (name: string) => Promise<string[]>): Promise<string[]> {
  const needs = new Map<string, string[]>();
  for (const name of names) if (name !== 'schema_version') needs.set(name, (await refersTo(name)).filter((one) => one !== name));
  const ordered: string[] = [];
  while (ordered.length < needs.size) {
    const next = [...needs].filter(([name, on]) => !ordered.includes(name) && on.every((one) => ordered.includes(one) || !needs.has(one)));
    if (next.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...next.map(([name]) => name).sort());
  }
  return ordered;
}

const empty = (db: Database, tables: readonly string[]): Promise<void> =>
  db.transaction(async (tx) => {
    for (const table of [...tables].reverse()) await tx.run(`delete from ${table}`);
  });

const copying = (db: Database, tables: readonly string[]): Pick<SimDatabase, 'backup' | 'restore'> => ({
  backup: () =>
    db.transaction(async (tx) => {
      const copy = new Map<string, readonly Row[]>();
      for (const table of tables) copy.set(table, await tx.all(`select * from ${table}`));
      return { tables: copy };
    }),
  restore: ({ tables: copy }) =>
    db.transaction(async (tx) => {
      for (const table of [...tables].reverse()) await tx.run(`delete from ${table}`);
      for (const table of tables) {
        for (const row of copy.get(table) ?? []) {
          const columns = Object.keys(row);
          await tx.run(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`, Object.values(row) satisfies SqlValue[]);
        }
      }
    }),
});
