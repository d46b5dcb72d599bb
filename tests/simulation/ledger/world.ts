/** One seeded world: accounts, devices, a network, server processes, providers, and everything that befalls them. */
import { createHash } from 'node:crypto';
import { micro, UNIT } from '../../../lib/domain/ledger/amount.ts';
import { addPriceBook } from '../../../server/ledger/price-books.ts';
import { addPlan, createAccount } from '../../../server/ledger/accounts.ts';
import { createReceipts } from '../../../server/ledger/receipts.ts';
import { createLedgerStore } from '../../../server/ledger/sql-store.ts';
import type { LedgerStore } from '../../../server/ledger/store.ts';
import { scopesOf, type Session } from '../../../server/identity/ports.ts';
import type { Sql } from '../../../server/sql/sql.ts';
import { createProviderKeys } from '../../../server/vault/provider-keys.ts';
import { createVault } from '../../../server/vault/vault.ts';
import { createRng, type Rng } from '../rng.ts';
import type { Bug } from './bugs/bug.ts';
import type { Backup, SimDatabase } from './database.ts';
import { Device } from './device/device.ts';
import { drawHabits, type PersonHabits } from './device/person.ts';
import { Disk } from './device/profile/disk.ts';
import { withoutHealing } from './device/without-healing.ts';
import { fillProfile, unknownAccount } from './device/tables.ts';
import { drawFaults, FAULT_KINDS, type FaultKind, type Faults } from './faults.ts';
import { createHistory, type History } from './history.ts';
import { startProcess, type ServerProcess } from './host/process.ts';
import { noteQuestion } from './questions.ts';
import { createNetwork, type Message, type Reply } from './network.ts';
import { noStats, type RunStats, type SimOptions } from './options.ts';
import { createPester } from './pester.ts';
import { createProviders, MANAGED, PRICES, type Providers } from './providers.ts';
import { createTimeline, type Timeline } from './timeline.ts';

export interface World {
  readonly options: SimOptions;
  readonly timeline: Timeline;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly drawn: readonly FaultKind[];
  readonly chaosMs: number;
  readonly database: SimDatabase;
  /** The operator's own hand on the books: it never dies. */
  readonly store: LedgerStore;
  readonly accounts: readonly string[];
  /** Alive and gone. */
  readonly devices: Device[];
  readonly habits: ReadonlyMap<Device, PersonHabits>;
  readonly processes: ServerProcess[];
  readonly providers: Providers;
  readonly history: History;
  readonly found: Set<string>;
  readonly stats: RunStats;
  readonly removed: Set<string>;
  /** What was asked under which id, by account and id. */
  readonly questions: Map<string, string>;
  /** The shortest time in which an account gave answers again. */
  readonly windows: Map<string, number>;
  /** Copies of the database, oldest first. */
  readonly backups: (Backup & { readonly at: number })[];
  /** A profile was copied or the server put back: more may have been spent than there was. */
  hasForked: boolean;
  hasRestored: boolean;
  /** Something was written since the books were last looked at. */
  isDirty: boolean;
  priceVersion: number;
  /** The epoch that the server is in. */
  epoch: number;
  /** Begins the life of a device that is there from now on. */
  onDevice: (device: Device) => void;
  broke(what: string): void;
  log(line: string): void;
  traceHash(): string;
  addDevice(accountId: string, userId: string, disk: Disk | null): Device;
  boot(slot: number): void;
}

export const START = Date.UTC(2026, 0, 30, 21);

export async function createWorld(options: SimOptions, bug: Bug | null, database: SimDatabase): Promise<World> {
  const rng = createRng(options.seed);
  const drawn = drawFaults(createRng(options.seed ^ 0x5eed), new Set(options.without));
  const faults: Faults = { ...drawn };
  let pending = 0;
  const timeline = createTimeline(START + rng.below(3 * 3_600_000), rng, () => pending > 0 && database.kind === 'postgres');
  const { db } = database;
  await database.begin(() => timeline.now);
  const trace = createHash('sha256');
  const receipts = createReceipts([Buffer.alloc(32, 5)]);
  const providers = createProviders(rng, faults);
  const found = new Set<string>();
  const broke = (what: string): void => void found.add(what);
  const history = createHistory(broke);
  const seams = bug?.seams({ rng: createRng(options.seed ^ 0xb06), database, epoch: () => world.epoch }) ?? {};
  // What is healed leaves no trace: some seeds do without, where nothing is lost that only healing finds again.
  const needsHealing = drawn.restore + drawn.clone + drawn.evict > 0;
  const heals = needsHealing || !(options.seed % 6 === 0 || (bug?.withoutHealing === true && options.seed % 2 === 0));
  const deviceSeams = heals ? (seams.device ?? {}) : withoutHealing(seams.device ?? {});
  // What operators do by hand meets the same mistakes as what devices ask for.
  const operatorStore = createLedgerStore(db, receipts);
  const chaosMs = options.chaosMs ?? rng.between(3, 11) * 15_000;

  const world: World = {
    options, timeline, rng, faults, drawn: FAULT_KINDS.filter((kind) => drawn[kind] > 0), chaosMs, database, providers, history, found,
    store: seams.server?.store?.(operatorStore) ?? operatorStore, accounts: rng.chance(0.15) ? ['account-1', 'account-2'] : ['account-1'],
    devices: [], habits: new Map(), processes: [], stats: noStats(), removed: new Set(), questions: new Map(), windows: new Map(), backups: [],
    hasForked: false, hasRestored: false, isDirty: true, priceVersion: 1, epoch: 1, onDevice: () => undefined,
    broke,
    log(line) {
      trace.update(`${timeline.now} ${line}\n`);
      options.trace?.(`${Math.round(timeline.elapsed)} ${line}`);
    },
    traceHash: () => trace.digest('hex'),
    addDevice(accountId, userId, disk) {
      const name = `device-${String(world.devices.length + 1).padStart(4, '0')}`;
      const device = new Device({ timeline, rng, faults, providers, carry, seams: deviceSeams, broke, log: world.log, onLife: () => void (world.stats.lives += 1) }, { name, accountId, userId, disk: disk ?? new Disk() });
      if (disk === null) fillProfile(device.disk, name, unknownAccount(timeline.now));
      world.devices.push(device);
      (world.habits as Map<Device, PersonHabits>).set(device, drawHabits(rng));
      world.onDevice(device);
      return device;
    },
    boot(slot) {
      world.processes[slot] = startProcess({ timeline, rng, faults, db, providers, seams: seams.server ?? {}, receipts, session, track, broke, log: world.log, wrote: () => void (world.isDirty = true) }, () => {
        world.stats.deaths += 1;
        timeline.at(rng.between(100, 20_000), () => world.boot(slot));
      });
    },
  };

  const track = async <T>(work: Promise<T>): Promise<T> => {
    pending += 1;
    try {
      return await work;
    } finally {
      pending -= 1;
    }
  };
  const session = (token: string): Session | null => {
    const [, accountId = '', userId = '', deviceId = ''] = token.split('.');
    if (!world.accounts.includes(accountId)) return null;
    // Who is no longer a member may still tell what was spent, and nothing else.
    const scopes = world.removed.has(userId) ? (['push'] as const) : scopesOf('editor');
    return { accountId, userId, deviceId, deviceLabel: 'Browser', name: 'Robin Sample', email: 'robin@example.com', role: 'editor', workspace: 'Hearth', isOut: world.removed.has(userId), scopes };
  };
  const serve = async (message: Message): Promise<Reply | null> => {
    noteQuestion(world.questions, message);
    const server = rng.pick(world.processes);
    const reply = await server.serve(message);
    if (reply !== null) {
      world.log(`${message.method} ${message.path} ${reply.status} ${JSON.stringify(reply.body)}`);
      pester.saw(message, reply);
      history.saw(message.token.split('.')[1] ?? '', message, reply);
    }
    return reply;
  };
  const carry = createNetwork(timeline, rng, faults, serve);
  const pester = createPester(world, (message) => rng.pick(world.processes).serve(message));

  await fillServer(world, db);
  for (let slot = rng.pick([1, 1, 2]); slot > 0; slot--) world.boot(slot - 1);
  const most = options.devices ?? Infinity;
  for (const accountId of world.accounts) {
    for (let i = rng.pick([1, 2, 2, 3, 3, 4]); i > 0 && world.devices.length < most; i--) world.addDevice(accountId, `user-${accountId.slice(-1)}${rng.between(1, 2)}`, null);
  }
  return world;
}

/** Actions a month. */
const PLANS = [3, 12, 40, 300];
const SMALL_PLANS = [3, 3, 12, 40];

/** A plan so small that it is often used up, accounts, members and provider keys. */
async function fillServer(world: World, db: Sql & SimDatabase['db']): Promise<void> {
  const { rng, store } = world;
  // What is spent twice is owed only where nothing is left to pay it.
  const actions = world.faults.clone + world.faults.restore > 0 ? SMALL_PLANS : PLANS;
  await db.transaction((tx) => addPriceBook(tx, PRICES));
  await db.transaction(async (tx) => {
    await addPlan(tx, { planId: 'test', version: 1, name: 'Test', actions: rng.pick(actions) * UNIT, credits: rng.pick([2, 10, 60]) * UNIT });
    await addPlan(tx, { planId: 'test', version: 2, name: 'Larger', actions: 500 * UNIT, credits: 80 * UNIT });
    for (const accountId of world.accounts) {
      await createAccount(tx, { accountId, name: 'Hearth', planId: 'test', planVersion: 1, anchorDay: rng.pick([1, 31, 15]) });
      for (const i of [1, 2]) {
        const userId = `user-${accountId.slice(-1)}${i}`;
        await tx.run('insert into app_user (user_id, email, name, created_at) values (?, ?, ?, 0)', [userId, `${userId}@example.com`, 'Robin Sample']);
        await tx.run(`insert into member (account_id, user_id, role, created_at) values (?, ?, 'editor', 0)`, [accountId, userId]);
      }
    }
  });
  const vault = createVault(db, Buffer.alloc(32, 7));
  const keys = createProviderKeys(db, vault);
  for (const accountId of world.accounts) {
    for (const providerId of MANAGED) await keys.set(accountId, providerId, `key-of-${providerId}-1234`, 'test');
    if (rng.chance(0.4)) await store.grant({ accountId, lotId: 'promo-0001', meter: 'actions', source: 'promo', amount: micro(rng.between(1, 8) * UNIT), expiresAt: world.timeline.now + rng.between(20, 400) * 1_000 });
  }
}
