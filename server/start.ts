import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { ROLL_ACCOUNTS, SWEEP_MS } from '../lib/core/limits.ts';
import type { Engine } from '../lib/providers/engine-api.ts';
import { createEngine } from '../lib/providers/engine.ts';
import { loadCatalogue } from './catalogue.ts';
import { mayReach } from './reach.ts';
import { localUrl, type ServerOptions } from './config.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { createApp } from './http/app.ts';
import { errorName, type ServerInfo } from './http/kit.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { createIdentity } from './identity/identity.ts';
import { createHasher } from './identity/tokens.ts';
import { createLedgerStore } from './ledger/sql-store.ts';
import { createReceipts } from './ledger/receipts.ts';
import type { LedgerStore } from './ledger/store.ts';
import { FIRST_PRICE_BOOK } from './price-book.ts';
import { loadReceiptKeys } from './receipt-keys.ts';
import { firstWorkspace, ledgerEpoch, loadKek, newId, openDatabase, type Owner } from './setup.ts';
import { migrate } from './sql/migrate.ts';
import { createProviderKeys, type ProviderKeys } from './vault/provider-keys.ts';
import { checkKek, createVault } from './vault/vault.ts';

const VERSION = '0.1.0';
const FORGET_MS = 60_000;

export interface StartOptions extends ServerOptions {
  /** Given by tests; else the engine over the built-in catalogue. */
  readonly engine?: Engine;
  readonly providerIds?: ReadonlySet<string>;
  /** One line per event; never a lead, an address or a key. */
  readonly log?: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
  /** What a person should read at the first start. */
  readonly say?: (line: string) => void;
  /** Practice servers: gives the account a key of each priced partner that the sandbox accepts. Refused without `sandboxUrl`. */
  readonly sandboxKeys?: (providerId: string) => string;
}

export interface RunningServer {
  readonly url: string;
  readonly owner: Owner;
  readonly store: LedgerStore;
  readonly keys: ProviderKeys;
  readonly gateway: Gateway;
  /** A new one-time sign-in link for the owner. */
  signInLink(): Promise<string>;
  /** Ends requests and calls in flight, then the database. */
  close(): Promise<void>;
}

/** Starts the account server. Everything that must be true before the first request is done when this returns. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const log = options.log ?? (() => undefined);
  const say = options.say ?? (() => undefined);
  const db = await openDatabase(options);
  await migrate(db);
  const { kek, madeAt } = await loadKek(options);
  if (madeAt !== undefined) say(`Made a key file for provider keys: ${madeAt}. Keep a copy apart from the database; without it stored keys cannot be read.`);
  await checkKek(db, kek);

  const store = createLedgerStore(db, createReceipts(await loadReceiptKeys(options)));
  await store.addPriceBook(FIRST_PRICE_BOOK);
  const owner = await firstWorkspace(db, options.owner);
  const vault = createVault(db, kek);
  const keys = createProviderKeys(db, vault, newId, options.sandboxUrl === undefined ? 'live' : 'sandbox');
  const hash = createHasher(createHmac('sha256', kek).update('kiln-identity').digest());
  const identity = createIdentity(db, hash);
  const info: ServerInfo = { name: 'Kiln account server', version: VERSION, ledgerEpoch: await ledgerEpoch(db), sandbox: options.sandboxUrl !== undefined };
  const { engine, providerIds } = await enginePart(options);
  if (options.sandboxKeys !== undefined) await seedSandboxKeys(options, keys, owner, providerIds);

  const sleep = (ms: number, signal?: AbortSignal) => pause(ms, undefined, signal === undefined ? {} : { signal });
  const sandbox = options.sandboxUrl === undefined ? {} : { sandboxUrl: options.sandboxUrl };
  const gateway = createGateway({ store, engine, keys, vault, workerId: newId(), now: Date.now, sleep, log, ...sandbox });
  let publicUrl = options.publicUrl ?? '';
  const app = createApp({
    store, gateway, keys, identity, engine, providerIds, hash, info, log, ...sandbox,
    limiter: createRateLimiter(() => performance.now()),
    publicUrl: () => publicUrl,
    extensionIds: new Set(options.extensionIds),
    trustProxy: options.trustProxy,
  });

  await gateway.sweep();
  const stopping = new AbortController();
  const loops = [every(SWEEP_MS, 'sweep', () => gateway.sweep()), every(SWEEP_MS, 'roll', () => store.rollDue(ROLL_ACCOUNTS)), every(FORGET_MS, 'forget', async () => Promise.all([store.forgetResults(), identity.forgetExpired()]))];
  async function every(ms: number, name: string, work: () => Promise<unknown>): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(ms, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) await work().catch((error: unknown) => log(`${name}.broke`, { error: errorName(error) }));
    }
  }

  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const url = localUrl(options.host, port);
  if (publicUrl === '') publicUrl = url;
  const signInLink = async (): Promise<string> => `${publicUrl}/sign-in?token=${await identity.createLink(owner.accountId, owner.userId)}`;
  if (owner.isNew) say(`Open this link once, within a day, to sign in as ${options.owner.email}:\n  ${await signInLink()}`);
  log('server.started', { url, sandbox: info.sandbox, database: db.dialect });

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    stopping.abort();
    const closed = once(server, 'close');
    server.close();
    await gateway.stop();
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await closed;
    await Promise.all(loops);
    await db.close();
    log('server.stopped');
  }
  return { url, owner, store, keys, gateway, signInLink, close: () => (closing ??= close()) };
}

async function enginePart(options: StartOptions): Promise<{ engine: Engine; providerIds: ReadonlySet<string> }> {
  if (options.engine !== undefined) return { engine: options.engine, providerIds: options.providerIds ?? new Set() };
  const catalogue = await loadCatalogue();
  const engine = createEngine(catalogue, {
    fetch: (url, init) => fetch(url, init),
    now: Date.now,
    sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }),
    random: Math.random,
    mayReach,
  });
  return { engine, providerIds: new Set(catalogue.keys()) };
}

/** Only where no real partner can be reached with them. */
async function seedSandboxKeys(options: StartOptions, keys: ProviderKeys, owner: Owner, providerIds: ReadonlySet<string>): Promise<void> {
  if (options.sandboxUrl === undefined || options.sandboxKeys === undefined) throw new Error('Sandbox keys are only for a server whose partners are the sandbox.');
  const priced = new Set(Object.keys(FIRST_PRICE_BOOK.data).map((key) => key.slice(key.indexOf('@') + 1)));
  for (const providerId of priced) {
    if (!providerIds.has(providerId) || (await keys.has(owner.accountId, providerId))) continue;
    await keys.set(owner.accountId, providerId, options.sandboxKeys(providerId), 'sandbox');
  }
}
