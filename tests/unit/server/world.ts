/** A ledger with a clock of its own and a scripted partner, for tests. */
import { chargeIdOf, type TaskId } from '../../../lib/core/ids.ts';
import type { ChargeRequest, Op } from '../../../lib/contracts/account-api.ts';
import type { Answer, CallOutcome } from '../../../lib/domain/enrichment/operation.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import type { CallRequest, Engine } from '../../../lib/providers/engine-api.ts';
import { addPriceBook } from '../../../server/ledger/price-books.ts';
import { createGateway, type Gateway } from '../../../server/gateway/gateway.ts';
import { addPlan, createAccount } from '../../../server/ledger/accounts.ts';
import { createReceipts, type Receipts } from '../../../server/ledger/receipts.ts';
import { createLedgerStore } from '../../../server/ledger/sql-store.ts';
import type { LedgerStore } from '../../../server/ledger/store.ts';
import { FIRST_PRICE_BOOK } from '../../../server/price-book.ts';
import { migrate } from '../../../server/sql/migrate.ts';
import type { Database } from '../../../server/sql/sql.ts';
import { openSqlite } from '../../../server/sql/sqlite.ts';
import { createProviderKeys, type ProviderKeys } from '../../../server/vault/provider-keys.ts';
import { createVault, type Vault } from '../../../server/vault/vault.ts';

export const ACCOUNT = 'account-1';
export const USER = 'user-0001';
export const DEVICE = 'device-0001';
export const START = Date.UTC(2026, 4, 12, 9);
export const PLAN = { planId: 'test', version: 1, name: 'Test', actions: 100 * UNIT, credits: 50 * UNIT };

export const RECEIPTS: Receipts = createReceipts([Buffer.alloc(32, 9)]);

export interface Books {
  readonly db: Database;
  readonly store: LedgerStore;
  readonly vault: Vault;
  readonly keys: ProviderKeys;
}

/** Schema, price book, one plan and one account with one admin. */
export async function fill(db: Database, accounts: readonly string[] = [ACCOUNT]): Promise<Books> {
  await migrate(db);
  const store = createLedgerStore(db, RECEIPTS);
  await db.transaction((tx) => addPriceBook(tx, FIRST_PRICE_BOOK));
  await db.transaction(async (tx) => {
    await addPlan(tx, PLAN);
    await tx.run('insert into app_user (user_id, email, name, created_at) values (?, ?, ?, 0)', [USER, 'owner@kiln.example', 'Owner']);
    for (const accountId of accounts) {
      await createAccount(tx, { accountId, name: 'Workspace', planId: PLAN.planId, planVersion: PLAN.version, anchorDay: 1 });
      await tx.run(`insert into member (account_id, user_id, role, created_at) values (?, ?, 'admin', 0)`, [accountId, USER]);
    }
  });
  const vault = createVault(db, Buffer.alloc(32, 7));
  const keys = createProviderKeys(db, vault);
  return { db, store, vault, keys };
}

export interface Clock {
  now: number;
}
export const openMemory = (clock: Clock): Database => openSqlite({ path: ':memory:', now: () => clock.now });

export type Script = (request: CallRequest) => CallOutcome | Promise<CallOutcome>;
export interface ScriptedEngine extends Engine {
  readonly calls: CallRequest[];
}
export function scriptedEngine(script: Script): ScriptedEngine {
  const calls: CallRequest[] = [];
  return {
    calls,
    call: async (request) => {
      calls.push(request);
      return script(request);
    },
    checkKey: async () => ({ status: 'works' }),
    turn: () => ({ release: () => undefined }),
    remember: () => undefined,
    missingInput: (_provider, operation, input) => (operation === 'find-work-email' && input.domain === undefined ? ['domain'] : null),
  };
}

export const hit = (fields: Answer['fields'], extra: Partial<Answer> = {}): CallOutcome => ({ kind: 'hit', answer: { fields, raw: '{}', ...extra }, tookMs: 12 });
export const miss: CallOutcome = { kind: 'no-result', raw: '{}', tookMs: 5 };

let counter = 0;
export function chargeRequest(change: Partial<ChargeRequest> = {}): ChargeRequest {
  const task = `task-${String(++counter).padStart(6, '0')}` as TaskId;
  return {
    chargeId: chargeIdOf(task, 0),
    deviceId: DEVICE,
    ledgerEpoch: 1,
    priceBookVersion: 1,
    providerId: 'hunter',
    operation: 'find-work-email',
    // Another person each time: the same one is not bought twice.
    input: { firstName: `Ada${counter}`, lastName: 'Byron', domain: 'engine.example' },
    max: { actions: UNIT, credits: UNIT },
    runId: 'run-000001',
    taskId: task,
    subject: 'subject-1',
    enrichment: 'work-email',
    ...change,
  };
}

export type SpendOp = Extract<Op, { kind: 'spend' }>;
export function spendOp(n: number, change: Partial<SpendOp['body']> = {}, opId = `op-${String(n).padStart(6, '0')}`): SpendOp {
  return {
    n, opId, kind: 'spend', clientAt: 0,
    body: {
      chargeId: `local-${String(n).padStart(6, '0')}`, actions: UNIT, runId: 'run-000001', taskId: 'task-local', subject: 'subject-1',
      enrichment: 'work-email', providerId: 'github', operation: 'enrich-person', route: 'free', leaseId: null, ...change,
    },
  };
}

/** Timers that fire only when the clock is moved. */
export interface FakeTimers {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves the clock and wakes who slept until then, in order. */
  advance(ms: number): Promise<void>;
}
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function fakeTimers(clock: Clock): FakeTimers {
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(new DOMException('stopped', 'AbortError'));
        const sleeper = { at: clock.now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          const i = sleepers.indexOf(sleeper);
          if (i >= 0) sleepers.splice(i, 1);
          reject(new DOMException('stopped', 'AbortError'));
        });
      }),
    async advance(ms) {
      const until = clock.now + ms;
      for (;;) {
        await settled();
        const next = sleepers.filter((s) => s.at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        clock.now = Math.max(clock.now, next.at);
        sleepers.splice(sleepers.indexOf(next), 1);
        next.wake();
      }
      clock.now = until;
      await settled();
    },
  };
}

export interface GatewayWorld extends Books {
  readonly clock: Clock;
  readonly timers: FakeTimers;
  readonly engine: ScriptedEngine;
  readonly gateway: Gateway;
  readonly logged: string[];
  /** Another process on the same database. */
  another(): Gateway;
}

export async function gatewayWorld(script: Script, options: { readonly keysFor?: readonly string[]; readonly sandboxUrl?: string } = {}): Promise<GatewayWorld> {
  const clock: Clock = { now: START };
  const timers = fakeTimers(clock);
  const books = await fill(openMemory(clock));
  for (const providerId of options.keysFor ?? ['hunter', 'zerobounce']) await books.keys.set(ACCOUNT, providerId, `key-of-${providerId}-1234`, 'test');
  const engine = scriptedEngine(script);
  const logged: string[] = [];
  let processes = 0;
  const make = (): Gateway =>
    createGateway({
      ...books, engine, workerId: `worker-${++processes}`, now: () => clock.now, random: () => 0.5, sleep: timers.sleep, log: (event) => void logged.push(event),
      ...(options.sandboxUrl === undefined ? {} : { sandboxUrl: options.sandboxUrl }),
    });
  return { ...books, clock, timers, engine, gateway: make(), logged, another: make };
}
export const CALLER = { accountId: ACCOUNT, userId: USER };
