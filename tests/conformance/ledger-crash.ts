/** Crash points of the server, row by row of the design's crash matrix (B.10), the same on every database. */
import { describe, expect, it } from 'vitest';
import { withBooks } from '../../server/ledger/frame.ts';
import { reserve, resolve } from '../../server/ledger/charges.ts';
import { push } from '../../server/ledger/push.ts';
import { PLAN, RECEIPTS, USER, DEVICE } from '../unit/server/world.ts';
import { PRICE, leaseOf, leased, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

class Died extends Error {}
const worker = (id: string, takeover = false) => ({ id, claimMs: 1_000, takeover });

export function crashConformance(name: string, under: DatabaseUnderTest): void {
  describe(`crash matrix on ${name}`, () => {
    const kit = useStore(under);
    const untouched = { available: PLAN.actions / 1e6, leased: 0, held: 0, spent: 0, expired: 0, deficit: 0 };
    /** Does everything of a call and dies before its commit. */
    const dieBeforeCommit = async (work: Parameters<typeof withBooks>[2]): Promise<void> => {
      await expect(kit.db.transaction(async (tx) => {
        await withBooks(tx, kit.account, work);
        throw new Died();
      })).rejects.toThrow(Died);
    };

    it('B.10 row 4: a server that dies before the hold is committed leaves nothing; the retry makes it', async () => {
      const input = kit.reserveInput('c1');
      await dieBeforeCommit((books) => reserve(books, input));
      expect(await kit.store.charge(kit.account, 'c1')).toBeNull();
      expect(await kit.actions()).toEqual(untouched);
      expect(await kit.store.reserve(input)).toMatchObject({ kind: 'created', charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('B.10 row 5: a server that dies after the hold is committed leaves a call that anybody can pick up', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      expect(await kit.store.reserve(kit.reserveInput('c1'))).toMatchObject({ kind: 'exists', charge: { state: 'reserved' } });
      expect((await kit.store.dueCalls(5_000)).filter((d) => d.accountId === kit.account)).toMatchObject([{ chargeId: 'c1', state: 'queued' }]);
      expect(await kit.store.claim(kit.account, 'c1', worker('another'))).toMatchObject({ attempt: 1 });
      expect((await kit.actions()).held).toBe(1);
    });

    it('B.10 row 6: a worker that dies after its claim is followed by another one with the next fence', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      const first = await kit.store.claim(kit.account, 'c1', worker('first'));
      expect(await kit.store.claim(kit.account, 'c1', worker('second', true))).toBeNull();
      await kit.advance(2_000);
      expect(await kit.store.claim(kit.account, 'c1', worker('second', true))).toMatchObject({ attempt: 2, fence: (first?.fence ?? 0) + 1 });
    });

    it('B.10 row 7: a worker that dies with the answer in hand, before it is stored, has charged nothing', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await dieBeforeCommit((books) => resolve(books, 'c1', { kind: 'post', amounts: PRICE, sealedResult: 'r' }));
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'reserved' }, sealedResult: null });
      expect(await kit.actions()).toMatchObject({ held: 1, spent: 0 });
      await kit.sound();
    });

    it('B.10 row 9: the answer of an old attempt after a newer one was posted changes nothing', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.store.claim(kit.account, 'c1', worker('old'));
      await kit.advance(2_000);
      await kit.store.claim(kit.account, 'c1', worker('new', true));
      expect(await kit.store.resolve(kit.account, 'c1', { kind: 'post', amounts: PRICE, sealedResult: 'of the new one' }, kit.epoch)).toMatchObject({ applied: true });
      expect(await kit.store.resolve(kit.account, 'c1', { kind: 'post', amounts: PRICE, sealedResult: 'of the old one' }, kit.epoch)).toMatchObject({ applied: false });
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ sealedResult: 'of the new one' });
      await kit.sound();
    });

    it('B.10 row 10: an answer after the hold expired is thrown away: nothing charged, nothing delivered', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.store.resolve(kit.account, 'c1', { kind: 'expire', code: 'hold_expired' }, kit.epoch);
      expect(await kit.post('c1')).toMatchObject({ applied: false, charge: { state: 'expired' } });
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ sealedResult: null, receipt: null });
      expect(await kit.actions()).toEqual(untouched);
    });

    it('B.10 row 11: what was posted before the server died is there for whoever asks again, with the same receipt', async () => {
      await kit.store.reserve(kit.reserveInput('c1'));
      await kit.post('c1');
      const found = await kit.store.charge(kit.account, 'c1');
      expect(found).toMatchObject({ charge: { state: 'posted' }, sealedResult: 'result of c1' });
      expect(await kit.store.charge(kit.account, 'c1')).toEqual(found);
      expect(await kit.store.reserve(kit.reserveInput('c1'))).toMatchObject({ kind: 'exists', charge: { state: 'posted' } });
    });

    it('B.10 row 16: a batch whose server dies is taken altogether by the retry or not at all', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 5));
      const ops = [1, 2, 3].map((n) => leased(n, leaseId));
      const input = { accountId: kit.account, userId: USER, deviceId: DEVICE, label: '', ledgerEpoch: await kit.store.epoch(), baseN: 0, ops };
      await dieBeforeCommit((books) => push(books, { receipts: RECEIPTS, noteErased: async () => undefined }, input));
      expect(await kit.actions()).toMatchObject({ leased: 5, spent: 0 });
      expect(await kit.push([], { baseN: 1 })).toEqual({ kind: 'rewind', lastN: 0 });
      expect(await kit.push(ops)).toMatchObject({ response: { lastN: 3, results: [{ status: 'applied' }, { status: 'applied' }, { status: 'applied' }] } });
      expect(await kit.actions()).toMatchObject({ leased: 2, spent: 3 });
      await kit.sound();
    });

    it('B.10 row 31: another price than quoted is refused for ever under its id; a new id gets the new price', async () => {
      const old = kit.reserveInput('c1', { decision: { kind: 'reject', code: 'price_changed' } });
      expect(await kit.store.reserve(old)).toMatchObject({ charge: { state: 'rejected', code: 'price_changed' } });
      expect(await kit.store.reserve({ ...old, decision: { kind: 'price', quoted: PRICE } })).toMatchObject({ kind: 'exists', charge: { state: 'rejected', code: 'price_changed' } });
      expect(await kit.store.reserve(kit.reserveInput('c2'))).toMatchObject({ charge: { state: 'reserved' } });
    });
  });
}
