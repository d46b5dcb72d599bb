/** One process of the account server: the real routes, gateway and store, on a database, a clock and providers that the world hands in. */
import { Hono } from 'hono';
import { SWEEP_MS } from '../../../../lib/core/limits.ts';
import type { CallRequest, Engine } from '../../../../lib/providers/engine-api.ts';
import { createGateway } from '../../../../server/gateway/gateway.ts';
import type { Env, HttpDeps } from '../../../../server/http/kit.ts';
import { guard } from '../../../../server/http/access.ts';
import { ledgerAccess, ledgerRoutes } from '../../../../server/http/ledger-routes.ts';
import type { Session } from '../../../../server/identity/ports.ts';
import { createLedgerStore } from '../../../../server/ledger/sql-store.ts';
import type { Receipts } from '../../../../server/ledger/receipts.ts';
import type { LedgerStore } from '../../../../server/ledger/store.ts';
import type { Database } from '../../../../server/sql/sql.ts';
import { createProviderKeys } from '../../../../server/vault/provider-keys.ts';
import { createVault, type Vault } from '../../../../server/vault/vault.ts';
import type { Rng } from '../../rng.ts';
import type { Faults } from '../faults.ts';
import type { Message, Reply } from '../network.ts';
import type { Providers } from '../providers.ts';
import type { Timeline } from '../timeline.ts';
import { Killed, mortalDatabase, type SqlSeam } from './mortal-database.ts';

export interface ServerSeams {
  readonly sql?: SqlSeam;
  store?(store: LedgerStore): LedgerStore;
  /** What a process makes of a request before its routes see it. */
  request?(message: Message): Message;
  readonly hasNoSweep?: boolean;
  vault?(vault: Vault): Vault;
}

export interface HostWorld {
  readonly timeline: Timeline;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly db: Database;
  readonly providers: Providers;
  readonly seams: ServerSeams;
  readonly receipts: Receipts;
  /** Whom a token belongs to; null = nobody any more. */
  session(token: string): Session | null;
  track<T>(work: Promise<T>): Promise<T>;
  /** Something was written. */
  wrote(): void;
  broke(what: string): void;
  log(line: string): void;
}

export interface ServerProcess {
  readonly store: LedgerStore;
  isAlive(): boolean;
  kill(): void;
  /** Null when it died before it could answer. */
  serve(message: Message): Promise<Reply | null>;
}

let count = 0;

export function startProcess(world: HostWorld, onDeath: () => void): ServerProcess {
  const { rng, timeline, faults, seams } = world;
  let alive = true;
  const die = (where: string): void => {
    if (!alive) return;
    alive = false;
    world.log(`server killed at ${where}`);
    onDeath();
  };
  const mayDie = (where: string): void => {
    if (alive && faults.serverKill > 0 && rng.chance(faults.serverKill)) die(where);
    if (!alive) throw new Killed(where);
  };
  const whileAlive = <T>(work: Promise<T>): Promise<T> => 
    new Promise((resolve, reject) => {
      work.then((value) => void (alive && resolve(value)), (error: unknown) => void (alive && reject(error instanceof Error ? error : new Error('unknown'))));
    });

  const db = mortalDatabase({ db: world.db, rng, faults, seam: seams.sql ?? {}, mayDie, later: (deed) => void timeline.at(1, deed), track: world.track, wrote: world.wrote });
  const real = createLedgerStore(db, world.receipts);
  const store = seams.store?.(real) ?? real;
  const engine: Engine = {
    call: async (request: CallRequest) => {
      mayDie('before a call');
      const { afterMs, outcome } = world.providers.answer(request);
      const isCut = await whileAlive(timeline.sleep(afterMs, request.signal).then(() => false, () => true));
      mayDie('after a call');
      return isCut ? { kind: 'failed', error: { kind: 'cancelled', retryable: true }, tookMs: afterMs } : outcome(timeline.now);
    },
    checkKey: async () => ({ status: 'works' }),
    turn: () => ({ release: () => undefined }),
    remember: () => undefined,
    missingInput: () => null,
  };
  const sealed = createVault(db, Buffer.alloc(32, 7));
  const vault = seams.vault?.(sealed) ?? sealed;
  const keys = createProviderKeys(db, vault);
  const log = (event: string, facts?: Readonly<Record<string, string | number | boolean>>): void => {
    if (alive && event.endsWith('broke') && !['Killed', 'SerializationFailure', 'ConnectionLost'].some((name) => String(facts?.['error']).startsWith(name))) world.broke(`${event}: ${String(facts?.['error'])}`);
  };
  const gateway = createGateway({ store, engine, vault, keys, log, workerId: `process-${++count}`, now: () => timeline.now, random: () => 0.5, sleep: (ms, signal) => whileAlive(timeline.sleep(ms, signal)) });
  const identity = { members: { names: async () => new Map<string, string>() }, tokens: { session: async (token: string) => world.session(token) } };
  const deps = { store, gateway, keys, engine, log, info: { name: 'Kiln', version: '1', ledgerEpoch: 1, sandbox: false }, identity } as unknown as HttpDeps;

  const app = new Hono<Env>();
  app.use('*', guard(deps, ledgerAccess));
  app.route('/v1', ledgerRoutes(deps));
  app.onError((error, c) => {
    log('http.broke', { error: `${error.name}: ${error.message}` });
    return c.json({ error: 'server' }, 500);
  });

  // How often a server looks is its own affair; looking less often must only be slower.
  const sweepMs = rng.pick([SWEEP_MS, 3 * SWEEP_MS, 6 * SWEEP_MS]);
  const sweepLater = (): void =>
    void timeline.at(sweepMs, () => {
      if (!alive) return;
      Promise.all([gateway.sweep(), store.rollDue(5)]).catch((error: unknown) => log('sweep.broke', { error: error instanceof Error ? error.name : 'unknown' }));
      sweepLater();
    });
  if (seams.hasNoSweep !== true) sweepLater();

  return {
    store,
    isAlive: () => alive,
    kill: () => die('the end'),
    async serve(given) {
      if (!alive) return null;
      const message = seams.request?.(given) ?? given;
      const response = await app.fetch(requestOf(message));
      if (!alive) return null;
      return { status: response.status, body: await response.json() };
    },
  };
}

/** What the routes read of a request; a whole one with streams costs more than the transaction that it asks for. */
function requestOf({ method, path, token, body }: Message): Request {
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const text = body === undefined ? '' : JSON.stringify(body);
  return { method, url: `http://account.example${path}`, headers: { get: (name: string) => headers[name.toLowerCase()] ?? null }, text: async () => text } as unknown as Request;
}
