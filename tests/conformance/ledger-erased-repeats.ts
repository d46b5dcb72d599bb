/** Invariant 35 where an answer is given again: a repeat never brings back what was bought for a lead that was erased. */
import { describe, expect, it } from 'vitest';
import type { ReserveResult } from '../../server/ledger/store.ts';
import { eraseOp } from './ledger-erasures.ts';
import { useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

export function erasedRepeatConformance(name: string, under: DatabaseUnderTest): void {
  describe(`erasing what was given again on ${name}`, () => {
    const kit = useStore(under);
    const ask = (chargeId: string, subject: string): Promise<ReserveResult> => kit.store.reserve(kit.reserveInput(chargeId, { subject, question: { hash: 'q1' } }));
    const state = async (chargeId: string) => {
      const found = await kit.store.charge(kit.account, chargeId);
      return [found?.charge.state, found?.charge.code, found?.sealedResult];
    };
    const claim = (chargeId: string) => kit.store.claim(kit.account, chargeId, { id: 'worker', claimMs: 20_000, takeover: false });
    const due = async () => (await kit.store.dueCalls(5_000)).filter((call) => call.accountId === kit.account).map((call) => call.chargeId);
    const erase = (n: number, subject: string) => kit.push([eraseOp(n, [subject])], { baseN: n - 1 });
    const results = async (): Promise<string[]> => (await kit.db.all<{ charge_id: string }>('select charge_id from result_blob where account_id = ? order by charge_id', [kit.account])).map((row) => row.charge_id);
    const questions = async (): Promise<string[]> => (await kit.db.all<{ charge_id: string }>('select charge_id from charge where account_id = ? and question_hash is not null order by charge_id', [kit.account])).map((row) => row.charge_id);

    it('deletes the copies as well, and the question is bought anew', async () => {
      await ask('c1', 'lead-ada');
      await kit.post('c1');
      await ask('c2', 'lead-bea');
      expect(await state('c2')).toEqual(['voided', 'deduplicated', 'result of c1']);
      const before = await kit.actions();
      await erase(1, 'lead-ada');
      expect([await results(), await questions(), await kit.actions()]).toEqual([[], [], before]);
      // The outcome of the copy is for ever; only what it said is gone.
      expect(await state('c2')).toEqual(['voided', 'deduplicated', null]);
      expect(await ask('c3', 'lead-cleo')).toMatchObject({ kind: 'created', charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('leaves the answer to the lead that it was bought for, and gives it to nobody else, when a copy is erased', async () => {
      await ask('c1', 'lead-ada');
      await kit.post('c1');
      await ask('c2', 'lead-bea');
      await erase(1, 'lead-bea');
      expect([await results(), await questions()]).toEqual([['c1'], []]);
      expect(await ask('c3', 'lead-cleo')).toMatchObject({ kind: 'created', charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('throws the answer of a call that is out away: who waits for it asks at once, and is answered', async () => {
      await ask('c1', 'lead-ada');
      await claim('c1');
      expect(await ask('c2', 'lead-bea')).toMatchObject({ kind: 'created', waits: true });
      expect(await ask('c3', 'lead-cleo')).toMatchObject({ kind: 'created', waits: true });
      await erase(1, 'lead-ada');
      expect(await due()).toEqual(['c2']);
      // Who comes with the same question finds the one that asks now.
      expect(await ask('c4', 'lead-dora')).toMatchObject({ kind: 'created', waits: true });
      await kit.sound();
      expect(await kit.post('c1')).toEqual({ applied: true, charge: expect.objectContaining({ state: 'posted' }) });
      expect([await state('c1'), await results()]).toEqual([['posted', null, null], []]);
      expect(await kit.post('c2')).toMatchObject({ applied: true });
      expect([await state('c2'), await state('c3'), await state('c4')]).toEqual([['posted', null, 'result of c2'], ['voided', 'deduplicated', 'result of c2'], ['voided', 'deduplicated', 'result of c2']]);
      await kit.sound();
    });

    it('ends a lead that is erased while it waits for the answer of another one', async () => {
      await ask('c1', 'lead-ada');
      await ask('c2', 'lead-bea');
      await erase(1, 'lead-bea');
      expect(await state('c2')).toEqual(['voided', 'erased', null]);
      await kit.post('c1');
      expect([await state('c1'), await state('c2'), await results()]).toEqual([['posted', null, 'result of c1'], ['voided', 'erased', null], ['c1']]);
      await kit.sound();
    });

    it('buys nothing for who waits and is erased too: only who is left asks', async () => {
      await ask('c1', 'lead-ada');
      await claim('c1');
      await ask('c2', 'lead-bea');
      await ask('c3', 'lead-cleo');
      await erase(1, 'lead-ada');
      // c2 asks now, and has not been begun; c3 waits for it.
      await erase(2, 'lead-bea');
      expect([await due(), await state('c2')]).toEqual([['c3'], ['voided', 'erased', null]]);
      await kit.sound();
      await erase(3, 'lead-cleo');
      expect([await due(), await state('c3')]).toEqual([[], ['voided', 'erased', null]]);
      expect(await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'no_result', sealedResult: 'nothing' }, kit.epoch)).toEqual({ applied: true, charge: expect.objectContaining({ state: 'voided' }) });
      expect([await due(), (await kit.actions()).held, await kit.actions()]).toEqual([[], 0, expect.objectContaining({ spent: 0 })]);
      await kit.sound();
    });

    it('also where several who wait are erased at once', async () => {
      for (const [i, subject] of ['lead-ada', 'lead-bea', 'lead-cleo', 'lead-dora'].entries()) await ask(`c${i + 1}`, subject);
      await kit.push([eraseOp(1, ['lead-ada', 'lead-bea', 'lead-dora'])]);
      expect([await due(), (await kit.actions()).held]).toEqual([['c3'], 1]);
      await kit.post('c3');
      expect([await state('c1'), await state('c3')]).toEqual([['voided', 'erased', null], ['posted', null, 'result of c3']]);
      await kit.sound();
    });

    it('refuses an erased lead before it looks for an answer that is there', async () => {
      await ask('c1', 'lead-ada');
      await kit.post('c1');
      await erase(1, 'lead-bea');
      expect(await ask('c2', 'lead-bea')).toMatchObject({ charge: { state: 'rejected', code: 'erased' } });
      expect(await results()).toEqual(['c1']);
      await kit.sound();
    });

    it('holds whatever shares a transaction: the answer, its copies and the erasure', async () => {
      for (let round = 0; round < 6; round++) {
        await kit.newAccount();
        await ask('c1', 'lead-ada');
        await ask('c2', 'lead-bea');
        const all = [() => kit.post('c1'), () => erase(1, 'lead-ada'), () => ask('c3', 'lead-cleo')];
        await Promise.all([...all.slice(round % 3), ...all.slice(0, round % 3)].map((one) => one()));
        expect(await results()).not.toContain('c1');
        const copies = await kit.db.all(`select r.charge_id from charge r join charge c on c.account_id = r.account_id and c.charge_id = r.repeat_of join result_blob b on b.account_id = r.account_id and b.charge_id = r.charge_id where r.account_id = ? and c.subject = 'erased'`, [kit.account]);
        expect(copies).toEqual([]);
        await kit.sound();
      }
    });
  });
}
