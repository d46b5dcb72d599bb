/** What the ledger is measured by. Everything goes through the `LedgerStore` port; the yardstick alone goes past it. */
import { randomUUID } from 'node:crypto';
import type { Op } from '../../../lib/contracts/account-api.ts';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { counter, measure, type Figure } from './measured.ts';
import { EPOCH, USER, accountNo, addAccounts, type Stand } from './stand.ts';

export interface Size {
  readonly rounds: number;
  readonly ms: number;
  readonly accounts: number;
  readonly devices: number;
  readonly opsPerDevice: number;
  readonly rolled: number;
}
const DEVICES_PER_ACCOUNT = 5;
const BATCH = 100;
const QUOTED = { actions: micro(UNIT), credits: micro(UNIT) };

/** One charge as the gateway makes it: reserve before the provider's call, post with the result after it. Two durable transactions. */
async function reserveAndPost({ store }: Stand, accountId: string): Promise<number> {
  const chargeId = randomUUID();
  await store.reserve({
    accountId, ledgerEpoch: EPOCH, chargeId, deviceId: 'device-bench', userId: USER, runId: 'run-000001', taskId: 'task-0001', subject: 'subject-1', enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email',
    requestHash: chargeId, priceBookVersion: 1, decision: { kind: 'price', quoted: QUOTED }, sealedRequest: 'v1.x', holdMs: 600_000, sandbox: false,
    // As the gateway asks: a question that nobody has put before.
    question: { hash: chargeId },
  });
  const { applied } = await store.resolve(accountId, chargeId, { kind: 'post', amounts: QUOTED, sealedResult: 'v1.x' }, 1);
  if (!applied) throw new Error('a charge did not post');
  return 1;
}

export const direct = (stand: Stand, size: Size, callers: number): Promise<Figure> =>
  measure({ ...size, callers, take: (_round, caller, n) => reserveAndPost(stand, accountNo('direct', (caller * 7_919 + n * 31) % size.accounts)) });
export const hot = (stand: Stand, size: Size, callers: number): Promise<Figure> => measure({ ...size, callers, take: () => reserveAndPost(stand, accountNo('direct', 0)) });

interface BenchDevice {
  readonly accountId: string;
  readonly deviceId: string;
  readonly leaseId: string;
  lastN: number;
  cursor: number;
}
const who = (device: Pick<BenchDevice, 'accountId' | 'deviceId'>) => ({ accountId: device.accountId, deviceId: device.deviceId, userId: USER, label: 'Bench' });

/** Devices with a lease each, a few on every account. */
export async function devicesOf(stand: Stand, count: number, want: number): Promise<BenchDevice[]> {
  await addAccounts(stand, 'push', Math.ceil(count / DEVICES_PER_ACCOUNT));
  const devices: BenchDevice[] = [];
  const next = counter(count);
  await Promise.all(Array.from({ length: 64 }, async () => {
    for (let i = next(); i !== null; i = next()) {
      const device = { accountId: accountNo('push', Math.floor(i / DEVICES_PER_ACCOUNT)), deviceId: `device-${1_000_000 + i}` };
      const granted = await stand.store.lease({ ...who(device), ledgerEpoch: EPOCH, requestId: randomUUID(), meter: 'actions', want: micro(want * UNIT) });
      if (granted.kind !== 'ok' || granted.answer.state !== 'granted' || granted.answer.lease.amount < want * UNIT) throw new Error(`no lease: ${JSON.stringify(granted)}`);
      devices.push({ ...device, leaseId: granted.answer.lease.leaseId, lastN: 0, cursor: 0 });
    }
  }));
  return devices;
}

function opsOf(device: BenchDevice, count: number): Op[] {
  return Array.from({ length: count }, (_, i) => ({
    n: device.lastN + 1 + i, opId: randomUUID(), kind: 'spend' as const, clientAt: 0,
    body: { chargeId: randomUUID(), leaseId: device.leaseId, actions: UNIT, runId: 'run-000001', taskId: 'task-0001', subject: 'subject-1', enrichment: 'work-email', providerId: 'github', operation: 'enrich-person', route: 'free' as const },
  }));
}
async function push(stand: Stand, device: BenchDevice, count: number): Promise<number> {
  const result = await stand.store.push({ ...who(device), ledgerEpoch: EPOCH, baseN: device.lastN, ops: opsOf(device, count) });
  if (result.kind !== 'ok') throw new Error(result.kind);
  for (const { status } of result.response.results) if (status !== 'applied') throw new Error(`an operation is ${status}`);
  device.lastN = result.response.lastN;
  return count;
}

/** Charges that devices decided, a hundred a push; each caller has its own devices. */
export const batched = (stand: Stand, size: Size, devices: readonly BenchDevice[], callers: number): Promise<Figure> =>
  measure({ ...size, callers, take: (_round, caller, n) => {
    const own = devices.filter((_, i) => i % callers === caller);
    const device = own[n % own.length];
    return device === undefined ? Promise.resolve(null) : push(stand, device, BATCH);
  } });

/** Everybody comes back at once: a fifth of the devices per round, each with everything that it queued, a hundred a push. */
export function reconnect(stand: Stand, size: Size, devices: readonly BenchDevice[], callers: number): Promise<Figure> {
  const part = Math.floor(devices.length / size.rounds);
  const waiting = Array.from({ length: size.rounds }, () => counter(part));
  let current: { device: BenchDevice; left: number }[] = [];
  let at = -1;
  return measure({ rounds: size.rounds, callers, take: async (round, caller) => {
    if (round !== at) [at, current] = [round, []];
    let mine = current[caller];
    if (mine === undefined || mine.left === 0) {
      const i = waiting[round]?.() ?? null;
      const device = i === null ? undefined : devices[round * part + i];
      if (device === undefined) return null;
      current[caller] = mine = { device, left: size.opsPerDevice };
    }
    const count = Math.min(BATCH, mine.left);
    mine.left -= count;
    return push(stand, mine.device, count);
  } });
}

/** Every device asks for what is new, once a round. */
export function pullFanOut(stand: Stand, size: Size, devices: readonly BenchDevice[], callers: number): Promise<Figure> {
  const rounds = Array.from({ length: size.rounds }, () => counter(devices.length));
  return measure({ rounds: size.rounds, callers, take: async (round) => {
    const i = rounds[round]?.() ?? null;
    const device = i === null ? undefined : devices[i];
    if (device === undefined) return null;
    const result = await stand.store.pull({ ...who(device), cursor: device.cursor, limit: 100 });
    if (result.kind !== 'ok') throw new Error(result.kind);
    device.cursor = result.page.nextCursor;
    return 1;
  } });
}

const DAY = 86_400_000;
/** Months end: a fifth of the accounts per round, each fifth on its own day, by the sweep. */
export async function roll(stand: Stand, size: Size): Promise<Figure> {
  const now = new Date();
  const anchors = Array.from({ length: size.rounds }, (_, round) => 2 + round);
  for (const day of anchors) await addAccounts(stand, `roll${day}`, Math.floor(size.rolled / size.rounds), day);
  // To the day before the first of them.
  const target = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 12);
  await stand.advance(target - now.getTime());
  while ((await stand.store.rollDue(500)) > 0);
  let at = -1;
  // One sweep, as a process runs it: several would count each other's accounts.
  return measure({ rounds: size.rounds, callers: 1, take: async (round) => {
    if (round !== at) await stand.advance(DAY);
    at = round;
    return (await stand.store.rollDue(200)) || null;
  } });
}

/** The same by hand, as it is often written: one balance, one row per charge, nothing held, nothing remembered of a repeat. */
export async function naiveTables({ db }: Stand, accounts: number): Promise<void> {
  await db.run('create table naive_balance (account_id text primary key, balance bigint not null)');
  await db.run('create table naive_charge (charge_id text primary key, account_id text not null, amount bigint not null, at bigint not null)');
  await db.run(`insert into naive_balance with recursive n (i) as (select 0 union all select i + 1 from n where i < ${accounts - 1}) select 'naive-' || (1000000 + n.i), 1000000000000000 from n`);
}
export const naive = (stand: Stand, size: Size, callers: number, isHot: boolean): Promise<Figure> =>
  measure({ ...size, callers, take: (_round, caller, n) => {
    const accountId = accountNo('naive', isHot ? 0 : (caller * 7_919 + n * 31) % size.accounts);
    return stand.db.transaction(async (tx) => {
      const changed = await tx.run('update naive_balance set balance = balance - ? where account_id = ? and balance >= ?', [UNIT, accountId, UNIT]);
      if (changed === 1) await tx.run('insert into naive_charge (charge_id, account_id, amount, at) values (?, ?, ?, kiln_now())', [randomUUID(), accountId, UNIT]);
      return 1;
    });
  } });
