/** Caps of a workspace and its members, the same on every database. */
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { DEVICE, USER } from '../unit/server/world.ts';
import { MONTH, leaseOf, leased, returnOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const cap = (span: 'hour' | 'day' | 'month', limit: number, userId = '', meter: 'actions' | 'data_credits' = 'actions') => ({ userId, meter, span, limit: micro(limit * UNIT) });

export function limitConformance(name: string, under: DatabaseUnderTest): void {
  describe(`limits on ${name}`, () => {
    const kit = useStore(under);
    const events = async () => (await eventsAfter(kit.db, kit.account, 0, 500)).filter((e) => e.kind === 'limit').map((e) => e.code);

    it('refuses a charge over the cap, for ever under its id, and lets the next window in', async () => {
      await kit.store.setLimit(kit.account, cap('hour', 2));
      for (const id of ['c1', 'c2']) expect(await kit.store.reserve(kit.reserveInput(id))).toMatchObject({ charge: { state: 'reserved' } });
      expect(await kit.store.reserve(kit.reserveInput('c3'))).toMatchObject({ charge: { state: 'rejected', code: 'limit' } });
      await kit.advance(3_600_000);
      expect(await kit.store.reserve(kit.reserveInput('c3'))).toMatchObject({ charge: { state: 'rejected', code: 'limit' } });
      expect(await kit.store.reserve(kit.reserveInput('c4'))).toMatchObject({ charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('gives back what was not taken', async () => {
      await kit.store.setLimit(kit.account, cap('month', 1));
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'no_result' }, kit.epoch);
      expect(await kit.store.reserve(kit.reserveInput('c2'))).toMatchObject({ charge: { state: 'reserved' } });
      await kit.post('c2');
      expect(await kit.store.limits(kit.account, null)).toMatchObject([{ scope: 'workspace', used: UNIT, limit: UNIT }]);
      await kit.store.reverse(kit.account, 'c2', 'r2');
      expect(await kit.store.reserve(kit.reserveInput('c3'))).toMatchObject({ charge: { state: 'reserved' } });
    });

    it('cuts a lease down to the cap and counts it when it is granted, not when it is spent', async () => {
      await kit.store.setLimit(kit.account, cap('day', 3, USER));
      const lease = leaseOf(await kit.lease('request-01', 8));
      expect(lease.amount).toBe(3 * UNIT);
      expect(await kit.lease('request-02', 1)).toMatchObject({ state: 'denied', code: 'limit' });
      expect(await kit.lease('request-03', 1, { userId: 'user-0002', deviceId: 'device-0002' })).toMatchObject({ state: 'granted' });
      await kit.push([leased(1, lease.leaseId), returnOp(2, lease.leaseId)]);
      expect(await kit.store.limits(kit.account, USER)).toMatchObject([{ scope: 'member', used: UNIT }]);
      expect(leaseOf(await kit.lease('request-04', 8)).amount).toBe(2 * UNIT);
    });

    it('says at 75, 90 and 100 percent, each once in a window', async () => {
      await kit.store.setLimit(kit.account, cap('month', 10));
      for (let i = 1; i <= 8; i++) await kit.store.reserve(kit.reserveInput(`c${i}`));
      expect(await events()).toEqual(['workspace_actions_month_75']);
      await kit.store.resolve(kit.account, 'c8', { kind: 'void', code: 'no_result' }, kit.epoch);
      for (let i = 9; i <= 12; i++) await kit.store.reserve(kit.reserveInput(`c${i}`));
      expect(await events()).toEqual(['workspace_actions_month_75', 'workspace_actions_month_90', 'workspace_actions_month_100']);
      await kit.advance(MONTH);
      for (let i = 21; i <= 28; i++) await kit.store.reserve(kit.reserveInput(`c${i}`));
      expect((await events()).slice(3)).toEqual(['workspace_actions_month_75']);
      await kit.sound();
    });

    it('counts what the running window has seen already when a cap is set, and forgets a cap that is removed', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.post('c1');
      const { leaseId } = leaseOf(await kit.lease('request-01', 4));
      await kit.push([leased(1, leaseId), leased(2, null)]);
      await kit.store.setLimit(kit.account, cap('month', 6));
      await kit.store.setLimit(kit.account, cap('month', 50, '', 'data_credits'));
      expect((await kit.store.limits(kit.account, null)).map((l) => [l.meter, l.used])).toEqual([['actions', 6 * UNIT], ['data_credits', UNIT / 2]]);
      expect(await kit.store.reserve(kit.reserveInput('c2'))).toMatchObject({ charge: { state: 'rejected', code: 'limit' } });
      await kit.store.setLimit(kit.account, { ...cap('month', 0), limit: null });
      expect(await kit.store.reserve(kit.reserveInput('c3'))).toMatchObject({ charge: { state: 'reserved' } });
    });

    it('never refuses a spend that has happened', async () => {
      await kit.store.setLimit(kit.account, cap('month', 1));
      expect(await kit.push([leased(1, null), leased(2, null)])).toMatchObject({ response: { results: [{ status: 'applied' }, { status: 'applied' }] } });
      const page = await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 100 });
      expect(page).toMatchObject({ page: { limits: [{ scope: 'workspace', meter: 'actions', window: 'month', limit: UNIT, used: 2 * UNIT }] } });
    });
  });
}
