/** Escrow of devices: what every ledger store must do with leases, whatever database it stands on. */
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { DEVICE, PLAN, USER } from '../unit/server/world.ts';
import { DAY, MONTH, PRICE, leaseOf, leased, returnOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const SECOND = 'device-0002';

export function leaseConformance(name: string, under: DatabaseUnderTest): void {
  describe(`leases on ${name}`, () => {
    const kit = useStore(under);

    it('B.10 row 20: sets value aside, once per request, and says so in the feed', async () => {
      const lease = leaseOf(await kit.lease('request-01', 5));
      expect(lease).toMatchObject({ requestId: 'request-01', meter: 'actions', amount: 5 * UNIT, ledgerEpoch: 1 });
      expect(leaseOf(await kit.lease('request-01', 5))).toEqual(lease);
      expect(await kit.actions()).toMatchObject({ available: 95, leased: 5 });
      expect((await eventsAfter(kit.db, kit.account, 2, 10)).map((e) => [e.kind, e.actions, e.deviceId, e.member])).toEqual([['lease', -5 * UNIT, DEVICE, USER]]);
      expect(await kit.store.lease({ accountId: kit.account, userId: USER, deviceId: DEVICE, label: '', ledgerEpoch: 1, requestId: 'request-01', meter: 'actions', want: micro(6 * UNIT) })).toEqual({ kind: 'id_reused' });
      await kit.sound();
    });

    it('cuts leases from a tenth of the month and a fair share of what is free', async () => {
      expect(leaseOf(await kit.lease('request-01', 500)).amount).toBe(10 * UNIT);
      await kit.store.reserve(kit.reserveInput('c1', { decision: { kind: 'price', quoted: { actions: micro(78 * UNIT), credits: micro(0) } } }));
      // 12 are free, two devices are at work: a quarter for each.
      expect(leaseOf(await kit.lease('request-02', 500, { deviceId: SECOND })).amount).toBe(3 * UNIT);
      await kit.sound();
    });

    it('B.10 row 21: gives away the last Action to whoever comes first, and remembers every refusal', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { decision: { kind: 'price', quoted: { actions: micro(98.5 * UNIT), credits: micro(0) } } }));
      expect(leaseOf(await kit.lease('request-01', 10)).amount).toBe(UNIT);
      expect(await kit.lease('request-02', 10, { deviceId: SECOND })).toEqual({ state: 'denied', requestId: 'request-02', code: 'insufficient_actions' });
      await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'no_result' }, kit.epoch);
      expect(await kit.lease('request-02', 10, { deviceId: SECOND })).toMatchObject({ state: 'denied', code: 'insufficient_actions' });
      expect(await kit.lease('request-03', 10, { deviceId: SECOND })).toMatchObject({ state: 'granted' });
      await kit.sound();
    });

    it('spends out of the lease and nothing else, and closes it when it is used up', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 2));
      expect(await kit.push([leased(1, leaseId), leased(2, leaseId, { actions: 0 })])).toEqual({ kind: 'ok', response: { lastN: 2, results: [{ n: 1, status: 'applied' }, { n: 2, status: 'applied' }] } });
      expect(await kit.actions()).toMatchObject({ available: 98, leased: 1, spent: 1 });
      const page = await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 100 });
      expect(page).toMatchObject({ page: { balances: [{ available: 98 * UNIT, leased: UNIT, granted: PLAN.actions }, {}], device: { lastN: 2, durableN: 0, openLeases: [{ leaseId }], recall: false } } });
      await kit.push([leased(3, leaseId)], { baseN: 2 });
      expect(await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 100 })).toMatchObject({ page: { device: { openLeases: [] } } });
      expect(await kit.actions()).toMatchObject({ available: 98, leased: 0, spent: 2 });
      await kit.sound();
    });

    it('takes back what the server knows to be left, after the spends that came before', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 8));
      expect(await kit.push([leased(1, leaseId), leased(2, leaseId), returnOp(3, leaseId), returnOp(4, leaseId)])).toMatchObject({ response: { lastN: 4, results: [{}, {}, { status: 'applied' }, { status: 'applied' }] } });
      expect(await kit.actions()).toMatchObject({ available: 98, leased: 0, spent: 2 });
      expect((await eventsAfter(kit.db, kit.account, 0, 50)).at(-1)).toMatchObject({ kind: 'lease_return', actions: 6 * UNIT });
      await kit.sound();
    });

    it('lets no device return or spend the lease of another one', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 8));
      expect(await kit.push([returnOp(1, leaseId)], { deviceId: SECOND })).toMatchObject({ response: { results: [{ status: 'rejected', code: 'foreign_lease' }] } });
      expect(await kit.push([leased(2, leaseId)], { deviceId: SECOND, baseN: 1 })).toMatchObject({ response: { results: [{ status: 'applied', code: 'no_lease' }] } });
      expect(await kit.actions()).toMatchObject({ available: 91, leased: 8, spent: 1 });
      expect(await kit.push([{ ...returnOp(1, 'lease-unknown'), opId: 'op-return-x' }])).toMatchObject({ response: { lastN: 1, results: [{ status: 'rejected', code: 'unknown_lease' }] } });
      await kit.sound();
    });

    it('opens at most four leases for one device', async () => {
      for (let i = 1; i <= 4; i++) leaseOf(await kit.lease(`request-0${i}`, 1));
      expect(await kit.lease('request-05', 1)).toMatchObject({ state: 'denied', code: 'too_many_leases' });
      expect(await kit.lease('request-06', 1, { deviceId: SECOND })).toMatchObject({ state: 'granted' });
      await kit.sound();
    });

    it('grants once, however many copies of a request arrive at once', async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, () => kit.lease('request-01', 4)));
      expect(new Set(answers.map((a) => leaseOf(a).leaseId)).size).toBe(1);
      expect(await kit.actions()).toMatchObject({ available: 96, leased: 4 });
    });

    it('keeps a lease over the month and gives what comes back to nobody', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 8));
      await kit.advance(MONTH);
      await kit.push([leased(1, leaseId), returnOp(2, leaseId)]);
      expect(await kit.actions()).toMatchObject({ available: 100, leased: 0, spent: 1, expired: 99 });
      await kit.sound();
    });

    it('B.10 row 23: writes a lease off 35 days after its month, grants it to nobody, and still takes a spend that comes later', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 8));
      await kit.push([leased(1, leaseId)]);
      await kit.advance(2 * MONTH + 35 * DAY);
      expect(await kit.store.rollDue(10_000)).toBeGreaterThan(0);
      expect(await kit.actions()).toMatchObject({ available: 100, leased: 0, spent: 1 });
      await kit.sound();
      expect(await kit.push([leased(2, leaseId), returnOp(3, leaseId)], { baseN: 1 })).toMatchObject({ response: { results: [{ status: 'applied' }, { status: 'applied' }] } });
      expect(await kit.actions()).toMatchObject({ available: 100, leased: 0, spent: 2, deficit: 0 });
      await kit.sound();
    });

    it('spends out of a lease what was set aside from several lots, soonest to be lost first', async () => {
      await kit.store.grant({ accountId: kit.account, lotId: 'promo-0001', meter: 'actions', source: 'promo', amount: micro(3 * UNIT), expiresAt: (await kit.now()) + DAY });
      const { leaseId } = leaseOf(await kit.lease('request-01', 5));
      await kit.advance(2 * DAY);
      await kit.push([leased(1, leaseId, { actions: 2 * UNIT }), returnOp(2, leaseId)]);
      // The rest of the promo has expired meanwhile, what came from the plan comes back.
      expect(await kit.actions()).toMatchObject({ available: 100, leased: 0, spent: 2, expired: 1 });
      await kit.sound();
    });

    it('B.10 row 24: records a late spend of a new identity once, and owes what nothing covers', async () => {
      const late = (n: number, chargeId: string, actions: number) => ({ ...leased(n, null), kind: 'late_spend' as const, body: { ...withoutLease(leased(n, null, { chargeId, actions }).body) } });
      const { leaseId } = leaseOf(await kit.lease('request-01', 8));
      await kit.push([leased(1, leaseId)]);
      expect(await kit.push([{ ...late(1, 'local-000001', UNIT), opId: 'op-late-0001' }, { ...late(2, 'local-000009', 93 * UNIT), opId: 'op-late-0002' }], { deviceId: SECOND })).toMatchObject({
        response: { results: [{ status: 'duplicate' }, { status: 'deficit' }] },
      });
      expect(await kit.actions()).toMatchObject({ available: 0, leased: 7, spent: 93, deficit: 1 });
      expect(await kit.lease('request-02', 1)).toMatchObject({ state: 'denied', code: 'insufficient_actions' });
      await kit.sound();
    });

    it('asks for leases back when the account is short', async () => {
      await kit.lease('request-01', 5);
      await kit.store.reserve(kit.reserveInput('c1', { decision: { kind: 'price', quoted: { actions: micro(94 * UNIT), credits: PRICE.credits } } }));
      expect(await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 1 })).toMatchObject({ page: { device: { recall: true } } });
    });

    it('B.10 row 32: refuses new leases and holds to a revoked device, but never its spends', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 5));
      await kit.db.run('update device set revoked_at = 1 where account_id = ?', [kit.account]);
      expect(await kit.lease('request-02', 5)).toMatchObject({ state: 'denied', code: 'revoked' });
      expect(await kit.store.reserve(kit.reserveInput('c1'))).toMatchObject({ charge: { state: 'rejected', code: 'revoked' } });
      expect(await kit.push([leased(1, leaseId), returnOp(2, leaseId)])).toMatchObject({ response: { results: [{ status: 'applied' }, { status: 'applied' }] } });
      expect(await kit.actions()).toMatchObject({ available: 99, leased: 0, spent: 1 });
    });

    it('never grants more than there is, however many devices ask at once', async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => kit.lease(`request-m${i}`, 500, { deviceId: `device-m${i}` })));
      const total = answers.reduce((sum, a) => sum + (a.state === 'granted' ? a.lease.amount : 0), 0);
      expect(total + (await kit.actions()).available * UNIT).toBe(PLAN.actions);
      await kit.sound();
    });
  });
}

function withoutLease<T extends { leaseId: string | null }>({ leaseId: _lease, ...body }: T): Omit<T, 'leaseId'> {
  return body;
}
