/** The admin pages of a running server, without a browser: who may see and do what, and that everything is done once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvParse } from 'd3-dsv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { createAccount } from '../../../server/ledger/accounts.ts';
import { manageAccess } from '../../../server/http/manage-routes.ts';
import { moneyAccess } from '../../../server/http/money-routes.ts';
import { priceAccess } from '../../../server/http/price-routes.ts';
import { reportAccess } from '../../../server/http/report-routes.ts';
import { providerBudgets } from '../../../server/ledger/provider-budgets.ts';
import { firstWorkspace, openDatabase } from '../../../server/setup.ts';
import { migrate } from '../../../server/sql/migrate.ts';
import { one, type Database } from '../../../server/sql/sql.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { violations } from '../../simulation/invariants.ts';
import { MEMBERS, playHistory } from './admin-history.ts';
import { personAt, type PersonAt } from './signed-in.ts';

const OWNER = { workspace: 'Example <Works>', email: 'owner@kiln.example', name: 'Alex Demo' };
const DAYS = 40;
let dataDir = '';
let db: Database;
let server: RunningServer;
let person: PersonAt;
let accountId = '';
let ownerId = '';
let otherId = '';
let charge = '';
let foreign = '';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kiln-admin-'));
  const clock = { now: Date.now() - DAYS * 86_400_000 };
  const seeding = await openDatabase({ dataDir }, () => clock.now);
  await migrate(seeding);
  ({ accountId, userId: ownerId } = await firstWorkspace(seeding, OWNER));
  ({ charge } = await playHistory({ db: seeding, accountId, ownerId, clock, days: DAYS, perDay: 8 }));
  otherId = 'account-other';
  clock.now = Date.now() - 5 * 86_400_000;
  await seeding.transaction((tx) => createAccount(tx, { accountId: otherId, name: 'Other', planId: 'starter', planVersion: 1 }));
  ({ charge: foreign } = await playHistory({ db: seeding, accountId: otherId, ownerId: 'user-of-other', clock, days: 4, perDay: 8, prefix: 'other' }));
  await seeding.close();
  server = await startServer({ port: 0, host: '127.0.0.1', dataDir, extensionIds: [], trustProxy: false, owner: OWNER, sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000` });
  db = await openDatabase({ dataDir });
  person = await personAt(server);
});
afterAll(async () => {
  await server.close();
  await db.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => role('admin'));

const role = async (name: 'admin' | 'editor' | 'viewer'): Promise<void> => void (await db.run('update member set role = ? where account_id = ? and user_id = ?', [name, accountId, ownerId]));
const count = async (table: string, where = '1 = 1'): Promise<number> => (await one<{ n: number }>(db, `select count(*) as n from ${table} where account_id = ? and ${where}`, [accountId])).n;
const csv = async (path: string) => csvParse((await person.get(path)).text);
/** Values of the hidden fields and inputs of the form that goes to `action`. */
function fieldsOf(text: string, action: string): Record<string, string> {
  const form = text.slice(text.indexOf(`action="${action}"`)).split('</form>')[0] ?? '';
  const unescaped = (value: string): string => value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return Object.fromEntries([...form.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map((match) => [match[1] ?? '', unescaped(match[2] ?? '')]));
}

const ROUTES = { ...reportAccess, ...moneyAccess, ...priceAccess, ...manageAccess };
const SEEN_BY_ALL = ['GET /', 'GET /usage', 'GET /usage.csv', 'GET /statement', 'GET /statement.csv'];

describe('who may come in', () => {
  it('nobody who is not signed in', async () => {
    for (const route of Object.keys(ROUTES)) {
      const [method = '', path = ''] = route.split(' ');
      const response = await fetch(`${server.url}${path}`, { method, redirect: 'manual', ...(method === 'POST' ? { headers: { origin: server.url }, body: new URLSearchParams({ id: 'x' }) } : {}) });
      expect([route, response.status, response.headers.get('location')?.split('?')[0]]).toEqual([route, 303, '/sign-in']);
    }
  });

  it.each(['editor', 'viewer'] as const)('%s sees their own use and changes nothing', async (name) => {
    await role(name);
    for (const route of Object.keys(ROUTES)) {
      const [method, path = ''] = route.split(' ');
      const { status } = method === 'GET' ? await person.get(path) : await person.post(path, { id: 'forbidden-0001', charge, meter: 'actions', source: 'promo', amount: '5', expires: 'never', provider: 'hunter', key: 'k', who: 'workspace', span: 'day' });
      expect([route, status]).toEqual([route, SEEN_BY_ALL.includes(route) ? 200 : 403]);
    }
    const own = await csv('/statement.csv?range=year');
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((row) => row['member']))).toEqual(new Set(['Alex Demo']));
    // Asking for somebody else shows the same.
    expect(await csv(`/statement.csv?range=year&member=${MEMBERS[0].id}`)).toEqual(own);
    expect(new Set((await csv(`/usage.csv?range=year&by=member&member=${MEMBERS[0].id}`)).map((row) => row['id']))).toEqual(new Set([ownerId]));
    expect(await count('admin_note')).toBe(0);
  });

  it('no form of another site and none without the token of the visit', async () => {
    const before = await count('lot');
    const page = await person.get('/grants/check?source=promo&meter=actions&amount=5');
    const fields = fieldsOf(page.text, '/grants');
    expect((await person.post('/grants', { ...fields, csrf: 'wrong' })).status).toBe(403);
    const foreignSite = await fetch(`${server.url}/grants`, { method: 'POST', headers: { origin: 'https://evil.example' }, body: new URLSearchParams(fields) });
    expect(foreignSite.status).toBe(403);
    expect(await count('lot')).toBe(before);
  });

  it('nobody to the rows of another account', async () => {
    expect((await person.get(`/reversals/new?charge=${foreign}`)).status).toBe(404);
    expect((await person.post('/reversals', { id: 'reversal-of-other', charge: foreign, reason: 'mine' })).status).toBe(422);
    expect((await person.post('/limits', { id: 'limit-of-other', who: 'user-of-other', meter: 'actions', span: 'day', amount: '5' })).status).toBe(422);
    expect((await csv('/statement.csv?range=year')).some((row) => row['charge']?.startsWith('other'))).toBe(false);
    expect((await csv('/statement.csv?range=year&member=user-of-other')).length).toBe(0);
    for (const path of ['/', '/usage?range=year&by=run', '/suppliers?range=year', '/audit?range=year', '/grants']) expect((await person.get(path)).text).not.toContain('user-of-other');
    expect(await violations(db, otherId)).toEqual([]);
  });
});

describe('reports', () => {
  it('add up, escape what people wrote, and have no inline script or style', async () => {
    for (const path of ['/', '/usage', '/usage?by=run&range=year', '/statement', '/statement?range=year&kind=void', '/suppliers', '/plan', '/prices', '/prices/version?n=1', '/grants', '/keys', '/limits', '/audit', `/reversals/new?charge=${charge}`]) {
      const { status, text } = await person.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/ style="|<style|javascript:|<script(?! src="\/pages\.js" defer>)| on[a-z]+="/);
      expect(text).not.toContain('<Works>');
    }
    const { text } = await person.get('/statement');
    expect(text).toContain('It adds up');
    expect(text).toContain('The newest entry gives what the meters say.');
  });

  it('write the whole statement as a file that adds up', async () => {
    const rows = await csv('/statement.csv?range=year');
    expect(rows).toHaveLength(await count('entry'));
    const counted = rows.filter((row) => row['counts'] === 'yes');
    const sum = (column: string): number => Math.round(counted.reduce((all, row) => all + Number(row[column]) * UNIT, 0)) / UNIT;
    const last = rows[rows.length - 1];
    expect([sum('actions'), sum('data credits')]).toEqual([Number(last?.['actions left']), Number(last?.['data credits left'])]);
  });

  it('filter by days, meter, kind, provider and member, and page through all of it', async () => {
    const found = new Set<string>();
    for (let path = '/statement?range=year&kind=post&provider=hunter'; ; ) {
      const { text } = await person.get(path);
      for (const match of text.matchAll(/id="e(\d+)"/g)) found.add(match[1] ?? '');
      const older = /rel="next" href="([^"]*)"/.exec(text)?.[1];
      if (older === undefined) break;
      path = older.replaceAll('&amp;', '&');
    }
    const rows = await csv('/statement.csv?range=year&kind=post&provider=hunter');
    expect([...found].sort()).toEqual(rows.map((row) => row['entry'] ?? '').sort());
    expect(rows.length).toBeGreaterThan(0);
    expect((await person.get('/statement?from=2026-13-01&to=x')).text).toContain('These days cannot be shown');
    expect((await person.get('/statement?from=2020-01-01&to=2020-01-31')).text).toContain('Nothing happened in this time');
    for (const path of ['/statement?before=-1', '/statement?before=99999999999999999999', `/statement?member=${'x'.repeat(5_000)}`, '/statement?provider=%27%3B--', '/audit?before=zzz', '/usage?step=year&by=all', '/prices/version?n=9', '/prices.csv?version=9', '/reversals/new']) expect([path, (await person.get(path)).status]).toEqual([path, path.startsWith('/prices') || path.startsWith('/rev') ? 404 : 200]);
  });
});

describe('grants and reversals', () => {
  it('are shown first, done once however often the form is sent, and written down', async () => {
    const page = await person.get('/grants/check?source=topup&meter=data_credits&amount=1%2C000.5&reason=Campaign+%3Cx%3E');
    expect(page.text).toContain('65.0325 USD');
    const fields = fieldsOf(page.text, '/grants');
    const [lots, notes] = [await count('lot'), await count('admin_note')];
    const sent = await Promise.all([person.post('/grants', fields), person.post('/grants', fields), person.post('/grants', fields)]);
    expect(sent.map((answer) => [answer.status, answer.location])).toEqual(Array.from({ length: 3 }, () => [303, `/grants?done=${fields['id']}`]));
    expect([await count('lot'), await count('admin_note'), await count('audit', `action = 'grant.added'`)]).toEqual([lots + 1, notes + 1, notes + 1]);
    expect((await person.post('/grants', { ...fields, amount: '5' })).status).toBe(422);
    const done = await person.get(`/grants?done=${fields['id']}`);
    expect(done.text).toContain('1,000.5 Credits added.');
    expect(done.text).toContain('Campaign &lt;x&gt;');
    expect((await person.get('/statement?kind=grant')).text).toContain('Campaign &lt;x&gt;');
    expect((await person.get('/audit?area=grant')).text).toContain('Campaign &lt;x&gt;');
    expect(await violations(db, accountId)).toEqual([]);
  });

  it('are refused with a word at the field', async () => {
    for (const [query, word] of [['amount=0&source=promo', 'above 0'], ['amount=-5', 'above 0'], ['amount=200000000', 'At most'], ['amount=5&expires=2020-01-01', 'not over yet'], ['amount=5&source=adjust', 'needs a reason']] as const) {
      const { status, text } = await person.get(`/grants/check?meter=actions&${query}`);
      expect([query, status]).toEqual([query, 422]);
      expect(text).toContain(word);
    }
    expect((await person.post('/grants', { id: 'short', meter: 'actions', source: 'promo', amount: '5', expires: 'never' })).status).toBe(422);
    expect((await person.post('/grants', { id: 'long-enough-id', meter: 'actions', source: 'promo', amount: '5', expires: 'soon' })).status).toBe(422);
  });

  it('give a charge back once, with its reason', async () => {
    const page = await person.get(`/reversals/new?charge=${charge}`);
    const fields = { ...fieldsOf(page.text, '/reversals'), charge };
    expect((await person.post('/reversals', { ...fields, reason: '' })).status).toBe(422);
    const sent = { ...fields, reason: 'The address bounced' };
    expect((await person.post('/reversals', sent)).status).toBe(303);
    expect((await person.post('/reversals', sent)).status).toBe(303);
    expect(await count('charge', `reversal_of = '${charge}'`)).toBe(1);
    expect((await person.post('/reversals', { ...sent, id: 'another-reversal-id' })).status).toBe(422);
    expect((await person.get('/statement?kind=reversal')).text).toContain('The address bounced');
    expect(await violations(db, accountId)).toEqual([]);
  });
});

describe('the plan', () => {
  const available = async (): Promise<number[]> => (await server.store.balances(accountId)).map((balance) => balance.available);
  it('grows at once with the share of the rest of the month, once however often the form is sent', async () => {
    const page = await person.get('/plan');
    expect(page.text).toContain('The lines give the total');
    const fields = { id: 'plan-change-form-1', plan: 'team' };
    const before = await available();
    for (let i = 0; i < 3; i++) expect((await person.post('/plan', fields)).location).toBe('/plan?done=changed');
    const after = await available();
    expect(after.map((value, i) => value - (before[i] ?? 0))).toEqual([expect.any(Number), expect.any(Number)]);
    for (const [i, most] of [35_000 * UNIT, 7_500 * UNIT].entries()) {
      const added = (after[i] ?? 0) - (before[i] ?? 0);
      expect(added).toBeGreaterThan(0);
      expect(added).toBeLessThanOrEqual(most);
    }
    expect(await count('audit', `action = 'plan.changed'`)).toBe(1);
    expect((await person.post('/plan', { ...fields, plan: 'scale' })).status).toBe(422);
    expect((await person.post('/plan', { id: 'plan-change-form-9', plan: 'nothing' })).status).toBe(422);
    expect((await person.get('/statement')).text).toContain('It adds up');
    expect(await violations(db, accountId)).toEqual([]);
  });
  it('shrinks at the month’s end and says so', async () => {
    const before = await available();
    expect((await person.post('/plan', { id: 'plan-change-form-2', plan: 'starter' })).location).toBe('/plan?done=waiting');
    expect(await available()).toEqual(before);
    expect((await person.get('/plan')).text).toContain('Starter begins on');
  });
});

describe('prices', () => {
  const form = { from: '', tiers: '10000 0.004\nmore 0.003', credit: '0.05', changes: 'find-work-email@hunter 1.25', reason: 'Hunter is dearer' };

  it('are compared, published once, kept for ever and used by the next charge', async () => {
    expect((await person.post('/prices/check', { ...form, tiers: 'more 0.02' })).status).toBe(422);
    const page = await person.post('/prices/check', form);
    expect(page.text).toContain('dearer');
    const fields = fieldsOf(page.text, '/prices/publish');
    expect((await person.post('/prices/publish', fields)).location).toBe('/prices?done=2');
    expect((await person.post('/prices/publish', fields)).location).toBe('/prices?done=2');
    expect((await server.store.priceBook()).version).toBe(2);
    expect((await server.store.priceBook()).data['find-work-email@hunter']).toBe(1_250_000);
    expect((await person.get('/prices/version?n=2')).text).toContain('Hunter is dearer');
    // A form that was compared with version 1 cannot replace version 2.
    expect((await person.post('/prices/publish', { ...fields, id: 'another-form-id.v2', changes: 'find-work-email@hunter 9' })).status).toBe(409);
    expect((await server.store.priceBook()).data['find-work-email@hunter']).toBe(1_250_000);
  });

  it('that begin later are not in force yet', async () => {
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const page = await person.post('/prices/check', { ...form, from: later, tiers: '10000 0.004\nmore 0.003', changes: 'find-work-email@hunter 5' });
    await person.post('/prices/publish', fieldsOf(page.text, '/prices/publish'));
    expect((await server.store.priceBook()).version).toBe(2);
    expect((await person.get('/prices')).text).toContain('to come');
  });

  it('are typed many at a time, up to a limit of their own, and none is cut off', async () => {
    const long = await person.post('/prices/check', { ...form, changes: `${'\n'.repeat(7_000)}nonsense at the end` });
    expect([long.status, long.text.includes('nonsense at the end')]).toEqual([422, true]);
    for (const [path, bytes] of [['/prices/check', 41_000], ['/prices/publish', 41_000], ['/limits', 9_000], ['/grants', 9_000]] as const) expect([path, (await person.post(path, { changes: 'x'.repeat(bytes) })).status]).toEqual([path, 413]);
  });

  it('are changed by the operator only', async () => {
    await db.run(`update server_meta set v = ? where k = 'first_owner'`, [JSON.stringify({ accountId: otherId, userId: ownerId })]);
    for (const answer of [await person.get('/prices/new'), await person.post('/prices/check', form), await person.post('/prices/publish', { ...form, id: 'somebody-elses.v4' })]) expect(answer.status).toBe(403);
    expect((await person.get('/prices')).text).not.toContain('/prices/new');
    await db.run(`update server_meta set v = ? where k = 'first_owner'`, [JSON.stringify({ accountId, userId: ownerId })]);
  });
});

describe('keys, limits and the audit', () => {
  it('store a key that never comes back, test it and remove it', async () => {
    const secret = 'secret-of-kickbox-7788';
    expect((await person.post('/keys', { provider: 'kickbox', key: ` ${secret} ` })).location).toBe('/keys?stored=kickbox');
    const page = await person.get('/keys?stored=kickbox');
    expect(page.text).toContain('…7788');
    const tested = await person.post('/keys/check', { provider: 'kickbox' });
    expect(tested.text).toContain('Kickbox could not be reached');
    for (const text of [page.text, tested.text, (await person.get('/audit?area=provider-key')).text]) expect(text).not.toContain(secret);
    expect((await person.post('/keys', { provider: 'nobody', key: 'k' })).status).toBe(422);
    expect((await person.post('/keys', { provider: 'kickbox', key: '  ' })).status).toBe(422);
    expect((await person.post('/keys/remove', { provider: 'kickbox' })).location).toBe('/keys?removed=kickbox');
    expect((await person.get('/keys')).text).not.toContain('…7788');
  });

  it('set limits that hold, are shown and are removed', async () => {
    const fields = { id: 'limit-form-0001', who: MEMBERS[0].id, meter: 'data_credits', span: 'month', amount: '0.5' };
    expect((await person.post('/limits', fields)).status).toBe(303);
    expect(await server.store.limits(accountId, MEMBERS[0].id)).toMatchObject([{ scope: 'member', meter: 'data_credits', window: 'month', limit: UNIT / 2 }]);
    expect((await person.get('/limits')).text).toContain('used up');
    expect((await person.get('/')).text).toContain('The limit of Kim Placeholder of 0.5 Data Credits a month is used up');
    expect((await person.post('/limits', { ...fields, amount: 'much' })).status).toBe(422);
    expect((await person.post('/limits', { ...fields, span: 'year' })).status).toBe(422);
    expect((await person.post('/limits/remove', { ...fields, id: 'limit-form-0002' })).status).toBe(303);
    expect(await server.store.limits(accountId, null)).toEqual([]);
    expect((await csv('/audit.csv?area=limit')).map((row) => row['what'])).toEqual(['limit.removed', 'limit.set']);
  });

  it('limit what a provider is paid a day, see how far it is, and take the limit away', async () => {
    const today = (await person.get('/keys')).text;
    expect(today).toContain('Paid to providers today');
    const fields = { id: 'provider-limit-01', provider: 'hunter', amount: '0.05' };
    expect((await person.post('/keys/limit', fields)).location).toBe('/keys?limit=set');
    expect(await providerBudgets(db, accountId)).toMatchObject([{ providerId: 'hunter', limit: 50_000, used: 0, out: 0 }]);
    const page = (await person.get('/keys?limit=set')).text;
    expect(page).toContain('0.05 USD');
    expect(page).toContain('up to 0.025 USD a call');
    await server.store.reserve({ accountId, ledgerEpoch: 1, chargeId: 'budget-charge-01', deviceId: 'device-b', userId: MEMBERS[0].id, runId: 'r', taskId: 't', subject: 's', enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', requestHash: 'h', priceBookVersion: 1, decision: { kind: 'price', quoted: { actions: micro(0), credits: micro(0) } }, sealedRequest: 's', holdMs: 60_000, sandbox: false });
    for (const nth of [0, 1]) expect(await server.store.planSupplierCall({ accountId, chargeId: 'budget-charge-01', fence: 1, nth, providerId: 'hunter', worst: 25_000 })).toBe(true);
    expect((await person.get('/keys')).text).toContain('100 %, used up');
    expect((await person.get('/')).text).toContain('What Hunter may be paid a day, 0.05 USD, is used up');
    expect((await person.get('/statement?kind=limit')).text).toContain('90 % of what the provider may be paid a day');
    for (const amount of ['much', '-1', '2000000']) expect((await person.post('/keys/limit', { ...fields, id: 'provider-limit-02', amount })).status).toBe(422);
    expect((await person.post('/keys/limit', { ...fields, amount: '7' })).text).toContain('This form was used for another limit');
    expect((await person.post('/keys/limit/remove', { id: 'provider-limit-03', provider: 'hunter' })).location).toBe('/keys?limit=removed');
    expect(await providerBudgets(db, accountId)).toMatchObject([{ limit: null }]);
    expect((await csv('/audit.csv?area=limit')).slice(0, 2).map((row) => row['about'])).toEqual(['Hunter, paid a day', 'Hunter, paid a day: 0.05 USD']);
  });

  it('filter and page the audit', async () => {
    for (let i = 0; i < 60; i++) await db.run(`insert into audit (audit_id, account_id, actor, action, target, at) values (?, ?, ?, 'member.invited', ?, ?)`, [`many-${i}`, accountId, ownerId, `=cmd ${i}`, Date.now()]);
    const first = await person.get('/audit?area=member');
    const older = /rel="next" href="([^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await person.get(older);
    const names = (text: string): string[] => [...text.matchAll(/=cmd \d+/g)].map((match) => match[0]);
    expect(new Set([...names(first.text), ...names(second.text)]).size).toBe(60);
    expect((await csv('/audit.csv?area=member')).every((row) => row['about']?.startsWith(`'=`))).toBe(true);
    expect((await person.get('/audit?actor=nobody')).text).toContain('Nothing was changed in this time');
  });
});
