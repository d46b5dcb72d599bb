/** Months, plans, refunds and the books' own checks, the same on every database. */
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { periodAt } from '../../lib/domain/ledger/period.ts';
import { setState } from '../../server/ledger/freeze.ts';
import { rebuild } from '../../server/ledger/rebuild.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { addPlan } from '../../server/ledger/accounts.ts';
import { violations } from '../simulation/invariants.ts';
import { DEVICE, PLAN, USER } from '../unit/server/world.ts';
import { DAY, MONTH, PRICE, leaseOf, leased, returnOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const BIG = { planId: 'big', version: 1, name: 'Big', actions: 300 * UNIT, credits: 150 * UNIT };
const SMALL = { planId: 'small', version: 1, name: 'Small', actions: 20 * UNIT, credits: 10 * UNIT };
const MIXED = { planId: 'mixed', version: 1, name: 'Mixed', actions: 300 * UNIT, credits: 10 * UNIT };

export function periodConformance(name: string, under: DatabaseUnderTest): void {
  describe(`months and plans on ${name}`, () => {
    const kit = useStore(under);
    const to = async (plan: typeof BIG, changeId: string) => {
      await kit.db.transaction((tx) => addPlan(tx, plan));
      return kit.store.changePlan(kit.account, { changeId, planId: plan.planId, planVersion: plan.version });
    };
    const planName = async () => {
      const result = await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 1 });
      return result.kind === 'ok' ? result.page.plan.name : null;
    };
    const kinds = async () => (await eventsAfter(kit.db, kit.account, 2, 100)).map((e) => [e.kind, e.code]);

    it('adds the remaining share of a larger plan at once, once, and its whole month with the next one', async () => {
      const { startsAt, endsAt } = periodAt(1, await kit.now());
      const before = await kit.now();
      expect(await to(BIG, 'change-01')).toBe('applied');
      const after = await kit.now();
      const { available } = await kit.actions();
      const share = (at: number): number => 100 + (200 * (endsAt - at)) / (endsAt - startsAt);
      expect(available).toBeLessThanOrEqual(share(before));
      expect(available).toBeGreaterThanOrEqual(share(after) - 0.000_001);
      expect(await to(BIG, 'change-01')).toBe('exists');
      expect(await to(SMALL, 'change-01')).toBe('id_reused');
      expect((await kit.actions()).available).toBe(available);
      expect(await kinds()).toEqual([['plan', 'big'], ['grant', 'upgrade'], ['grant', 'upgrade']]);
      await kit.sound();
      await kit.advance(MONTH);
      await kit.store.rollDue(10_000);
      expect(await kit.actions()).toMatchObject({ available: 300 });
      await kit.sound();
    });

    it('lets a smaller plan begin with the next month, and caps Data Credits by it', async () => {
      expect(await to(SMALL, 'change-01')).toBe('waiting');
      expect([await planName(), (await kit.actions()).available]).toEqual(['Test', 100]);
      await kit.advance(MONTH);
      expect(await planName()).toBe('Small');
      expect((await kit.actions()).available).toBe(20);
      expect(await kit.credits()).toBe(2 * SMALL.credits);
      await kit.sound();
    });

    it('waits with a change that lowers either meter, and forgets it when another one comes first', async () => {
      expect(await to(MIXED, 'change-01')).toBe('waiting');
      expect(await to(BIG, 'change-02')).toBe('applied');
      expect(await kit.store.changePlan(kit.account, { changeId: 'change-03', planId: 'nothing', planVersion: 1 })).toBe('unknown_plan');
      await kit.advance(MONTH);
      expect(await planName()).toBe('Big');
    });

    it('B.10 row 28: rolls a month once, however many sweeps and calls meet at the boundary', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      const lease = leaseOf(await kit.lease('request-01', 5));
      await kit.advance(MONTH);
      await Promise.all([kit.store.rollDue(10_000), kit.store.rollDue(10_000), kit.post('c1'), kit.push([leased(1, lease.leaseId)]), kit.store.balances(kit.account), kit.store.reserve(kit.reserveInput('c2'))]);
      expect(await kit.actions()).toMatchObject({ available: 99, leased: 4, held: 1, spent: 2 });
      expect((await eventsAfter(kit.db, kit.account, 0, 500)).filter((e) => e.kind === 'grant')).toHaveLength(4);
      await kit.sound();
    });

    it('counts leased and held Data Credits towards the cap, and never takes them', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { decision: { kind: 'price', quoted: { actions: micro(0), credits: micro(30 * UNIT) } } }));
      await kit.advance(MONTH);
      await kit.store.rollDue(10_000);
      await kit.advance(MONTH);
      await kit.store.rollDue(10_000);
      // 50 + 50 are the cap: 30 held, 20 left of the first month were trimmed to what fits.
      expect([await kit.credits(), await kit.credits('held')]).toEqual([70 * UNIT, 30 * UNIT]);
      await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'no_result' }, kit.epoch);
      expect(await kit.credits()).toBe(100 * UNIT);
      await kit.sound();
    });

    it('ends a lot at its instant also when a refund filled it again after nothing was left to wait for', async () => {
      const ends = (await kit.now()) + DAY;
      await kit.store.grant({ accountId: kit.account, lotId: 'promo-0001', meter: 'actions', source: 'promo', amount: micro(UNIT), expiresAt: ends });
      await kit.store.grant({ accountId: kit.account, lotId: 'promo-0002', meter: 'actions', source: 'promo', amount: micro(UNIT), expiresAt: ends - DAY / 2 });
      for (const id of ['c1', 'c2']) {
        await kit.store.reserve(kit.reserveInput(id));
        await kit.post(id);
      }
      const before = await kit.actions();
      // The first lot's end: with both spent, nothing of them is waited for any more.
      await kit.advance(DAY / 2 + 1_000);
      await kit.store.rollDue(10_000);
      await kit.store.reverse(kit.account, 'c2', 'r2');
      expect(await kit.actions()).toMatchObject({ available: before.available + 1 });
      await kit.advance(DAY / 2);
      await kit.store.reserve(kit.reserveInput('c3'));
      expect(await kit.actions()).toMatchObject({ available: before.available - 1, held: 1, expired: 1 });
      await kit.sound();
    });

    it('refunds into the very lots; a closed lot keeps Actions and gives Data Credits a month of their own', async () => {
      await kit.store.grant({ accountId: kit.account, lotId: 'promo-0001', meter: 'data_credits', source: 'promo', amount: micro(UNIT), expiresAt: (await kit.now()) + DAY });
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.post('c1');
      const { leaseId } = leaseOf(await kit.lease('request-01', 3));
      await kit.push([leased(1, leaseId)]);
      await kit.advance(MONTH);
      await kit.store.rollDue(10_000);
      const [actions, credits] = [await kit.actions(), await kit.credits()];
      expect(actions).toMatchObject({ available: 100, leased: 2, spent: 2, expired: 96 });
      expect(await kit.store.reverse(kit.account, 'c1', 'r1')).toBe('applied');
      expect(await kit.store.reverse(kit.account, 'local-000001', 'r2')).toBe('applied');
      expect(await kit.actions()).toMatchObject({ available: 100, spent: 0, expired: actions.expired + 2 });
      expect(await kit.credits()).toBe(credits + UNIT / 2);
      expect(await kit.db.all(`select source, amount_u, expires_at > kiln_now() + ? as lives from lot where account_id = ? and source = 'refund'`, [29 * DAY, kit.account])).toMatchObject([{ source: 'refund', amount_u: UNIT / 2 }]);
      await kit.push([returnOp(2, leaseId)], { baseN: 1 });
      await kit.sound();
    });

    it('makes meters and counters anew from the rows, and finds what was wrong', async () => {
      await kit.store.setLimit(kit.account, { userId: '', meter: 'actions', span: 'month', limit: micro(50 * UNIT) });
      const { leaseId } = leaseOf(await kit.lease('request-01', 5));
      for (const id of ['c1', 'c2', 'c3']) await kit.store.reserve(kit.reserveInput(id));
      await kit.post('c1');
      await kit.store.resolve(kit.account, 'c2', { kind: 'void', code: 'no_result' }, kit.epoch);
      await kit.push([leased(1, leaseId), leased(2, null), leased(3, null, { actions: 200 * UNIT })]);
      await kit.store.reverse(kit.account, 'c1', 'r1');
      const state = async () => ({
        balances: await kit.store.balances(kit.account), limits: await kit.store.limits(kit.account, null),
        devices: await kit.db.all('select device_id, last_n from device where account_id = ?', [kit.account]), seq: await kit.db.all('select seq from account where account_id = ?', [kit.account]),
      });
      const before = await state();
      expect(before.balances[0]?.deficit).toBeGreaterThan(0);
      expect(await kit.db.transaction((tx) => rebuild(tx, kit.account))).toEqual([]);
      expect(await state()).toEqual(before);
      for (const text of [
        'delete from account_meter where account_id = ?', 'update period set spent_u = 7 where account_id = ?', 'update spend_limit set used_u = 1 where account_id = ?', 'update device set last_n = 1 where account_id = ?', 'update account set seq = 2 where account_id = ?',
      ]) await kit.db.run(text, [kit.account]);
      expect((await kit.db.transaction((tx) => rebuild(tx, kit.account))).length).toBeGreaterThan(5);
      expect(await state()).toEqual(before);
      await kit.sound();
    });

    it('stops an account whose books do not add up, with nothing of the call stored, and no other account', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      const broken = kit.account;
      await kit.db.run(`update account_meter set held_u = held_u + 1 where account_id = ? and meter = 'actions'`, [broken]);
      expect(await kit.post('c1')).toMatchObject({ applied: false, waits: true });
      expect(await kit.store.charge(broken, 'c1')).toMatchObject({ charge: { state: 'reserved' }, sealedResult: null });
      expect(await kit.store.reserve(kit.reserveInput('c2'))).toMatchObject({ charge: { state: 'rejected', code: 'account_frozen' } });
      expect(await kit.push([leased(1, null)])).toEqual({ kind: 'frozen' });
      expect(await kit.lease('request-01', 1)).toMatchObject({ state: 'denied', code: 'account_frozen' });
      expect(await kit.db.all('select actor, action, target from audit where account_id = ?', [broken])).toEqual([{ actor: 'ledger', action: 'account.frozen', target: expect.stringContaining('2 actions held') as unknown }]);
      expect(await kit.db.transaction((tx) => rebuild(tx, broken))).toEqual(['meter actions']);
      await kit.db.transaction((tx) => setState(tx, broken, 'open', 'operator', 'rebuilt'));
      await kit.post('c1');
      expect(await kit.push([leased(1, null)])).toMatchObject({ kind: 'ok' });
      await kit.sound();
      await kit.newAccount();
      expect(await kit.store.reserve(kit.reserveInput('c1'))).toMatchObject({ charge: { state: 'reserved' } });
    });

    it('lets one call fail without the others that share its transaction', async () => {
      await Promise.all(Array.from({ length: 8 }, (_, i) => kit.store.reserve(kit.reserveInput(`c${i}`))));
      const ends = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) => kit.store.resolve(kit.account, `c${i}`, { kind: 'post', amounts: i === 3 ? { actions: micro(2 * UNIT), credits: micro(0) } : PRICE, sealedResult: 'r' }, kit.epoch)),
      );
      expect(ends.map((end) => end.status)).toEqual(Array.from({ length: 8 }, (_, i) => (i === 3 ? 'rejected' : 'fulfilled')));
      expect(await kit.actions()).toMatchObject({ spent: 7, held: 1 });
      expect(await violations(kit.db, kit.account)).toEqual([]);
    });

    it('answers calls that arrive together as if they had come one after the other', async () => {
      const answers = await Promise.all([
        kit.store.reserve(kit.reserveInput('c1')), kit.store.reserve(kit.reserveInput('c1')), kit.post('c1'), kit.post('c1'),
        kit.store.reserve(kit.reserveInput('c1', { requestHash: 'other' })), kit.store.balances(kit.account), kit.push([leased(1, null), leased(2, null)]), kit.push([leased(1, null), leased(2, null), leased(3, null)]),
        kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 100 }), kit.store.reverse(kit.account, 'c1', 'r1'),
      ] as const);
      expect(answers.map((a) => (typeof a === 'string' || Array.isArray(a) ? a : 'kind' in a ? a.kind : 'applied' in a ? a.applied : null))).toMatchObject(['created', 'exists', true, false, 'id_reused', [{ spent: UNIT }, {}], 'ok', 'ok', 'ok', 'applied']);
      expect(answers[8]).toMatchObject({ page: { headSeq: 7, device: { lastN: 3 }, balances: [{ available: PLAN.actions - 4 * UNIT }, {}] } });
      expect(await kit.actions()).toMatchObject({ available: 97, spent: 3 });
      await kit.sound();
    });
  });
}
