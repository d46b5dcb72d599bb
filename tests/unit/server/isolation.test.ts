/**
 * Nothing of one account is read or changed by another (property 34 of the ledger). Every route that the app has is called by a member
 * of a second workspace with the first one's ids: its forms and links as its own pages have them, JSON bodies as the contract says. Routes,
 * ids, forms and what must not be shown are all read from the running server, so that a new route or table is in it by itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS, createApp } from '../../../server/http/app.ts';
import { API } from '../../../server/http/contract/table.ts';
import type { HttpDeps } from '../../../server/http/kit.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { callersAt, type Person } from './callers.ts';
import { chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

const [A, B] = ['canary-a', 'other-b'] as const;
const dataDir = mkdtempSync(join(tmpdir(), 'kiln-isolation-'));
let server: RunningServer;
let first: Person;
let second: Person;
const callers = callersAt(() => server);

beforeAll(async () => {
  server = await startServer({
    port: 0, host: '127.0.0.1', dataDir, kek: '09'.repeat(32), extensionIds: [], trustProxy: true, owner: { workspace: `${A} workspace`, email: `${A}-owner@example.com`, name: `${A} owner` },
    engine: scriptedEngine(({ input }) => hit({ workEmail: `${input.firstName ?? ''}-lead@example.com` })), providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9',
  });
  first = server.owner;
  second = await callers.stranger(first, `${B} workspace`, `${B} owner`, `${B}-owner@example.com`);
  await live(first, A);
  await live(second, B);
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Gives a workspace something of everything. Both get the same, so that what only one has is its own. */
async function live(owner: Person, tag: string): Promise<void> {
  const left = await callers.join(owner, 'viewer', `${tag} former`, `${tag}-former@example.com`);
  await server.identity.members.remove(owner, left.userId);
  const member = await callers.join(owner, 'editor', `${tag} member`, `${tag}-member@example.com`);
  const [admin, token] = [await callers.deviceToken(owner, `${tag}-device-1`, `${tag} desk`), await callers.deviceToken(member, `${tag}-device-2`, `${tag} laptop`)];
  const done = async (answer: Promise<Response>): Promise<void> => expect((await answer).status).toBeLessThan(400);
  const json = (route: string, body: unknown, id = '', by = admin): Promise<void> => done(callers.asDevice(route, by, id, body));
  const form = async (path: string, fields: Record<string, string>): Promise<void> => done(callers.asPerson(`POST ${path}`, await callers.visitor(owner), '', fields));
  await json('PUT /v1/admin/provider-keys/:id', { key: `${tag}-secret-0001` }, 'hunter');
  const [kept, reversed] = ['Byron', 'Lovelace'].map((lastName) => chargeRequest({ deviceId: `${tag}-device-2`, input: { firstName: tag, lastName, domain: 'engine.example' } }));
  for (const charge of [kept, reversed]) await json('POST /v1/charges', charge, '', token);
  await json('POST /v1/admin/reversals', { reversalId: `${tag}-reversal-1`, chargeId: reversed?.chargeId });
  await json('POST /v1/admin/grants', { lotId: `${tag}-gift-0001`, meter: 'actions', source: 'promo', amount: 1_000_000, expiresAt: null });
  await json('POST /v1/admin/grants/take-back', { takingId: `${tag}-taking-0001`, lotId: `${tag}-gift-0001`, amount: 250_000, reason: `${tag} reason` });
  await json('POST /v1/leases', { requestId: `${tag}-request-1`, deviceId: `${tag}-device-2`, ledgerEpoch: 1, meter: 'actions', want: 2_000_000 }, '', token);
  await json('POST /v1/sync/push', { deviceId: `${tag}-device-2`, ledgerEpoch: 1, baseN: 0, ops: [spendOp(1, { chargeId: `${tag}-spend-0001` }, `${tag}-op-0001`), { n: 2, opId: `${tag}-op-0002`, kind: 'erase', clientAt: 0, body: { subjects: [`${tag}-erased-lead`] } }] }, '', token);
  await json('PUT /v1/labels', { labels: [{ kind: 'table', ref: `${tag}-table-0001`, name: `${tag} table` }] }, '', token);
  await form('/limits', { id: `${tag}-limit-0001`, who: member.userId, meter: 'actions', span: 'day', amount: '5' });
  await form('/keys/limit', { id: `${tag}-limit-0002`, provider: 'hunter', amount: tag === A ? '900' : '901' });
  await form('/plan', { id: `${tag}-change-0001`, plan: 'team' });
  await server.identity.members.invite(owner, `${tag}-invited@example.com`, 'viewer');
  await json('POST /v1/webhooks', { url: `https://${tag}.example.com/hook`, label: `${tag} hook`, topics: ['charge.posted', 'limit.reached'] });
  await json('POST /v1/charges', chargeRequest({ deviceId: `${tag}-device-2`, input: { firstName: tag, lastName: 'Hook', domain: 'engine.example' } }), '', token);
}

/** Copies of the feed for the pages, made by a loop when it comes to it. */
const COPIES = new Set(['admin_cursor', 'entry', 'usage_day', 'usage_run', 'usage_table', 'usage_waterfall', 'supplier_day']);
interface Row {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}
function read<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(dataDir, 'kiln.sqlite'), { readOnly: true });
  try {
    return work(db);
  } finally {
    db.close();
  }
}
/** What a workspace and its people have, as it lies in the database. Sending webhooks goes on by itself, so that a try is no change. */
function rowsOf(accountId: string): Row[] {
  return read((db) => {
    const tables = (db.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`).all() as { name: string }[]).map(({ name }) => name).filter((name) => !COPIES.has(name));
    const people = (db.prepare('select user_id from member where account_id = ?').all(accountId) as { user_id: string }[]).map((one) => one.user_id);
    return tables.flatMap((table) => {
      const columns = (db.prepare('select name from pragma_table_info(?)').all(table) as { name: string }[]).map((one) => one.name);
      const owned = columns.includes('account_id') ? db.prepare(`select * from "${table}" where account_id = ?`).all(accountId) : columns.includes('user_id') ? people.flatMap((id) => db.prepare(`select * from "${table}" where user_id = ?`).all(id)) : [];
      return owned.map((row) => ({ table, row: withoutTries(table, row) }));
    });
  });
}
const accountsBut = (accountId: string): string[] => read((db) => (db.prepare('select account_id from account where account_id <> ?').all(accountId) as { account_id: string }[]).map((one) => one.account_id));
/** Whether a message went out, and that its endpoint has not answered, is the sender's doing. */
function withoutTries(table: string, row: Row['row']): Row['row'] {
  if (table === 'webhook_delivery') return { msg_id: row['msg_id'], endpoint_id: row['endpoint_id'] };
  return table === 'webhook_endpoint' && row['state'] === 'failing' ? { ...row, state: 'on', failing_since: null } : { ...row };
}
const asText = (rows: readonly Row[]): string[] => rows.map(({ table, row }) => `${table} ${JSON.stringify(row)}`).toSorted();
/** Every text in rows, those inside of JSON too. */
function textsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (/^[[{]/.test(value)) textsOf(JSON.parse(value), found);
    else if (value.length >= 8) found.add(value);
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) textsOf(part, found);
  return found;
}

/** All routes of the app, by its own table; no handler runs. */
function routesOfApp(): string[] {
  const nothing: object = new Proxy({}, { get: () => new Proxy(() => nothing, { get: () => nothing }) });
  return [...new Set(createApp(nothing as HttpDeps).routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path}`))];
}

interface Sent {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}
const plain = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
/** Fields of a form: what stands in them, and for a choice its last option. */
function fieldsIn(markup: string): Record<string, string> {
  const inputs = [...markup.matchAll(/<input[^>]*>/g)].map(([tag]): [string, string] => [attribute(tag, 'name'), attribute(tag, 'value')]);
  const choices = [...markup.matchAll(/<select[^>]*>[\s\S]*?<\/select>/g)].map(([tag]): [string, string] => [attribute(tag, 'name'), [...tag.matchAll(/<option[^>]*>/g)].map(([option]) => attribute(option, 'value')).at(-1) ?? '']);
  return Object.fromEntries([...inputs, ...choices].filter(([name]) => name !== '' && name !== 'csrf'));
}
/** All forms and links of the pages that somebody sees, followed to the end. */
async function seenBy(who: Person, pages: readonly string[]): Promise<{ readonly forms: Sent[]; readonly links: Sent[]; readonly text: string }> {
  const visit = await callers.visitor(who);
  const [forms, links, texts, known] = [[] as Sent[], [] as Sent[], [] as string[], new Set<string>()];
  const shape = (url: URL): string => `${url.pathname}?${[...url.searchParams.keys()].toSorted().join('&')}`;
  const waiting = [...pages];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const text = await (await callers.asPerson(`GET ${next}`, visit, '')).text();
    texts.push(text);
    for (const [, action = '', markup = ''] of text.matchAll(/<form[^>]*action="(\/[^"]*)"[^>]*>([\s\S]*?)<\/form>/g)) forms.push({ path: plain(action), fields: fieldsIn(markup) });
    for (const [, href = ''] of text.matchAll(/href="(\/[^"]*)"/g)) {
      const url = new URL(plain(href), server.url);
      links.push({ path: url.pathname, fields: Object.fromEntries(url.searchParams) });
      if (known.has(shape(url)) || /\.\w+$/.test(url.pathname)) continue;
      known.add(shape(url));
      waiting.push(url.pathname + url.search);
    }
  }
  return { forms, links, text: texts.join('\n') };
}

/** A value for a schema of the contract, with `known` for the names that rows have too. Of several shapes, the one of the number. */
function sample(schema: z.core.JSONSchema.BaseSchema, known: ReadonlyMap<string, string>, shape: number, name = ''): unknown {
  const one = (given: z.core.JSONSchema._JSONSchema | undefined, part = ''): unknown => (typeof given === 'object' ? sample(given, known, shape, part) : undefined);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return one(choices[shape % choices.length], name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, one(part, key)]));
  if (schema.type === 'array') return [Array.isArray(schema.items) ? undefined : one(schema.items, name)];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER ? schema.minimum : 1;
  if (schema.type === 'string') return known.get(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)) ?? 'nothing-0000';
  return schema.type === 'boolean' ? true : null;
}
const SHAPES = [0, 1, 2, 3, 4];
const isOut = (answer: Response): boolean => answer.status === 401 || answer.headers.get('location')?.startsWith('/sign-in') === true;
/** Signing in and out answers so. */
const SIGNS = /^POST \/sign-/;

describe('the rows of another account', () => {
  it('are neither shown nor changed by any route, whatever of them is sent', async () => {
    const routes = routesOfApp();
    // What nobody may call answers nobody.
    expect(routes.filter((route) => ACCESS[route] === undefined)).toEqual([]);
    const seen = await seenBy(first, routes.filter((route) => /^GET (?!\/v1\/)[^:.]*$/.test(route)).map((route) => route.slice(4)));
    const before = rowsOf(first.accountId);
    const others = textsOf(rowsOf(second.accountId).map(({ row }) => row));
    const own = new Set([...textsOf(before.map(({ row }) => row)), `${A}-lead@example.com`, `${A}-secret-0001`].filter((text) => !others.has(text)));
    const known = new Map(before.flatMap(({ row }) => Object.entries(row)).filter((entry): entry is [string, string] => typeof entry[1] === 'string').toSorted(([, a], [, b]) => Number(own.has(a)) - Number(own.has(b))));
    const ids = [...new Set([...known].filter(([column, text]) => column.endsWith('_id') && own.has(text)).map(([, text]) => text)), 'hunter'];
    const everything = Object.fromEntries([...seen.links, ...seen.forms].flatMap(({ fields }) => Object.entries(fields)).toSorted(([, a], [, b]) => Number(own.has(a)) - Number(own.has(b))));

    // The net has no holes: the owner's own pages show what is looked for, and there are forms and ids of all kinds to send.
    expect([...own].filter((text) => seen.text.includes(text)).length).toBeGreaterThan(20);
    expect(seen.text).toContain(`${A}-invited@example.com`);
    expect(ids.length).toBeGreaterThan(15);
    expect(new Set(seen.forms.map((form) => form.path)).size).toBeGreaterThan(15);
    expect(Object.values(everything).filter((text) => own.has(text)).length).toBeGreaterThan(5);

    let made = 0;
    const make = async () => {
      const who = await callers.join(second, 'admin');
      return { token: await callers.deviceToken(who, `stranger-device-${++made}`), visit: await callers.visitor(who) };
    };
    const came = new Set<string>();
    // What the stranger stored with a form of its own is its own while it stands there, so all pages are looked at before the first form is sent.
    let told = new Set<string>();
    for (const route of routes.toSorted((a, b) => Number(b.startsWith('GET ')) - Number(a.startsWith('GET ')))) {
      const spec = API[route];
      const [method = '', path = ''] = route.split(' ');
      const isLike = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
      const sent: Sent[] = [{ path, fields: everything }, { path, fields: {} }, ...(method === 'GET' ? seen.links : seen.forms).filter((one) => isLike.test(one.path))];
      let caller = await make();
      const asks = path.startsWith('/v1/')
        ? (path.includes(':') ? ids : ['']).flatMap((id) => (spec?.body === undefined ? [0] : SHAPES).map((shape) => {
            const body = spec?.body === undefined ? {} : sample(z.toJSONSchema(spec.body, { io: 'input', unrepresentable: 'any' }), known, shape);
            const query = spec?.query === undefined ? {} : (sample(z.toJSONSchema(spec.query, { io: 'output', unrepresentable: 'any' }), known, shape) as Record<string, string>);
            return { sent: `${id} ${JSON.stringify([body, query])}`, ask: () => callers.asDevice(route, caller.token, id, body, `?${new URLSearchParams(query).toString()}`) };
          }))
        : sent.flatMap((one) => (one.path.includes(':') ? ids : ['']).map((id) => ({ sent: `${one.path} ${id} ${JSON.stringify(one.fields)}`, ask: () => callers.asPerson(`${method} ${one.path}`, caller.visit, id, { ...one.fields }) })));
      for (const [said, ask] of new Map(asks.map((one) => [one.sent, one.ask]))) {
        let answer = await ask();
        // It signed itself out, left or gave its role away: somebody new goes on.
        if (isOut(answer) || answer.status === 403) {
          caller = await make();
          answer = await ask();
        }
        const text = await answer.text();
        if (isOut(answer) ? SIGNS.test(route) : !text.includes('Not for your role')) came.add(route);
        if (method !== 'GET' && [...own].some((canary) => said.includes(canary))) {
          const stored = [...textsOf(accountsBut(first.accountId).flatMap(rowsOf).map(({ row }) => row))].join('\n');
          told = new Set([...own].filter((canary) => stored.includes(canary)));
        }
        const shown = [...own].filter((canary) => text.includes(canary) && !said.includes(canary) && !told.has(canary));
        expect({ route, said: shown.length === 0 ? '' : said, status: answer.status >= 500 ? answer.status : 'answered', shown }).toEqual({ route, said: '', status: 'answered', shown: [] });
      }
    }
    // Each let the caller in: what it did not show or change is no merit of the door.
    expect(routes.filter((route) => !came.has(route))).toEqual([]);
    const [now, then] = [asText(rowsOf(first.accountId)), asText(before)];
    expect({ changed: now.filter((row) => !then.includes(row)), gone: then.filter((row) => !now.includes(row)) }).toEqual({ changed: [], gone: [] });
  }, 180_000);
});
