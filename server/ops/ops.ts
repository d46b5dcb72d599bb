import { setTimeout as pause } from 'node:timers/promises';
import { BACKUP_LOOK_MS, WEBHOOK_SWEEP_MS } from '../../lib/core/server-limits.ts';
import type { ServerOptions } from '../config.ts';
import { NO_EXCEPTIONS, type GuardPolicy } from '../guard/check-url.ts';
import { createGuardedFetch } from '../guard/guarded-fetch.ts';
import { errorName } from '../http/kit.ts';
import type { LedgerStore } from '../ledger/store.ts';
import type { Database } from '../sql/sql.ts';
import type { Vault } from '../vault/vault.ts';
import { createDeliverer } from '../webhooks/deliver.ts';
import { createWebhooks } from '../webhooks/endpoints.ts';
import { hourlyBackups } from './backup.ts';
import { countedStore } from './counted-store.ts';
import { redacted, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { HealthPorts, HttpOps } from './ports.ts';
import { forgetRates, memoryRates, postgresRates } from './shared-rates.ts';

const FORGET_MS = 60_000;

export interface Loop {
  readonly name: string;
  readonly ms: number;
  work(): Promise<unknown>;
}
export interface Ops {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly policy: GuardPolicy;
  /** For calls to data partners: guarded, except to the sandbox that the operator named. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  counted(store: LedgerStore): LedgerStore;
  /** The parts that need the database. */
  open(parts: { readonly db: Database; readonly vault: Vault; readonly newId: () => string; readonly facts: HealthPorts['facts'] }): { readonly http: HttpOps; readonly loops: readonly Loop[] };
  /** From here on the server says that it is not ready, and no webhook is begun. */
  stop(): void;
  /** When nothing is under way any more. The database is still needed until then. */
  close(): Promise<void>;
}

type OpsOptions = Pick<ServerOptions, 'allowedTargets' | 'backupDir' | 'dataDir' | 'databaseUrl' | 'metricsToken' | 'sandboxUrl'> & { readonly log?: Log };

export function createOps(options: OpsOptions): Ops {
  const metrics = createMetrics();
  const write = redacted(options.log ?? (() => undefined));
  const log: Log = (event, facts) => {
    metrics.count('kiln_events_total', { event });
    write(event, facts);
  };
  const policy: GuardPolicy = options.allowedTargets === undefined ? NO_EXCEPTIONS : { allowedOrigins: new Set(options.allowedTargets) };
  const guarded = createGuardedFetch({ policy });
  const sandbox = options.sandboxUrl === undefined ? undefined : `${options.sandboxUrl}/`;
  const stopping = new AbortController();
  const underWay = createUnderWay((name, error) => log(`${name}.broke`, { error: errorName(error) }));
  const { backupDir } = options;
  function backups(folder: string): Loop {
    const backUp = hourlyBackups(options, folder);
    return {
      name: 'backup',
      ms: BACKUP_LOOK_MS,
      work: async () => {
        const note = await backUp(new Date());
        if (note !== null) log('backup.taken', { n: note.bytes });
      },
    };
  }
  return {
    log,
    metrics,
    policy,
    fetch: (url, init) => (sandbox !== undefined && url.startsWith(sandbox) ? fetch(url, init) : guarded(url, init)),
    counted: (store) => countedStore(store, metrics),
    open({ db, vault, newId, facts }) {
      const deliverer = createDeliverer({ db, vault, fetch: guarded, random: Math.random, now: Date.now, log });
      const local = memoryRates(() => performance.now());
      const isShared = db.dialect === 'postgres';
      return {
        http: {
          metrics, policy,
          webhooks: createWebhooks(db, vault, newId),
          rates: isShared ? postgresRates(db, local) : local,
          health: { db, metrics, facts, isStopping: () => stopping.signal.aborted, ...(options.metricsToken === undefined ? {} : { metricsToken: options.metricsToken }) },
        },
        loops: [
          // Not waited for: the next sweep sees to the endpoints that this one does not wait for.
          { name: 'webhooks', ms: WEBHOOK_SWEEP_MS, work: async () => underWay.add('webhooks', deliverer.sweep(stopping.signal)) },
          ...(backupDir === undefined ? [] : [backups(backupDir)]),
          { name: 'forget', ms: FORGET_MS, work: () => Promise.all([deliverer.forget(), ...(isShared ? [forgetRates(db)] : [])]) },
        ],
      };
    },
    stop: () => stopping.abort(),
    close: async () => {
      await underWay.end();
      guarded.close();
    },
  };
}

/** Runs a loop until the signal fires; a round that breaks is logged and the next one comes. */
export async function runLoop(loop: Loop, signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
  while (!signal.aborted) {
    await pause(loop.ms, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await loop.work().catch(onError);
  }
}

/** Work that nobody waits for until the end. */
function createUnderWay(onError: (name: string, error: unknown) => void): { add(name: string, work: Promise<unknown>): void; end(): Promise<unknown> } {
  const works = new Set<Promise<unknown>>();
  return {
    add(name, work) {
      const one: Promise<unknown> = work.catch((error: unknown) => onError(name, error)).finally(() => works.delete(one));
      works.add(one);
    },
    end: () => Promise.all(works),
  };
}
