/**
 * What a database that spreads accounts over many nodes needs: every key of an account's table begins with the account, and no
 * statement changes two accounts. Held against the migrated schema and against every statement that a full round of work sends.
 */
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import type { Database, Sql } from '../../server/sql/sql.ts';
import { createDeliverer } from '../../server/webhooks/deliver.ts';
import { createWebhooks } from '../../server/webhooks/endpoints.ts';
import { ACCOUNT, CALLER, DEVICE, START, USER, chargeRequest, fill, hit, openMemory, scriptedEngine, spendOp, type Clock } from '../unit/server/world.ts';
import { createGateway } from '../../server/gateway/gateway.ts';

/** Belong to no account, or are found before the account is known (tokens and codes by their hash), or belong to a person, who may be in many accounts. */
const GLOBAL = new Set([
  'schema_version', 'server_meta', 'plan', 'price_book', 'app_user', 'session', 'sign_in_link', 'device_code', 'rate_bucket',
  'auth_session', 'auth_credential', 'auth_verification', 'passkey', 'passkey_challenge', 'email_change',
]);
/** Append-only, written by account and read by account; its own id is random. */
const OWN_KEY = new Set(['audit']);

interface Recorded extends Database {
  readonly texts: Set<string>;
}
function recorded(db: Database): Recorded {
  const texts = new Set<string>();
  const watch = <S extends Sql>(sql: S): S => ({
    ...sql,
    all: (text: string, params?: never) => (texts.add(text), sql.all(text, params)),
    run: (text: string, params?: never) => (texts.add(text), sql.run(text, params)),
  });
  return { ...watch(db), texts, transaction: (work) => db.transaction((tx) => work(watch(tx))) };
}

const tablesOf = async (db: Database): Promise<string[]> => (await db.all<{ name: string }>(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)).map((row) => row.name);

describe('the schema', () => {
  it('puts the account first in every key of a table of accounts', async () => {
    const { db } = await fill(openMemory({ now: START }));
    const wrong: string[] = [];
    for (const table of await tablesOf(db)) {
      if (GLOBAL.has(table)) continue;
      const columns = await db.all<{ name: string; pk: number }>(`select name, pk from pragma_table_info('${table}')`);
      if (!columns.some((column) => column.name === 'account_id')) wrong.push(`${table} has no account_id and is not known to be global`);
      if (!OWN_KEY.has(table) && columns.find((column) => column.pk === 1)?.name !== 'account_id') wrong.push(`${table}: the primary key begins with another column`);
      for (const index of await db.all<{ name: string; unique: number }>(`select name, "unique" as "unique" from pragma_index_list('${table}')`)) {
        const [first] = await db.all<{ name: string }>(`select name from pragma_index_info('${index.name}') order by seqno`);
        if (index.unique === 1 && !OWN_KEY.has(table) && first?.name !== 'account_id') wrong.push(`${table}.${index.name}: a unique index begins with ${first?.name}`);
      }
      const foreign = await db.all<{ id: number; table: string; from: string }>(`select id, "table" as "table", "from" as "from" from pragma_foreign_key_list('${table}')`);
      for (const key of foreign.filter((one) => !GLOBAL.has(one.table))) {
        if (!foreign.some((one) => one.id === key.id && one.from === 'account_id')) wrong.push(`${table} refers to ${key.table} without the account`);
      }
    }
    expect(wrong).toEqual([]);
    await db.close();
  });

  it('is worked on one account at a time', async () => {
    const clock: Clock = { now: START };
    const db = recorded(openMemory(clock));
    await everythingOnce(db, clock);
    const accounts = (await tablesOf(db)).filter((table) => !GLOBAL.has(table));
    const touches = new RegExp(`\\b(${accounts.join('|')})\\b`);
    const wrong = [...db.texts].filter((text) => {
      const sql = text.trim().toLowerCase();
      if (!touches.test(sql) || /^(create|alter|drop|pragma)/.test(sql) || sql.includes('sqlite_master') || sql.includes('pragma_')) return false;
      if (/\baccount_id = \?/.test(sql) || /^insert into \w+ \(account_id,/.test(sql) || sql.startsWith('insert into audit (audit_id, account_id')) return false;
      // Sweeps look over all accounts and then open each by itself; a migration clears up before it drops a column.
      return !(sql.startsWith('select') && !sql.includes('for update')) && sql !== 'delete from mail_outbox where done_at is not null';
    });
    expect(wrong).toEqual([]);
    expect(db.texts.size).toBeGreaterThan(60);
    await db.close();
  });
});

/** Every way through the ledger and the webhooks, well and badly. */
async function everythingOnce(db: Database, clock: Clock): Promise<void> {
  const { store, vault, keys } = await fill(db, [ACCOUNT, 'account-2']);
  await keys.set(ACCOUNT, 'hunter', 'key-of-hunter-1234', 'test');
  let answer = hit({ workEmail: 'ada@engine.example' });
  const gateway = createGateway({ store, vault, keys, engine: scriptedEngine(() => answer), workerId: 'w', now: () => clock.now, random: () => 0.5, sleep: () => new Promise(() => undefined), log: () => undefined });
  const webhooks = createWebhooks(db, vault, () => `id-${Math.random().toString(36).slice(2)}`);
  const made = await webhooks.create(ACCOUNT, { url: 'https://hooks.example.com/x', label: '', topics: ['charge.posted'] }, USER);
  const id = made?.endpoint.endpointId ?? '';
  const bought = chargeRequest();
  await gateway.submit(CALLER, bought);
  answer = { kind: 'no-result', raw: '{}', tookMs: 1 } as never;
  await gateway.submit(CALLER, chargeRequest());
  const device = { accountId: ACCOUNT, userId: USER, deviceId: DEVICE, label: 'Test', ledgerEpoch: 1 };
  const lease = await store.lease({ ...device, requestId: 'lease-request-1', meter: 'actions', want: micro(5 * UNIT) });
  const leaseId = lease.kind === 'ok' && lease.answer.state === 'granted' ? lease.answer.lease.leaseId : null;
  await store.push({ ...device, baseN: 0, ops: [spendOp(1, { leaseId }), spendOp(2, { leaseId })] });
  await store.pull({ ...device, cursor: 0, limit: 10 });
  await store.grant({ accountId: ACCOUNT, lotId: 'lot-0000001', meter: 'data_credits', source: 'topup', amount: micro(UNIT), expiresAt: clock.now + 1_000 });
  await store.reverse(ACCOUNT, bought.chargeId, 'reversal-001');
  await store.setLimit(ACCOUNT, { userId: '', meter: 'actions', span: 'day', limit: micro(90 * UNIT) });
  await store.limits(ACCOUNT, USER);
  const deliverer = createDeliverer({ db, vault, fetch: async () => new Response('no', { status: 500 }), random: Math.random, now: () => clock.now, log: () => undefined });
  await deliverer.sweep(new AbortController().signal);
  await webhooks.update(ACCOUNT, id, { url: 'https://hooks.example.com/x', label: '', topics: ['charge.posted'], on: true }, USER);
  await webhooks.rotate(ACCOUNT, id, USER);
  await webhooks.test(ACCOUNT, id);
  await webhooks.deliveries(ACCOUNT, id);
  await webhooks.replayDead(ACCOUNT, id, 0);
  clock.now += 65 * 86_400_000;
  await store.rollDue(10);
  await gateway.sweep();
  await store.forgetResults();
  await deliverer.forget();
  await store.noteForBackup('token');
  await store.confirmBackup('token');
  await webhooks.remove(ACCOUNT, id, USER);
}
