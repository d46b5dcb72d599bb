/** The real ledger store and the real gateway in processes that can die at every statement, call and pause. */
import type { Engine, CallRequest } from '../../lib/providers/engine-api.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import { SWEEP_MS } from '../../lib/core/limits.ts';
import { createGateway, type Gateway } from '../../server/gateway/gateway.ts';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import type { LedgerStore } from '../../server/ledger/store.ts';
import type { Database, Sql, SqlValue, Tx } from '../../server/sql/sql.ts';
import { createProviderKeys } from '../../server/vault/provider-keys.ts';
import { createVault } from '../../server/vault/vault.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { RECEIPTS } from '../unit/server/world.ts';
import type { Rng } from './rng.ts';
import type { Schedule } from './schedule.ts';

export class Killed extends Error {
  override name = 'Killed';
}

export interface Faults {
  /** Probability of dying at each point where a process can. */
  kill: number;
  drop: number;
  duplicate: number;
  maxDelayMs: number;
}

export interface ProcessWorld {
  readonly schedule: Schedule;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly db: Database;
  readonly bug: PlantedBug | null;
  /** What the provider does with a question; the world keeps the book of it. */
  provider(request: CallRequest): { readonly afterMs: number; readonly outcome: CallOutcome };
  broke(what: string): void;
  trace(line: string): void;
}

export interface ServerProcess {
  readonly gateway: Gateway;
  readonly store: LedgerStore;
  readonly isAlive: () => boolean;
}

let processes = 0;

export function startProcess(world: ProcessWorld, onDeath: () => void): ServerProcess {
  const { rng, schedule, bug } = world;
  let alive = true;
  const mayDie = (where: string): void => {
    if (alive && rng.chance(world.faults.kill)) {
      alive = false;
      world.trace(`killed at ${where}`);
      onDeath();
    }
    if (!alive) throw new Killed(where);
  };
  const never = <T>(): Promise<T> => new Promise(() => undefined);

  const db = mortalDatabase(world, mayDie);
  const engine: Engine = {
    call: async (request) => {
      mayDie('before a call');
      const { afterMs, outcome } = world.provider(request);
      await new Promise<void>((resolve) => schedule.at(afterMs, resolve));
      if (!alive) return never();
      mayDie('after a call');
      return outcome;
    },
    checkKey: async () => ({ status: 'works' }),
    turn: () => ({ release: () => undefined }),
    remember: () => undefined,
    missingInput: () => null,
  };
  /** A pause that ends when its signal fires; in a dead process it never ends. */
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(new DOMException('stopped', 'AbortError'));
      if (signal?.aborted === true) return stop();
      signal?.addEventListener('abort', stop);
      schedule.at(ms, () => {
        if (alive) resolve();
      });
    });
  const store = withBug(createLedgerStore(db, RECEIPTS), bug);
  const vault = createVault(db, Buffer.alloc(32, 7));
  const gateway = createGateway({
    store, engine, vault, sleep,
    keys: createProviderKeys(db, vault, () => 'audit'),
    workerId: `process-${++processes}`,
    now: () => schedule.now,
    log: (event, facts) => {
      if (event === 'charge.attempt_broke' && facts?.['error'] !== 'Killed') world.broke(`an attempt broke: ${String(facts?.['error'])}`);
    },
  });
  const sweepLater = (): void =>
    schedule.at(SWEEP_MS, () => {
      if (!alive) return;
      gateway.sweep().catch((error: unknown) => {
        if (!(error instanceof Killed)) world.broke(`the sweep broke: ${error instanceof Error ? error.message : 'unknown'}`);
      });
      sweepLater();
    });
  if (bug !== 'no-sweep') sweepLater();
  return { gateway, store, isAlive: () => alive };
}

/** The database as a process sees it that may die before every statement and right after a commit. */
function mortalDatabase(world: ProcessWorld, mayDie: (where: string) => void): Database {
  const { db, bug, rng } = world;
  const mortal = (sql: Sql, after: (() => Promise<unknown>)[]): Sql => ({
    all: async <R extends object>(text: string, params: readonly SqlValue[] = []) => {
      mayDie('a query');
      const rows = await sql.all<R>(text, params);
      if (bug === 'refusal-not-sticky' && text.includes('from charge where') && (rows[0] as { state?: string } | undefined)?.state === 'rejected') {
        await sql.run(`delete from charge where state = 'rejected' and charge_id = ?`, [params[1] ?? '']);
        return [];
      }
      return rows;
    },
    run: async (text, params = []) => {
      mayDie('a statement');
      if (bug === 'result-in-second-transaction' && text.startsWith('insert into result_blob')) {
        after.push(() => db.run(text, params));
        return 1;
      }
      if (bug === 'last-n-not-stored' && text.startsWith('update device set last_n')) return 1;
      if (bug === 'seq-not-stored' && text.startsWith('update account set seq') && rng.chance(0.05)) return 1;
      if (bug === 'release-forgotten' && text.startsWith('update lot') && rng.chance(0.1)) return 1;
      return sql.run(text, params);
    },
  });
  return {
    ...mortal(db, []),
    dialect: db.dialect,
    close: async () => undefined,
    async transaction(work) {
      const after: (() => Promise<unknown>)[] = [];
      if (bug === 'no-atomicity') return work({ ...mortal(db, after), lock: '' });
      const value = await db.transaction(async (tx) => {
        const inside = await work({ ...mortal(tx, after), lock: '' } satisfies Tx);
        if (bug === 'answer-before-commit' && rng.chance(0.02)) throw new TooEarly(inside);
        return inside;
      }).catch((error: unknown) => {
        if (error instanceof TooEarly) return error.value as never;
        throw error;
      });
      mayDie('a commit');
      for (const deed of after) world.schedule.at(1, () => void deed());
      return value;
    },
  };
}
class TooEarly extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('answered before the commit');
    this.value = value;
  }
}

function withBug(store: LedgerStore, bug: PlantedBug | null): LedgerStore {
  if (bug !== 'charge-on-no-result') return store;
  return {
    ...store,
    async resolve(accountId, chargeId, resolution, claimedIn) {
      const found = resolution.kind === 'void' ? await store.charge(accountId, chargeId) : null;
      return store.resolve(accountId, chargeId, found === null ? resolution : { kind: 'post', amounts: found.charge.quoted, sealedResult: resolution.sealedResult ?? '' }, claimedIn);
    },
  };
}
