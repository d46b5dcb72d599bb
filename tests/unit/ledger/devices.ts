/** Devices with the real engine, over memory or IndexedDB, against the real ledger of the server; a network that a test can break. */
import 'fake-indexeddb/auto';
import type { ChargeId, LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { err, ok, type Result } from '../../../lib/core/result.ts';
import { micro, NOTHING, UNIT, ZERO } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { AccountError } from '../../../lib/platform/account-http.ts';
import { askForLease, type LeaseAsk } from '../../../lib/services/lease-request.ts';
import { syncLedger } from '../../../lib/services/sync-account.ts';
import type { SyncDeps } from '../../../lib/services/sync-deps.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { dexieLedger } from '../../../lib/storage/ledger-dexie.ts';
import type { LedgerPort } from '../../../lib/storage/ledger-port.ts';
import { createLedgerStoreOn, type LedgerStore } from '../../../lib/storage/ledger-store.ts';
import { raiseEpoch } from '../../../server/ledger/epoch.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';
import type { Database, Row } from '../../../server/sql/sql.ts';
import { violations } from '../../simulation/invariants.ts';
import { createRng } from '../../simulation/rng.ts';
import { auditOf, reserveOn, resolveOn, type End } from '../../simulation/spend.ts';
import { ACCOUNT, fill, openMemory, START, USER, type Books } from '../server/world.ts';
import { memoryLedger, type MemoryLedger } from './ledger-memory.ts';

export type Fault = 'request lost' | 'answer lost' | AccountError | null;
export interface Server {
  readonly books: Books;
  readonly clock: { now: number };
  /** Asked for every message; `kind` is push, pull or lease. */
  fault: (kind: 'push' | 'pull' | 'lease') => Fault;
  /** Messages that arrived, by kind. */
  readonly seen: { push: number; pull: number; lease: number };
  actions(): Promise<Record<'available' | 'leased' | 'spent' | 'deficit' | 'expired', number>>;
  /** What is wrong with the books of the server. */
  wrong(): Promise<string[]>;
  /** A copy of the whole database, and the way back to it: the epoch is raised, as the operator's command does. */
  backup(): Promise<() => Promise<void>>;
}

export async function openServer(): Promise<Server> {
  const clock = { now: START };
  const books = await fill(openMemory(clock));
  return {
    books, clock, fault: () => null, seen: { push: 0, pull: 0, lease: 0 },
    async actions() {
      const [row] = await books.db.all<Record<string, number>>(`select available_u, leased_u, spent_u, deficit_u, expired_u from account_meter where account_id = ? and meter = 'actions'`, [ACCOUNT]);
      const whole = (column: string): number => (row?.[`${column}_u`] ?? Number.NaN) / UNIT;
      return { available: whole('available'), leased: whole('leased'), spent: whole('spent'), deficit: whole('deficit'), expired: whole('expired') };
    },
    wrong: () => violations(books.db, ACCOUNT),
    backup: () => backupOf(books.db),
  };
}

async function backupOf(db: Database): Promise<() => Promise<void>> {
  const tables = (await db.all<{ name: string }>(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)).map(({ name }) => name);
  const rows = new Map<string, readonly Row[]>();
  for (const table of tables) rows.set(table, await db.all(`select * from ${table}`));
  return async () => {
    await db.transaction(async (tx) => {
      await tx.run('pragma defer_foreign_keys = on');
      for (const table of tables) await tx.run(`delete from ${table}`);
      for (const [table, list] of rows) {
        for (const row of list) await tx.run(`insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row));
      }
    });
    await raiseEpoch(db);
  };
}

/** The account server as a device reaches it, without the wire in between. */
function accountOf(server: Server): SyncDeps['account'] {
  const who = { accountId: ACCOUNT, userId: USER, label: 'Test' };
  const { store } = server.books;
  const refused = (status: number, code: string, more: object = {}): Result<never, AccountError> => err({ kind: 'refused', status, code, ...more });
  async function carried<T>(kind: 'push' | 'pull' | 'lease', work: () => Promise<Result<T, AccountError>>): Promise<Result<T, AccountError>> {
    const fault = server.fault(kind);
    if (fault === 'request lost') return err({ kind: 'offline' });
    if (fault !== null && fault !== 'answer lost') return err(fault);
    server.seen[kind] += 1;
    const answer = await work();
    return fault === 'answer lost' ? err({ kind: 'offline' }) : answer;
  }
  return {
    lease: (_url, _token, request) => carried('lease', async () => {
      const result = await store.lease({ ...who, ...request, want: micro(request.want) });
      return result.kind === 'ok' ? ok(result.answer) : refused(result.kind === 'epoch' ? 409 : 422, result.kind);
    }),
    push: (_url, _token, request) => carried('push', async () => {
      const result = await store.push({ ...who, ...request });
      return result.kind === 'ok' ? ok(result.response) : refused(409, result.kind, 'lastN' in result ? { lastN: result.lastN } : {});
    }),
    pull: (_url, _token, deviceId, cursor) => carried('pull', async () => {
      const result = await store.pull({ ...who, deviceId, cursor, limit: 50 });
      if (result.kind !== 'ok') return refused(410, 'resync');
      return ok({ ...result.page, priceBook: { ...FIRST_PRICE_BOOK, providers: [] }, member: { name: 'Robin Sample', email: 'robin@example.com', workspace: 'Hearth', role: 'owner' } });
    }),
  };
}

export interface Device {
  readonly ledger: LedgerStore;
  readonly deps: SyncDeps;
  readonly memory: MemoryLedger | null;
  /** Milliseconds by which its clock is wrong. */
  skew: number;
  sync(): ReturnType<typeof syncLedger>;
  ask(ask?: LeaseAsk): ReturnType<typeof askForLease>;
  /** Spends so many Actions, one charge each; false when one of them found no lease. */
  spend(count: number): Promise<boolean>;
  begin(name: string): Promise<'reserved' | 'short' | 'known'>;
  end(name: string, to?: End): Promise<Charge | null>;
  /** What is wrong with its leases. */
  audit(): Promise<string[]>;
}

let names = 0;

/** @param storage `indexeddb`, or the rows in memory, where a profile can be copied and lose its last moments */
export async function openDevice(server: Server, storage: 'indexeddb' | MemoryLedger = memoryLedger()): Promise<Device> {
  const memory = storage === 'indexeddb' ? null : storage;
  const port: LedgerPort = memory ?? dexieLedger(new KilnDatabase(`device-${++names}`));
  const ledger = createLedgerStoreOn(port);
  const rng = createRng(++names);
  const locks = new Map<string, Promise<void>>();
  const device: Device = {
    ledger, memory, skew: 0,
    deps: {
      ledger,
      account: accountOf(server),
      token: async () => 'token',
      now: () => server.clock.now + device.skew,
      random: rng.next,
      newId: () => uuidV7(server.clock.now, Uint8Array.from({ length: 16 }, () => rng.below(256))),
      async exclusively(lock, work, wait = false) {
        const held = locks.get(lock);
        if (held && !wait) return false;
        const turn = (held ?? Promise.resolve()).then(work);
        const done = turn.catch(() => undefined);
        locks.set(lock, done);
        await turn.finally(() => (locks.get(lock) === done ? locks.delete(lock) : undefined));
        return true;
      },
      wakeIn: () => undefined,
    },
    sync: () => syncLedger(device.deps, { wait: true }),
    ask: (ask) => askForLease(device.deps, ask),
    async spend(count) {
      for (let i = 0; i < count; i++) {
        const name = `charge-${++names}`;
        if ((await device.begin(name)) !== 'reserved') return false;
        await device.end(name);
      }
      return true;
    },
    begin: (name) => reserveOn(port, chargeOf(name, device.deps.now())),
    end: (name, to = { posted: { actions: micro(UNIT), credits: ZERO } }) => resolveOn(port, name as ChargeId, to, device.deps.now()),
    audit: () => auditOf(port),
  };
  if (!(await ledger.account())) {
    await ledger.device(device.deps.newId());
    await port.write(async (rows) => {
      await rows.meta.put('device', { ...(await ledgerDevice(rows)), ledgerEpoch: 1 });
      await rows.meta.put('account', {
        serverUrl: 'https://account.example', serverName: 'Hearth', sandbox: false, member: { name: '', email: '', workspace: '', role: '' }, plan: { name: '', actionsMonthly: 0, creditsMonthly: 0, renewsAt: null },
        balances: [], priceBook: { ...FIRST_PRICE_BOOK, providers: [] }, syncedAt: 0, limits: [], atSeq: 0, clockOffsetMs: 0,
      });
    });
  }
  return device;
}

async function ledgerDevice(rows: Parameters<Parameters<LedgerPort['write']>[0]>[0]) {
  const device = await rows.meta.get('device');
  if (!device) throw new Error('a device that was made is there');
  return device;
}

export const chargeOf = (name: string, at: number): Charge => ({
  id: name as ChargeId, path: 'local', state: 'reserved', runId: 'run-000001' as RunId, taskId: `task-of-${name}` as TaskId, leadId: 'lead-0001' as LeadId, enrichment: 'work-email',
  providerId: 'hunter', operation: 'find-work-email', route: 'own', quoted: { actions: micro(UNIT), credits: ZERO }, posted: NOTHING, reservedAt: at,
});
