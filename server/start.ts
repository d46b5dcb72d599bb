import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { FOLD_EVERY_MS, ROLL_ACCOUNTS, SUPPLIER_FOLD_MS, SWEEP_MS } from '../lib/core/limits.ts';
import { HEADERS_MS, REQUEST_MS, RETENTION_EVERY_MS, SHUTDOWN_MS } from '../lib/core/server-limits.ts';
import type { Manifest } from '../lib/contracts/manifest.ts';
import type { Engine } from '../lib/providers/engine-api.ts';
import { createEngine } from '../lib/providers/engine.ts';
import { foldNewest } from './admin/fold.ts';
import { foldSuppliers } from './admin/supplier.ts';
import { loadCatalogue } from './catalogue.ts';
import { mayReach } from './reach.ts';
import { localUrl, type ServerOptions } from './config.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { createApp } from './http/app.ts';
import { errorName, type ServerInfo } from './http/kit.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { createOutbox, smtpSender, type MailSender } from './identity/mail.ts';
import { createHasher } from './identity/tokens.ts';
import { createLedgerStore } from './ledger/sql-store.ts';
import { readEpoch } from './ledger/epoch.ts';
import { addFirstPriceBook } from './ledger/price-books.ts';
import { createReceipts } from './ledger/receipts.ts';
import type { LedgerStore } from './ledger/store.ts';
import { notesOfErasures, tidyErased } from './ops/erased-list.ts';
import { createOps, runLoop, type Ops } from './ops/ops.ts';
import { forgetOld } from './ops/retention.ts';
import { PRACTICE_PARTNERS } from './price-book.ts';
import { fullPriceBook } from './prices.ts';
import { loadReceiptKeys } from './receipt-keys.ts';
import { firstWorkspace, loadKeks, newId, openDatabase, type Owner } from './setup.ts';
import { migrate } from './sql/migrate.ts';
import { createProviderKeys, type ProviderKeys } from './vault/provider-keys.ts';
import { checkKek, createVault, serverKey } from './vault/vault.ts';

const VERSION = '0.1.0';
const FORGET_MS = 60_000;
const CUT_MS = 3_000;
const IDLE_MS = 20;

export interface StartOptions extends ServerOptions {
  /** How long calls in flight may take to end at a shutdown. */
  readonly shutdownMs?: number;
  /** Given by tests; else the engine over the built-in catalogue. */
  readonly engine?: Engine;
  readonly providerIds?: ReadonlySet<string>;
  /** One line per event; never a lead, an address or a key. */
  readonly log?: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
  /** What a person should read at the first start. */
  readonly say?: (line: string) => void;
  /** Given by tests; else by SMTP when it is configured. */
  readonly sendMail?: MailSender;
  /** Practice servers: gives the account a key of each priced partner that the sandbox accepts. Refused without `sandboxUrl`. */
  readonly sandboxKeys?: (providerId: string) => string;
}

export interface RunningServer {
  readonly url: string;
  /** Where browsers see it: `url`, or what the options say. */
  readonly publicUrl: string;
  readonly owner: Owner;
  readonly store: LedgerStore;
  readonly keys: ProviderKeys;
  readonly gateway: Gateway;
  readonly identity: Identity;
  /** A new one-time sign-in link for the owner. */
  signInLink(): Promise<string>;
  /** Ends requests and calls in flight, then the database. */
  close(): Promise<void>;
}

/** Starts the account server. Everything that must be true before the first request is done when this returns. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const ops = createOps(options);
  const { log } = ops;
  const say = options.say ?? (() => undefined);
  const db = await openDatabase(options);
  await migrate(db);
  const { keks, madeAt } = await loadKeks(options);
  if (madeAt !== undefined) say(`Made a key file for provider keys: ${madeAt}. Keep a copy apart from the database; without it stored keys cannot be read.`);
  await checkKek(db, ...keks);

  const store = ops.counted(createLedgerStore(db, createReceipts(await loadReceiptKeys(options)), notesOfErasures(options)));
  const { engine, providerIds, catalogue } = await enginePart(options, ops);
  await db.transaction((tx) => addFirstPriceBook(tx, () => fullPriceBook(catalogue, options.sandboxUrl !== undefined)));
  const owner = await firstWorkspace(db, options.owner);
  const vault = createVault(db, ...keks);
  const keys = createProviderKeys(db, vault, options.sandboxUrl === undefined ? 'live' : 'sandbox');
  const hash = createHasher(await serverKey(db, keks, 'identity'));
  let publicUrl = options.publicUrl ?? '';
  const identity = createIdentity(db, hash, () => publicUrl);
  const outbox = createOutbox(db, vault, newId, options.sendMail ?? (options.smtp === undefined ? null : smtpSender(options.smtp.url, options.smtp.from)), log);
  const info: ServerInfo = { name: 'Kiln account server', version: VERSION, ledgerEpoch: await readEpoch(db), sandbox: options.sandboxUrl !== undefined };
  if (options.sandboxKeys !== undefined) await seedSandboxKeys(options, keys, owner, providerIds);

  const sleep = (ms: number, signal?: AbortSignal) => pause(ms, undefined, signal === undefined ? {} : { signal });
  const sandbox = options.sandboxUrl === undefined ? {} : { sandboxUrl: options.sandboxUrl };
  const gateway = createGateway({ store, engine, keys, vault, catalogue, workerId: newId(), now: Date.now, random: Math.random, sleep, log, ...sandbox });
  ops.metrics.watch(() => ({ name: 'kiln_breakers_open', help: 'Data partners that an account leaves alone after repeated failures, in this process.', value: gateway.resting() }));
  const opened = ops.open({ db, vault, newId, facts: info });
  const app = createApp({
    db, store, gateway, keys, identity, outbox, engine, providerIds, catalogue, hash, info, log, ...sandbox,
    ops: opened.http,
    publicUrl: () => publicUrl,
    extensionIds: new Set(options.extensionIds),
    trustProxy: options.trustProxy,
  });

  await gateway.sweep();
  await tidyErased(options, Date.now());
  const stopping = new AbortController();
  const brokeIn = (name: string) => (error: unknown): void => log(`${name}.broke`, { error: errorName(error) });
  const loops = [
    { name: 'sweep', ms: SWEEP_MS, work: () => gateway.sweep() },
    { name: 'roll', ms: SWEEP_MS, work: async () => { while (!stopping.signal.aborted && (await store.rollDue(ROLL_ACCOUNTS)) === ROLL_ACCOUNTS); } },
    { name: 'mail', ms: SWEEP_MS, work: () => outbox.sweep() },
    { name: 'forget', ms: FORGET_MS, work: () => Promise.all([store.forgetResults(), identity.forgetExpired()]) },
    { name: 'fold', ms: FOLD_EVERY_MS, work: () => foldNewest(db, stopping.signal, brokeIn('fold')) },
    { name: 'suppliers', ms: SUPPLIER_FOLD_MS, work: () => foldSuppliers(db, stopping.signal, brokeIn('suppliers')) },
    { name: 'retention', ms: RETENTION_EVERY_MS, work: () => Promise.all([forgetOld(db, stopping.signal, brokeIn('retention')), tidyErased(options, Date.now())]) },
    ...opened.loops,
  ].map((loop) => runLoop(loop, stopping.signal, brokeIn(loop.name)));

  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS } });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const url = localUrl(options.host, port);
  if (publicUrl === '') publicUrl = url;
  const signInLink = async (): Promise<string> => `${publicUrl}/sign-in?token=${await identity.links.create(owner.accountId, owner.userId)}`;
  if (owner.isNew) say(`Open this link once, within a day, to sign in as ${options.owner.email}:\n  ${await signInLink()}`);
  log('server.started', { url, sandbox: info.sandbox, database: db.dialect });

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    ops.stop();
    stopping.abort();
    const closed = once(server, 'close');
    server.close();
    await gateway.stop(options.shutdownMs ?? SHUTDOWN_MS);
    await hangUp(server, closed);
    await Promise.all(loops);
    await ops.close();
    await db.close();
    log('server.stopped');
  }
  return { url, publicUrl, owner, store, keys, gateway, identity, signInLink, close: () => (closing ??= close()) };
}

/** Connections end as soon as nobody is answered on them; who sends or reads slowly does not hold up the end. */
async function hangUp(server: ServerType, closed: Promise<unknown>): Promise<void> {
  if (!('closeIdleConnections' in server)) return void (await closed);
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
  const cut = setTimeout(() => server.closeAllConnections(), CUT_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

async function enginePart(options: StartOptions, ops: Ops): Promise<{ engine: Engine; providerIds: ReadonlySet<string>; catalogue: ReadonlyMap<string, Manifest> }> {
  if (options.engine !== undefined) return { engine: options.engine, providerIds: options.providerIds ?? new Set(), catalogue: new Map() };
  const catalogue = await loadCatalogue();
  const engine = createEngine(catalogue, {
    fetch: ops.fetch,
    now: Date.now,
    elapsed: () => performance.now(),
    sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }),
    random: Math.random,
    mayReach: (address) => mayReach(address, ops.policy),
  });
  return { engine, providerIds: new Set(catalogue.keys()), catalogue };
}

/** Only where no real partner can be reached with them. */
async function seedSandboxKeys(options: StartOptions, keys: ProviderKeys, owner: Owner, providerIds: ReadonlySet<string>): Promise<void> {
  if (options.sandboxUrl === undefined || options.sandboxKeys === undefined) throw new Error('Sandbox keys are only for a server whose partners are the sandbox.');
  for (const providerId of PRACTICE_PARTNERS) {
    if (!providerIds.has(providerId) || (await keys.has(owner.accountId, providerId))) continue;
    await keys.set(owner.accountId, providerId, options.sandboxKeys(providerId), 'sandbox');
  }
}
