/** Clearing up on a database that has grown: what is past its time is found by an index, and the rest is not read. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_KEPT_MS, INVITATIONS_KEPT_MS, SIGN_INS_KEPT_MS } from '../../lib/core/server-limits.ts';
import { createIdentity } from '../../server/identity/identity.ts';
import { createHasher } from '../../server/identity/tokens.ts';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import { one, type Database, type Sql, type SqlValue } from '../../server/sql/sql.ts';
import { forgetOld } from '../../server/ops/retention.ts';
import { createDeliverer } from '../../server/webhooks/deliver.ts';
import { ACCOUNT, RECEIPTS, USER, fill, type Books } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const OTHER = 'account-2';
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
    beforeAll(async () => (books = await fill((await place.open()).db, [ACCOUNT, OTHER])));
    afterAll(() => place.close());

    it('forgets what was kept for its time, in every account, and nothing younger or still of use', async () => {
      const { db } = books;
      const { now } = await one<{ now: number }>(db, 'select kiln_now() as now');
      const put = (table: string, row: Readonly<Record<string, string | number | null>>) => db.run(`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row));
      for (const account_id of [ACCOUNT, OTHER]) {
        for (const [id, age] of [['old', AUDIT_KEPT_MS + 1_000], ['young', AUDIT_KEPT_MS - 60_000]] as const) await put('audit', { account_id, audit_id: id, actor: USER, action: 'member.role', target: '', at: now - age });
        const invitation = { account_id, token_hash: 'h', email: 'a@example.com', role: 'viewer', invited_by: USER, created_at: 0 };
        await put('invitation', { ...invitation, invitation_id: 'old', expires_at: now - INVITATIONS_KEPT_MS - 1_000, ended_at: null });
        await put('invitation', { ...invitation, invitation_id: 'young', expires_at: now - INVITATIONS_KEPT_MS - 1_000, ended_at: now - 60_000 });
        await put('device', { account_id, device_id: 'device-1', user_id: USER, label: '', last_n: 0, created_at: 0, last_seen_at: 0, revoked_at: null });
        for (const [sign_in_id, ended_at] of [['old', now - SIGN_INS_KEPT_MS - 1_000], ['used', now - SIGN_INS_KEPT_MS - 1_000], ['open', null], ['abandoned', null]] as const) await put('device_sign_in', { account_id, sign_in_id, device_id: 'device-1', user_id: USER, scopes: '', created_at: 0, ended_at, ended_why: null });
        await put('device_sign_in', { account_id, sign_in_id: 'young', device_id: 'device-1', user_id: USER, scopes: '', created_at: now - SIGN_INS_KEPT_MS + 60_000, ended_at: null, ended_why: null });
        for (const sign_in_id of ['used', 'open']) await put('refresh_token', { account_id, token_hash: `h-${sign_in_id}`, sign_in_id, created_at: 0, expires_at: now + 60_000 });
      }
      await forgetOld(db, new AbortController().signal, (error) => {
        throw error;
      });
      for (const accountId of [ACCOUNT, OTHER]) {
        const left = async (table: string, key: string) => (await db.all<{ id: string }>(`select ${key} as id from ${table} where account_id = ? order by ${key}`, [accountId])).map((row) => row.id);
        expect([await left('audit', 'audit_id'), await left('invitation', 'invitation_id'), await left('device_sign_in', 'sign_in_id')]).toEqual([['young'], ['young'], ['open', 'used', 'young']]);
      }
    });
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
