/** Invariant 35 on every database: what was bought for a lead that was erased is nowhere, and no sum is another one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent, Op } from '../../lib/contracts/account-api.ts';
import { TOMBSTONE_MS } from '../../lib/core/limits.ts';
import { setState } from '../../server/ledger/freeze.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import { eraseAgain, erasedIn } from '../../server/ops/erased-list.ts';
import { forgetOld } from '../../server/ops/retention.ts';
import { DEVICE, RECEIPTS, USER } from '../unit/server/world.ts';
import { PRICE, ackOp, leased, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const RUNS = 12;
export const eraseOp = (n: number, subjects: readonly string[]): Op => ({ n, opId: `erase.op-${n}`, kind: 'erase', clientAt: 0, body: { subjects: [...subjects] } });

export function erasureConformance(name: string, under: DatabaseUnderTest): void {
  describe(`erasing a lead on ${name}`, () => {
    const kit = useStore(under);
    const buy = async (chargeId: string, subject: string): Promise<void> => {
      await kit.store.reserve(kit.reserveInput(chargeId, { subject, sealedRequest: `request of ${chargeId}` }));
      await kit.post(chargeId);
    };
    const result = async (chargeId: string): Promise<string | null> => (await kit.store.charge(kit.account, chargeId))?.sealedResult ?? null;
    const feed = (): Promise<LedgerEvent[]> => eventsAfter(kit.db, kit.account, 0, 500);
    const told = async (): Promise<readonly (readonly string[] | undefined)[]> => (await feed()).filter(({ kind }) => kind === 'erase').map(({ subjects }) => subjects);
    const claim = (chargeId: string) => kit.store.claim(kit.account, chargeId, { id: 'worker', claimMs: 20_000, takeover: false });
    const held = async (): Promise<number> => (await kit.actions()).held ?? Number.NaN;
    /** Everything that any table holds, as text. */
    const everything = async (): Promise<string> => {
      const tables = await kit.db.all<{ name: string }>(kit.db.dialect === 'sqlite' ? `select name from sqlite_master where type = 'table'` : `select table_name as name from information_schema.tables where table_schema = current_schema()`);
      const rows: unknown[] = [];
      for (const table of tables) rows.push(await kit.db.all(`select * from ${table.name}`));
      return JSON.stringify(rows);
    };
    const sums = async () => ({
      lots: await kit.db.all('select lot_id, available_u, leased_u, held_u, spent_u, expired_u from lot where account_id = ? order by lot_id', [kit.account]),
      charges: await kit.db.all('select charge_id, state, actions_posted_u, credits_posted_u from charge where account_id = ? order by charge_id', [kit.account]),
      balances: await kit.store.balances(kit.account),
      moved: (await feed()).filter(({ kind }) => kind !== 'erase').map(({ seq: _seq, ...rest }) => rest),
    });

    it('35: deletes its results at once, and leaves every amount, outcome and entry as it was', async () => {
      await buy('c1', 'lead-ada');
      await buy('c2', 'lead-ada');
      await buy('c3', 'lead-bea');
      const before = await sums();
      expect(await kit.push([eraseOp(1, ['lead-ada'])])).toMatchObject({ response: { lastN: 1, results: [{ status: 'applied' }] } });
      expect([await result('c1'), await result('c2'), await result('c3')]).toEqual([null, null, 'result of c3']);
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'posted', posted: PRICE } });
      expect(await sums()).toEqual(before);
      const text = await everything();
      for (const gone of ['result of c1', 'result of c2', 'request of c1', 'request of c2']) expect(text).not.toContain(gone);
      // Nothing says which charges were of one lead.
      expect(await kit.db.all('select charge_id, subject from charge where account_id = ? order by charge_id', [kit.account])).toEqual([
        { charge_id: 'c1', subject: 'erased' }, { charge_id: 'c2', subject: 'erased' }, { charge_id: 'c3', subject: 'lead-bea' },
      ]);
      await kit.sound();
    });

    it('is done once however often it is told, with one entry of the feed and one line of the audit without a name', async () => {
      await buy('c1', 'lead-ada');
      const op = eraseOp(1, ['lead-ada', 'lead-ada', 'lead-none']);
      for (let times = 0; times < 3; times++) expect(await kit.push([op])).toMatchObject({ response: { lastN: 1 } });
      expect(await kit.push([eraseOp(1, ['lead-ada'])], { deviceId: 'device-0002' })).toMatchObject({ response: { results: [{ status: 'rejected', code: 'op_id_reused' }] } });
      expect(await kit.push([{ ...eraseOp(2, ['lead-ada']), opId: 'erase.again' }], { baseN: 1 })).toMatchObject({ response: { results: [{ status: 'applied' }] } });
      expect(await told()).toEqual([['lead-ada', 'lead-none']]);
      expect(await kit.db.all(`select actor, action, target from audit where account_id = ? and action = 'lead.erased'`, [kit.account])).toEqual([{ actor: USER, action: 'lead.erased', target: '2 leads' }]);
      await kit.sound();
    });

    it('keeps nothing of a call that is out: it ends as it would have, and its answer is thrown away', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada', sealedRequest: 'request of c1' }));
      await claim('c1');
      const before = await kit.actions();
      await kit.push([eraseOp(1, ['lead-ada'])]);
      expect(await kit.actions()).toEqual(before);
      expect(await kit.post('c1')).toMatchObject({ applied: true, charge: { state: 'posted', posted: PRICE } });
      expect(await result('c1')).toBeNull();
      const text = await everything();
      for (const gone of ['result of c1', 'request of c1']) expect(text).not.toContain(gone);
      await kit.sound();
    });

    it('leaves nothing that ties what is left to the lead: no hash of what was asked, no task, whenever a charge ends', async () => {
      const left = () => kit.db.all('select charge_id, request_hash, task_id from charge where account_id = ? order by charge_id', [kit.account]);
      const gone = (charge_id: string) => ({ charge_id, request_hash: 'erased', task_id: '' });
      await buy('c1', 'lead-ada');
      const out = kit.reserveInput('c2', { subject: 'lead-ada' });
      await kit.store.reserve(out);
      await claim('c2');
      await kit.push([leased(1, null, { subject: 'lead-ada', chargeId: 'charge-0003', actions: 0 }), eraseOp(2, ['lead-ada'])]);
      expect(await left()).toEqual([gone('c1'), { charge_id: 'c2', request_hash: 'hash of c2', task_id: '' }, gone('charge-0003')]);
      // Until it has ended its id is its request's alone.
      expect(await kit.store.reserve({ ...out, requestHash: 'another' })).toEqual({ kind: 'id_reused' });
      await kit.post('c2');
      await kit.store.reserve(kit.reserveInput('c4', { subject: 'lead-ada' }));
      await kit.store.reverse(kit.account, 'c1', 'reversal-c1');
      expect(await left()).toEqual([gone('c1'), gone('c2'), gone('c4'), gone('charge-0003'), gone('reversal-c1')]);
      // What became of it is told by its id; nothing can say any more whether a request is the same.
      expect(await kit.store.reserve(out)).toEqual({ kind: 'id_reused' });
      expect(await kit.store.charge(kit.account, 'c2')).toMatchObject({ charge: { state: 'posted', posted: PRICE } });
      expect(await kit.push([{ ...leased(1, null, { subject: 'lead-ada', chargeId: 'charge-0003', actions: 0 }), opId: 'op-of-a-copy' }], { deviceId: 'device-0002' })).toMatchObject({ response: { results: [{ status: 'duplicate' }] } });
      await kit.sound();
    });

    it('asks nobody about a lead that is gone: a call that was not begun is given back, and a worker that comes later finds none', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada', sealedRequest: 'request of c1' }));
      await kit.push([eraseOp(1, ['lead-ada'])]);
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'voided', code: 'erased', posted: { actions: 0, credits: 0 } } });
      expect([await claim('c1'), await held(), await kit.credits('held')]).toEqual([null, 0, 0]);
      expect((await kit.store.dueCalls(5_000)).filter(({ accountId }) => accountId === kit.account)).toEqual([]);
      expect(await everything()).not.toContain('request of c1');
      await kit.sound();
    });

    it('goes on with a job that a provider works on already', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada' }));
      const { fence = 0 } = (await claim('c1')) ?? {};
      expect(await kit.store.park(kit.account, 'c1', fence, { jobId: 'job', polls: 0, notBefore: 0 })).toBe(true);
      await kit.push([eraseOp(1, ['lead-ada'])]);
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'reserved' } });
      expect(await kit.post('c1')).toMatchObject({ applied: true });
      await kit.sound();
    });

    it('moves no value of a stopped account; when it is opened nothing of it is asked', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada' }));
      await kit.db.transaction((tx) => setState(tx, kit.account, 'frozen', 'test', 'to see'));
      await eraseAgain(kit.db, [], [{ accountId: kit.account, subject: 'lead-ada', at: 1 }]);
      expect(await held()).toBe(1);
      await kit.db.transaction((tx) => setState(tx, kit.account, 'open', 'test', 'seen'));
      expect([await held(), (await kit.store.charge(kit.account, 'c1'))?.charge]).toEqual([0, expect.objectContaining({ state: 'voided', code: 'erased' })]);
      await kit.sound();
    });

    it('is done again in every account that it can be done in, and says where it could not', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada' }));
      const broken = kit.account;
      await kit.newAccount();
      await buy('c1', 'lead-ada');
      const held = (change: string) => kit.db.run(`update account_meter set held_u = held_u ${change} where account_id = ? and meter = 'actions'`, [broken]);
      const again = () => eraseAgain(kit.db, [], [broken, 'account-of-nobody', kit.account].map((accountId) => ({ accountId, subject: 'lead-ada', at: 1 })));
      await held('+ 1');
      await expect(again()).rejects.toThrow(`${broken} (2 actions held)`);
      expect([await result('c1'), (await erasedIn(kit.db)).flatMap(({ accountId }) => [broken, kit.account].filter((one) => one === accountId))]).toEqual([null, [kit.account]]);
      await held('- 1');
      expect(await again()).toBe(1);
      expect(await kit.store.charge(broken, 'c1')).toMatchObject({ charge: { state: 'voided', code: 'erased' } });
    });

    it('takes up no call again that was out before a restore', async () => {
      const input = kit.reserveInput('c1', { subject: 'lead-ada' });
      await kit.store.reserve(input);
      await claim('c1');
      await kit.push([eraseOp(1, ['lead-ada'])]);
      await kit.restore();
      expect(await kit.store.reserve({ ...input, ledgerEpoch: kit.epoch })).toMatchObject({ kind: 'exists', charge: { state: 'reserved' } });
      await kit.advance(21_000);
      expect(await kit.store.claim(kit.account, 'c1', { id: 'worker', claimMs: 20_000, takeover: true })).toBeNull();
      await kit.sound();
    });

    it('also when the end of the call and the erasure share one transaction', async () => {
      for (let round = 0; round < 6; round++) {
        await kit.newAccount();
        await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada' }));
        const both = [() => kit.post('c1'), () => kit.push([eraseOp(1, ['lead-ada'])])];
        await Promise.all((round % 2 === 0 ? both : both.toReversed()).map((one) => one()));
        expect(await result('c1')).toBeNull();
        await kit.sound();
      }
    });

    it('waits, as every word of a device does, while the account is stopped; what waited there is not kept either', async () => {
      await kit.store.reserve(kit.reserveInput('c1', { subject: 'lead-ada' }));
      await kit.db.transaction((tx) => setState(tx, kit.account, 'frozen', 'test', 'to see'));
      expect(await kit.post('c1')).toMatchObject({ waits: true });
      expect(await kit.push([eraseOp(1, ['lead-ada'])])).toEqual({ kind: 'frozen' });
      await kit.db.transaction((tx) => setState(tx, kit.account, 'open', 'test', 'seen'));
      await kit.push([eraseOp(1, ['lead-ada'])]);
      expect(await result('c1')).toBeNull();
      expect(await everything()).not.toContain('result of c1');
      await kit.sound();
    });

    it('buys nothing for a lead that is gone, and writes what a device has spent for it without its name', async () => {
      await kit.push([eraseOp(1, ['lead-ada'])]);
      const before = await kit.store.balances(kit.account);
      const late = kit.reserveInput('c1', { subject: 'lead-ada', sealedRequest: 'request of c1' });
      expect(await kit.store.reserve(late)).toMatchObject({ kind: 'created', charge: { state: 'rejected', code: 'erased' } });
      expect(await kit.store.reserve(late)).toEqual({ kind: 'id_reused' });
      expect(await kit.store.charge(kit.account, 'c1')).toMatchObject({ charge: { state: 'rejected', code: 'erased' } });
      const refused = kit.reserveInput('c0', { subject: 'lead-ada', decision: { kind: 'reject', code: 'price_changed' } });
      expect(await kit.store.reserve(refused)).toMatchObject({ charge: { state: 'rejected', code: 'price_changed' } });
      expect(await kit.store.balances(kit.account)).toEqual(before);
      await kit.push([leased(2, null, { subject: 'lead-ada' })], { baseN: 1 });
      expect(await kit.db.all('select path, subject from charge where account_id = ? order by path', [kit.account])).toEqual([{ path: 'account', subject: 'erased' }, { path: 'account', subject: 'erased' }, { path: 'local', subject: 'erased' }]);
      expect(await everything()).not.toContain('request of c1');
      await buy('c2', 'lead-bea');
      expect(await result('c2')).toBe('result of c2');
      await kit.sound();
    });

    it('does not bring the pseudonym back with a receipt after a restore', async () => {
      await buy('charge-0001', 'lead-ada');
      const { receipt } = (await kit.store.charge(kit.account, 'charge-0001')) ?? {};
      const first = kit.account;
      await kit.push([eraseOp(1, ['lead-ada'])]);
      // The charge is lost, the erasure is not: as it is when the restore has erased again.
      await kit.db.transaction(async (tx) => {
        for (const table of ['charge_alloc', 'result_blob', 'provider_call']) await tx.run(`delete from ${table} where account_id = ?`, [first]);
        await tx.run('delete from charge where account_id = ?', [first]);
      });
      await kit.push([ackOp(2, 'charge-0001', receipt ?? '')], { baseN: 1 });
      expect(await kit.db.all('select subject, code, request_hash, task_id from charge where account_id = ?', [first])).toEqual([{ subject: 'erased', code: 'restored', request_hash: 'erased', task_id: '' }]);
    });

    it('tells other devices for 90 days which leads are gone, and afterwards only that some are', async () => {
      await kit.push([eraseOp(1, ['lead-ada'])]);
      const pull = () => kit.store.pull({ accountId: kit.account, userId: USER, deviceId: 'device-0002', cursor: 0, limit: 500 });
      expect(await pull()).toMatchObject({ page: { events: expect.arrayContaining([expect.objectContaining({ kind: 'erase', actions: 0, credits: 0, subjects: ['lead-ada'] })]) } });
      const keep = () => forgetOld(kit.db, new AbortController().signal, (error) => { throw error; });
      await kit.advance(TOMBSTONE_MS - 60_000);
      await keep();
      expect(await told()).toEqual([['lead-ada']]);
      await kit.advance(120_000);
      await keep();
      expect(await told()).toEqual([undefined]);
      expect((await erasedIn(kit.db)).filter(({ accountId }) => accountId === kit.account)).toEqual([]);
      expect(await everything()).not.toContain('"lead-ada"');
    });

    it('touches no other account, whatever its leads are called, and is refused to a device that was signed out', async () => {
      await buy('c1', 'lead-ada');
      const first = kit.account;
      await kit.newAccount();
      await kit.push([eraseOp(1, ['lead-ada'])]);
      expect((await kit.store.charge(first, 'c1'))?.sealedResult).toBe('result of c1');
      await buy('c2', 'lead-bea');
      await kit.db.run('update device set revoked_at = 1 where account_id = ? and device_id = ?', [kit.account, DEVICE]);
      expect(await kit.push([eraseOp(2, ['lead-bea'])], { baseN: 1 })).toMatchObject({ response: { lastN: 2, results: [{ status: 'rejected', code: 'revoked' }] } });
      expect(await result('c2')).toBe('result of c2');
    });

    it('is written down beside the database before it is done; where that fails it is not done, and is told again', async () => {
      await buy('c1', 'lead-ada');
      const noted: string[] = [];
      let isAway = true;
      const store = createLedgerStore(kit.db, RECEIPTS, async (erasures) => {
        if (isAway) throw new Error('the disk is full');
        noted.push(...erasures.map(({ subject }) => subject));
      });
      const push = () => store.push({ accountId: kit.account, userId: USER, deviceId: DEVICE, label: 'Test', ledgerEpoch: kit.epoch, baseN: 0, ops: [eraseOp(1, ['lead-ada'])] });
      await expect(push()).rejects.toThrow('the disk is full');
      expect(await result('c1')).toBe('result of c1');
      isAway = false;
      expect(await push()).toMatchObject({ response: { lastN: 1 } });
      expect([noted, await result('c1')]).toEqual([['lead-ada'], null]);
    });

    it('35 as a property: any charges in any state, any erasures in any order, and no result of an erased lead is left, nor any sum another one', async () => {
      const charges = fc.array(fc.record({ lead: fc.integer({ min: 0, max: 3 }), end: fc.constantFrom('post', 'void', 'out') }), { minLength: 1, maxLength: 8 });
      const wish = fc.record({ charges, erased: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }), before: fc.nat(8) });
      await fc.assert(fc.asyncProperty(wish, async ({ charges: all, erased, before }) => {
        await kit.newAccount();
        const act = async (i: number): Promise<void> => {
          const { lead, end } = all[i] ?? { lead: 0, end: 'out' };
          await kit.store.reserve(kit.reserveInput(`c${i}`, { subject: `lead-${lead}` }));
          await claim(`c${i}`);
          if (end === 'post') await kit.post(`c${i}`);
          if (end === 'void') await kit.store.resolve(kit.account, `c${i}`, { kind: 'void', code: 'no_result', sealedResult: `result of c${i}` }, kit.epoch);
        };
        const first = Math.min(before, all.length);
        for (let i = 0; i < first; i++) await act(i);
        const known = await sums();
        for (const [i, lead] of erased.entries()) await kit.push([eraseOp(i + 1, [`lead-${lead}`])], { baseN: i });
        expect(await sums()).toEqual(known);
        // Those that come after it: of an erased lead nothing is bought any more.
        const isErased = (i: number): boolean => erased.includes(all[i]?.lead ?? -1);
        const later = Array.from(all.keys()).slice(first);
        for (const i of later.filter((at) => !isErased(at))) await act(i);
        for (const i of later.filter(isErased)) {
          expect(await kit.store.reserve(kit.reserveInput(`c${i}`, { subject: `lead-${all[i]?.lead}` }))).toMatchObject({ charge: { state: 'rejected', code: 'erased' } });
        }
        for (let i = 0; i < all.length; i++) if (i < first || !isErased(i)) await kit.post(`c${i}`);
        const kept = await kit.db.all<{ body: string }>('select body from result_blob where account_id = ?', [kit.account]);
        const wanted = all.flatMap((_, i) => (isErased(i) ? [] : [`result of c${i}`]));
        expect(kept.map(({ body }) => body).toSorted()).toEqual(wanted.toSorted());
        await kit.sound();
      }), { numRuns: RUNS });
    }, 120_000);
  });
}
