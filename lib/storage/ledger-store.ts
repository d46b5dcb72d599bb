import type { Op, PullResponse } from '../contracts/account-api.ts';
import { HOLD_TTL_MS } from '../core/limits.ts';
import { add, addAmounts, micro, NOTHING, subtract, ZERO, type Amounts } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { KilnDatabase, MetaRows, OutboxRow } from './database.ts';

/** The device's side of the ledger: charges, the outbox of what the account has to learn, the feed of what it says. */
export function createLedgerStore(db: KilnDatabase) {
  const device = async (): Promise<MetaRows['device'] | undefined> => (await db.meta.get('device'))?.value as MetaRows['device'] | undefined;
  return {
    /** Operations after the acknowledged ones, in order. */
    waitingOps: async (limit: number): Promise<Op[]> => (await db.outbox.where('acked').equals(0).limit(limit).sortBy('n')).map((row) => row.op),
    waitingCount: () => db.outbox.where('acked').equals(0).count(),

    acknowledge: (lastN: number, results: readonly { n: number; status: NonNullable<OutboxRow['status']> }[]): Promise<void> =>
      db.transaction('rw', db.outbox, db.meta, async () => {
        const status = new Map(results.map((r) => [r.n, r.status]));
        const rows = await db.outbox.where('n').belowOrEqual(lastN).and((r) => r.acked === 0).toArray();
        await db.outbox.bulkPut(rows.map((r) => ({ ...r, acked: 1 as const, status: status.get(r.n) ?? 'applied' })));
        const row = await device();
        if (row && row.ackedN < lastN) await db.meta.put({ key: 'device', value: { ...row, ackedN: lastN } });
      }),

    /** The server knows less than it acknowledged (it was restored): send everything after `lastN` again. */
    rewind: (lastN: number): Promise<void> =>
      db.transaction('rw', db.outbox, db.meta, async () => {
        const rows = await db.outbox.where('n').above(lastN).toArray();
        await db.outbox.bulkPut(rows.map((r) => ({ ...r, acked: 0 as const })));
        const row = await device();
        if (row) await db.meta.put({ key: 'device', value: { ...row, ackedN: lastN } });
      }),

    /** This database was cloned: take a new identity and offer what was never acknowledged under it, numbered anew. */
    becomeNewDevice: (deviceId: string): Promise<void> =>
      db.transaction('rw', db.outbox, db.meta, async () => {
        const waiting = await db.outbox.where('acked').equals(0).sortBy('n');
        await db.outbox.clear();
        await db.outbox.bulkAdd(waiting.map((row, i) => ({ ...row, n: i + 1, op: { ...row.op, n: i + 1 } })));
        const row = await device();
        await db.meta.put({ key: 'device', value: { deviceId, nextN: waiting.length + 1, ackedN: 0, cursor: 0, ledgerEpoch: row?.ledgerEpoch ?? 0 } });
      }),

    /** One page of the feed: events, cursor and the server's figures move together. False when the device it was for has signed out. */
    applyPull: (page: PullResponse, account: Omit<MetaRows['account'], 'member' | 'plan' | 'balances' | 'priceBook' | 'syncedAt'>, now: number, deviceId: string): Promise<boolean> =>
      db.transaction('rw', db.events, db.meta, async () => {
        const row = await device();
        if (row?.deviceId !== deviceId) return false;
        await db.events.bulkPut([...page.events]);
        await db.meta.put({ key: 'device', value: { ...row, cursor: page.nextCursor, ledgerEpoch: page.ledgerEpoch } });
        await db.meta.put({
          key: 'account',
          value: { ...account, member: page.member, plan: page.plan, balances: page.balances, priceBook: page.priceBook, syncedAt: now },
        });
        return true;
      }),

    /** The cached feed and its cursor start anew; outbox, charges and receipts stay. */
    forgetFeed: (): Promise<void> =>
      db.transaction('rw', db.events, db.meta, async () => {
        await db.events.clear();
        const row = await device();
        if (row) await db.meta.put({ key: 'device', value: { ...row, cursor: 0 } });
      }),

    /**
     * Forgets the account on sign-out; leads, charges and receipts stay. Unless forced it is refused, and false, while
     * something has not reached the account or a call through it is out: looked at in the same transaction, so that
     * nothing can be decided in between.
     */
    forgetAccount: (force: boolean): Promise<boolean> =>
      db.transaction('rw', [db.events, db.meta, db.outbox, db.vault, db.charges], async () => {
        const callsOut = await db.charges.where('state').equals('reserved').filter((charge) => charge.path === 'account').count();
        if (!force && callsOut + (await db.outbox.where('acked').equals(0).count()) > 0) return false;
        await db.events.clear();
        await db.meta.bulkDelete(['account', 'signIn', 'sync']);
        await db.vault.bulkDelete(['account-token', 'device-code']);
        // A later sign-in is another device to the server: numbers start anew.
        await db.outbox.clear();
        await db.meta.delete('device');
        return true;
      }),

    /**
     * What can be spent here and now: the server's figure less what this device holds or has spent and not yet told.
     * Null without an account (not limited).
     */
    spendable: (): Promise<Amounts | null> =>
      db.transaction('r', db.meta, db.charges, db.outbox, async () => {
        const account = (await db.meta.get('account'))?.value as MetaRows['account'] | undefined;
        if (!account) return null;
        const balance = (meter: 'actions' | 'data_credits'): number => account.balances.find((b) => b.meter === meter)?.available ?? 0;
        const reserved = await db.charges.where('state').equals('reserved').toArray();
        const held = reserved.filter((c) => c.path === 'local').reduce<Amounts>((sum, c) => addAmounts(sum, c.quoted), NOTHING);
        const untold = (await db.outbox.where('acked').equals(0).toArray()).reduce((sum, row) => add(sum, micro(row.op.body.actions)), ZERO);
        const left = (value: number): ReturnType<typeof micro> => micro(Math.max(0, value));
        return {
          actions: left(subtract(subtract(micro(balance('actions')), held.actions), untold)),
          credits: left(balance('data_credits')),
        };
      }),

    /** When the last charge was decided, looking at those that can be newer than `since`; 0 when none is. */
    lastResolvedAt: async (since: number): Promise<number> => {
      const recent = await db.charges.where('reservedAt').above(since - HOLD_TTL_MS).toArray();
      return Math.max(0, ...recent.map((c) => c.resolvedAt ?? 0));
    },

    charges: () => db.charges.orderBy('reservedAt').toArray(),
    getCharge: (id: string) => db.charges.get(id as Charge['id']),
  };
}
