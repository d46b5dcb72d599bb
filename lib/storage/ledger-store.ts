import type { LeaseAnswer } from '../contracts/account-api.ts';
import { HOLD_TTL_MS, LEASE_DENIED_MS, LEASE_IDLE_MS, LEASE_RECALL_IDLE_MS, LEASES_OPEN } from '../core/limits.ts';
import { add, maxOf, micro, subtract, ZERO, type Amounts, type Micro } from '../domain/ledger/amount.ts';
import { isPaidByAccount, type Charge } from '../domain/ledger/charge.ts';
import { openedLease, restOfAll, type Lease, type LeaseRequestRow } from '../domain/ledger/lease.ts';
import { leasesToClose } from '../domain/ledger/lease-heal.ts';
import type { KilnDatabase, MetaRows } from './database.ts';
import { deviceIn } from './device-row.ts';
import { NO_ALLOWANCE, openBook } from './ledger-book.ts';
import { dexieLedger } from './ledger-dexie.ts';
import type { LedgerPort, LedgerRows } from './ledger-port.ts';
import { createSyncStore, termsOf } from './ledger-sync-store.ts';

/** What is to be done about Actions for this device. */
export type LeaseNeed =
  /** Send this: it is new, or has yet to be answered. */
  | { readonly kind: 'ask'; readonly request: LeaseRequestRow; readonly device: MetaRows['device'] }
  /** As many leases as a device may have are in use. */
  | { readonly kind: 'full' }
  /** The server still counts leases that were given back: it has to be told first. */
  | { readonly kind: 'untold' }
  | { readonly kind: 'denied'; readonly code: string; readonly until: number }
  | { readonly kind: 'no-account' };

interface PutOff {
  readonly nextAt: number;
  readonly now: number;
  /** Work stands still for it. */
  readonly isWaited?: boolean;
  /** The server named the moment. */
  readonly isSet?: boolean;
  /** Why this device may not even ask. */
  readonly refused?: string;
}

type AccountPlace = 'serverUrl' | 'serverName' | 'sandbox';
/** What a sign-in says of the account. */
export interface SignedIn {
  readonly account: Pick<MetaRows['account'], AccountPlace>;
  /** Stands for what no sync has told yet. */
  readonly unknown: Omit<MetaRows['account'], AccountPlace>;
  readonly ledgerEpoch: number;
  readonly now: number;
}

/** The device's side of the ledger over any storage that can do transactions: charges, leases, the outbox of what the account has to learn, the feed of what it says. */
export function createLedgerStoreOn(port: LedgerPort) {
  return {
    ...createSyncStore(port),
    account: () => port.read((rows) => rows.meta.get('account')),
    /** The device row, made once. */
    device: (newDeviceId: string): Promise<MetaRows['device']> => port.write((rows) => deviceIn(rows.meta, newDeviceId)),
    /** Who this database is to the account; undefined when it has signed out. */
    identity: (): Promise<MetaRows['device'] | undefined> => port.read((rows) => rows.meta.get('device')),
    /** Whether something is here that belongs to the account: entries, told or not, leases, a request for one, or a call that it pays. */
    holdsAnything: (): Promise<boolean> =>
      port.read(async (rows) => {
        const [ops, leases, requests, callsOut] = await Promise.all([rows.outbox.between(1, Infinity, 1), rows.leases.all(), rows.leaseRequests.all(), rows.charges.reserved()]);
        return ops.length + leases.length + requests.length > 0 || callsOut.some(isPaidByAccount);
      }),
    /**
     * A sign-in has ended well. Changes only what that means, in one transaction, whatever was spent or pulled meanwhile: where the
     * account is; what is not known of it yet; the history that a device without one begins in; and that the device is in use, so that
     * it may have its first Actions ahead. False, and nothing changes, when the device has signed out or is another one now.
     */
    noteSignedIn: (deviceId: string, { account, unknown, ledgerEpoch, now }: SignedIn): Promise<boolean> =>
      port.write(async (rows) => {
        const [device, known, allowance = NO_ALLOWANCE] = await Promise.all([rows.meta.get('device'), rows.meta.get('account'), rows.meta.get('allowance')]);
        if (device?.deviceId !== deviceId) return false;
        if (device.ledgerEpoch === 0) await rows.meta.put('device', { ...device, ledgerEpoch });
        await rows.meta.put('account', { ...unknown, ...known, ...account });
        await rows.meta.put('allowance', { ...allowance, usedAt: Math.max(now, allowance.usedAt) });
        return true;
      }),
    syncState: () => port.read((rows) => rows.meta.get('sync')),
    noteSync: (sync: MetaRows['sync']) => port.write((rows) => rows.meta.put('sync', sync)),
    leases: () => port.read((rows) => rows.leases.all()),
    getLeaseRequest: async (): Promise<LeaseRequestRow | undefined> => (await port.read((rows) => rows.leaseRequests.all()))[0],
    allowance: async (): Promise<MetaRows['allowance']> => (await port.read((rows) => rows.meta.get('allowance'))) ?? NO_ALLOWANCE,

    /**
     * Stores a request for a lease before it is sent, unless one is out: then that one is sent again.
     * A refusal stands for its id, so the next try has a new one; it is not made before the refusal is over.
     */
    beginLeaseRequest: (requestId: string, want: Micro, now: number): Promise<LeaseNeed> =>
      port.write(async (rows): Promise<LeaseNeed> => {
        const [hasAccount, device, [out], leases, allowance] = await Promise.all([rows.meta.hasAccount(), rows.meta.get('device'), rows.leaseRequests.all(), rows.leases.all(), rows.meta.get('allowance')]);
        if (!hasAccount || !device) return { kind: 'no-account' };
        if (out) return { kind: 'ask', request: out, device };
        const denied = allowance?.denied;
        if (denied && now < denied.until && now >= denied.at) return { kind: 'denied', code: denied.code, until: denied.until };
        const inUse = leases.filter(({ state }) => state === 'open' || state === 'closing').length;
        const untold = leases.filter(({ state, returnN }) => state === 'closed' && returnN !== undefined && returnN > device.ackedN).length;
        if (inUse + untold >= LEASES_OPEN) return { kind: untold > 0 ? 'untold' : 'full' };
        const request: LeaseRequestRow = { requestId, want, createdAt: now, attempts: 0, nextAt: 0 };
        await rows.leaseRequests.put([request]);
        return { kind: 'ask', request, device };
      }),

    /** The answer to the request that is out. A word about any other request, or one that came to another identity, changes nothing: false. */
    answerLeaseRequest: (requestId: string, deviceId: string, answer: LeaseAnswer, now: number): Promise<boolean> =>
      port.write(async (rows) => {
        const [requests, device, allowance = NO_ALLOWANCE] = await Promise.all([rows.leaseRequests.all(), rows.meta.get('device'), rows.meta.get('allowance')]);
        const asked = requests.find((request) => request.requestId === requestId);
        if (device?.deviceId !== deviceId || !asked) return false;
        const { denied: _denied, waiting: _waiting, ...rest } = allowance;
        await rows.leaseRequests.remove([requestId]);
        await rows.meta.put('allowance', answer.state === 'granted' ? rest : { ...rest, denied: { code: answer.code, at: now, until: now + LEASE_DENIED_MS } });
        if (answer.state !== 'granted' || answer.lease.requestId !== requestId) return true;
        const book = await openBook(rows);
        if (!book.leases?.some((lease) => lease.leaseId === answer.lease.leaseId)) book.putLeases([openedLease(termsOf(answer.lease), now, asked.want)], now);
        await book.write();
        return true;
      }),

    /** It was sent and not answered: when it may be sent again. */
    putOffLeaseRequest: (requestId: string, { nextAt, now, isWaited = false, isSet = false, refused }: PutOff): Promise<void> =>
      port.write(async (rows) => {
        const request = (await rows.leaseRequests.all()).find((r) => r.requestId === requestId);
        if (request) {
          const { requestId: id, want, createdAt, attempts } = request;
          await rows.leaseRequests.put([{ requestId: id, want, createdAt, attempts: attempts + 1, triedAt: now, nextAt, ...(isSet ? { isSet } : {}), ...(refused === undefined ? {} : { refused }) }]);
        }
        if (isWaited) await noteWaiting(rows, now);
      }),
    /** Work stands still because nothing is left here and the account cannot be asked. */
    noteWaiting: (now: number): Promise<void> => port.write((rows) => noteWaiting(rows, now)),

    /** Leases that are not needed go back; `all` when the account is left. */
    async returnLeases(now: number, all = false): Promise<number> {
      // Looked at after every command, and there is hardly ever one: reading keeps nobody waiting.
      if ((await port.read((rows) => leasesToReturn(rows, now, all))).length === 0) return 0;
      return port.write(async (rows) => {
        const [book, back] = await Promise.all([openBook(rows), leasesToReturn(rows, now, all)]);
        book.putLeases(back.map((lease) => ({ ...lease, state: 'closing' as const })), now);
        await book.write();
        return back.length;
      });
    },

    /**
     * What a death has left: charges of calls from here whose step is no longer under way are given back; the others are asked again
     * under their ids. Requests, purchases and the outbox are rows that whoever looks next goes on with.
     * @returns how many charges were given back
     */
    recover: (now: number): Promise<number> =>
      port.write(async (rows) => {
        const reserved = (await rows.charges.reserved()).filter((charge) => charge.path === 'local');
        if (reserved.length === 0) return 0;
        const [book, alive] = await Promise.all([openBook(rows), rows.charges.alive(reserved)]);
        const lost = reserved.filter((charge) => !alive.has(charge.id));
        const voided = lost.map((charge): Charge => ({ ...charge, state: 'voided', code: 'interrupted', resolvedAt: now }));
        for (const taskId of new Set(lost.map((charge) => charge.taskId))) {
          book.note(new Map(reserved.filter((charge) => charge.taskId === taskId).map((charge) => [charge.id, charge])), voided.filter((charge) => charge.taskId === taskId), now);
        }
        await rows.charges.put(voided);
        await book.write();
        return voided.length;
      }),

    /**
     * Forgets the account on sign-out; leads, charges and receipts stay. The next account is told of every erasure that is still known
     * here: it may be another one, or this one may not have taken in all of them. Unless forced it is refused, and false, while something has
     * not reached the account, a call that it pays is out, or a lease is still here: looked at in the same transaction, so that
     * nothing can be decided in between.
     */
    forgetAccount: (force: boolean): Promise<boolean> =>
      port.write(async (rows) => {
        const [callsOut, waiting, leases, requests, erasing] = await Promise.all([rows.charges.reserved(), rows.outbox.waitingCount(), rows.leases.all(), rows.leaseRequests.all(), rows.meta.get('erasing')]);
        const isOut = callsOut.some(isPaidByAccount) || leases.some(({ state }) => state === 'open' || state === 'closing');
        if (!force && (isOut || waiting + requests.length > 0)) return false;
        await Promise.all([rows.events.clear(), rows.outbox.clear(), rows.forgetSecrets(), rows.leases.remove(leases.map((l) => l.leaseId)), rows.leaseRequests.remove(requests.map((r) => r.requestId))]);
        // A later sign-in is another device to the server: numbers start anew.
        await rows.meta.remove(['account', 'signIn', 'sync', 'allowance', 'device']);
        await rows.meta.put('erasing', { ...erasing, owed: '' });
        return true;
      }),

    /**
     * What can be spent here and now: what is left of the leases of this device, and what is available at the account when it can be
     * asked. Null without an account (not limited). Spends that it has yet to hear of come out of the leases, never out of its figure.
     */
    spendable: (isOnline: boolean): Promise<Amounts | null> =>
      port.read(async (rows) => {
        const [account, leases] = await Promise.all([rows.meta.get('account'), rows.leases.all()]);
        if (!account) return null;
        const available = (meter: 'actions' | 'data_credits'): Micro => micro(account.balances.find((b) => b.meter === meter)?.available ?? 0);
        // A lease that is newer than the figures has left `available` since.
        const since = leases.filter((lease) => lease.createdSeq > account.atSeq).reduce((sum, lease) => add(sum, lease.amount), ZERO);
        const there = isOnline ? maxOf(ZERO, subtract(available('actions'), since)) : ZERO;
        return { actions: add(restOfAll(leases), there), credits: maxOf(ZERO, available('data_credits')) };
      }),
  };
}

async function leasesToReturn(rows: LedgerRows, now: number, all: boolean): Promise<Lease[]> {
  const [leases, account, allowance] = await Promise.all([rows.leases.all(), rows.meta.get('account'), rows.meta.get('allowance')]);
  if (!account) return [];
  if (all) return leases.filter(({ state }) => state === 'open');
  return leasesToClose(leases, { now, serverNow: now + account.clockOffsetMs, idleMs: LEASE_IDLE_MS, recall: allowance?.recall === true, recallIdleMs: LEASE_RECALL_IDLE_MS });
}

async function noteWaiting(rows: LedgerRows, now: number): Promise<void> {
  const allowance = (await rows.meta.get('allowance')) ?? NO_ALLOWANCE;
  if (!allowance.waiting) await rows.meta.put('allowance', { ...allowance, waiting: { since: now } });
}

/** The ledger of the extension, in IndexedDB. */
export function createLedgerStore(db: KilnDatabase) {
  return {
    ...createLedgerStoreOn(dexieLedger(db)),

    /** When the last charge was decided, looking at those that can be newer than `since`; 0 when none is. */
    lastResolvedAt: async (since: number): Promise<number> => {
      const recent = await db.charges.where('reservedAt').above(since - HOLD_TTL_MS).toArray();
      return Math.max(0, ...recent.map((c) => c.resolvedAt ?? 0));
    },

    charges: () => db.charges.orderBy('reservedAt').toArray(),
    getCharge: (id: string) => db.charges.get(id as Charge['id']),
  };
}
export type LedgerStore = ReturnType<typeof createLedgerStoreOn>;
