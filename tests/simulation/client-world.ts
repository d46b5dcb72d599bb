import 'fake-indexeddb/auto';
import type { ChargeOutcome, ChargeRequest, GrantedLease, LeaseAnswer, LeaseRequest, PushRequest } from '../../lib/contracts/account-api.ts';
import type { LeadId, TableId } from '../../lib/core/ids.ts';
import { uuidV7 } from '../../lib/core/ids.ts';
import { err, ok } from '../../lib/core/result.ts';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import type { CallPlace, CallRequest, CallTurn } from '../../lib/providers/engine-api.ts';
import type { Deps } from '../../lib/services/deps.ts';
import { KilnDatabase } from '../../lib/storage/database.ts';
import { createStore } from '../../lib/storage/store.ts';

/** Small fast generator with a 32-bit state (mulberry32), so that a seed replays a run. */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Only what planning asks of a manifest: that it needs a key and what it offers. */
const CATALOGUE: Deps['catalogue'] = new Map(
  ['own-a', 'managed-b', 'own-c', 'managed-d', 'managed-v'].map((id) => [id, { id, name: id, auth: { kind: 'bearer' }, operations: { 'find-work-email': {}, 'verify-email': {} }, price: { charged: 'found' } } as never]),
);

export const CREDIT = 1_000_000;
export const WATERFALL: Waterfall = {
  id: 'sim', name: 'Find work email', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'],
  steps: ['own-a', 'managed-b', 'own-c', 'managed-d'].map((providerId) => ({ source: 'provider' as const, providerId, operation: 'find-work-email' as const })),
  verifier: { providerIds: ['managed-v'], strategy: 'conservative' }, stopAfterSameRejected: 9, freshnessDays: 30,
};

/** Which provider knows which lead: by the lead's number, so that a test can compute what must come out. */
export const answersOf = (i: number): { providerId: string; own: boolean } | null =>
  [{ providerId: 'own-a', own: true }, { providerId: 'managed-b', own: false }, { providerId: 'own-c', own: true }, { providerId: 'managed-d', own: false }, null][i % 5] ?? null;

export const receiptOf = (chargeId: string): string => `v1.sim.${chargeId}.signature`;
const numberOf = (name: string | undefined): number => Number(name?.match(/\d+/)?.[0] ?? -1);
const addressOf = (i: number): string => `person${i}@company${i}.example`;

/** Turns of the event loop without a call under way after which only time can help. */
const IDLE_TURNS = 8;

/** Stands for the worker's life: after `dieAt` awaits nothing returns any more, as when Chromium stops a worker. */
export class Life {
  awaits = 0;
  dead = false;
  constructor(dieAt: number) {
    this.#dieAt = dieAt;
  }
  readonly #dieAt: number;
  onDeath: () => void = () => undefined;
  async point(): Promise<void> {
    if (this.dead || ++this.awaits === this.#dieAt) {
      if (!this.dead) {
        this.dead = true;
        this.onDeath();
      }
      await new Promise<never>(() => undefined);
    }
  }
  /** Calls of ports that have not returned. */
  pending = 0;
  /** Until nothing happens any more but the passing of time. Rejects when the signal fires. */
  async idle(signal?: AbortSignal): Promise<void> {
    for (let quiet = 0; quiet < IDLE_TURNS; quiet = this.pending > 0 ? 0 : quiet + 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
      if (this.dead) await new Promise<never>(() => undefined);
    }
  }
  /** Wraps every method of a port: the worker may die before the call, or after it was done and before anybody knew. */
  mortal<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member === 'object' && member !== null) return this.mortal(member);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          await this.point();
          this.pending += 1;
          const result: unknown = await Promise.resolve(Reflect.apply(member, target, args)).finally(() => (this.pending -= 1));
          await this.point();
          return result;
        };
      },
    });
  }
}

export interface World {
  readonly db: KilnDatabase;
  /** Provider calls by question, own keys. */
  readonly ownCalls: Map<string, number>;
  /** Purchases on the server by charge id: must never be above one. */
  readonly bought: Map<string, number>;
  readonly charges: Map<string, ChargeOutcome>;
  /** What the account server is going through; a test changes it in the middle of a run. */
  readonly server: {
    epoch: number;
    /** False: every token is refused with 401. */
    knowsUs: boolean;
    /** Lookups that still miss a charge that is on its way to the books. */
    missedLooks: number;
    /** Providers that the workspace has paid enough today. */
    readonly overLimit: Set<string>;
    priceBookVersion: number;
    /** What it can still lease to this device, in micro-Actions. */
    available: number;
    /** Answers to lease requests, by their id: for ever. */
    readonly leaseAnswers: Map<string, LeaseAnswer>;
    readonly openLeases: Map<string, GrantedLease>;
    /** Operations that arrived, by number. */
    readonly ops: Map<number, PushRequest['ops'][number]>;
  };
  clock: number;
  /** How far the clock was set forward (or back, below 0): what has passed goes on as if nobody had. */
  leapt: number;
  /** Sets the clock forward or back by so many milliseconds. */
  leap(ms: number): void;
  /** What a test puts in the way of the device, and may change in the middle of a run. */
  readonly hooks: WorldHooks;
  deps(life: Life): Deps;
}
export interface WorldHooks {
  isOnline: boolean;
  /** Says what an own provider answers in place of what it knows; undefined = what it knows. */
  answer?: (request: CallRequest) => CallOutcome | undefined;
  /** Whether a provider has a turn now, or in how many milliseconds. */
  turn?: (place: CallPlace) => CallTurn | { readonly waitMs: number };
  /** Every transaction of tasks asks here first: throwing is a disk that is full. */
  beforeWrite?: () => void;
  /** Calls of own providers in order. */
  readonly asked: { readonly providerId: string; readonly name: string; readonly at: number }[];
}

/** A device with 2 own keys, an account with 2 managed providers, and a network that loses answers. */
export function createWorld(name: string, random: () => number, lossRate: number): World {
  const db = new KilnDatabase(name);
  const ownCalls = new Map<string, number>();
  const bought = new Map<string, number>();
  const charges = new Map<string, ChargeOutcome>();
  const requests = new Map<string, string>();
  const world: World = {
    db, ownCalls, bought, charges, clock: 1_000_000, leapt: 0, hooks: { isOnline: true, asked: [] }, server: { epoch: 1, knowsUs: true, overLimit: new Set<string>(), missedLooks: 0, priceBookVersion: 1, available: 1_000 * CREDIT, leaseAnswers: new Map(), openLeases: new Map(), ops: new Map() },
    leap(ms) {
      world.clock += ms;
      world.leapt += ms;
    },
    deps(life) {
      const store = createStore(db);
      return {
        store: {
          ...store,
          leads: life.mortal(store.leads),
          ledger: life.mortal(store.ledger),
          tasks: life.mortal({
            ...store.tasks,
            changeTasks: async (...args: Parameters<typeof store.tasks.changeTasks>) => {
              world.hooks.beforeWrite?.();
              return store.tasks.changeTasks(...args);
            },
          }),
        },
        engine: { call: life.mortal({ call: async (request: CallRequest) => callOwn(request) }).call, checkKey: async () => ({ status: 'works' as const }), turn: (place: CallPlace) => world.hooks.turn?.(place) ?? { release: () => undefined }, remember: () => undefined, missingInput: () => null },
        catalogue: CATALOGUE,
        tabs: unused('tabs'),
        vault: { newKey: unused('vault').newKey, seal: unused('vault').seal, open: async (_key: CryptoKey, purpose: string) => (purpose === 'account-token' ? 'token' : 'own-key') },
        account: life.mortal({ ...unused('account'), charge: async (_url: string, _token: string, request: ChargeRequest) => chargeOnServer(request), getCharge: async (_url: string, _token: string, id: string) => getCharge(id), lease: async (_url: string, _token: string, request: LeaseRequest) => lease(request), push: async (_url: string, _token: string, request: PushRequest) => push(request), pull: async () => pull() }),
        now: () => ++world.clock,
        elapsed: () => world.clock - world.leapt,
        newId: () => uuidV7(world.clock, Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256))),
        sha256: async (text: string) => text,
        online: () => world.hooks.isOnline,
        random,
        /** Time passes only by what is done; a pause of the worker is a death point like any other. */
        sleep: async (ms: number, signal?: AbortSignal) => {
          await life.point();
          await life.idle(signal);
          world.clock += ms;
        },
        exclusively: async (_lock: string, work: () => Promise<void>) => {
          await work();
          return true;
        },
        wakeIn: (ms: number) => {
          world.clock += ms;
        },
        report: (where: string, error: unknown) => {
          throw new Error(`bug in ${where}`, { cause: error });
        },
      } as unknown as Deps;
    },
  };

  function callOwn(request: CallRequest): CallOutcome {
    const { providerId, input } = request;
    const i = numberOf(input.name);
    world.hooks.asked.push({ providerId, name: input.name ?? '', at: world.clock });
    const told = world.hooks.answer?.(request);
    if (told) return told;
    const question = `${providerId}/${i}`;
    ownCalls.set(question, (ownCalls.get(question) ?? 0) + 1);
    if (answersOf(i)?.providerId !== providerId) return { kind: 'no-result', raw: '', tookMs: 5 };
    return { kind: 'hit', tookMs: 5, answer: { fields: { workEmail: addressOf(i) }, verdict: 'valid', raw: '{}' } };
  }

  /** The same id always has the same outcome; only the first request buys. Another request under a known id is refused. */
  function chargeOnServer(request: ChargeRequest) {
    const { server } = world;
    if (!server.knowsUs) return err({ kind: 'signed-out' as const });
    if (request.ledgerEpoch !== server.epoch) return err({ kind: 'refused' as const, status: 409, code: 'epoch' });
    const content = JSON.stringify({ ...request, deviceId: '', ledgerEpoch: 0 });
    if ((requests.get(request.chargeId) ?? content) !== content) return err({ kind: 'refused' as const, status: 422, code: 'id_reused' });
    if (!charges.has(request.chargeId)) {
      requests.set(request.chargeId, content);
      charges.set(request.chargeId, request.max.actions < CREDIT || request.priceBookVersion !== server.priceBookVersion ? refused(request) : buy(request));
    }
    // Its own answer is never missed: only a look from elsewhere can come before the books are written.
    return answered(charges.get(request.chargeId));
  }
  const refused = ({ chargeId }: ChargeRequest): ChargeOutcome => ({ chargeId, sandbox: false, state: 'rejected', posted: { actions: 0, credits: 0 }, code: 'price_changed' });
  function buy(request: ChargeRequest): ChargeOutcome {
    bought.set(request.chargeId, (bought.get(request.chargeId) ?? 0) + 1);
    const i = numberOf(request.input.name);
    const hit = answersOf(i)?.providerId === request.providerId;
    if (world.server.overLimit.has(request.providerId)) return { chargeId: request.chargeId, sandbox: false, state: 'voided', posted: { actions: 0, credits: 0 }, code: 'limit' };
    return {
      chargeId: request.chargeId, sandbox: false, tookMs: 7,
      ...(hit
        ? { state: 'posted' as const, posted: { actions: CREDIT, credits: CREDIT }, verdict: 'valid' as const, receipt: receiptOf(request.chargeId), answer: { fields: { workEmail: addressOf(i) }, verdict: 'valid' as const, raw: '{}' } }
        : { state: 'voided' as const, posted: { actions: 0, credits: 0 }, code: 'no_result' }),
    };
  }
  function getCharge(id: string) {
    if (!world.server.knowsUs) return err({ kind: 'signed-out' as const });
    const isMissed = world.server.missedLooks > 0 && world.server.missedLooks-- > 0;
    return answered(isMissed ? undefined : charges.get(id));
  }
  function answered(known: ChargeOutcome | undefined) {
    if (random() < lossRate) return err({ kind: 'offline' as const });
    return known ? ok(known) : err({ kind: 'refused' as const, status: 404, code: 'not_found' });
  }
  /** Half of what there is, at least one Action while there is one. */
  function lease({ requestId, want, ledgerEpoch }: LeaseRequest) {
    const { server } = world;
    if (!server.knowsUs) return err({ kind: 'signed-out' as const });
    if (ledgerEpoch !== server.epoch) return err({ kind: 'refused' as const, status: 409, code: 'epoch' });
    const known = server.leaseAnswers.get(requestId);
    if (!known) {
      const amount = Math.min(want, Math.max(CREDIT, Math.floor(server.available / 2 / CREDIT) * CREDIT), server.available);
      const leaseId = `lease-${server.leaseAnswers.size + 1}-0000`;
      const granted: GrantedLease = { leaseId, requestId, meter: 'actions', amount, spendUntil: world.clock + 30 * 86_400_000, createdSeq: server.leaseAnswers.size + 1, ledgerEpoch };
      if (amount > 0) server.openLeases.set(leaseId, granted);
      server.available -= amount;
      server.leaseAnswers.set(requestId, amount > 0 ? { state: 'granted', lease: granted } : { state: 'denied', requestId, code: 'insufficient_actions' });
    }
    if (random() < lossRate) return err({ kind: 'offline' as const });
    return ok(server.leaseAnswers.get(requestId)!);
  }
  function push({ ledgerEpoch, ops, baseN }: PushRequest) {
    if (ledgerEpoch !== world.server.epoch) return err({ kind: 'refused' as const, status: 409, code: 'epoch' });
    for (const op of ops) {
      world.server.ops.set(op.n, op);
      if (op.kind === 'lease_return') world.server.openLeases.delete(op.body.leaseId);
    }
    return ok({ lastN: ops.at(-1)?.n ?? baseN, results: ops.map(({ n }) => ({ n, status: 'applied' as const })) });
  }
  function pull() {
    return ok({
      events: [], nextCursor: 0, hasMore: false, headSeq: world.server.leaseAnswers.size, balances: [...BALANCES], limits: [], device: { lastN: 0, durableN: 0, openLeases: [...world.server.openLeases.values()], recall: false }, priceBook: { ...PRICES, version: world.server.priceBookVersion }, plan: PLAN, member: MEMBER, ledgerEpoch: world.server.epoch, serverTime: world.clock,
    });
  }
  return world;
}

function unused(port: string): Record<string, () => Promise<never>> {
  return new Proxy({}, { get: (_t, key) => () => Promise.reject(new Error(`${port}.${String(key)} is not part of this world`)) });
}

const MEMBER = { name: 'Robin Sample', email: 'robin@example.com', workspace: 'Hearth', role: 'owner' };
const PLAN = { name: 'Team', actionsMonthly: 15_000 * CREDIT, creditsMonthly: 2_500 * CREDIT, renewsAt: null };
const BALANCES = (['actions', 'data_credits'] as const).map((meter) => ({ meter, available: 1_000 * CREDIT, held: 0, leased: 0, granted: 1_000 * CREDIT, spent: 0, deficit: 0 }));
const PRICES = {
  version: 1, effectiveFrom: '2026-01-01', actionsPerResult: CREDIT, actionTiers: [{ upTo: null, microUsd: 4_000 }], creditMicroUsd: 50_000,
  data: { 'find-work-email@managed-b': CREDIT, 'find-work-email@managed-d': CREDIT, 'verify-email@managed-v': 200_000 }, providers: ['managed-b', 'managed-d', 'managed-v'],
};

export async function seed(world: World, leads: number): Promise<string[]> {
  const { db } = world;
  const tableId = 'table-0001' as TableId;
  const text = (value: string) => ({ values: [{ value, confidence: 80, provenance: { origin: 'page' as const, at: 1 } }] });
  const rows = Array.from({ length: leads }, (_, i): Lead => ({
    id: `lead-${String(i).padStart(4, '0')}` as LeadId, tableId, kind: 'person', order: i, createdAt: 1, updatedAt: 1, keys: [],
    fields: { name: text(`Person ${i}`), firstName: text('Person'), lastName: text(`Number${i}`), companyDomain: text(`company${i}.example`) },
  }));
  await db.tables_.add({ id: tableId, name: 'People', kind: 'person', createdAt: 1 });
  await db.leads.bulkAdd(rows);
  await db.waterfalls.add(WATERFALL);
  await db.meta.bulkPut([
    { key: 'device', value: { deviceId: 'device-0001', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 } },
    {
      key: 'account',
      value: {
        serverUrl: 'http://account.example', serverName: 'Kiln', sandbox: false, syncedAt: 0, member: MEMBER, plan: PLAN, balances: BALANCES, priceBook: PRICES, limits: [], atSeq: 0, clockOffsetMs: 0,
      },
    },
  ] as never);
  await db.keys.bulkAdd(['own-a', 'own-c'].map((providerId) => ({ id: `live/${providerId}`, providerId, environment: 'live' as const, iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1), last4: '1234', status: 'works' as const })));
  await db.vault.bulkPut([{ id: 'vault-key', key: {} as CryptoKey }, { id: 'account-token', iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1) }]);
  return rows.map((r) => r.id);
}
