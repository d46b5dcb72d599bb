/** A database as the first version of the server left it, in the middle of work, brought to the newest schema on a copy. */
import { expect, it } from 'vitest';
import { UNIT } from '../../lib/domain/ledger/amount.ts';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import { checkBooks } from '../../server/ops/check-books.ts';
import * as first001 from '../../server/sql/migrations/001-first.ts';
import { migrate, newestVersion } from '../../server/sql/migrate.ts';
import * as madeFor012 from '../../server/sql/migrations/012-made-for.ts';
import type { Database } from '../../server/sql/sql.ts';
import { violations } from '../simulation/invariants.ts';
import { RECEIPTS, spendOp } from '../unit/server/world.ts';

const ACCOUNT = 'account-old-1';
const AT = Date.UTC(2026, 4, 12, 9);

/** Schema version 1 with an account: a lot per meter, a posted and a reserved charge, a device with two operations, a result. */
export async function firstVersion(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run('create table schema_version (version bigint primary key, applied_at bigint not null)');
    for (const statement of db.dialect === 'postgres' ? first001.postgresOnly : []) await tx.run(statement);
    for (const statement of first001.statements) await tx.run(statement);
    await tx.run('insert into schema_version (version, applied_at) values (1, kiln_now())');
    const put = (table: string, row: Readonly<Record<string, string | number | null>>) => tx.run(`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row));
    await put('server_meta', { k: 'ledger_epoch', v: '1' });
    await put('plan', { plan_id: 'old', version: 1, name: 'Old', actions_u: 100 * UNIT, credits_u: 50 * UNIT });
    await put('account', { account_id: ACCOUNT, name: 'Old', plan_id: 'old', plan_version: 1, anchor_day: 1, state: 'open', seq: 6, last_at: AT, due_at: AT + 10 * 365 * 86_400_000, created_at: AT });
    await put('app_user', { user_id: 'user-old-1', email: 'old@kiln.example', name: 'Old', created_at: AT });
    await put('member', { account_id: ACCOUNT, user_id: 'user-old-1', role: 'admin', created_at: AT });
    for (const [meter, amount, spent, held] of [['actions', 100, 3, 1], ['data_credits', 50, 1, 2]] as const) {
      const values = { available_u: (amount - spent - held) * UNIT, leased_u: 0, held_u: held * UNIT, spent_u: spent * UNIT, expired_u: 0 };
      await put('account_meter', { account_id: ACCOUNT, meter, ...values, deficit_u: 0 });
      await put('lot', { account_id: ACCOUNT, lot_id: `lot-${meter}`, meter, source: 'topup', priority: 30, effective_at: AT, expires_at: null, period_no: null, amount_u: amount * UNIT, ...values, created_seq: 1 });
      await put('period', { account_id: ACCOUNT, meter, period_no: 316, starts_at: Date.UTC(2026, 4, 1), ends_at: Date.UTC(2036, 5, 1), rolled_at: AT, spent_u: spent * UNIT });
    }
    const charge = { account_id: ACCOUNT, device_id: 'device-old-1', user_id: 'user-old-1', run_id: 'run-000001', task_id: 'task-0001', subject: 's', enrichment: 'work-email', price_book_version: 1, uncovered_u: 0, created_at: AT, reversal_of: null, sandbox: 0, code: null };
    const bought = { ...charge, path: 'account', route: 'account', provider_id: 'hunter', operation: 'find-work-email' };
    await put('charge', { ...bought, charge_id: 'charge-posted', state: 'posted', request_hash: 'h1', actions_quoted_u: UNIT, credits_quoted_u: UNIT, actions_posted_u: UNIT, credits_posted_u: UNIT, hold_expires_at: null, resolved_at: AT, created_seq: 3, resolved_seq: 4 });
    await put('charge', { ...bought, charge_id: 'charge-held-1', state: 'reserved', request_hash: 'h2', actions_quoted_u: UNIT, credits_quoted_u: 2 * UNIT, actions_posted_u: 0, credits_posted_u: 0, hold_expires_at: AT + 600_000, resolved_at: null, created_seq: 6, resolved_seq: null });
    for (const n of [1, 2]) await put('charge', { ...charge, path: 'local', route: 'own', provider_id: 'github', operation: 'enrich-person', charge_id: `local-00000${n}`, state: 'posted', request_hash: `l${n}`, actions_quoted_u: UNIT, credits_quoted_u: 0, actions_posted_u: UNIT, credits_posted_u: 0, hold_expires_at: null, resolved_at: AT, created_seq: 5, resolved_seq: 5 });
    const alloc = (chargeId: string, meter: string, amount: number) => put('charge_alloc', { account_id: ACCOUNT, charge_id: chargeId, meter, lot_id: `lot-${meter}`, amount_u: amount * UNIT });
    for (const [chargeId, meter, amount] of [['charge-posted', 'actions', 1], ['charge-posted', 'data_credits', 1], ['charge-held-1', 'actions', 1], ['charge-held-1', 'data_credits', 2], ['local-000001', 'actions', 1], ['local-000002', 'actions', 1]] as const) await alloc(chargeId, meter, amount);
    const call = { account_id: ACCOUNT, poll: null, not_before: AT, hold_expires_at: AT + 600_000, attempt: 1, fence: 1, worker_id: null, deadline: null, credits_quoted_u: 2 * UNIT };
    await put('provider_call', { ...call, charge_id: 'charge-posted', state: 'answered', request: null });
    await put('provider_call', { ...call, charge_id: 'charge-held-1', state: 'queued', request: 'v1.sealed' });
    await put('result_blob', { account_id: ACCOUNT, charge_id: 'charge-posted', body: 'v1.sealed', expires_at: AT + 10 * 365 * 86_400_000 });
    await put('device', { account_id: ACCOUNT, device_id: 'device-old-1', user_id: 'user-old-1', label: 'Old', last_n: 2, created_at: AT, last_seen_at: AT, revoked_at: null });
    for (const n of [1, 2]) await put('device_op', { account_id: ACCOUNT, device_id: 'device-old-1', n, op_id: `op-old-${n}`, body_hash: `b${n}`, kind: 'spend', status: 'applied', code: null, seq: 5, at: AT });
    const events: readonly (readonly [string, number, number])[] = [['grant', 100, 0], ['grant', 0, 50], ['reserve', -1, -1], ['post', -1, -1], ['spend', -2, 0], ['reserve', -1, -2]];
    for (const [i, [kind, actions, credits]] of events.entries()) await put('event', { account_id: ACCOUNT, seq: i + 1, kind, body: JSON.stringify({ actions: actions * UNIT, credits: credits * UNIT }), at: AT });
  });
}

export function migrationConformance(world: {
  open(): Promise<Database>;
  /** Of the one opened last, which nobody uses meanwhile; both are opened again. */
  copy(): Promise<{ readonly original: Database; readonly db: Database }>;
  close(): Promise<void>;
}): void {
  it('brings a first database, in the middle of work, to the newest schema on a copy; nothing is lost, work goes on, the original stays', async () => {
    await firstVersion(await world.open());
    const { original, db } = await world.copy();
    const count = async (sql: Database) => Promise.all(['account', 'lot', 'charge', 'charge_alloc', 'event', 'device_op', 'provider_call', 'result_blob'].map(async (table) => (await sql.all<{ n: number }>(`select count(*) as n from ${table}`))[0]?.n));
    const before = await count(db);
    await migrate(db);
    await migrate(db);
    expect(await count(db)).toEqual(before);
    expect(await db.all('select max(version) as version, count(*) as steps from schema_version')).toEqual([{ version: newestVersion(), steps: (await db.all('select version from schema_version')).length }]);
    expect(await original.all('select max(version) as version from schema_version')).toEqual([{ version: 1 }]);
    expect([await violations(db, ACCOUNT), await checkBooks(db)]).toEqual([[], []]);

    const store = createLedgerStore(db, RECEIPTS);
    const device = { accountId: ACCOUNT, userId: 'user-old-1', deviceId: 'device-old-1', label: 'Old', ledgerEpoch: 1 };
    const lease = await store.lease({ ...device, requestId: 'lease-request-1', meter: 'actions', want: (5 * UNIT) as never });
    const leaseId = lease.kind === 'ok' && lease.answer.state === 'granted' ? lease.answer.lease.leaseId : null;
    expect(await store.push({ ...device, baseN: 2, ops: [spendOp(3, { leaseId })] })).toMatchObject({ kind: 'ok', response: { lastN: 3, results: [{ n: 3, status: 'applied' }] } });
    expect(await store.resolve(ACCOUNT, 'charge-held-1', { kind: 'post', amounts: { actions: UNIT, credits: 2 * UNIT } as never, sealedResult: 'v1.sealed' }, 1)).toMatchObject({ applied: true });
    expect(await violations(db, ACCOUNT)).toEqual([]);
    await world.close();
  });
  it('counts what is older by no table and no waterfall, and loses none of it', async () => {
    await firstVersion(await world.open());
    const { db } = await world.copy();
    await migrate(db);
    for (const table of ['usage_table', 'usage_waterfall']) await db.run(`drop table ${table}`);
    for (const [run, n] of [['run-1', 2], ['run-2', 3]] as const) await db.run('insert into usage_run (account_id, day, run_id, kind, member, n, actions_u, credits_u) values (?, ?, ?, ?, ?, ?, ?, ?)', [ACCOUNT, 20_000, run, 'post', 'user-old-1', n, -n * UNIT, 0]);
    for (const statement of madeFor012.statements.filter((text) => /usage_(?:table|waterfall)/.test(text))) await db.run(statement);
    for (const what of ['table', 'waterfall']) expect(await db.all(`select ${what}_ref as ref, kind, n, actions_u from usage_${what}`)).toEqual([{ ref: '', kind: 'post', n: 5, actions_u: -5 * UNIT }]);
    await world.close();
  });
  it('refuses a database that is newer than this program', async () => {
    const db = await world.open();
    await migrate(db);
    await db.run('insert into schema_version (version, applied_at) values (9999, 0)');
    await expect(migrate(db)).rejects.toThrow('Start a newer server');
    await world.close();
  });
}
