/** A stopped account: no value moves, whoever asks, and nothing that was paid for is lost. The same on every database. */
import { describe, expect, it } from 'vitest';
import { HOLD_TTL_MS } from '../../lib/core/limits.ts';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { setState } from '../../server/ledger/freeze.ts';
import { rebuild } from '../../server/ledger/rebuild.ts';
import { DEVICE, PLAN, USER } from '../unit/server/world.ts';
import type { LedgerStore } from '../../server/ledger/store.ts';
import { addPlan } from '../../server/ledger/accounts.ts';
import { MONTH, PRICE, leased, useStore, type Kit } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

/** What moves value or changes what may be moved, but for charges, leases and pushes, whose refusals are answers. */
const REFUSED: readonly (readonly [string, (store: LedgerStore, account: string) => Promise<unknown>])[] = [
  ['grant', (store, account) => store.grant({ accountId: account, lotId: 'topup-0001', meter: 'actions', source: 'topup', amount: micro(UNIT), expiresAt: null })],
  ['takeBack', (store, account) => store.takeBack({ accountId: account, takingId: 'taking-0001', lotId: 'gift-0001', amount: micro(UNIT), actor: USER, reason: 'twice', target: 'promo: 1' })],
  ['reverse', (store, account) => store.reverse(account, 'posted', 'reversal-0001')],
  ['changePlan', (store, account) => store.changePlan(account, { changeId: 'change-0001', planId: 'larger', planVersion: 1 })],
  ['setLimit', (store, account) => store.setLimit(account, { userId: '', meter: 'actions', span: 'day', limit: micro(UNIT) })],
];

export function frozenConformance(name: string, under: DatabaseUnderTest): void {
  describe(`stopped accounts on ${name}`, () => {
    const kit = useStore(under);
    const stop = (): Promise<void> => kit.db.transaction((tx) => setState(tx, kit.account, 'frozen', 'operator', 'a look at it'));
    const open = (): Promise<void> => kit.db.transaction((tx) => setState(tx, kit.account, 'open', 'operator', 'looked at it'));

    it.each(REFUSED)('refuse %s, alone and among others, and do it once they are open', async (_name, ask) => {
      await kit.db.transaction((tx) => addPlan(tx, { ...PLAN, planId: 'larger', actions: 2 * PLAN.actions }));
      await kit.store.reserve(kit.reserveInput('posted'));
      await kit.post('posted');
      await kit.store.grant({ accountId: kit.account, lotId: 'gift-0001', meter: 'actions', source: 'promo', amount: micro(UNIT), expiresAt: null });
      await stop();
      const before = await value(kit);
      await expect(ask(kit.store, kit.account)).rejects.toThrow('stopped until its operator');
      const together = await Promise.allSettled([kit.store.balances(kit.account), ask(kit.store, kit.account), kit.store.balances(kit.account)]);
      expect(together.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await value(kit)).toEqual(before);
      await open();
      await ask(kit.store, kit.account);
      expect(await value(kit)).not.toEqual(before);
      await kit.sound();
    });

    it('neither roll nor expire anything, and catch up when they are open', async () => {
      await kit.store.balances(kit.account);
      await stop();
      const before = await value(kit);
      await kit.advance(MONTH);
      await kit.store.rollDue(1_000);
      await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 100 });
      expect(await value(kit)).toEqual(before);
      await open();
      expect(await kit.actions()).toMatchObject({ available: 100, expired: 100 });
      await kit.sound();
    });

    it('leave holds as they are: no call is picked up, claimed or given up', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.store.claim(kit.account, 'c1', { id: 'w', claimMs: 1, takeover: true });
      await kit.advance(HOLD_TTL_MS + 1);
      const due = (await kit.store.dueCalls(100)).find((one) => one.accountId === kit.account);
      if (due === undefined) throw new Error('not due');
      await stop();
      expect((await kit.store.dueCalls(100)).filter((one) => one.accountId === kit.account)).toEqual([]);
      expect(await kit.store.claim(kit.account, 'c1', { id: 'w', claimMs: 1, takeover: true })).toBeNull();
      expect(await kit.store.abandon(due, { kind: 'expire', code: 'hold_expired' })).toBe(false);
      expect(await kit.actions()).toMatchObject({ held: 1 });
      await open();
      expect(await kit.store.abandon(due, { kind: 'expire', code: 'hold_expired' })).toBe(true);
      expect(await kit.actions()).toMatchObject({ held: 0, available: 100 });
      await kit.sound();
    });

    it('keep the answer of a supplier, the first one, and end its charge with it when they are open', async () => {
      await kit.store.reserve(kit.reserveInput('hit'));
      await kit.store.reserve(kit.reserveInput('miss'));
      await stop();
      const before = await value(kit);
      expect(await kit.post('hit')).toMatchObject({ applied: false, waits: true, charge: { state: 'reserved' } });
      expect(await kit.store.resolve(kit.account, 'hit', { kind: 'void', code: 'late' }, kit.epoch)).toMatchObject({ waits: true });
      expect(await kit.store.resolve(kit.account, 'miss', { kind: 'void', code: 'no_result', sealedResult: 'nothing' }, kit.epoch)).toMatchObject({ waits: true });
      expect(await value(kit)).toEqual(before);
      await kit.advance(HOLD_TTL_MS + 1);
      await open();
      expect(await kit.store.charge(kit.account, 'hit')).toMatchObject({ charge: { state: 'posted', posted: PRICE }, sealedResult: 'result of hit' });
      expect(await kit.store.charge(kit.account, 'miss')).toMatchObject({ charge: { state: 'voided', code: 'no_result' } });
      expect(await kit.post('hit')).toMatchObject({ applied: false, charge: { state: 'posted' } });
      expect(await kit.actions()).toMatchObject({ spent: 1, held: 0, available: 99 });
      expect((await kit.store.dueCalls(100)).filter((one) => one.accountId === kit.account)).toEqual([]);
      await kit.sound();
    });

    it('keep the answer that broke their own books', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.db.run(`update account_meter set held_u = held_u + 1 where account_id = ? and meter = 'actions'`, [kit.account]);
      expect(await kit.post('c1')).toMatchObject({ applied: false, waits: true, charge: { state: 'reserved' } });
      await expect(open()).rejects.toThrow('2 actions held');
      expect(await kit.store.reserve(kit.reserveInput('c2'))).toMatchObject({ charge: { code: 'account_frozen' } });
      await kit.db.transaction((tx) => rebuild(tx, kit.account));
      await open();
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'posted' }, sealedResult: 'result of c1' });
      await kit.sound();
    });

    it('do not take an answer from before a restore for the answer of the restored charge', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await stop();
      expect(await kit.post('c1')).toMatchObject({ waits: true });
      await kit.restore();
      expect(await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'x' }, kit.epoch - 1)).toEqual({ applied: false, charge: expect.objectContaining({ state: 'reserved' }) as unknown });
      await open();
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('answer charges, leases and pushes with their refusals', async () => {
      await stop();
      expect(await kit.store.reserve(kit.reserveInput('c1'))).toMatchObject({ charge: { state: 'rejected', code: 'account_frozen' } });
      expect(await kit.lease('request-01', 1)).toMatchObject({ state: 'denied', code: 'account_frozen' });
      expect(await kit.push([leased(1, null)])).toEqual({ kind: 'frozen' });
      expect(await kit.push([leased(1, null)], { ledgerEpoch: kit.epoch + 1 })).toEqual({ kind: 'epoch' });
    });
  });
}

/** All that an account has and may: lots, meters, limits and plan. */
async function value(kit: Kit): Promise<unknown> {
  const of = (table: string, order: string) => kit.db.all(`select * from ${table} where account_id = ? order by ${order}`, [kit.account]);
  return [await of('lot', 'lot_id'), await of('account_meter', 'meter'), await of('spend_limit', 'user_id'), await of('plan_change', 'change_id'), await kit.db.all('select plan_id, seq from account where account_id = ?', [kit.account])];
}
