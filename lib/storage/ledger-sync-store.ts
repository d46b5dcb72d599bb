import type { GrantedLease, Op, PullResponse } from '../contracts/account-api.ts';
import { OUTBOX_KEPT_MS, OUTBOX_MARK_MS, OUTBOX_MARKS, OUTBOX_SWEEP } from '../core/limits.ts';
import { micro, ONE_ACTION } from '../domain/ledger/amount.ts';
import type { LeaseTerms } from '../domain/ledger/lease.ts';
import { healLeases, leasesToForget } from '../domain/ledger/lease-heal.ts';
import type { MetaRows, OutboxRow } from './database.ts';
import { NO_ALLOWANCE, openBook } from './ledger-book.ts';
import type { LedgerPort, LedgerRows } from './ledger-port.ts';

export type Statuses = readonly { readonly n: number; readonly status: NonNullable<OutboxRow['status']> }[];

/** The device as it was when it asked for a page of the feed. */
export type AskedBy = Pick<MetaRows['device'], 'deviceId' | 'cursor' | 'ledgerEpoch'>;

/**
 * What became of a page of the feed. `moved`: another context has read or forgotten the feed meanwhile, so the page follows on nothing
 * that is here; nothing was stored. `gone`: the device has signed out or is another one now.
 */
export type Pulled = 'applied' | 'moved' | 'gone';

export const termsOf = ({ leaseId, requestId, amount, spendUntil, createdSeq, ledgerEpoch }: GrantedLease): LeaseTerms => ({ leaseId, requestId, amount: micro(amount), spendUntil, createdSeq, ledgerEpoch });

/** What sync does to the device's side of the ledger: each method is one transaction. */
export function createSyncStore(port: LedgerPort) {
  return {
    /** Operations after the acknowledged ones, in order. */
    waitingOps: async (limit: number): Promise<Op[]> => (await port.read((rows) => rows.outbox.waiting(limit))).map((row) => row.op),
    waitingCount: (): Promise<number> => port.read((rows) => rows.outbox.waitingCount()),

    /** Operations up to `lastN` have arrived. They are kept: a server that is restored asks for them again. */
    acknowledge: (lastN: number, results: Statuses): Promise<void> =>
      port.write(async (rows) => {
        const device = await rows.meta.get('device');
        if (!device || device.ackedN >= lastN) return;
        const status = new Map(results.map((r) => [r.n, r.status]));
        const told = await rows.outbox.between(device.ackedN + 1, lastN, Infinity);
        await rows.outbox.put(told.map((row) => ({ ...row, acked: 1 as const, status: status.get(row.n) ?? 'applied' })));
        await changeDevice(rows, { ackedN: lastN });
      }),

    /**
     * The server knows less than it acknowledged (it was restored): everything after `lastN` is sent again.
     * False when something of it is no longer kept here: then these numbers can never be made whole.
     */
    rewind: (lastN: number): Promise<boolean> =>
      port.write(async (rows) => {
        const device = await rows.meta.get('device');
        if (!device) return false;
        const kept = await rows.outbox.between(lastN + 1, Infinity, Infinity);
        if (kept.length !== device.nextN - 1 - lastN) return false;
        await rows.outbox.put(kept.map(({ status: _status, ...row }) => ({ ...row, acked: 0 as const })));
        await changeDevice(rows, { ackedN: lastN, durableN: Math.min(device.durableN, lastN), marks: marksTo(device.marks, lastN) });
        return true;
      }),

    /**
     * This database was copied, or its numbers cannot be made whole: it takes a new identity. All that is kept is offered under it,
     * numbered anew; charges that the account knows are known by their ids. Leases belong to the old identity: nothing more is
     * reserved on them here, and what was spent on them is told as late. The cached feed begins anew: with nothing of it left, a feed
     * that a restore has made shorter meanwhile leaves no entries behind that never happened there.
     */
    becomeNewDevice: (deviceId: string): Promise<void> =>
      port.write(async (rows) => {
        const [kept, leases, device, requests] = await Promise.all([rows.outbox.between(1, Infinity, Infinity), rows.leases.all(), rows.meta.get('device'), rows.leaseRequests.all()]);
        const ops = kept.flatMap((row) => lateOf(row.op, deviceId));
        await rows.outbox.clear();
        await rows.outbox.put(ops.map((op, i) => ({ n: i + 1, opId: op.opId, acked: 0, op: { ...op, n: i + 1 } })));
        await rows.leases.put(leases.filter((lease) => lease.reserved > 0).map((lease) => ({ ...lease, state: 'forked' as const })));
        await rows.leases.remove(leases.filter((lease) => lease.reserved <= 0).map((lease) => lease.leaseId));
        await rows.leaseRequests.remove(requests.map((request) => request.requestId));
        await rows.events.clear();
        await rows.meta.put('device', { deviceId, nextN: ops.length + 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: device?.ledgerEpoch ?? 0 });
      }),

    /** One page of the feed: events, cursor, the server's figures and the healed leases move together. Only where it was asked from: a late one leaves no gap. */
    applyPull: (page: PullResponse, account: Pick<MetaRows['account'], 'serverUrl' | 'serverName' | 'sandbox'>, now: number, asked: AskedBy): Promise<Pulled> =>
      port.write(async (rows) => {
        const device = await rows.meta.get('device');
        if (device?.deviceId !== asked.deviceId) return 'gone';
        if (!isAt(device, asked)) return 'moved';
        await rows.events.put(page.events);
        await noteEpoch(rows, page.ledgerEpoch);
        await changeDevice(rows, { cursor: page.nextCursor, durableN: Math.min(page.device.durableN, device.ackedN) });
        await rows.meta.put('account', {
          ...account, member: page.member, plan: page.plan, balances: page.balances, priceBook: page.priceBook, syncedAt: now,
          limits: page.limits, atSeq: page.headSeq, clockOffsetMs: page.serverTime - now,
        });
        await noteAllowance(rows, page);
        await heal(rows, page, now);
        await sweep(rows, page.serverTime);
        return 'applied';
      }),

    /** The server was restored, and this device may not pull any more. */
    learnEpoch: (ledgerEpoch: number): Promise<void> => port.write((rows) => noteEpoch(rows, ledgerEpoch)),

    /** The cached feed and its cursor start anew, unless they have done so since; outbox, leases, charges and receipts stay. */
    forgetFeed: (asked: AskedBy): Promise<void> =>
      port.write(async (rows) => {
        const device = await rows.meta.get('device');
        if (!device || !isAt(device, asked)) return;
        await rows.events.clear();
        await changeDevice(rows, { cursor: 0 });
      }),
  };
}

const isAt = (device: MetaRows['device'], asked: AskedBy): boolean => device.deviceId === asked.deviceId && device.cursor === asked.cursor && device.ledgerEpoch === asked.ledgerEpoch;

async function changeDevice(rows: LedgerRows, fields: Partial<MetaRows['device']>): Promise<void> {
  const device = await rows.meta.get('device');
  if (device) await rows.meta.put('device', { ...device, ...fields });
}

/**
 * Another epoch: what was acknowledged before may be lost, or a copy of this database may have filled the numbers since. All that is not in a
 * backup is offered again; the server says of each whether it is the one it knows.
 */
async function noteEpoch(rows: LedgerRows, ledgerEpoch: number): Promise<void> {
  const device = await rows.meta.get('device');
  if (!device || device.ledgerEpoch === ledgerEpoch) return;
  await changeDevice(rows, { ledgerEpoch });
  if (device.ledgerEpoch === 0) return;
  const kept = await rows.outbox.between(device.durableN + 1, Infinity, Infinity);
  const [first] = kept;
  if (!first) return;
  await rows.outbox.put(kept.map(({ status: _status, ...row }) => ({ ...row, acked: 0 as const })));
  await changeDevice(rows, { ackedN: Math.min(device.ackedN, first.n - 1) });
}

/** The same word under another identity: a spend without the lease that is not ours any more; nothing is left to give back. The account has the old id already, or may have it. */
function lateOf(op: Op, deviceId: string): Op[] {
  if (op.kind === 'lease_return') return [];
  if (op.kind === 'erase') return [{ ...op, opId: `${op.opId.split('.').slice(0, 2).join('.')}.${deviceId.slice(-12)}` }];
  const again = `${op.body.chargeId}.${deviceId.slice(-12)}`;
  if (op.kind === 'ack') return [{ ...op, opId: `ack.${again}` }];
  const { leaseId: _leaseId, ...body } = { leaseId: null, ...op.body };
  return [{ ...op, kind: 'late_spend', opId: `late.${again}`, body }];
}

/** A word of the account that there is something to have ends a refusal; one that it is short is heeded when leases are looked over. */
async function noteAllowance(rows: LedgerRows, page: PullResponse): Promise<void> {
  const { denied, ...rest } = (await rows.meta.get('allowance')) ?? NO_ALLOWANCE;
  const there = page.balances.find((balance) => balance.meter === 'actions');
  const isOver = denied?.code === 'insufficient_actions' && there !== undefined && there.available >= ONE_ACTION && there.deficit === 0;
  await rows.meta.put('allowance', { ...rest, recall: page.device.recall, ...(denied && !isOver ? { denied } : {}) });
}

async function heal(rows: LedgerRows, page: PullResponse, now: number): Promise<void> {
  const [leases, requests, book] = await Promise.all([rows.leases.all(), rows.leaseRequests.all(), openBook(rows)]);
  const there = { openLeases: page.device.openLeases.map(termsOf), headSeq: page.headSeq, ledgerEpoch: page.ledgerEpoch };
  const healing = healLeases(leases, requests, there, now);
  book.putLeases(healing.changed, now);
  book.giveBack(healing.giveBack, now);
  await rows.leaseRequests.remove(healing.answered);
  // The account answers: a request that did not reach it need not wait any longer.
  await rows.leaseRequests.put(requests.filter((request) => request.nextAt > 0 && !request.isSet && !healing.answered.includes(request.requestId)).map((request) => ({ ...request, nextAt: 0 })));
  await book.write();
  const gone = leasesToForget(await rows.leases.all(), { ...there, lastN: page.device.lastN });
  await rows.leases.remove(gone.map((lease) => lease.leaseId));
}

const marksTo = (marks: MetaRows['device']['marks'], lastN: number): NonNullable<MetaRows['device']['marks']> => (marks ?? []).map(({ n, at }) => ({ n: Math.min(n, lastN), at }));

/**
 * Takes away what nobody can ask for again: acknowledged, and in a backup of the server or acknowledged for a month. A month of the
 * server's clock: a device whose clock jumps would throw away what a restored server still needs.
 */
async function sweep(rows: LedgerRows, serverNow: number): Promise<void> {
  const device = await rows.meta.get('device');
  if (!device) return;
  const marks = device.marks ?? [];
  const last = marks.at(-1);
  if (!last || serverNow - last.at >= OUTBOX_MARK_MS) await changeDevice(rows, { marks: [...marks.filter(({ at }) => at >= serverNow - 2 * OUTBOX_KEPT_MS).slice(-OUTBOX_MARKS), { n: device.ackedN, at: serverNow }] });
  const over = Math.max(device.durableN, ...marks.filter(({ at }) => at <= serverNow - OUTBOX_KEPT_MS).map(({ n }) => n));
  const oldest = await rows.outbox.between(1, Math.min(over, device.ackedN), OUTBOX_SWEEP);
  if (oldest.length > 0) await rows.outbox.remove(oldest.map((row) => row.n));
}
