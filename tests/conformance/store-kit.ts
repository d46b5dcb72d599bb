/** A ledger store under test, with a fresh account for every test and the words that tests of money use. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { LeaseAnswer, Op } from '../../lib/contracts/account-api.ts';
import { HOLD_TTL_MS } from '../../lib/core/limits.ts';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { createAccount } from '../../server/ledger/accounts.ts';
import { raiseEpoch } from '../../server/ledger/epoch.ts';
import type { LedgerStore, PushResult, ReserveInput } from '../../server/ledger/store.ts';
import { one, type Database } from '../../server/sql/sql.ts';
import { violations } from '../simulation/invariants.ts';
import { DEVICE, PLAN, USER, fill, spendOp, type SpendOp } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

export const DAY = 24 * 3_600_000;
/** Longer than any month, shorter than two. */
export const MONTH = 32 * DAY;
export const PRICE = { actions: micro(UNIT), credits: micro(UNIT / 2) };

export interface Kit {
  readonly db: Database;
  readonly store: LedgerStore;
  readonly account: string;
  /** The ledger's epoch as this suite knows it. */
  readonly epoch: number;
  advance(ms: number): Promise<void>;
  now(): Promise<number>;
  newAccount(anchorDay?: number): Promise<string>;
  reserveInput(chargeId: string, change?: Partial<ReserveInput>): ReserveInput;
  post(chargeId: string): ReturnType<LedgerStore['resolve']>;
  push(ops: readonly Op[], change?: { readonly baseN?: number; readonly deviceId?: string; readonly userId?: string; readonly ledgerEpoch?: number }): Promise<PushResult>;
  lease(requestId: string, want: number, change?: { readonly deviceId?: string; readonly userId?: string; readonly ledgerEpoch?: number }): Promise<LeaseAnswer>;
  /** available, leased, held, spent, expired and deficit of Actions, in whole Actions. */
  actions(): Promise<Record<'available' | 'leased' | 'held' | 'spent' | 'expired' | 'deficit', number>>;
  /** One column of the account's Data Credits, micro-units. */
  credits(column?: 'available' | 'held' | 'spent' | 'expired' | 'deficit'): Promise<number>;
  /** Nothing in the books is wrong. */
  sound(): Promise<void>;
  restore(): Promise<number>;
}

export const leased = (n: number, leaseId: string | null, change: Partial<SpendOp['body']> = {}): SpendOp => spendOp(n, { leaseId, ...change });
export const returnOp = (n: number, leaseId: string): Op => ({ n, opId: `op-return-${n}`, kind: 'lease_return', clientAt: 0, body: { leaseId } });
export const ackOp = (n: number, chargeId: string, receipt: string): Op => ({ n, opId: `op-ack-${n}`, kind: 'ack', clientAt: 0, body: { chargeId, receipt } });

let accounts = 0;

/** Registers the hooks of a suite; what it answers is filled before each test. */
export function useStore(under: DatabaseUnderTest): Kit {
  let db: Database;
  let store: LedgerStore;
  let advance: (ms: number) => Promise<void>;
  let account = '';
  beforeAll(async () => {
    const opened = await under.open();
    ({ db, advance } = opened);
    ({ store } = await fill(db, []));
  });
  afterAll(() => under.close());
  const newAccount = async (anchorDay = 1): Promise<string> => {
    account = `account-k${++accounts}`;
    await db.transaction(async (tx) => {
      await createAccount(tx, { accountId: account, name: 'Test', planId: PLAN.planId, planVersion: PLAN.version, anchorDay });
      await tx.run(`insert into member (account_id, user_id, role, created_at) values (?, ?, 'admin', 0)`, [account, USER]);
    });
    return account;
  };
  beforeEach(async () => void (await newAccount()));
  let epoch = 1;
  beforeAll(async () => void (epoch = await store.epoch()));

  const kit: Kit = {
    get db() { return db; },
    get store() { return store; },
    get account() { return account; },
    get epoch() { return epoch; },
    advance: (ms) => advance(ms),
    now: async () => (await one<{ now: number }>(db, 'select kiln_now() as now')).now,
    newAccount,
    reserveInput: (chargeId, change = {}) => ({
      accountId: account, ledgerEpoch: epoch, chargeId, deviceId: DEVICE, userId: USER, runId: 'run-000001', taskId: 'task-000001', subject: 's', enrichment: 'work-email',
      providerId: 'hunter', operation: 'find-work-email', requestHash: `hash of ${chargeId}`, priceBookVersion: 1,
      decision: { kind: 'price', quoted: PRICE }, sealedRequest: 'sealed', holdMs: HOLD_TTL_MS, sandbox: false, ...change,
    }),
    post: (chargeId) => store.resolve(account, chargeId, { kind: 'post', amounts: PRICE, sealedResult: `result of ${chargeId}` }, epoch),
    push: (ops, change = {}) => store.push({ accountId: account, userId: USER, deviceId: DEVICE, label: 'Test', ledgerEpoch: epoch, baseN: 0, ops, ...change }),
    async lease(requestId, want, change = {}) {
      const result = await store.lease({ accountId: account, userId: USER, deviceId: DEVICE, label: 'Test', ledgerEpoch: epoch, requestId, meter: 'actions', want: micro(want * UNIT), ...change });
      if (result.kind !== 'ok') throw new Error(result.kind);
      return result.answer;
    },
    async actions() {
      const row = await one<Record<string, number>>(db, `select available_u, leased_u, held_u, spent_u, expired_u, deficit_u from account_meter where account_id = ? and meter = 'actions'`, [account]);
      const whole = (column: string): number => (row[`${column}_u`] ?? Number.NaN) / UNIT;
      return { available: whole('available'), leased: whole('leased'), held: whole('held'), spent: whole('spent'), expired: whole('expired'), deficit: whole('deficit') };
    },
    credits: async (column = 'available') => (await one<{ u: number }>(db, `select ${column}_u as u from account_meter where account_id = ? and meter = 'data_credits'`, [account])).u,
    sound: async () => expect(await violations(db, account)).toEqual([]),
    restore: async () => (epoch = await raiseEpoch(db)),
  };
  return kit;
}

/** The lease of an answer that must be a grant. */
export function leaseOf(answer: LeaseAnswer): Extract<LeaseAnswer, { state: 'granted' }>['lease'] {
  if (answer.state !== 'granted') throw new Error(`denied: ${answer.code}`);
  return answer.lease;
}
