/** Clearing up on a database that has grown: what is past its time is found by an index, and the rest is not read. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity } from '../../server/identity/identity.ts';
import { createHasher } from '../../server/identity/tokens.ts';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import type { Database, Sql, SqlValue } from '../../server/sql/sql.ts';
import { createDeliverer } from '../../server/webhooks/deliver.ts';
import { RECEIPTS, fill, type Books } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

interface Asked {
  readonly text: string;
  readonly params: readonly SqlValue[];
}
/** A database that keeps what it is asked. */
function heard(db: Database): { readonly db: Database; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const listen = <S extends Sql>(sql: S): S => ({
    ...sql,
    all: (text: string, params: readonly SqlValue[] = []) => (asked.push({ text, params }), sql.all(text, params)),
    run: (text: string, params: readonly SqlValue[] = []) => (asked.push({ text, params }), sql.run(text, params)),
  });
  return { db: { ...listen(db), transaction: (work) => db.transaction((tx) => work(listen(tx))) }, asked };
}

/** The plan of a statement, as text. An empty table is read as a whole by whoever is free to choose, so PostgreSQL is told to avoid that. */
const planOf = (db: Database, { text, params }: Asked): Promise<string> =>
  db.transaction(async (tx) => {
    if (db.dialect === 'postgres') await tx.run('set local enable_seqscan = off');
    const rows = await tx.all<Record<string, SqlValue>>(`explain ${db.dialect === 'postgres' ? '' : 'query plan '}${text}`, params);
    return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n');
  });
/** SQLite: a table read without an index. PostgreSQL: that, or an index read from end to end. */
const readsAll = (db: Database, plan: string): boolean => (db.dialect === 'postgres' ? /Seq Scan/.test(plan) || !/Index Cond/.test(plan) : /SCAN (?!CONSTANT)/.test(plan));

export function upkeepConformance(name: string, place: DatabaseUnderTest): void {
  describe(`clearing up on ${name}`, () => {
    let books: Books;
    beforeAll(async () => (books = await fill((await place.open()).db)));
    afterAll(() => place.close());

    it.each([
      ['what persons and devices signed in with', (db: Database) => createIdentity(db, createHasher(Buffer.alloc(32, 5))).forgetExpired(), 8],
      ['results', (db: Database) => createLedgerStore(db, RECEIPTS).forgetResults(), 1],
      ['webhook messages', (db: Database) => createDeliverer({ ...books, db, fetch: () => Promise.reject(new Error('none')), random: () => 0, now: () => 0, log: () => undefined }).forget(), 1],
    ])('%s is found by an index', async (_what, work, least) => {
      const { db, asked } = heard(books.db);
      await work(db);
      expect(asked.length).toBeGreaterThanOrEqual(least);
      const wrong: string[] = [];
      for (const one of asked) {
        const plan = await planOf(books.db, one);
        if (readsAll(books.db, plan)) wrong.push(`${one.text}\n${plan}`);
      }
      expect(wrong).toEqual([]);
    });
  });
}
