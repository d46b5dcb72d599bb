/** What every ledger store must do, whatever database it stands on. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOLD_TTL_MS } from '../../lib/core/limits.ts';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import type { Op } from '../../lib/contracts/account-api.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { createAccount } from '../../server/ledger/accounts.ts';
import { addPriceBook } from '../../server/ledger/price-books.ts';
import type { LedgerStore, ReserveInput } from '../../server/ledger/store.ts';
import { one, type Database } from '../../server/sql/sql.ts';
import { violations } from '../simulation/invariants.ts';
import type { DatabaseUnderTest } from './under-test.ts';
import { ACCOUNT, DEVICE, PLAN, USER, fill, spendOp } from '../unit/server/world.ts';

const OTHER = 'account-2';
const MONTH = 32 * 24 * 3_600_000;

export function ledgerStoreConformance(name: string, under: DatabaseUnderTest): void {
  describe(`ledger store on ${name}`, () => {
    let db: Database;
    let store: LedgerStore;
    let advance: (ms: number) => Promise<void>;
    let accounts = 0;
    let account = '';

    beforeAll(async () => {
      const opened = await under.open();
      ({ db, advance } = opened);
      ({ store } = await fill(db, [ACCOUNT, OTHER]));
    });
    afterAll(() => under.close());
    /** A fresh account for every test: the database stays. */
    beforeEach(async () => {
      account = `account-t${++accounts}`;
      await db.transaction((tx) => createAccount(tx, { accountId: account, name: 'Test', planId: PLAN.planId, planVersion: PLAN.version, anchorDay: 1 }));
    });

    const reserveInput = (chargeId: string, change: Partial<ReserveInput> = {}): ReserveInput => ({
      accountId: account, ledgerEpoch: 1, chargeId, deviceId: DEVICE, userId: USER, runId: 'run-1', taskId: 'task-1', subject: 's', enrichment: 'work-email',
      providerId: 'hunter', operation: 'find-work-email', requestHash: `hash of ${chargeId}`, priceBookVersion: 1,
      decision: { kind: 'price', quoted: { actions: micro(UNIT), credits: micro(UNIT / 2) } }, sealedRequest: 'sealed', holdMs: HOLD_TTL_MS, sandbox: false, ...change,
    });
    const price = { actions: micro(UNIT), credits: micro(UNIT / 2) };
    const post = (chargeId: string) => store.resolve(account, chargeId, { kind: 'post', amounts: price, sealedResult: `result of ${chargeId}` }, 1);
    const push = (ops: Op[], change: { baseN?: number; deviceId?: string; userId?: string } = {}) => store.push({ accountId: account, userId: USER, deviceId: DEVICE, label: 'Test', ledgerEpoch: 1, baseN: 0, ops, ...change });
    const balance = async () => {
      const [actions, credits] = await store.balances(account);
      return { actions: [actions?.available, actions?.held, actions?.spent, actions?.deficit], credits: [credits?.available, credits?.held, credits?.spent, credits?.deficit] };
    };
    const sound = async () => expect(await violations(db, account)).toEqual([]);

    it('grants the first month at once and says so in the feed', async () => {
      expect(await balance()).toEqual({ actions: [PLAN.actions, 0, 0, 0], credits: [PLAN.credits, 0, 0, 0] });
      expect((await eventsAfter(db, account, 0, 10)).map((e) => [e.seq, e.kind, e.actions, e.credits])).toEqual([[1, 'grant', PLAN.actions, 0], [2, 'grant', 0, PLAN.credits]]);
    });

    it('holds, posts and stores the result in one step; a repeat changes nothing', async () => {
      expect(await store.reserve(reserveInput('c1'))).toMatchObject({ kind: 'created', charge: { state: 'reserved', quoted: price } });
      expect(await store.reserve(reserveInput('c1'))).toMatchObject({ kind: 'exists', charge: { state: 'reserved' } });
      expect(await balance()).toEqual({ actions: [PLAN.actions - UNIT, UNIT, 0, 0], credits: [PLAN.credits - UNIT / 2, UNIT / 2, 0, 0] });
      expect(await post('c1')).toMatchObject({ applied: true, charge: { state: 'posted', posted: price } });
      expect(await post('c1')).toMatchObject({ applied: false, charge: { state: 'posted' } });
      expect(await store.resolve(account, 'c1', { kind: 'void', code: 'late' }, 1)).toMatchObject({ applied: false, charge: { state: 'posted', code: null } });
      expect(await store.charge(account, 'c1')).toMatchObject({ sealedResult: 'result of c1' });
      expect(await balance()).toEqual({ actions: [PLAN.actions - UNIT, 0, UNIT, 0], credits: [PLAN.credits - UNIT / 2, 0, UNIT / 2, 0] });
      await sound();
    });

    it('posts less than it held and gives the rest back, never more', async () => {
      await store.reserve(reserveInput('c1'));
      await expect(store.resolve(account, 'c1', { kind: 'post', amounts: { actions: micro(2 * UNIT), credits: micro(0) }, sealedResult: 'r' }, 1)).rejects.toThrow('more than is held');
      await store.resolve(account, 'c1', { kind: 'post', amounts: { actions: micro(UNIT), credits: micro(1) }, sealedResult: 'r' }, 1);
      expect((await balance()).credits).toEqual([PLAN.credits - 1, 0, 1, 0]);
      await sound();
    });

    it('gives a void back and absorbs it', async () => {
      await store.reserve(reserveInput('c1'));
      expect(await store.resolve(account, 'c1', { kind: 'void', code: 'no_result' }, 1)).toMatchObject({ applied: true, charge: { state: 'voided', code: 'no_result' } });
      expect(await post('c1')).toMatchObject({ applied: false, charge: { state: 'voided' } });
      expect(await balance()).toEqual({ actions: [PLAN.actions, 0, 0, 0], credits: [PLAN.credits, 0, 0, 0] });
      await sound();
    });

    it('refuses another request under a known id, without effect', async () => {
      await store.reserve(reserveInput('c1'));
      expect(await store.reserve(reserveInput('c1', { requestHash: 'other' }))).toEqual({ kind: 'id_reused' });
      expect((await balance()).actions).toEqual([PLAN.actions - UNIT, UNIT, 0, 0]);
    });

    it('remembers a refusal for ever', async () => {
      const dear = reserveInput('c1', { decision: { kind: 'price', quoted: { actions: micro(UNIT), credits: micro(PLAN.credits + 1) } } });
      expect(await store.reserve(dear)).toMatchObject({ kind: 'created', charge: { state: 'rejected', code: 'insufficient_credits' } });
      await store.grant({ accountId: account, lotId: 'topup-0001', meter: 'data_credits', source: 'topup', amount: micro(PLAN.credits), expiresAt: null });
      expect(await store.reserve(dear)).toMatchObject({ kind: 'exists', charge: { state: 'rejected' } });
      expect(await store.reserve({ ...dear, chargeId: 'c2' })).toMatchObject({ kind: 'created', charge: { state: 'reserved' } });
      await sound();
    });

    it('never holds more than there is, however many ask at once', async () => {
      const half = { kind: 'price', quoted: { actions: micro(UNIT), credits: micro(PLAN.credits / 4) } } as const;
      const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => store.reserve(reserveInput(`c${i}`, { decision: half }))));
      expect(answers.filter((a) => a.kind === 'created' && a.charge.state === 'reserved')).toHaveLength(4);
      expect((await balance()).credits).toEqual([0, PLAN.credits, 0, 0]);
      await sound();
    });

    it('reserves an id once, however many ask for it at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => store.reserve(reserveInput('same'))));
      expect(answers.filter((a) => a.kind === 'created')).toHaveLength(1);
      expect((await balance()).actions).toEqual([PLAN.actions - UNIT, UNIT, 0, 0]);
    });

    it('posts once, however many workers come with an answer at once', async () => {
      await store.reserve(reserveInput('c1'));
      const ends = await Promise.all(Array.from({ length: 6 }, () => post('c1')));
      expect(ends.filter((end) => end.applied)).toHaveLength(1);
      await sound();
    });

    it('B.10 row 6: lets one worker have a call; another only when the first fell silent', async () => {
      await store.reserve(reserveInput('c1'));
      const claims = await Promise.all(['a', 'b', 'c'].map((id) => store.claim(account, 'c1', { id, claimMs: 1_000, takeover: true })));
      expect(claims.filter((c) => c !== null)).toHaveLength(1);
      const fence = claims.find((c) => c !== null)?.fence ?? 0;
      expect(await store.renew(account, 'c1', fence, 5_000)).toBe(true);
      await advance(2_000);
      expect(await store.claim(account, 'c1', { id: 'd', claimMs: 1_000, takeover: true })).toBeNull();
      await advance(4_000);
      expect((await store.dueCalls(50)).map((d) => d.accountId)).toContain(account);
      expect(await store.claim(account, 'c1', { id: 'e', claimMs: 1_000, takeover: true })).toMatchObject({ attempt: 2, fence: fence + 1, sealedRequest: 'sealed' });
      expect(await store.renew(account, 'c1', fence, 5_000)).toBe(false);
      await post('c1');
      expect(await store.claim(account, 'c1', { id: 'f', claimMs: 1_000, takeover: true })).toBeNull();
      expect(await db.all('select request from provider_call where account_id = ?', [account])).toEqual([{ request: null }]);
    });

    it('parks a job until its poll, without counting an attempt', async () => {
      await store.reserve(reserveInput('c1'));
      const claim = await store.claim(account, 'c1', { id: 'a', claimMs: 1_000, takeover: false });
      const { now } = await one<{ now: number }>(db, 'select kiln_now() as now');
      expect(await store.park(account, 'c1', claim?.fence ?? 0, { jobId: 'j', polls: 1, notBefore: now + 60_000 })).toBe(true);
      expect(await store.claim(account, 'c1', { id: 'a', claimMs: 1_000, takeover: false })).toBeNull();
      await advance(61_000);
      expect(await store.claim(account, 'c1', { id: 'a', claimMs: 1_000, takeover: false })).toMatchObject({ attempt: 1, poll: { jobId: 'j' } });
    });

    it('B.10 row 10: abandons a lost call and its hold together, unless somebody came back', async () => {
      await store.reserve(reserveInput('c1'));
      await store.claim(account, 'c1', { id: 'a', claimMs: 1_000, takeover: false });
      await advance(2_000);
      const due = (await store.dueCalls(50)).find((d) => d.accountId === account);
      if (due === undefined) throw new Error('not due');
      await store.claim(account, 'c1', { id: 'b', claimMs: 60_000, takeover: true });
      expect(await store.abandon(due, { kind: 'void', code: 'outcome_unknown' })).toBe(false);
      await advance(61_000);
      const again = (await store.dueCalls(50)).find((d) => d.accountId === account);
      if (again === undefined) throw new Error('not due');
      expect(await store.abandon(again, { kind: 'void', code: 'outcome_unknown' })).toBe(true);
      expect(await post('c1')).toMatchObject({ applied: false, charge: { state: 'voided', code: 'outcome_unknown' } });
      await sound();
    });

    it('B.10 row 15: takes operations in order, once, and says what became of each', async () => {
      expect(await push([spendOp(1), spendOp(2)])).toEqual({ kind: 'ok', response: { lastN: 2, results: [{ n: 1, status: 'applied', code: 'no_lease' }, { n: 2, status: 'applied', code: 'no_lease' }] } });
      expect(await push([spendOp(1), spendOp(2), spendOp(3)], { baseN: 0 })).toMatchObject({ kind: 'ok', response: { lastN: 3, results: [{ status: 'applied' }, { status: 'applied' }, { status: 'applied' }] } });
      expect((await balance()).actions).toEqual([PLAN.actions - 3 * UNIT, 0, 3 * UNIT, 0]);
      expect(await push([spendOp(5)], { baseN: 3 })).toMatchObject({ kind: 'ok', response: { lastN: 3, results: [] } });
      expect(await push([], { baseN: 9 })).toEqual({ kind: 'rewind', lastN: 3 });
      expect(await push([spendOp(2, { actions: 7 })], { baseN: 3 })).toEqual({ kind: 'fork', n: 2, lastN: 3 });
      expect(await push([spendOp(4)], { baseN: 3, userId: 'user-0002' })).toEqual({ kind: 'foreign_device' });
      expect(await store.pull({ accountId: account, userId: 'user-0002', deviceId: DEVICE, cursor: 0, limit: 500 })).toEqual({ kind: 'foreign_device' });
      await sound();
    });

    it('B.10 row 24: finds two histories in one batch', async () => {
      expect(await push([spendOp(1), { ...spendOp(1, { actions: 5 }), n: 1 }])).toEqual({ kind: 'fork', n: 1, lastN: 1 });
      expect(await push([spendOp(1), spendOp(2)])).toMatchObject({ kind: 'ok', response: { lastN: 2 } });
      await sound();
    });

    it('charges a spend once, whichever device reports it', async () => {
      await push([spendOp(1)]);
      expect(await push([spendOp(1, {}, 'op-late-0001')], { deviceId: 'device-0002' })).toMatchObject({ kind: 'ok', response: { results: [{ status: 'duplicate' }] } });
      expect(await push([spendOp(2, { chargeId: 'local-000001', actions: 3 }, 'op-late-0002')], { deviceId: 'device-0002', baseN: 1 })).toMatchObject({ kind: 'ok', response: { results: [{ status: 'rejected', code: 'id_reused' }] } });
      expect(await push([spendOp(3, {}, 'op-late-0003')], { deviceId: 'device-0002', baseN: 2 })).toMatchObject({ kind: 'ok', response: { lastN: 3, results: [{ status: 'applied' }] } });
      expect((await balance()).actions).toEqual([PLAN.actions - 2 * UNIT, 0, 2 * UNIT, 0]);
      await sound();
    });

    it('never refuses a spend: what the balance cannot cover is a deficit, and the next grant pays it', async () => {
      expect(await push([spendOp(1, { actions: PLAN.actions - UNIT }), spendOp(2, { actions: 3 * UNIT })])).toMatchObject({ kind: 'ok', response: { results: [{ status: 'applied' }, { status: 'deficit' }] } });
      expect((await balance()).actions).toEqual([0, 0, PLAN.actions + 2 * UNIT, 2 * UNIT]);
      await sound();
      expect(await store.reserve(reserveInput('c1'))).toMatchObject({ charge: { state: 'rejected', code: 'insufficient_actions' } });
      await store.grant({ accountId: account, lotId: 'topup-0001', meter: 'actions', source: 'topup', amount: micro(5 * UNIT), expiresAt: null });
      expect((await balance()).actions).toEqual([3 * UNIT, 0, PLAN.actions + 2 * UNIT, 0]);
      await sound();
    });

    it('turns away only amounts that no honest device can reach, and goes on', async () => {
      const absurd = { actions: Number.MAX_SAFE_INTEGER };
      expect(await push([spendOp(1, absurd), spendOp(2)])).toMatchObject({ kind: 'ok', response: { lastN: 2, results: [{ status: 'rejected', code: 'amount_out_of_range' }, { status: 'applied' }] } });
      expect((await balance()).actions).toEqual([PLAN.actions - UNIT, 0, UNIT, 0]);
      await sound();
    });

    it('B.10 row 30: feeds events without gaps, page by page, with the balances of the same instant', async () => {
      await push([spendOp(1), spendOp(2)]);
      await store.reserve(reserveInput('c1'));
      const page = await store.pull({ accountId: account, userId: USER, deviceId: DEVICE, cursor: 1, limit: 2 });
      expect(page).toMatchObject({ kind: 'ok', page: { nextCursor: 3, hasMore: true, headSeq: 5, device: { lastN: 2 }, plan: { name: 'Test', actionsMonthly: PLAN.actions } } });
      const rest = await store.pull({ accountId: account, userId: USER, deviceId: DEVICE, cursor: 3, limit: 100 });
      expect(rest).toMatchObject({ kind: 'ok', page: { hasMore: false, nextCursor: 5, events: [{ seq: 4, kind: 'spend' }, { seq: 5, kind: 'reserve', actions: -UNIT, credits: -UNIT / 2 }] } });
      expect(await store.pull({ accountId: account, userId: USER, deviceId: DEVICE, cursor: 99, limit: 1 })).toEqual({ kind: 'resync', headSeq: 5 });
    });

    it('rolls the month by itself: Actions start anew, Data Credits stay up to twice the month', async () => {
      await push([spendOp(1, { actions: 40 * UNIT })]);
      for (const rolled of [2, 2, 2]) {
        await advance(MONTH);
        expect(await balance()).toEqual({ actions: [PLAN.actions, 0, 0, 0], credits: [rolled * PLAN.credits, 0, 0, 0] });
        await sound();
      }
      const before = await eventsAfter(db, account, 0, 500);
      expect(await balance()).toMatchObject({ actions: [PLAN.actions, 0, 0, 0] });
      expect(await eventsAfter(db, account, 0, 500)).toEqual(before);
    });

    it('keeps a hold that was made in time, and gives it back to nobody when its month is over', async () => {
      await store.reserve(reserveInput('kept'));
      await store.reserve(reserveInput('given-back'));
      await advance(MONTH);
      await post('kept');
      await store.resolve(account, 'given-back', { kind: 'void', code: 'no_result' }, 1);
      const [actions] = await store.balances(account);
      expect(actions?.available).toBe(PLAN.actions);
      await sound();
    });

    it('burns what expires soonest first', async () => {
      const { now } = await one<{ now: number }>(db, 'select kiln_now() as now');
      await store.grant({ accountId: account, lotId: 'topup-0001', meter: 'actions', source: 'topup', amount: micro(UNIT), expiresAt: null });
      await store.grant({ accountId: account, lotId: 'promo-0002', meter: 'actions', source: 'promo', amount: micro(UNIT), expiresAt: now + 90_000 });
      await store.grant({ accountId: account, lotId: 'promo-0001', meter: 'actions', source: 'promo', amount: micro(UNIT), expiresAt: now + 60_000 });
      expect(await store.grant({ accountId: account, lotId: 'promo-0001', meter: 'actions', source: 'promo', amount: micro(UNIT), expiresAt: now + 60_000 })).toBe('exists');
      await push([spendOp(1)]);
      expect(await db.all(`select lot_id, amount_u from charge_alloc where account_id = ?`, [account])).toEqual([{ lot_id: 'promo-0001', amount_u: UNIT }]);
      await advance(100_000);
      expect((await balance()).actions[0]).toBe(PLAN.actions + UNIT);
      await sound();
    });

    it('reverses a charge into the very lots it came from, once', async () => {
      await store.reserve(reserveInput('c1'));
      expect(await store.reverse(account, 'c1', 'r0')).toBe('not_reversible');
      await post('c1');
      expect(await store.reverse(account, 'c1', 'r1')).toBe('applied');
      expect(await store.reverse(account, 'c1', 'r1')).toBe('exists');
      expect(await store.reverse(account, 'c1', 'r2')).toBe('not_reversible');
      expect(await store.reverse(account, 'r1', 'r3')).toBe('not_reversible');
      expect(await store.reverse(account, 'nothing', 'r4')).toBe('not_found');
      expect((await balance()).credits[0]).toBe(PLAN.credits);
      expect((await store.balances(account)).map(({ granted, spent }) => [granted, spent])).toEqual([[PLAN.actions, 0], [PLAN.credits, 0]]);
      expect((await eventsAfter(db, account, 0, 500)).at(-1)).toMatchObject({ kind: 'reversal', chargeId: 'r1', actions: UNIT, credits: UNIT / 2 });
      await sound();
    });

    it('reverses late: Actions of a past month are gone, Data Credits come back', async () => {
      await push([spendOp(1)]);
      await store.grant({ accountId: account, lotId: 'promo-0001', meter: 'data_credits', source: 'promo', amount: micro(UNIT), expiresAt: (await one<{ now: number }>(db, 'select kiln_now() as now')).now + 60_000 });
      await store.reserve(reserveInput('c1'));
      await post('c1');
      await advance(MONTH);
      const [actions, credits] = await store.balances(account);
      expect(await store.reverse(account, 'local-000001', 'r1')).toBe('applied');
      expect(await store.reverse(account, 'c1', 'r2')).toBe('applied');
      const [actionsAfter, creditsAfter] = await store.balances(account);
      expect(actionsAfter?.available).toBe(actions?.available);
      expect(creditsAfter?.available).toBe((credits?.available ?? 0) + UNIT / 2);
      await sound();
    });

    it('lets no account see or touch another one', async () => {
      await store.reserve(reserveInput('c1'));
      expect(await store.charge(OTHER, 'c1')).toBeNull();
      expect(await store.claim(OTHER, 'c1', { id: 'a', claimMs: 1, takeover: true })).toBeNull();
      await expect(store.resolve(OTHER, 'c1', { kind: 'void', code: 'x' }, 1)).rejects.toThrow('does not exist');
      expect(await store.reverse(OTHER, 'c1', 'r1')).toBe('not_found');
      expect(await store.reserve(reserveInput('c1', { accountId: OTHER }))).toMatchObject({ kind: 'created' });
      expect((await store.pull({ accountId: OTHER, userId: USER, deviceId: DEVICE, cursor: 0, limit: 500 }))).not.toMatchObject({ page: { device: { lastN: 1 } } });
    });

    it('takes a book twice and another one under the same version never', async () => {
      const book = await store.priceBook();
      await db.transaction((tx) => addPriceBook(tx, book));
      await expect(db.transaction((tx) => addPriceBook(tx, { ...book, creditMicroUsd: 1 }))).rejects.toThrow('new version');
    });

    it('keeps every sum through random histories', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('reserve', 'post', 'void', 'spend', 'grant', 'reverse', 'wait'), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 60 * UNIT })), { maxLength: 24 }), async (steps) => {
          account = `account-t${++accounts}`;
          await db.transaction((tx) => createAccount(tx, { accountId: account, name: 'Test', planId: PLAN.planId, planVersion: PLAN.version, anchorDay: 31 }));
          let n = 0;
          for (const [what, which, amount] of steps) {
            const id = `c${which}`;
            const exists = (await store.charge(account, id)) !== null;
            if (what === 'reserve') await store.reserve(reserveInput(id, { decision: { kind: 'price', quoted: { actions: micro(UNIT), credits: micro(amount) } } }));
            if (what === 'post' && exists) await store.resolve(account, id, { kind: 'post', amounts: { actions: micro(UNIT), credits: micro(0) }, sealedResult: 'r' }, 1);
            if (what === 'void' && exists) await store.resolve(account, id, { kind: 'void', code: 'no_result' }, 1);
            if (what === 'spend') await push([spendOp(++n, { actions: amount })], { baseN: n - 1 });
            if (what === 'grant') await store.grant({ accountId: account, lotId: `topup-000${which}`, meter: which % 2 === 0 ? 'actions' : 'data_credits', source: 'topup', amount: micro(amount), expiresAt: null });
            if (what === 'reverse') await store.reverse(account, which % 2 === 0 ? id : `local-${String(which).padStart(6, '0')}`, `r${which}`);
            if (what === 'wait') await advance(which * 5 * 24 * 3_600_000);
            expect(await violations(db, account)).toEqual([]);
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}
