/** What the queries of the admin pages must do, whatever database they stand on. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOLD_TTL_MS } from '../../lib/core/limits.ts';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { dayOf } from '../../server/admin/days.ts';
import { entryPage, lotsOf, type Entry, type EntryFilter } from '../../server/admin/entries.ts';
import { accountsToFold, foldEntries, isCounted } from '../../server/admin/fold.ts';
import { statement, statementIsSound } from '../../server/admin/statement.ts';
import { foldSupplier, supplierCalls } from '../../server/admin/supplier.ts';
import { notCharged, usage, usageCells, type UsageQuery } from '../../server/admin/usage.ts';
import type { LedgerStore } from '../../server/ledger/store.ts';
import { one, type Database } from '../../server/sql/sql.ts';
import { DEVICE, PLAN, USER, fill, spendOp } from '../unit/server/world.ts';
import type { StoreUnderTest } from './ledger-store.ts';

const DAY = 24 * 3_600_000;
const PROVIDERS = ['hunter', 'prospeo', 'apollo'];
const MEMBERS = [USER, 'user-0002'];

/** Random histories, as what people do one after the other. */
const actArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('buy' as const), provider: fc.constantFrom(...PROVIDERS), member: fc.constantFrom(...MEMBERS), credits: fc.integer({ min: 0, max: 3 * UNIT }), end: fc.constantFrom('post', 'less', 'void', 'open') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('spend' as const), member: fc.constantFrom(...MEMBERS), actions: fc.integer({ min: 0, max: 40 * UNIT }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('grant' as const), meter: fc.constantFrom('actions' as const, 'data_credits' as const), amount: fc.integer({ min: 1, max: 20 * UNIT }), lives: fc.option(fc.integer({ min: 1, max: 40 * DAY })) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20 * DAY }) }) },
);
type Act = typeof actArbitrary extends fc.Arbitrary<infer T> ? T : never;

export function adminQueryConformance(name: string, under: StoreUnderTest): void {
  describe(`admin queries on ${name}`, () => {
    let db: Database;
    let store: LedgerStore;
    let advance: (ms: number) => Promise<void>;
    let accounts = 0;
    let account = '';
    let ids = 0;

    const openAccount = async (): Promise<string> => {
      const accountId = `account-q${++accounts}`;
      await store.createAccount({ accountId, name: 'Test', planId: PLAN.planId, planVersion: PLAN.version, anchorDay: 1 });
      return accountId;
    };
    const now = async (): Promise<number> => (await one<{ now: number }>(db, 'select kiln_now() as now')).now;
    const everything = async (): Promise<EntryFilter> => ({ fromDay: 0, toDay: dayOf(await now()) });

    beforeAll(async () => {
      const opened = await under.open();
      ({ db, advance } = opened);
      ({ store } = await fill(db, []));
    });
    afterAll(() => under.close());
    beforeEach(async () => {
      account = await openAccount();
    });

    async function buy(accountId: string, change: { provider?: string; member?: string; credits?: number; end?: string; run?: string } = {}): Promise<string> {
      const chargeId = `charge-${++ids}`;
      const quoted = { actions: micro(UNIT), credits: micro(change.credits ?? UNIT / 2) };
      const reserved = await store.reserve({
        accountId, chargeId, deviceId: DEVICE, userId: change.member ?? USER, runId: change.run ?? 'run-1', taskId: 'task-1', subject: 's', enrichment: 'work-email',
        providerId: change.provider ?? 'hunter', operation: 'find-work-email', requestHash: chargeId, priceBookVersion: 1, decision: { kind: 'price', quoted }, sealedRequest: 'sealed', holdMs: HOLD_TTL_MS, sandbox: false,
      });
      if (reserved.kind === 'id_reused' || reserved.charge.state !== 'reserved') return chargeId;
      if (change.end === 'void') await store.resolve(accountId, chargeId, { kind: 'void', code: 'no_result' });
      else if (change.end === 'less') await store.resolve(accountId, chargeId, { kind: 'post', amounts: { actions: quoted.actions, credits: micro(Math.floor(quoted.credits / 2)) }, sealedResult: 'r' });
      else if (change.end !== 'open') await store.resolve(accountId, chargeId, { kind: 'post', amounts: quoted, sealedResult: 'r' });
      return chargeId;
    }
    const spend = async (accountId: string, member: string, actions: number): Promise<void> => {
      const id = ++ids;
      const deviceId = `device-${accountId}-${member}`;
      const { lastN } = (await store.pull({ accountId, deviceId, cursor: 0, limit: 1 }) as { page: { device: { lastN: number } } }).page.device;
      await store.push({ accountId, userId: member, deviceId, label: 'Test', baseN: 0, ops: [spendOp(lastN + 1, { chargeId: `local-q${id}`, actions }, `op-q${id}`)] });
    };
    async function play(accountId: string, acts: readonly Act[]): Promise<void> {
      const bought: string[] = [];
      for (const act of acts) {
        if (act.do === 'buy') bought.push(await buy(accountId, act));
        else if (act.do === 'spend') await spend(accountId, act.member, act.actions);
        else if (act.do === 'grant') await store.grant({ accountId, lotId: `lot-q${++ids}`, meter: act.meter, source: 'topup', amount: micro(act.amount), expiresAt: act.lives === null ? null : (await now()) + act.lives });
        else if (act.do === 'reverse' && bought.length > 0) await store.reverse(accountId, bought[act.which % bought.length] ?? '', `reversal-q${++ids}`);
        else if (act.do === 'wait') await advance(act.ms);
      }
    }

    async function allEntries(accountId: string, filter: EntryFilter, limit: number): Promise<Entry[]> {
      const found: Entry[] = [];
      for (let before: number | undefined; ; ) {
        const page = await entryPage(db, accountId, filter, before === undefined ? {} : { before }, limit);
        found.push(...page.entries);
        if (page.older === null) return found;
        before = page.older;
      }
    }
    const sum = (entries: readonly Entry[]) => entries.filter((e) => e.counts).reduce((s, e) => ({ actions: s.actions + e.actions, credits: s.credits + e.credits }), { actions: 0, credits: 0 });

    it('is a statement that adds up for any history, any days and any filter, and equals one built anew', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(actArbitrary, { minLength: 1, maxLength: 25 }), fc.nat(), fc.nat(), fc.constantFrom(...MEMBERS, undefined), fc.constantFrom(...PROVIDERS, undefined), fc.constantFrom('post', 'grant', 'void', undefined), fc.integer({ min: 1, max: 7 }), async (acts, a, b, member, providerId, kind, limit) => {
          const accountId = await openAccount();
          const begins = dayOf(await now());
          const half = Math.floor(acts.length / 2);
          await play(accountId, acts.slice(0, half));
          await foldEntries(db, accountId);
          await play(accountId, acts.slice(half));
          const days = dayOf(await now()) - begins + 1;
          const [fromDay, toDay] = [begins + (a % days), begins + (b % days)].sort((x, y) => x - y) as [number, number];
          const filter: EntryFilter = { fromDay, toDay, ...(member === undefined ? {} : { member }), ...(providerId === undefined ? {} : { providerId }), ...(kind === undefined ? {} : { kind }) };
          const s = await statement(db, accountId, filter, {}, limit);
          expect(statementIsSound(s)).toBe(true);
          expect(s).toMatchObject({ addsUp: true, meetsMeters: true, behind: 0 });

          const whole = (await allEntries(accountId, { fromDay, toDay }, limit)).reverse();
          let balance = s.opening;
          for (const entry of whole) {
            if (isCounted(entry.kind)) balance = { actions: balance.actions + entry.actions, credits: balance.credits + entry.credits };
            expect({ actions: entry.actionsAfter, credits: entry.creditsAfter }).toEqual(balance);
          }
          expect(balance).toEqual(s.closing);
          const shown = await allEntries(accountId, filter, limit);
          expect(shown).toEqual(whole.filter((e) => (member === undefined || e.member === member) && (providerId === undefined || e.providerId === providerId) && (kind === undefined || e.kind === kind)).reverse());
          expect(s.shown).toEqual({ n: shown.length, ...sum(shown) });
          expect(s.hidden.n).toBe(whole.length - shown.length);

          for (const table of ['entry', 'usage_day', 'usage_run', 'admin_cursor']) await db.run(`delete from ${table} where account_id = ?`, [accountId]);
          expect(await statement(db, accountId, filter, {}, limit)).toEqual(s);
          return undefined;
        }),
        { numRuns: name === 'SQLite' ? 60 : 12 },
      );
    });

    it('pages back and forth without losing or repeating an entry', async () => {
      for (let i = 0; i < 9; i++) await buy(account);
      await foldEntries(db, account);
      const filter = { ...(await everything()), kind: 'post' };
      const first = await entryPage(db, account, filter, {}, 4);
      const second = await entryPage(db, account, filter, { before: first.older ?? 0 }, 4);
      const third = await entryPage(db, account, filter, { before: second.older ?? 0 }, 4);
      expect([first, second, third].map((page) => [page.entries.length, page.newer !== null, page.older !== null])).toEqual([[4, false, true], [4, true, true], [1, true, false]]);
      expect((await entryPage(db, account, filter, { after: second.newer ?? 0 }, 4)).entries).toEqual(first.entries);
      expect(await entryPage(db, account, filter, { after: third.newer ?? 0 }, 4)).toEqual(second);
    });

    it('folds a long feed in parts and says how far it is', async () => {
      for (let i = 0; i < 6; i++) await buy(account);
      expect(await accountsToFold(db, 1_000)).toContain(account);
      const { head } = await foldEntries(db, account);
      expect(await accountsToFold(db, 1_000)).not.toContain(account);
      await buy(account);
      const [a, b] = await Promise.all([foldEntries(db, account), foldEntries(db, account)]);
      expect([a.seq, b.seq]).toEqual([head + 2, head + 2]);
      expect((await statement(db, account, await everything(), {}, 10)).meetsMeters).toBe(true);
    });

    it('names the lots of charges, of reversals and of grants', async () => {
      const charge = await buy(account);
      await store.reverse(account, charge, 'reversal-lots');
      await store.grant({ accountId: account, lotId: 'lot-topup', meter: 'data_credits', source: 'topup', amount: micro(5 * UNIT), expiresAt: null });
      await foldEntries(db, account);
      const { entries } = await entryPage(db, account, await everything(), {}, 20);
      const lots = await lotsOf(db, account, entries);
      const of = (kind: string, chargeId = '') => entries.filter((e) => e.kind === kind && e.chargeId === chargeId).map((e) => lots.get(e.seq)?.map((part) => [part.source, part.meter, part.amount]));
      expect(of('post', charge)).toEqual([expect.arrayContaining([['plan', 'actions', UNIT], ['plan', 'data_credits', UNIT / 2]])]);
      expect(of('reversal', 'reversal-lots')).toEqual(of('post', charge));
      expect(of('grant')[0]).toEqual([['topup', 'data_credits', 5 * UNIT]]);
    });

    it('tells usage by provider, member, enrichment and run, with the rest in one series', async () => {
      await buy(account, { provider: 'hunter', run: 'run-a' });
      await buy(account, { provider: 'hunter', run: 'run-a', member: 'user-0002' });
      const back = await buy(account, { provider: 'prospeo', credits: 3 * UNIT, run: 'run-b' });
      await store.reverse(account, back, 'reversal-usage');
      for (const extra of ['p1', 'p2', 'p3', 'p4', 'p5']) await buy(account, { provider: extra, credits: 1_000 });
      await buy(account, { end: 'void' });
      await advance(40 * DAY);
      await buy(account, { provider: 'hunter' });
      await foldEntries(db, account);
      const toDay = dayOf(await now());
      const query: UsageQuery = { fromDay: toDay - 70, toDay, step: 'month', by: 'provider', meter: 'data_credits' };
      const found = await usage(db, account, query, 50);
      expect(found.lines[0]).toEqual({ key: 'prospeo', n: 1, actions: UNIT, credits: 3 * UNIT, reversedActions: UNIT, reversedCredits: 3 * UNIT });
      expect(found.lines[1]).toMatchObject({ key: 'hunter', n: 3, credits: 1_500_000 });
      expect(found.total).toMatchObject({ n: 9, actions: 9 * UNIT, credits: 4_505_000 });
      expect(found.series.map((s) => s.key)).toEqual(['prospeo', 'hunter', 'p1', 'p2', 'p3', null]);
      expect(found.series[5]?.total).toBe(2_000);
      expect(found.series[1]?.values.filter((v) => v > 0)).toEqual([1_000_000, 500_000]);
      expect(found.buckets).toHaveLength(found.series[0]?.values.length ?? 0);
      expect((await usage(db, account, { ...query, by: 'run', meter: 'actions' }, 50)).lines.map((line) => [line.key, line.n])).toEqual([['run-1', 6], ['run-a', 2], ['run-b', 1]]);
      expect((await usage(db, account, { ...query, by: 'member' }, 50)).lines.map((line) => [line.key, line.n])).toEqual([[USER, 8], ['user-0002', 1]]);
      expect((await usage(db, account, { ...query, by: 'enrichment', member: 'user-0002' }, 50)).lines).toMatchObject([{ key: 'work-email', n: 1 }]);
      expect((await usage(db, account, query, 2)).isCut).toBe(true);
      expect((await usageCells(db, account, query)).reduce((n, cell) => n + cell.n, 0)).toBe(9);
      expect(await notCharged(db, account, query)).toEqual([{ code: 'no_result', n: 1 }]);
      expect(await usage(db, await openAccount(), query, 50)).toMatchObject({ lines: [], series: [], total: { n: 0 } });
    });

    it('counts what suppliers were asked once, today and when the day is over', async () => {
      const posted = await buy(account);
      const voided = await buy(account, { end: 'void' });
      const log = (chargeId: string, n: number, change: { provider?: string; operation?: string; outcome: string }) =>
        store.logSupplierCall({ accountId: account, callId: `${chargeId}/${n}`, chargeId, providerId: change.provider ?? 'hunter', operation: change.operation ?? 'find-work-email', outcome: change.outcome, delivered: true, tookMs: 10 });
      await log(posted, 0, { outcome: 'hit' });
      await log(posted, 1, { provider: 'zerobounce', operation: 'verify-email', outcome: 'hit' });
      await log(voided, 0, { outcome: 'no-result' });
      await log(voided, 1, { outcome: 'hit' });
      await log(voided, 2, { outcome: 'timeout' });
      const toDay = dayOf(await now());
      const expected = [
        { providerId: 'hunter', operation: 'find-work-email', calls: { sold: 1, check: 0, unsold: 1, miss: 1, failed: 1 }, tookMs: 40 },
        { providerId: 'zerobounce', operation: 'verify-email', calls: { sold: 0, check: 1, unsold: 0, miss: 0, failed: 0 }, tookMs: 10 },
      ];
      await foldSupplier(db, account);
      expect(await supplierCalls(db, account, { fromDay: toDay, toDay })).toEqual(expected);
      await advance(2 * DAY);
      await foldSupplier(db, account);
      expect((await one<{ n: number }>(db, 'select count(*) as n from supplier_day where account_id = ?', [account])).n).toBeGreaterThan(0);
      expect(await supplierCalls(db, account, { fromDay: toDay, toDay: toDay + 2 })).toEqual(expected);
      const again = await buy(account);
      await log(again, 0, { outcome: 'hit' });
      expect((await supplierCalls(db, account, { fromDay: toDay, toDay: toDay + 2 }))[0]?.calls.sold).toBe(2);
    });
  });
}
