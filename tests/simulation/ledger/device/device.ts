/** A browser with Kiln in it: one profile on a disk, a worker that lives and dies, at times a second context, and a person. */
import { uuidV7 } from '../../../../lib/core/ids.ts';
import type { AccountPort } from '../../../../lib/platform/account-http.ts';
import type { Deps } from '../../../../lib/services/deps.ts';
import type { CallRequest, Engine } from '../../../../lib/providers/engine-api.ts';
import { moveErasures } from '../../../../lib/services/erase-leads.ts';
import { lookAtAccount } from '../../../../lib/services/look-at-account.ts';
import { createPump, type Pump } from '../../../../lib/services/pump.ts';
import { dexieLedger } from '../../../../lib/storage/ledger-dexie.ts';
import type { LedgerPort } from '../../../../lib/storage/ledger-port.ts';
import { createStore, type Store } from '../../../../lib/storage/store.ts';
import type { Rng } from '../../rng.ts';
import type { Faults } from '../faults.ts';
import type { Carry } from '../network.ts';
import type { Providers } from '../providers.ts';
import type { Timeline } from '../timeline.ts';
import { accountPort } from './account-port.ts';
import type { Row } from '../../memory/rows.ts';
import type { Disk } from './profile/disk.ts';
import { Life, never } from './profile/life.ts';
import { openMemory } from './profile/memory-dexie.ts';
import { CATALOGUE } from './tables.ts';

/** Where planted mistakes sit between the device's code and its world. */
export interface DeviceSeams {
  /** Durability in place of what the database class asks for. */
  readonly isStrict?: boolean;
  store?(store: Store, disk: Disk): Store;
  /** What becomes of a row that is written; null = it is not. */
  put?(table: string, row: Row, before: Row | undefined): Row | null;
  account?(port: AccountPort, rng: Rng): AccountPort;
  deps?(deps: Deps): Deps;
}

export interface DeviceWorld {
  readonly timeline: Timeline;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly providers: Providers;
  readonly carry: Carry;
  readonly seams: DeviceSeams;
  onLife(): void;
  broke(what: string): void;
  log(line: string): void;
}

/** How a life begins and what looks again; the worker of the extension does the same. */
export interface Context {
  /** What an earlier life has left is put in order: before that no message is answered. */
  readonly ready: Promise<unknown>;
  readonly life: Life;
  readonly deps: Deps;
  readonly pump: Pump;
  /** For what the person spends without a run. */
  readonly rows: LedgerPort;
}

export class Device {
  readonly name: string;
  readonly disk: Disk;
  readonly accountId: string;
  readonly userId: string;
  /** Milliseconds by which this clock is wrong. */
  skew = 0;
  isOnline = true;
  /** Charges of before the last sign-out: this profile no longer keeps what a restored server would need of them. */
  readonly forgotten = new Set<string>();
  /** The profile is gone for good. */
  isGone = false;
  readonly #world: DeviceWorld;
  #worker: Context | null = null;
  readonly #locks = new Map<string, { readonly life: Life; readonly waiting: (() => void)[] }>();
  #alarm: { readonly due: number; cancel(): void } | null = null;

  constructor(world: DeviceWorld, who: { readonly name: string; readonly accountId: string; readonly userId: string; readonly disk: Disk }) {
    this.#world = world;
    this.name = who.name;
    this.accountId = who.accountId;
    this.userId = who.userId;
    this.disk = who.disk;
  }
  get now(): number {
    return this.#world.timeline.now + this.skew;
  }
  newId(): string {
    const { rng } = this.#world;
    return uuidV7(this.now, Uint8Array.from({ length: 16 }, () => rng.below(256)));
  }
  get isAwake(): boolean {
    return this.#worker !== null && !this.#worker.life.isDead;
  }
  /** The worker's context; one is started when there is none. */
  awake(): Context {
    if (this.#worker === null || this.#worker.life.isDead) this.#worker = this.open(true);
    return this.#worker;
  }
  /** Any event wakes the worker, and it looks again. */
  wake(): void {
    if (this.isGone) return;
    const { life, deps, pump, ready } = this.awake();
    this.guard(life, ready.then(() => Promise.all([moveErasures(deps), lookAtAccount(deps, pump)])));
  }
  /** What a context does ends with it; a bug in it is a finding. */
  guard(life: Life, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (life.isDead) return;
      const name = error instanceof Error ? error.name : 'unknown';
      if (name === 'QuotaExceededError') return;
      this.#world.broke(`a context of ${this.name} broke: ${name}: ${error instanceof Error ? `${error.message} ${(error.stack ?? '').split('\n').find((line) => line.includes('/lib/'))?.trim() ?? ''}` : ''}`);
    });
  }
  stop(): void {
    this.#worker?.life.end();
    this.#worker = null;
  }
  losePower(): void {
    this.stop();
    const lost = this.disk.losePower((of) => this.#world.rng.between(0, of));
    this.#world.log(`${this.name} lost power and ${lost} transactions`);
  }

  /** A worker, or a page of the extension beside it. */
  open(isWorker: boolean): Context {
    const { rng, faults, seams } = this.#world;
    const life = new Life(rng, () => faults.workerKill);
    this.#world.onLife();
    life.onEnd(() => {
      this.#world.log(`${this.name}: a context died`);
      for (const [name, held] of this.#locks) if (held.life === life) this.#free(name);
    });
    const isFull = (): boolean => faults.quota > 0 && rng.chance(faults.quota);
    const db = openMemory({ disk: this.disk, life, isFull, ...(seams.isStrict === undefined ? {} : { isStrict: seams.isStrict }), ...(seams.put === undefined ? {} : { put: seams.put }) });
    const real = createStore(db);
    const store = seams.store?.(real, this.disk) ?? real;
    const made = this.#deps(life, store);
    const deps = seams.deps?.(made) ?? made;
    const ready = isWorker ? deps.store.ledger.recover(this.now) : Promise.resolve();
    this.guard(life, ready);
    return { life, deps, pump: createPump(deps), ready, rows: dexieLedger(db) };
  }

  #deps(life: Life, store: Store): Deps {
    const { rng, timeline, carry, seams } = this.#world;
    const port = accountPort((message) => life.outlives(() => (this.isOnline ? carry({ ...message, token: this.#token() }) : Promise.resolve(null))));
    const deps: Partial<Deps> = {
      store,
      engine: this.#engine(life),
      catalogue: CATALOGUE,
      setOwnProviders: () => undefined,
      account: seams.account?.(port, rng) ?? port,
      vault: { newKey: async () => ({}) as CryptoKey, open: async (_key: CryptoKey, purpose: string) => (purpose === 'account-token' ? this.#token() : 'own-key') } as unknown as Deps['vault'],
      now: () => this.now,
      elapsed: () => timeline.elapsed,
      random: () => rng.next(),
      session: async () => 'session',
      newId: () => this.newId(),
      sha256: async (text) => text,
      online: () => this.isOnline,
      sleep: (ms, signal) => life.outlives(() => timeline.sleep(ms, signal)),
      exclusively: (lock, work, wait) => this.#exclusively(life, lock, work, wait === true),
      wakeIn: (ms) => this.#wakeIn(ms),
      report: (where, error) => {
        const name = error instanceof Error ? error.name : 'unknown';
        if (!life.isDead && name !== 'QuotaExceededError') this.#world.broke(`a bug in ${where} of ${this.name}: ${name} ${error instanceof Error ? error.message : ''}`);
      },
    };
    return deps as Deps;
  }
  /** One alarm: the soonest of what was asked for. */
  #wakeIn(ms: number): void {
    const { timeline } = this.#world;
    const due = timeline.elapsed + Math.max(500, ms);
    if (this.#alarm !== null && this.#alarm.due <= due) return;
    this.#alarm?.cancel();
    const cancel = timeline.at(due - timeline.elapsed, () => {
      this.#alarm = null;
      this.wake();
    });
    this.#alarm = { due, cancel };
  }
  /** The server tells devices of one user apart by what they say in their requests. */
  #token(): string {
    return `sim.${this.accountId}.${this.userId}.${this.name}`;
  }

  #engine(life: Life): Engine {
    const { timeline, providers } = this.#world;
    return {
      call: async (request: CallRequest) => {
        if (!life.survives()) return never();
        const { afterMs, outcome } = providers.answer(request);
        await life.outlives(() => timeline.sleep(afterMs));
        return outcome(this.now);
      },
      checkKey: async () => ({ status: 'works' }),
      turn: () => ({ release: () => undefined }),
      remember: () => undefined,
      missingInput: () => null,
    };
  }

  /** Web Locks: shared by the contexts of a profile, freed on death. In a seed with broken locks the sync's does not hold. */
  async #exclusively(life: Life, name: string, work: () => Promise<void>, wait: boolean): Promise<boolean> {
    if (!life.survives()) return never();
    const { rng, faults } = this.#world;
    if (name === 'kiln-sync' && faults.brokenLocks > 0 && rng.chance(faults.brokenLocks)) {
      await work();
      return true;
    }
    const held = this.#locks.get(name);
    if (held !== undefined) {
      if (!wait) return false;
      await new Promise<void>((go) => held.waiting.push(go));
      if (life.isDead) {
        this.#pass(name, []);
        return never();
      }
      return this.#exclusively(life, name, work, wait);
    }
    this.#locks.set(name, { life, waiting: [] });
    try {
      await work();
    } finally {
      if (!life.isDead) this.#free(name);
    }
    return true;
  }
  #free(name: string): void {
    const held = this.#locks.get(name);
    this.#locks.delete(name);
    this.#pass(name, held?.waiting ?? []);
  }
  #pass(_name: string, waiting: readonly (() => void)[]): void {
    for (const go of waiting) go();
  }
}
