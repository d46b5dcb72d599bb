/** Taking back what was granted by hand: only what is free at that moment, once, and told. The same on every database. */
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import type { LedgerStore, TakeBackInput } from '../../server/ledger/store.ts';
import { DEVICE, PLAN, RECEIPTS, USER } from '../unit/server/world.ts';
import { DAY, MONTH, PRICE, leaseOf, leased, returnOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const ROUNDS = 12;

export function takingBackConformance(name: string, under: DatabaseUnderTest): void {
  describe(`taking back on ${name}`, () => {
    const kit = useStore(under);
    const gift = async (amount: number, lotId = 'gift-0001', meter: 'actions' | 'data_credits' = 'actions', expiresAt: number | null = null): Promise<void> =>
      void (await kit.store.grant({ accountId: kit.account, lotId, meter, source: 'promo', amount: micro(amount * UNIT), expiresAt }));
    const input = (takingId: string, amount: number, lotId = 'gift-0001'): TakeBackInput => ({
      accountId: kit.account, takingId, lotId, amount: micro(amount * UNIT), actor: USER, reason: 'granted twice', target: `promo: ${amount}`,
    });
    const take = (takingId: string, amount: number, lotId?: string) => kit.store.takeBack(input(takingId, amount, lotId));
    const lot = async (lotId = 'gift-0001') => (await kit.db.all<Record<string, number>>('select amount_u, available_u, leased_u, held_u, spent_u, expired_u from lot where account_id = ? and lot_id = ?', [kit.account, lotId])).map((row) => Object.values(row).map((u) => u / UNIT))[0];
    const feed = () => eventsAfter(kit.db, kit.account, 0, 500);
    const reserve = (chargeId: string, store: LedgerStore = kit.store) => store.reserve(kit.reserveInput(chargeId));

    it('takes what is free, as an entry that names the grant’s, and the lot adds up', async () => {
      await gift(10);
      const granted = (await feed()).at(-1);
      expect(await take('taking-0001', 4)).toEqual({ kind: 'applied' });
      expect(await lot()).toEqual([10, 6, 0, 0, 0, 4]);
      expect((await feed()).at(-1)).toMatchObject({ seq: (granted?.seq ?? 0) + 1, kind: 'grant', code: 'taken_back', reverses: granted?.seq, actions: -4 * UNIT, credits: 0 });
      expect((await kit.store.balances(kit.account))[0]).toMatchObject({ available: PLAN.actions + 6 * UNIT, granted: PLAN.actions + 6 * UNIT });
      await kit.sound();
    });

    it('writes the reason and the line of the audit down with it, and neither when nothing is taken', async () => {
      await gift(2);
      const written = () => Promise.all([
        kit.db.all(`select note_id, kind, actor, reason from admin_note where account_id = ?`, [kit.account]),
        kit.db.all(`select actor, action, target from audit where account_id = ? and action = 'grant.taken_back'`, [kit.account]),
      ]);
      expect(await take('taking-0001', 3)).toEqual({ kind: 'not_free', free: 2 * UNIT });
      expect(await written()).toEqual([[], []]);
      expect(await take('taking-0001', 2)).toEqual({ kind: 'applied' });
      expect(await written()).toEqual([
        [{ note_id: 'taking-0001', kind: 'grant.taken_back', actor: USER, reason: 'granted twice' }],
        [{ actor: USER, action: 'grant.taken_back', target: 'promo: 2' }],
      ]);
    });

    it('takes once under an id, however often and at once it is asked, and nothing else under it', async () => {
      await gift(10);
      await gift(10, 'gift-0002');
      const answers = await Promise.all(Array.from({ length: 8 }, () => take('taking-0001', 3)));
      expect(answers.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
      expect(answers.filter(({ kind }) => kind === 'exists')).toHaveLength(7);
      expect(await take('taking-0001', 2)).toEqual({ kind: 'id_reused' });
      expect(await take('taking-0001', 3, 'gift-0002')).toEqual({ kind: 'id_reused' });
      // Also when nothing would be left to take.
      expect(await take('taking-0002', 7)).toEqual({ kind: 'applied' });
      expect(await take('taking-0001', 3)).toEqual({ kind: 'exists' });
      expect([await lot(), await lot('gift-0002')]).toEqual([[10, 0, 0, 0, 0, 10], [10, 10, 0, 0, 0, 0]]);
      await kit.sound();
    });

    it('leaves alone what is held, leased and spent, and takes what comes back of it later', async () => {
      await gift(4);
      await reserve('c1');
      await reserve('c2');
      await kit.post('c2');
      const { leaseId } = leaseOf(await kit.lease('request-01', 1));
      expect(await lot()).toEqual([4, 1, 1, 1, 1, 0]);
      expect(await take('taking-0001', 2)).toEqual({ kind: 'not_free', free: UNIT });
      expect(await lot()).toEqual([4, 1, 1, 1, 1, 0]);
      expect(await take('taking-0001', 1)).toEqual({ kind: 'applied' });
      await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'no_result' }, kit.epoch);
      await kit.push([returnOp(1, leaseId)]);
      expect(await lot()).toEqual([4, 2, 0, 0, 1, 1]);
      expect(await take('taking-0002', 2)).toEqual({ kind: 'applied' });
      expect(await kit.store.reverse(kit.account, 'c2', 'reversal-0001')).toBe('applied');
      expect(await lot()).toEqual([4, 1, 0, 0, 0, 3]);
      await kit.sound();
    });

    it('takes nothing of the plan, of a refund, of a lot that has ended, of another account or of none', async () => {
      const [plan] = await kit.db.all<{ lot_id: string }>(`select lot_id from lot where account_id = ? and meter = 'actions'`, [kit.account]);
      expect(await take('taking-0001', 1, plan?.lot_id)).toEqual({ kind: 'not_given' });
      expect(await take('taking-0001', 1, 'gift-none')).toEqual({ kind: 'not_found' });
      await gift(3, 'gift-timed', 'data_credits', (await kit.now()) + DAY);
      await kit.advance(2 * DAY);
      expect(await take('taking-0001', 1, 'gift-timed')).toEqual({ kind: 'not_free', free: 0 });
      const first = kit.account;
      await gift(5);
      await kit.newAccount();
      expect(await take('taking-0001', 1)).toEqual({ kind: 'not_found' });
      expect(await kit.store.takeBack({ ...input('taking-0001', 1), accountId: first })).toEqual({ kind: 'applied' });
      await expect(take('taking-0002', 0)).rejects.toThrow(RangeError);
      await kit.sound();
    });

    it('is told by the pull, and lasts over the month', async () => {
      await gift(5, 'gift-0001', 'data_credits');
      await take('taking-0001', 2);
      const page = await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 500 });
      expect(page).toMatchObject({ page: { balances: [{}, { available: PLAN.credits + 3 * UNIT }] } });
      expect(page.kind === 'ok' ? page.page.events.at(-1) : null).toMatchObject({ code: 'taken_back', credits: -2 * UNIT });
      await kit.advance(MONTH);
      expect(await kit.store.balances(kit.account)).toMatchObject([{}, { available: 2 * PLAN.credits + 3 * UNIT }]);
      await kit.sound();
    });

    it('never takes what is claimed at the same moment: holds, leases and takings of two servers race for one lot', async () => {
      const other = createLedgerStore(kit.db, RECEIPTS);
      const outcomes = new Set<string>();
      for (let round = 0; round < ROUNDS; round++) {
        await kit.newAccount();
        await gift(10);
        const takings = Array.from({ length: 4 }, (_, i) => (i % 2 === 0 ? kit.store : other).takeBack(input(`taking-${i}`, 3)));
        const holds = Array.from({ length: 8 }, (_, i) => reserve(`c${i}`, i % 2 === 0 ? other : kit.store));
        const leases = Array.from({ length: 2 }, (_, i) => kit.lease(`request-0${i}`, 2, { deviceId: `device-m${i}` }));
        const [taken, held] = await Promise.all([Promise.all(round % 2 === 0 ? takings : [...takings].reverse()), Promise.all(holds), Promise.all(leases)]);
        expect(held.every((one) => one.kind === 'created' && one.charge.state === 'reserved')).toBe(true);
        const applied = taken.filter(({ kind }) => kind === 'applied').length;
        for (const one of taken) outcomes.add(one.kind);
        const [amount, available = 0, leasedNow = 0, heldNow = 0, spent, expired] = (await lot()) ?? [];
        expect([amount, spent, expired]).toEqual([10, 0, 3 * applied]);
        expect(available + leasedNow + heldNow).toBe(10 - 3 * applied);
        expect(taken.filter((one) => one.kind === 'not_free' && one.free >= 3 * UNIT)).toEqual([]);
        // What was held is delivered all the same.
        for (let i = 0; i < 8; i++) expect(await kit.post(`c${i}`)).toMatchObject({ applied: true, charge: { state: 'posted', posted: PRICE } });
        expect(await kit.actions()).toMatchObject({ spent: 8, deficit: 0 });
        await kit.sound();
      }
      expect(outcomes).toContain('applied');
    }, 120_000);

    it('leaves a device what its lease holds: the spend is covered after the rest was taken back', async () => {
      await gift(5);
      const { leaseId, amount } = leaseOf(await kit.lease('request-01', 2));
      expect(await take('taking-0001', 5 - amount / UNIT)).toEqual({ kind: 'applied' });
      expect(await kit.push([leased(1, leaseId)])).toMatchObject({ response: { results: [{ status: 'applied' }] } });
      expect(await kit.actions()).toMatchObject({ spent: 1, deficit: 0 });
      await kit.sound();
    });
  });
}
