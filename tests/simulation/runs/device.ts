import { uuidV7 } from '../../../lib/core/ids.ts';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { createEngine } from '../../../lib/providers/engine.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { lookAtAccount } from '../../../lib/services/look-at-account.ts';
import { createPump, GATHERED, type Pump } from '../../../lib/services/pump.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { Life, type createLocks, type Ground } from './life.ts';
import type { createNetwork } from './network.ts';

/** Chromium keeps alarms at least this far away, and stops a worker that does nothing for as long. */
const ALARM_LEAST_MS = 30_000;
const IDLE_MS = 30_000;

export interface Ways {
  readonly ground: Ground;
  readonly locks: ReturnType<typeof createLocks>;
  readonly network: ReturnType<typeof createNetwork>;
  readonly catalogue: ReadonlyMap<string, Manifest>;
  /** What the clock of the device shows. */
  wallNow(): number;
  isOnline(): boolean;
  /** After how many awaits the next life ends. */
  awaits(): number;
  broke(what: string): void;
  died(): void;
  /** Plants a mistake between the product's code and the world. */
  bend(deps: Deps, life: Life): Deps;
}
export interface Worker {
  readonly life: Life;
  readonly deps: Deps;
  readonly pump: Pump;
  /** Looks at everything, as any event makes the background do. */
  look(): void;
}

const unused = (port: string): never => new Proxy({}, { get: (_t, key) => () => Promise.reject(new Error(`${port}.${String(key)} is not part of this world`)) }) as never;

/** A browser with the extension: it starts workers, wakes them by alarms, and stops the idle ones. */
export function createDevice(ways: Ways) {
  const { ground, locks, network, wallNow, broke } = ways;
  const { clock, rng, database } = ground;
  const workers: Worker[] = [];
  let started = 0;
  let dead = 0;
  /** Alarms that were wished for, by the clock of the wall: a wish takes no other one's place, those of one stretch share one. */
  const alarms = new Set<number>();

  function boot(): Worker {
    const life = new Life(ground, `worker ${++started}`, ways.awaits());
    const store = createStore(database.connect(life));
    const sleep = (ms: number, signal?: AbortSignal) => life.sleep(ms, signal);
    const quietly = (work: Promise<unknown>): void => void work.catch((error: unknown) => report('look', error));
    const report = (where: string, error: unknown): void => {
      const name = error instanceof Error ? error.name : 'unknown';
      if (!life.isDead && name !== 'QuotaExceededError') broke(`bug in ${where}: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : 'unknown'}`);
    };
    let timer: { readonly at: number; cancel(): void } | undefined;
    const deps: Deps = {
      store,
      engine: createEngine(ways.catalogue, { fetch: network.fetchOf(life), now: wallNow, elapsed: () => ground.clock.now, sleep, random: rng.next }),
      catalogue: ways.catalogue,
      setOwnProviders: () => undefined,
      tryProvider: unused('tryProvider'), tabs: unused('tabs'), recipeTab: unused('recipeTab'), clipper: unused('clipper'),
      delivery: unused('delivery'), destinations: new Map(),
      vault: { newKey: unused('newKey'), seal: unused('seal'), open: async (_key: CryptoKey, purpose: string, sealed: { readonly last4?: string }) => (purpose === 'account-token' ? 'token' : `${purpose}-${sealed.last4 ?? ''}`) } as never,
      account: network.accountOf(life) as never,
      now: wallNow,
      elapsed: () => ground.clock.now,
      random: rng.next,
      session: async () => 'session',
      newId: () => uuidV7(wallNow(), Uint8Array.from({ length: 16 }, () => rng.below(256))),
      sha256: async (text) => text,
      online: ways.isOnline,
      sleep,
      exclusively: (lock, work, wait) => locks.exclusively(life, lock, work, wait),
      report,
      wakeIn(ms) {
        if (life.isDead) return;
        life.active();
        alarms.add(Math.ceil((wallNow() + Math.max(ALARM_LEAST_MS, ms)) / ALARM_LEAST_MS) * ALARM_LEAST_MS);
        const at = clock.now + ms;
        if (timer && timer.at <= at) return;
        timer?.cancel();
        const next = life.timer(ms, () => {
          timer = undefined;
          worker.look();
        });
        timer = { at, cancel: next.cancel };
      },
    };
    const bent = ways.bend(deps, life);
    const pump = createPump(bent, GATHERED);
    const worker: Worker = { life, deps: bent, pump, look: () => quietly(lookAtAccount(bent, pump)) };
    workers.push(worker);
    life.onDeath(() => {
      dead += 1;
      ways.died();
      workers.splice(workers.indexOf(worker), 1);
    });
    watch(worker);
    worker.look();
    return worker;
  }

  /** An idle worker is stopped. */
  function watch({ life }: Worker): void {
    life.timer(life.lastActive + IDLE_MS - clock.now, () => {
      if (clock.now - life.lastActive >= IDLE_MS) life.die();
      else watch({ life } as Worker);
    });
  }

  return {
    workers,
    boot,
    deaths: () => dead,
    /** An event reaches the extension: whoever is alive gets it, or somebody is started for it. */
    awake: (): Worker => workers[0] ?? boot(),
    /** The browser looks at its alarms. */
    ring(): void {
      const due = [...alarms].filter((at) => at <= wallNow());
      if (due.length === 0) return;
      for (const at of due) alarms.delete(at);
      const [worker] = workers;
      if (worker) {
        worker.life.active();
        worker.look();
      } else boot();
    },
  };
}
export type Device = ReturnType<typeof createDevice>;
