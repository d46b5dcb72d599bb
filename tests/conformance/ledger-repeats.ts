/** One question of an account is bought once: given again free inside the window, asked by one at a time; the same on every database. */
import { describe, expect, it } from 'vitest';
import { HOLD_TTL_MS, REPEAT_MOST_MS, REPEAT_USUAL_MS, RESULT_ACKED_MS } from '../../lib/core/limits.ts';
import { micro, UNIT } from '../../lib/domain/ledger/amount.ts';
import { resolve } from '../../server/ledger/charges.ts';
import { setState } from '../../server/ledger/freeze.ts';
import { withBooks } from '../../server/ledger/frame.ts';
import type { DueCall, ReserveInput, ReserveResult } from '../../server/ledger/store.ts';
import { PLAN } from '../unit/server/world.ts';
import { PRICE, ackOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const HOUR = 3_600_000;
const question = (hash = 'q1', freshMs?: number) => ({ question: { hash, ...(freshMs === undefined ? {} : { freshMs }) } });
class Died extends Error {}

export function repeatConformance(name: string, under: DatabaseUnderTest): void {
  describe(`repeated questions on ${name}`, () => {
    const kit = useStore(under);
    const ask = (chargeId: string, change: Partial<ReserveInput> = question()): Promise<ReserveResult> => kit.store.reserve(kit.reserveInput(chargeId, change));
    const state = async (chargeId: string) => {
      const found = await kit.store.charge(kit.account, chargeId);
      return [found?.charge.state, found?.charge.code, found?.charge.repeatOf, found?.sealedResult];
    };
    const miss = (chargeId: string) => kit.store.resolve(kit.account, chargeId, { kind: 'void', code: 'no_result', sealedResult: 'nothing' }, kit.epoch);
    const claim = (chargeId: string) => kit.store.claim(kit.account, chargeId, { id: 'worker', claimMs: 20_000, takeover: false });
    const due = async () => (await kit.store.dueCalls(5_000)).filter((call) => call.accountId === kit.account).map((call) => call.chargeId);
    const bought = async (chargeId = 'c1'): Promise<void> => {
      expect(await ask(chargeId)).toMatchObject({ kind: 'created', charge: { state: 'reserved' } });
      expect(await kit.post(chargeId)).toMatchObject({ applied: true });
    };
    const repeated = (chargeId: string, of = 'c1') => expect(state(chargeId)).resolves.toEqual(['voided', 'deduplicated', of, `result of ${of}`]);
    const expire = async (call: DueCall | undefined) => (call === undefined ? null : kit.store.abandon(call, { kind: 'expire', code: 'hold_expired' }));
    const WHOLE = PLAN.actions / UNIT;

    it('gives an answer again for nothing, to any device and member, for ever the same under its id', async () => {
      await bought();
      const other = { deviceId: 'device-0009', userId: 'user-0009', runId: 'run-000009', taskId: 'task-000009', subject: 'another', ...question() };
      const first = await ask('c2', other);
      expect(first).toMatchObject({ kind: 'created', charge: { state: 'voided', code: 'deduplicated', repeatOf: 'c1', posted: { actions: 0, credits: 0 } } });
      await repeated('c2');
      expect(await kit.actions()).toMatchObject({ available: WHOLE - 1, held: 0, spent: 1 });
      expect(await kit.credits('spent')).toBe(PRICE.credits);
      const feed = await kit.store.pull({ accountId: kit.account, userId: 'user-0009', deviceId: 'device-0009', cursor: 0, limit: 500 });
      expect(feed.kind === 'ok' ? feed.page.events.at(-1) : feed).toMatchObject({ kind: 'void', chargeId: 'c2', code: 'deduplicated', actions: 0, credits: 0 });
      // Whatever becomes of the first one, this id keeps its outcome.
      await kit.advance(REPEAT_USUAL_MS + HOUR);
      expect(await ask('c2', other)).toEqual({ kind: 'exists', charge: first.kind === 'created' ? first.charge : null });
      expect(await ask('c2', { ...other, userId: 'user-0001' })).toEqual({ kind: 'id_reused' });
      await kit.sound();
    });

    it('says how old the answer was when it was given again', async () => {
      await bought();
      await kit.advance(5 * HOUR);
      await ask('c2');
      await kit.advance(HOUR);
      const age = (await kit.store.charge(kit.account, 'c2'))?.repeatedAgeMs;
      // A real database's clock goes on by itself.
      expect(Math.floor((age ?? 0) / 60_000)).toBe(5 * 60);
      expect((await kit.store.charge(kit.account, 'c2'))?.repeatedAgeMs).toBe(age);
      expect(await kit.store.charge(kit.account, 'c1')).not.toHaveProperty('repeatedAgeMs');
    });

    it('gives again when nothing is left to spend, and refuses where nothing may be asked at all', async () => {
      await kit.store.setLimit(kit.account, { userId: '', meter: 'actions', span: 'day', limit: micro(UNIT) });
      await bought();
      expect(await ask('c2', question('other'))).toMatchObject({ charge: { state: 'rejected', code: 'limit' } });
      expect(await ask('c3')).toMatchObject({ charge: { state: 'voided', code: 'deduplicated' } });
      expect(await ask('c4', { ...question(), decision: { kind: 'reject', code: 'price_changed' } })).toMatchObject({ charge: { state: 'rejected', code: 'price_changed' } });
      await kit.db.transaction((tx) => setState(tx, kit.account, 'frozen', 'operator', 'a look'));
      expect(await ask('c5')).toMatchObject({ charge: { state: 'rejected', code: 'account_frozen' } });
      await kit.db.transaction((tx) => setState(tx, kit.account, 'open', 'operator', 'looked'));
      await kit.sound();
    });

    it('buys again after the window, for whoever wants it fresher, and for another question', async () => {
      await bought();
      expect(await ask('c2', question('q2'))).toMatchObject({ charge: { state: 'reserved' } });
      await kit.advance(2 * HOUR);
      expect(await ask('c3', question('q1', HOUR))).toMatchObject({ charge: { state: 'reserved' } });
      expect(await miss('c3')).toMatchObject({ applied: true });
      expect(await ask('c4', question('q1', 0))).toMatchObject({ charge: { state: 'reserved' } });
      expect(await miss('c4')).toMatchObject({ applied: true });
      await kit.advance(REPEAT_USUAL_MS - 2 * HOUR);
      expect(await ask('c5')).toMatchObject({ charge: { state: 'reserved' } });
      expect(await ask('c6', {})).toMatchObject({ charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('keeps the window of the workspace: off, longer than a day although it was acknowledged, within its bounds', async () => {
      await kit.store.setRepeatWindow(kit.account, 0);
      await bought();
      expect(await ask('c2')).toMatchObject({ charge: { state: 'reserved' } });
      await kit.store.setRepeatWindow(kit.account, 7 * 24 * HOUR);
      expect(await kit.post('c2')).toMatchObject({ applied: true });
      expect(await ask('c3')).toMatchObject({ charge: { state: 'reserved' } });
      await kit.post('c3');
      const receipt = (await kit.store.charge(kit.account, 'c3'))?.receipt ?? '';
      await kit.push([ackOp(1, 'c3', receipt)]);
      await kit.advance(RESULT_ACKED_MS + 24 * HOUR);
      await kit.store.forgetResults();
      await ask('c4');
      await repeated('c4', 'c3');
      for (const wrong of [-1, 1.5, REPEAT_MOST_MS + 1, Number.NaN]) await expect(kit.store.setRepeatWindow(kit.account, wrong)).rejects.toThrow(RangeError);
      await kit.sound();
    });

    it('repeats only what was paid for and is kept: no miss, no refund, nothing that was forgotten', async () => {
      await ask('c1');
      await miss('c1');
      await bought('c2');
      await kit.store.reverse(kit.account, 'c2', 'reversal-c2');
      await bought('c3');
      await kit.db.run('delete from result_blob where account_id = ? and charge_id = ?', [kit.account, 'c3']);
      expect(await ask('c4')).toMatchObject({ charge: { state: 'reserved' } });
    });

    it('keeps a copy as long as what it is a copy of, and a day to fetch it', async () => {
      const ends = async (chargeId: string) => (await kit.db.all<{ days: number }>('select round((expires_at - kiln_now()) / 86400000.0) as days from result_blob where account_id = ? and charge_id = ?', [kit.account, chargeId])).map((row) => Number(row.days))[0];
      await kit.store.setRepeatWindow(kit.account, 7 * 24 * HOUR);
      await bought();
      await kit.push([ackOp(1, 'c1', (await kit.store.charge(kit.account, 'c1'))?.receipt ?? '')]);
      await ask('c2');
      expect([await ends('c1'), await ends('c2')]).toEqual([7, 7]);
      await kit.advance(6 * 24 * HOUR + 20 * HOUR);
      await ask('c3');
      expect(await ends('c3')).toBe(1);
      await repeated('c3');
    });

    it('gives to others what was bought anew', async () => {
      expect(await ask('c1', question('q1', 0))).toMatchObject({ charge: { state: 'reserved' } });
      expect(await ask('c2')).toMatchObject({ waits: true });
      // Nobody who asks anew waits, or is waited for while another one asks.
      expect(await ask('c3', question('q1', 0))).not.toHaveProperty('waits');
      await kit.sound();
      await kit.post('c1');
      await repeated('c2');
      await kit.post('c3');
      await ask('c4');
      await repeated('c4');
      expect(await ask('c5', question('q1', 0))).toMatchObject({ charge: { state: 'reserved' } });
      await kit.advance(HOUR);
      await kit.post('c5');
      await ask('c6');
      await repeated('c6', 'c5');
      await kit.sound();
    });

    it('keeps the hash of a question no longer than its answer', async () => {
      const hashes = async () => (await kit.db.all<{ charge_id: string }>('select charge_id from charge where account_id = ? and question_hash is not null order by charge_id', [kit.account])).map((row) => row.charge_id);
      await bought();
      await ask('c2', question('q2'));
      await miss('c2');
      await ask('c3');
      expect(await hashes()).toEqual(['c1']);
      await kit.advance(40 * 24 * HOUR);
      await kit.store.forgetResults();
      expect(await hashes()).toEqual([]);
      expect(await state('c3')).toEqual(['voided', 'deduplicated', 'c1', null]);
    });

    it('never gives to another account what one has bought', async () => {
      await bought();
      const first = kit.account;
      await kit.newAccount();
      expect(await ask('c2')).toMatchObject({ charge: { state: 'reserved' } });
      expect(await kit.store.charge(first, 'c2')).toBeNull();
    });

    it('lets one ask at a time; the others wait with their own hold and are given the answer in the transaction that posts it', async () => {
      await ask('c1');
      expect(await ask('c2')).toMatchObject({ kind: 'created', waits: true, charge: { state: 'reserved' } });
      expect(await ask('c3')).toMatchObject({ waits: true });
      expect((await kit.actions()).held).toBe(3);
      expect(await due()).toEqual(['c1']);
      expect([await claim('c2'), await claim('c3'), (await claim('c1'))?.attempt]).toEqual([null, null, 1]);
      await kit.sound();
      expect(await kit.post('c1')).toMatchObject({ applied: true });
      for (const id of ['c2', 'c3']) await repeated(id);
      expect(await kit.actions()).toMatchObject({ available: WHOLE - 1, held: 0, spent: 1 });
      expect(await kit.credits('spent')).toBe(PRICE.credits);
      expect(await due()).toEqual([]);
      expect(await miss('c2')).toMatchObject({ applied: false, charge: { code: 'deduplicated' } });
      await kit.sound();
    });

    it('asks with the next one when the first ends without an answer, and only once more', async () => {
      for (const id of ['c1', 'c2', 'c3']) await ask(id);
      await claim('c1');
      expect(await miss('c1')).toMatchObject({ applied: true, next: 'c2' });
      expect(await due()).toEqual(['c2']);
      expect([await claim('c3'), (await claim('c2'))?.attempt]).toEqual([null, 1]);
      await kit.sound();
      await kit.post('c2');
      await repeated('c3', 'c2');
      await kit.sound();
    });

    it('does so too when the first one is given up or its hold runs out', async () => {
      await ask('c1');
      await kit.advance(HOLD_TTL_MS / 2);
      await ask('c2');
      await kit.advance(HOLD_TTL_MS / 2 + 1);
      const [lost] = (await kit.store.dueCalls(5_000)).filter((call) => call.accountId === kit.account);
      expect(lost).toMatchObject({ chargeId: 'c1', holdExpired: true });
      expect(await expire(lost)).toBe(true);
      expect(await due()).toEqual(['c2']);
      expect(await claim('c2')).toMatchObject({ attempt: 1 });
      await kit.sound();
    });

    it('waits no longer than its own hold', async () => {
      await ask('c1');
      await kit.store.claim(kit.account, 'c1', { id: 'slow', claimMs: 10 * HOLD_TTL_MS, takeover: false });
      await ask('c2');
      await kit.advance(HOLD_TTL_MS + 1);
      const waiting = (await kit.store.dueCalls(5_000)).filter((call) => call.accountId === kit.account);
      expect(waiting).toMatchObject([{ chargeId: 'c2', holdExpired: true }]);
      expect(await expire(waiting[0])).toBe(true);
      expect(await kit.post('c1')).toMatchObject({ applied: true });
      expect(await state('c2')).toEqual(['expired', 'hold_expired', null, null]);
      await kit.sound();
    });

    it('B.10 row 7: a server that dies as it stores the answer has given it to nobody; those who wait go on waiting', async () => {
      for (const id of ['c1', 'c2']) await ask(id);
      await claim('c1');
      await expect(kit.db.transaction(async (tx) => {
        await withBooks(tx, kit.account, (books) => resolve(books, 'c1', { kind: 'post', amounts: PRICE, sealedResult: 'r' }));
        throw new Died();
      })).rejects.toThrow(Died);
      expect(await state('c2')).toEqual(['reserved', null, null, null]);
      await kit.post('c1');
      await repeated('c2');
      await kit.sound();
    });

    it('asks once for many that come together, from several processes at once', async () => {
      const ids = Array.from({ length: 24 }, (_, i) => `c${i + 1}`);
      const made = await Promise.all(ids.map((id) => ask(id)));
      const asking = made.flatMap((one) => (one.kind === 'created' && one.waits !== true ? [one.charge.chargeId] : []));
      expect(asking).toHaveLength(1);
      await kit.sound();
      await Promise.all([kit.post(asking[0] ?? ''), ...['d1', 'd2', 'd3'].map((id) => ask(id))]);
      expect((await kit.actions()).spent).toBe(1);
      expect((await kit.actions()).held).toBe(0);
      await kit.sound();
    });

    it('keeps the answer of a stopped account for those who wait as well', async () => {
      for (const id of ['c1', 'c2']) await ask(id);
      await kit.db.transaction((tx) => setState(tx, kit.account, 'frozen', 'operator', 'a look'));
      expect(await kit.post('c1')).toMatchObject({ applied: false, waits: true });
      await kit.db.transaction((tx) => setState(tx, kit.account, 'open', 'operator', 'looked'));
      await repeated('c2');
      await kit.sound();
    });
  });

  describe(`repeated questions after a restore on ${name}`, () => {
    const kit = useStore(under);
    const ask = (chargeId: string, hash = 'q1'): Promise<ReserveResult> => kit.store.reserve(kit.reserveInput(chargeId, question(hash)));
    const claim = (chargeId: string) => kit.store.claim(kit.account, chargeId, { id: 'worker', claimMs: 20_000, takeover: false });

    it('B.10 row 27: nobody waits for a parked hold; when it is shown again it waits behind who asks meanwhile', async () => {
      for (const id of ['c1', 'c2']) await ask(id);
      await kit.restore();
      expect(await ask('c3')).not.toHaveProperty('waits');
      await ask('c1');
      expect([await claim('c1'), await claim('c2'), (await claim('c3'))?.attempt]).toEqual([null, null, 1]);
      await kit.sound();
      await kit.post('c3');
      for (const id of ['c1', 'c2']) expect(await kit.store.charge(kit.account, id)).toMatchObject({ charge: { code: 'deduplicated', repeatOf: 'c3' }, sealedResult: 'result of c3' });
      await kit.sound();
    });

    it('B.10 row 27: who waited for a parked hold asks when it is shown again; the parked one then is given the answer', async () => {
      for (const id of ['c1', 'c2']) await ask(id);
      await kit.restore();
      await ask('c2');
      expect(await claim('c2')).toMatchObject({ attempt: 1 });
      await kit.post('c2');
      expect(await ask('c1')).toMatchObject({ kind: 'exists', charge: { state: 'voided', code: 'deduplicated', repeatOf: 'c2' } });
      await kit.sound();
    });

    it('B.10 row 27: who asks anew asks beside who asks meanwhile, and who waited waits for them', async () => {
      const anew = () => kit.store.reserve(kit.reserveInput('c1', question('q1', 0)));
      await anew();
      await ask('c2');
      await kit.restore();
      await ask('c3');
      await anew();
      await ask('c2');
      expect([(await claim('c1'))?.attempt, await claim('c2'), (await claim('c3'))?.attempt]).toEqual([1, null, 1]);
      await kit.sound();
      await kit.store.resolve(kit.account, 'c1', { kind: 'void', code: 'no_result', sealedResult: 'nothing' }, kit.epoch);
      await kit.post('c3');
      expect(await kit.store.charge(kit.account, 'c2')).toMatchObject({ charge: { code: 'deduplicated', repeatOf: 'c3' } });
      await kit.sound();
    });

    it('B.10 row 27: a charge that a receipt brings back has no answer to repeat', async () => {
      await ask('c1');
      await kit.post('c1');
      const receipt = (await kit.store.charge(kit.account, 'c1'))?.receipt ?? '';
      await kit.db.run('delete from result_blob where account_id = ? and charge_id = ?', [kit.account, 'c1']);
      await kit.restore();
      await kit.push([ackOp(1, 'c1', receipt)]);
      expect(await ask('c2')).toMatchObject({ charge: { state: 'reserved' } });
    });
  });
}
