/** Taking back a grant on the admin pages and by the API: shown first, done once, written down, for admins only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { accountDeed } from '../../../server/ops/account.ts';
import { openDatabase } from '../../../server/setup.ts';
import type { Database } from '../../../server/sql/sql.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { violations } from '../../simulation/invariants.ts';
import { deviceAt, personAt, type DeviceAt, type PersonAt } from './signed-in.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kiln-taking-'));
let server: RunningServer;
let db: Database;
let person: PersonAt;
let device: DeviceAt;
let account = '';
let lotId = '';
let made = 0;

beforeAll(async () => {
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir, kek: '09'.repeat(32), extensionIds: [], trustProxy: false, owner: { workspace: 'Test', email: 'owner@kiln.example', name: 'Owner' },
    sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`,
  });
  account = server.owner.accountId;
  db = await openDatabase({ dataDir });
  person = await personAt(server);
  device = await deviceAt(server, person, 'device-admin-1');
});
afterAll(async () => {
  await server.close();
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  lotId = `topup-form-${++made}`;
  const granted = await device.call('POST', '/v1/admin/grants', { lotId, meter: 'data_credits', source: 'topup', amount: 1_000.5 * UNIT, expiresAt: null });
  if (granted.status !== 200) throw new Error(`the grant was answered ${granted.status}`);
});

const plain = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const fieldsOf = (text: string): Record<string, string> => {
  const form = text.slice(text.indexOf('action="/grants/take-back"')).split('</form>')[0] ?? '';
  return Object.fromEntries([...form.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]));
};
const check = (amount: string, reason = 'Granted <twice>') => person.get(`/grants/take-back/check?${new URLSearchParams({ lot: lotId, amount, reason }).toString()}`);
const free = async (): Promise<number | undefined> => (await db.all<{ u: number }>('select available_u as u from lot where account_id = ? and lot_id = ?', [account, lotId]))[0]?.u;
const written = async (): Promise<unknown> => Promise.all(['taken_back', 'admin_note', 'event'].map((table) => db.all(`select * from ${table} where account_id = ?`, [account])));
const byApi = (takingId: string, amount: number, more: object = {}) => device.call('POST', '/v1/admin/grants/take-back', { takingId, lotId, amount, reason: 'granted twice', ...more });

describe('on the page', () => {
  it('all that is free is proposed, a smaller amount is named before it is taken, and the form does it once', async () => {
    expect((await person.get('/grants')).text).toContain(`href="/grants/take-back?lot=${lotId}"`);
    const asked = await person.get(`/grants/take-back?lot=${lotId}`);
    expect(asked.text).toContain('value="1,000.5"');
    const page = await check('400.25');
    expect(page.text).toContain('Take back 400.25 Credits?');
    expect(page.text).toContain('Granted &lt;twice&gt;');
    expect(page.text).toContain('600.25, now 1,000.5');
    const fields = fieldsOf(page.text);
    expect(await free()).toBe(1_000.5 * UNIT);
    const sent = await Promise.all([1, 2, 3].map(() => person.post('/grants/take-back', fields)));
    expect(sent.map((answer) => [answer.status, answer.location])).toEqual([1, 2, 3].map(() => [303, `/grants?taken=${fields['id']}`]));
    expect(await free()).toBe(600.25 * UNIT);
    const done = await person.get(`/grants?taken=${fields['id']}`);
    expect(done.text).toContain('400.25 Credits taken back.');
    // Neither the lot nor its entry says that it has expired.
    expect(/<tr><th scope="row">Top-up.*?<\/tr>/.exec(done.text)?.[0].replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toMatch(/1,000\.5 600\.25 0 0 0 400\.25 Take back/);
    for (const path of ['/statement?kind=grant', '/audit?area=grant']) expect([path, (await person.get(path)).text.includes('Granted &lt;twice&gt;')]).toEqual([path, true]);
    const statement = (await person.get('/statement?kind=grant')).text;
    expect(statement).toContain('Grant taken back');
    expect(statement).toContain('It adds up');
    expect((await person.get('/audit?area=grant')).text).toContain('topup: 400.25 Credits');
    expect((await person.post('/grants/take-back', { ...fields, amount: '5' })).status).toBe(422);
    expect(await violations(db, account)).toEqual([]);
  });

  it('what is taken back of a top-up is not on the invoice of its month', async () => {
    // Exactly one top-up of this size: 333 Credits at 0.05 USD and 30 %.
    await device.call('POST', '/v1/admin/grants', { lotId: `${lotId}-more`, meter: 'data_credits', source: 'topup', amount: 333 * UNIT, expiresAt: null });
    expect((await person.get('/plan')).text).toContain('333 Data Credits topped up');
    await device.call('POST', '/v1/admin/grants/take-back', { takingId: `taking-${lotId}-1`, lotId: `${lotId}-more`, amount: 33 * UNIT, reason: 'too much' });
    expect((await person.get('/plan')).text).toContain('300 Data Credits topped up');
    await device.call('POST', '/v1/admin/grants/take-back', { takingId: `taking-${lotId}-2`, lotId: `${lotId}-more`, amount: 300 * UNIT, reason: 'all of it' });
    expect((await person.get('/plan')).text).not.toContain('300 Data Credits topped up');
  });

  it('is refused with a word at the field, and nothing is written', async () => {
    const before = await written();
    for (const [amount, reason, word] of [['0', 'x', 'above 0'], ['-5', 'x', 'above 0'], ['1000.6', 'x', 'Only 1,000.5 are free'], ['5', '', 'A reason is needed']] as const) {
      const { status, text } = await check(amount, reason);
      expect([amount, reason, status, text.includes(word)]).toEqual([amount, reason, 422, true]);
    }
    expect((await person.get('/grants/take-back?lot=nothing-0001')).status).toBe(404);
    const [plan] = await db.all<{ lot_id: string }>(`select lot_id from lot where account_id = ? and source = 'plan'`, [account]);
    const ofPlan = await person.get(`/grants/take-back?lot=${plan?.lot_id}`);
    expect(ofPlan.text).toContain('This lot cannot be taken back.');
    const fields = fieldsOf((await check('5')).text);
    for (const wrong of [{ reason: '' }, { amount: 'all' }, { id: 'short' }, { lot: plan?.lot_id ?? '' }, { lot: 'nothing-0001' }, { amount: '1,000.6' }]) {
      const { status, text } = await person.post('/grants/take-back', { ...fields, ...wrong });
      expect([wrong, status, text.includes('Nothing was taken back')]).toEqual([wrong, 422, true]);
    }
    expect((await person.post('/grants/take-back', { ...fields, csrf: 'wrong' })).status).toBe(403);
    expect(await written()).toEqual(before);
  });

  it('says how much is free when more was held meanwhile', async () => {
    const fields = fieldsOf((await check('1000.5')).text);
    await byApi(`taking-${lotId}`, 1_000 * UNIT);
    const late = await person.post('/grants/take-back', fields);
    expect([late.status, late.text.includes('Only 0.5 of this lot are free now')]).toEqual([422, true]);
    expect(await free()).toBe(UNIT / 2);
  });
});

describe('by the API', () => {
  it('takes once under an id, and says why not', async () => {
    const answer = async (response: Promise<Response>): Promise<unknown> => {
      const got = await response;
      return [got.status, await got.json()];
    };
    const id = `taking-${lotId}`;
    expect(await answer(byApi(id, 1_000 * UNIT))).toEqual([200, { status: 'applied' }]);
    expect(await answer(byApi(id, 1_000 * UNIT))).toEqual([200, { status: 'exists' }]);
    expect(await answer(byApi(id, 999 * UNIT))).toMatchObject([422, { error: 'id_reused' }]);
    expect(await answer(byApi(`${id}-2`, UNIT))).toMatchObject([422, { error: 'not_free', message: expect.stringContaining('Only 0.5') as string }]);
    expect(await answer(byApi(`${id}-3`, UNIT, { lotId: 'nothing-0001' }))).toMatchObject([404, { error: 'not_found' }]);
    expect(await answer(byApi(`${id}-4`, UNIT, { reason: ' ' }))).toMatchObject([400, {}]);
    expect(await answer(byApi(`${id}-5`, 0))).toMatchObject([400, {}]);
    expect(await violations(db, account)).toEqual([]);
  });

  it('a stopped account refuses it, and does it when it is open', async () => {
    await accountDeed(db, 'freeze', account, () => undefined);
    const before = await written();
    expect((await byApi(`taking-${lotId}`, UNIT)).status).toBe(503);
    expect(await written()).toEqual(before);
    await accountDeed(db, 'open', account, () => undefined);
    expect((await byApi(`taking-${lotId}`, UNIT)).status).toBe(200);
  });
});
