/** Changes that admins make over HTTP: done once, refused clearly, and written down only when they are done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { accountDeed } from '../../../server/ops/account.ts';
import { openDatabase } from '../../../server/setup.ts';
import type { Database } from '../../../server/sql/sql.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { violations } from '../../simulation/invariants.ts';
import { deviceAt, personAt, type DeviceAt, type PersonAt } from './signed-in.ts';
import { chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

const DEVICE = 'device-admin-1';
const dataDir = mkdtempSync(join(tmpdir(), 'kiln-changes-'));
let server: RunningServer;
let db: Database;
let person: PersonAt;
let device: DeviceAt;
let account = '';

beforeAll(async () => {
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir, kek: '09'.repeat(32), extensionIds: [], trustProxy: false, owner: { workspace: 'Test', email: 'owner@kiln.example', name: 'Owner' },
    engine: scriptedEngine(() => hit({ workEmail: 'ada@engine.example' })), providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`,
  });
  account = server.owner.accountId;
  db = await openDatabase({ dataDir });
  person = await personAt(server);
  device = await deviceAt(server, person, DEVICE);
  await person.get('/limits');
});
afterAll(async () => {
  await server.close();
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What an account has, and what is written down of its changes. */
const state = async (): Promise<unknown> =>
  Promise.all(['lot', 'account_meter', 'spend_limit', 'plan_change', 'admin_note', 'charge'].map((table) => db.all(`select * from ${table} where account_id = ?`, [account])).concat(db.all(`select action, target from audit where account_id = ? and action not like 'account.%' order by audit_id`, [account])));
const grant = (lotId: string, amount = UNIT) => device.call('POST', '/v1/admin/grants', { lotId, meter: 'actions', source: 'promo', amount, expiresAt: null });
const limit = (id: string, amount: string) => ({ id, who: 'workspace', meter: 'actions', span: 'day', amount });
const dayCap = async (): Promise<number | undefined> => (await server.store.limits(account, '')).find((one) => one.window === 'day')?.limit;

describe('a grant under an id of the ledger’s own lots', () => {
  it.each(['plan-actions-9999', 'refund-reversal-0001', 'plan-0001'])('%s is refused clearly, and nothing is written', async (lotId) => {
    const before = await state();
    const answer = await grant(lotId);
    expect([answer.status, await answer.json()]).toMatchObject([422, { error: 'reserved_id' }]);
    expect((await person.post('/grants', { id: lotId, meter: 'actions', source: 'promo', amount: '5', expires: 'never' })).status).toBe(422);
    expect(await state()).toEqual(before);
  });
});

describe('a form of a limit', () => {
  it('that was used for another limit is refused, and changes nothing', async () => {
    expect((await person.post('/limits', limit('limit-form-1', '5'))).status).toBe(303);
    const before = await state();
    const again = await person.post('/limits', limit('limit-form-1', '7'));
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('This form was used for another limit')]);
    const removed = await person.post('/limits/remove', limit('limit-form-1', '5'));
    expect([removed.status, removed.text.includes('This form was used for another limit')]).toEqual([200, true]);
    expect(await state()).toEqual(before);
  });

  it('that comes again after a later one does not undo it', async () => {
    await person.post('/limits', limit('limit-form-2', '5'));
    await person.post('/limits', limit('limit-form-3', '9'));
    expect((await person.post('/limits', limit('limit-form-2', '5'))).status).toBe(303);
    expect(await dayCap()).toBe(9 * UNIT);
  });

  it('whose process died before it was set sets it when it comes again', async () => {
    await person.post('/limits', limit('limit-form-4', '11'));
    await db.run('delete from spend_limit where account_id = ?', [account]);
    expect((await person.post('/limits', limit('limit-form-4', '11'))).status).toBe(303);
    expect(await dayCap()).toBe(11 * UNIT);
    expect((await person.post('/limits/remove', limit('limit-form-5', ''))).status).toBe(303);
    expect(await dayCap()).toBeUndefined();
  });
});

describe('for how long answers are given again', () => {
  const kept = async () => (await db.all<{ repeat_ms: number }>('select repeat_ms from account where account_id = ?', [account]))[0]?.repeat_ms;
  it('is a day, and what an admin chooses of the times on the page, once under an id, with a line of the audit', async () => {
    expect(await kept()).toBe(86_400_000);
    expect((await person.get('/limits')).text).toContain('An answer is given again');
    expect((await person.post('/limits/repeats', { id: 'repeat-form-1', ms: '0' })).status).toBe(303);
    expect(await kept()).toBe(0);
    expect((await person.post('/limits/repeats', { id: 'repeat-form-2', ms: String(7 * 86_400_000) })).status).toBe(303);
    expect((await person.post('/limits/repeats', { id: 'repeat-form-1', ms: '0' })).status).toBe(303);
    expect(await kept()).toBe(7 * 86_400_000);
    for (const ms of ['1', '-1', '2592000001', 'week', '']) expect((await person.post('/limits/repeats', { id: 'repeat-form-3', ms })).text).toContain('Nothing was changed');
    expect((await person.post('/limits/repeats', { id: 'repeat-form-2', ms: '0' })).text).toContain('This form was used');
    expect(await kept()).toBe(7 * 86_400_000);
    const lines = await db.all<{ target: string }>(`select target from audit where account_id = ? and target like 'Answers given again%' order by at, target`, [account]);
    expect(lines.map((line) => line.target).sort()).toEqual(['Answers given again: for 7 days', 'Answers given again: never']);
  });
});

describe('what a provider may be paid a day', () => {
  const set = async (changeId: string, limit: number | null, id = 'hunter'): Promise<unknown> => {
    const answer = await device.call('PUT', `/v1/admin/provider-limits/${id}`, { changeId, limit });
    return [answer.status, await answer.json()];
  };
  const told = async (): Promise<unknown> => (await device.call('GET', '/v1/admin/provider-limits')).json();

  it('is set, told and removed by the API as on the page, once under an id, with a line of the audit', async () => {
    expect(await told()).toEqual({ limits: [] });
    expect(await set('provider-change-1', 2_500_000)).toEqual([200, { status: 'applied' }]);
    expect(await set('provider-change-1', 2_500_000)).toEqual([200, { status: 'exists' }]);
    expect(await set('provider-change-1', 2_500_001)).toMatchObject([422, { error: 'id_reused' }]);
    expect(await told()).toMatchObject({ limits: [{ providerId: 'hunter', limit: 2_500_000, used: 0, out: 0 }] });
    expect(await set('provider-change-2', null)).toEqual([200, { status: 'applied' }]);
    // What comes again after a later change does not undo it.
    expect(await set('provider-change-1', 2_500_000)).toEqual([200, { status: 'exists' }]);
    expect(await told()).toMatchObject({ limits: [{ providerId: 'hunter', limit: null }] });
    const lines = await db.all<{ action: string; target: string }>(`select action, target from audit where account_id = ? and target like '%, paid a day%' order by at, action desc`, [account]);
    expect(lines).toEqual([{ action: 'limit.set', target: 'hunter, paid a day: 2.50 USD' }, { action: 'limit.removed', target: 'hunter, paid a day' }]);
  });
  it('is refused for a provider that nobody knows, and where the limit is none', async () => {
    const before = await state();
    expect(await set('provider-change-3', 5, 'nobody')).toMatchObject([404, { error: 'not_found' }]);
    for (const limit of [-1, 0.5, 2e12]) expect(await set('provider-change-3', limit)).toMatchObject([400, {}]);
    expect(await state()).toEqual(before);
  });
});

describe('a stopped account', () => {
  it('refuses every change with a word, writes none down, and does them when it is open', async () => {
    const bought = (await (await device.call('POST', '/v1/charges', chargeRequest({ deviceId: DEVICE }))).json()) as { chargeId: string };
    await accountDeed(db, 'freeze', account, () => undefined);
    const before = await state();
    const reversal = { reversalId: 'reversal-0001', chargeId: bought.chargeId };
    for (const answer of [await grant('gift-0001'), await device.call('POST', '/v1/admin/reversals', reversal)]) expect([answer.status, await answer.json()]).toMatchObject([503, { error: 'account_frozen' }]);
    expect((await device.call('POST', '/v1/sync/push', { deviceId: DEVICE, ledgerEpoch: 1, baseN: 0, ops: [spendOp(1)] })).status).toBe(503);
    for (const [path, fields] of [
      ['/grants', { id: 'gift-0002', meter: 'actions', source: 'promo', amount: '5', expires: 'never' }],
      ['/reversals', { id: 'reversal-0002', charge: bought.chargeId, reason: 'mine' }],
      ['/plan', { id: 'change-form-0001', plan: 'team' }],
      ['/limits', limit('limit-form-6', '1')],
      ['/limits/remove', limit('limit-form-7', '')],
      ['/limits/repeats', { id: 'limit-form-8', ms: '0' }],
    ] as const) {
      const page = await person.post(path, fields);
      expect([path, page.status, page.text.includes('This account is stopped until its operator has looked at it')]).toEqual([path, 503, true]);
    }
    expect(await state()).toEqual(before);
    await accountDeed(db, 'open', account, () => undefined);
    for (const path of ['/audit?area=account', '/audit.csv?area=account']) {
      const { text } = await person.get(path);
      expect([path, text.includes('Operator of this server'), text.includes('Former member')]).toEqual([path, true, false]);
    }
    expect((await grant('gift-0001')).status).toBe(200);
    expect((await device.call('POST', '/v1/admin/reversals', reversal)).status).toBe(200);
    expect((await person.post('/limits', limit('limit-form-6', '1'))).status).toBe(303);
    expect(await violations(db, account)).toEqual([]);
  });
});
