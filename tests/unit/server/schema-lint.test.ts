import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../server/sql/migrate.ts';
import { acrossAccounts, schemaOf, sqlTexts } from '../../tools/sql-lint.ts';
import { START, openMemory } from './world.ts';

/** Rows that are found by a secret before it is known whose they are; they lie beside the accounts, not in them. */
const BY_SECRET = new Set(['session', 'sign_in_link', 'device_code']);
/** What sweeps look for without changing it; they then open each account by itself. */
const SWEEPS = [
  /^select p.account_id, p.charge_id, .* from provider_call p join account a/,
  /^select account_id from account where due_at <= /,
  /^select account_id from account where account_id > /,
  /^select account_id from result_blob where expires_at <= /,
];
/** Indexes that serve sweeps, of the ledger and of what lies beside it, and the way from a person to their workspaces; none of them is unique. */
const SWEEP_INDEXES = new Set(['provider_call_due', 'result_blob_expiry', 'account_due', 'member_user', 'mail_outbox_due', 'access_token_expiry', 'refresh_token_expiry', 'webhook_message_age', 'webhook_delivery_due']);
/** The ledger's own files: what others keep beside the accounts is theirs to bound. */
const FILES = globSync(['server/ledger/*.ts', 'server/gateway/*.ts', 'server/vault/provider-keys.ts']);

async function schema() {
  const db = openMemory({ now: START });
  await migrate(db);
  const found = await schemaOf(db);
  await db.close();
  const ofAccounts = [...found.columns].filter(([table, columns]) => columns.includes('account_id') && !BY_SECRET.has(table)).map(([table]) => table);
  return { ...found, ofAccounts: new Set(ofAccounts) };
}

describe('a database that is spread by account', () => {
  it('has keys that begin with the account in every table of accounts', async () => {
    const { keys, ofAccounts } = await schema();
    const ledger = ['account', 'account_meter', 'lot', 'period', 'charge', 'charge_alloc', 'provider_call', 'result_blob', 'device', 'device_op', 'event', 'lease', 'lease_alloc', 'lease_request', 'spend_limit', 'plan_change', 'audit', 'taken_back'];
    for (const table of ledger) expect(ofAccounts).toContain(table);
    const wrong = keys.filter((key) => ofAccounts.has(key.table) && key.columns[0] !== 'account_id' && (key.isUnique || !SWEEP_INDEXES.has(key.name)));
    expect(wrong).toEqual([]);
  });

  it('gets no statement that touches the rows of two accounts', async () => {
    const { ofAccounts } = await schema();
    const texts = FILES.flatMap(sqlTexts);
    expect(texts.length).toBeGreaterThan(60);
    const wrong = texts.filter((sql) => !SWEEPS.some((sweep) => sweep.test(sql.text)) && acrossAccounts(sql, ofAccounts) !== null);
    expect(wrong.map((sql) => `${sql.file}:${sql.line} ${acrossAccounts(sql, ofAccounts) ?? ''}: ${sql.text.slice(0, 120)}`)).toEqual([]);
    expect(SWEEPS.filter((sweep) => !texts.some((sql) => sweep.test(sql.text)))).toEqual([]);
  });

  it.each([
    ['an update of everybody', 'update lot set available_u = 0'],
    ['a join that leaves the account out', 'select c.charge_id from charge c join charge_alloc a on a.charge_id = c.charge_id where c.account_id = ?'],
    ['a sum over all', 'select sum(available_u) from lot where meter = ?'],
  ])('finds %s', async (_name, text) => {
    expect(acrossAccounts({ text }, (await schema()).ofAccounts)).not.toBeNull();
  });
});
