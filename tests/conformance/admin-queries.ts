/** What the queries of the admin pages must do, whatever database they stand on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { dayOf } from '../../server/admin/days.ts';
import { entryPage, lotsOf, type Entry, type EntryFilter } from '../../server/admin/entries.ts';
import type { Label } from '../../lib/contracts/account-labels.ts';
import { LABELS } from '../../lib/core/run-limits.ts';
import { LABELS_KEPT_MS } from '../../lib/core/server-limits.ts';
import { labelsOf, putLabels } from '../../server/admin/labels.ts';
import { forgetOld } from '../../server/ops/retention.ts';
import { accountsToFold, foldEntries, foldNewest, isCounted } from '../../server/admin/fold.ts';
import { statement, statementIsSound } from '../../server/admin/statement.ts';
import { topUpsBetween } from '../../server/admin/lots.ts';
import { priceBooksAt, addPriceBook } from '../../server/ledger/price-books.ts';
import { FIRST_PRICE_BOOK } from '../../server/price-book.ts';
import { foldSupplier, foldSuppliers, supplierCalls } from '../../server/admin/supplier.ts';
import { notCharged, usage, usageCells, type UsageQuery } from '../../server/admin/usage.ts';
import { one } from '../../server/sql/sql.ts';
import { USER, spendOp } from '../unit/server/world.ts';
import { DAY, returnOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const PROVIDERS = ['hunter', 'prospeo', 'apollo'];
const MEMBERS = [USER, 'user-0002'];

/** Random histories, as what people do one after the other. */
const actArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('buy' as const), provider: fc.constantFrom(...PROVIDERS), member: fc.constantFrom(...MEMBERS), credits: fc.integer({ min: 0, max: 3 * UNIT }), end: fc.constantFrom('post', 'less', 'void', 'open') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('spend' as const), member: fc.constantFrom(...MEMBERS), actions: fc.integer({ min: 0, max: 40 * UNIT }), isLeased: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lease' as const), member: fc.constantFrom(...MEMBERS), want: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), member: fc.constantFrom(...MEMBERS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('limit' as const), limit: fc.option(fc.integer({ min: 0, max: 50 * UNIT })) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('grant' as const), meter: fc.constantFrom('actions' as const, 'data_credits' as const), amount: fc.integer({ min: 1, max: 20 * UNIT }), lives: fc.option(fc.integer({ min: 1, max: 40 * DAY })) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20 * DAY }) }) },
);
type Act = typeof actArbitrary extends fc.Arbitrary<infer T> ? T : never;
/** What a device knows of itself. */
interface Hand {
  n: number;
  lease: string | null;
}

export function adminQueryConformance(name: string, under: DatabaseUnderTest): void {
  describe(`admin queries on ${name}`, () => {
    const kit = useStore(under);
    let ids = 0;
    const everything = async (): Promise<EntryFilter> => ({ fromDay: 0, toDay: dayOf(await kit.now()) });

    async function buy(accountId: string, change: { provider?: string; member?: string; credits?: number; end?: string; run?: string; table?: string; waterfall?: string } = {}): Promise<string> {
      const chargeId = `charge-${++ids}`;
      const quoted = { actions: micro(UNIT), credits: micro(change.credits ?? UNIT / 2) };
      const reserved = await kit.store.reserve(kit.reserveInput(chargeId, { accountId, userId: change.member ?? USER, runId: change.run ?? 'run-1', providerId: change.provider ?? 'hunter', ...(change.table === undefined ? {} : { tableRef: change.table }), ...(change.waterfall === undefined ? {} : { waterfallRef: change.waterfall }), decision: { kind: 'price', quoted } }));
      if (!('charge' in reserved) || reserved.charge.state !== 'reserved') return chargeId;
      if (change.end === 'void') await kit.store.resolve(accountId, chargeId, { kind: 'void', code: 'no_result' }, kit.epoch);
      else if (change.end === 'less') await kit.store.resolve(accountId, chargeId, { kind: 'post', amounts: { actions: quoted.actions, credits: micro(Math.floor(quoted.credits / 2)) }, sealedResult: 'r' }, kit.epoch);
      else if (change.end !== 'open') await kit.store.resolve(accountId, chargeId, { kind: 'post', amounts: quoted, sealedResult: 'r' }, kit.epoch);
      return chargeId;
    }
    /** Acts one after the other; charges with a lease, without one and more than there is are all honest here. */
    async function play(accountId: string, acts: readonly Act[], hands: Map<string, Hand>): Promise<void> {
      const bought: string[] = [];
      for (const act of acts) {
        const member = 'member' in act ? act.member : USER;
        const hand = hands.get(member) ?? { n: 0, lease: null };
        hands.set(member, hand);
        const device = { userId: member, deviceId: `device-${accountId}-${member}` };
        if (act.do === 'buy') bought.push(await buy(accountId, act));
        else if (act.do === 'spend') await kit.push([spendOp(++hand.n, { chargeId: `local-q${++ids}`, actions: act.actions, leaseId: act.isLeased ? hand.lease : null }, `op-q${ids}`)], device);
        else if (act.do === 'lease') {
          const answer = await kit.lease(`request-q${++ids}`, act.want, device);
          if (answer.state === 'granted') hand.lease = answer.lease.leaseId;
        } else if (act.do === 'return' && hand.lease !== null) {
          await kit.push([{ ...returnOp(++hand.n, hand.lease), opId: `op-q${++ids}` }], device);
          hand.lease = null;
        } else if (act.do === 'limit') await kit.store.setLimit(accountId, { userId: '', meter: 'actions', span: 'day', limit: act.limit === null ? null : micro(act.limit) });
        else if (act.do === 'grant') await kit.store.grant({ accountId, lotId: `lot-q${++ids}`, meter: act.meter, source: 'topup', amount: micro(act.amount), expiresAt: act.lives === null ? null : (await kit.now()) + act.lives });
        else if (act.do === 'reverse' && bought.length > 0) await kit.store.reverse(accountId, bought[act.which % bought.length] ?? '', `reversal-q${++ids}`);
        else if (act.do === 'wait') await kit.advance(act.ms);
      }
    }

    async function allEntries(accountId: string, filter: EntryFilter, limit: number): Promise<Entry[]> {
      const found: Entry[] = [];
      for (let before: number | undefined; ; ) {
        const page = await entryPage(kit.db, accountId, filter, before === undefined ? {} : { before }, limit);
        found.push(...page.entries);
        if (page.older === null) return found;
        before = page.older;
      }
    }
    const sum = (entries: readonly Entry[]) => entries.filter((e) => e.counts).reduce((s, e) => ({ actions: s.actions + e.actions, credits: s.credits + e.credits }), { actions: 0, credits: 0 });

    it('is a statement that adds up for any history, any days and any filter, and equals one built anew', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(actArbitrary, { minLength: 1, maxLength: 25 }), fc.nat(), fc.nat(), fc.constantFrom(...MEMBERS, undefined), fc.constantFrom(...PROVIDERS, undefined), fc.constantFrom('post', 'grant', 'void', undefined), fc.integer({ min: 1, max: 7 }), async (acts, a, b, member, providerId, kind, limit) => {
          const accountId = await kit.newAccount();
          const hands = new Map<string, Hand>();
          const begins = dayOf(await kit.now());
          const half = Math.floor(acts.length / 2);
          await play(accountId, acts.slice(0, half), hands);
          await foldEntries(kit.db, accountId);
          await play(accountId, acts.slice(half), hands);
          const days = dayOf(await kit.now()) - begins + 1;
          const [fromDay, toDay] = [begins + (a % days), begins + (b % days)].sort((x, y) => x - y) as [number, number];
          const filter: EntryFilter = { fromDay, toDay, ...(member === undefined ? {} : { member }), ...(providerId === undefined ? {} : { providerId }), ...(kind === undefined ? {} : { kind }) };
          const s = await statement(kit.db, accountId, filter, {}, limit);
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

          for (const table of ['entry', 'usage_day', 'usage_run', 'usage_table', 'usage_waterfall', 'admin_cursor']) await kit.db.run(`delete from ${table} where account_id = ?`, [accountId]);
          expect(await statement(kit.db, accountId, filter, {}, limit)).toEqual(s);
          return undefined;
        }),
        { numRuns: name === 'SQLite' ? 60 : 12 },
      );
    });

    it('pages back and forth without losing or repeating an entry', async () => {
      for (let i = 0; i < 9; i++) await buy(kit.account);
      await foldEntries(kit.db, kit.account);
      const filter = { ...(await everything()), kind: 'post' };
      const first = await entryPage(kit.db, kit.account, filter, {}, 4);
      const second = await entryPage(kit.db, kit.account, filter, { before: first.older ?? 0 }, 4);
      const third = await entryPage(kit.db, kit.account, filter, { before: second.older ?? 0 }, 4);
      expect([first, second, third].map((page) => [page.entries.length, page.newer !== null, page.older !== null])).toEqual([[4, false, true], [4, true, true], [1, true, false]]);
      expect((await entryPage(kit.db, kit.account, filter, { after: second.newer ?? 0 }, 4)).entries).toEqual(first.entries);
      expect(await entryPage(kit.db, kit.account, filter, { after: third.newer ?? 0 }, 4)).toEqual(second);
    });

    it('folds a long feed in parts and says how far it is', async () => {
      for (let i = 0; i < 6; i++) await buy(kit.account);
      expect(await accountsToFold(kit.db, 1_000)).toContain(kit.account);
      const { head } = await foldEntries(kit.db, kit.account);
      expect(await accountsToFold(kit.db, 1_000)).not.toContain(kit.account);
      await buy(kit.account);
      const [a, b] = await Promise.all([foldEntries(kit.db, kit.account), foldEntries(kit.db, kit.account)]);
      expect([a.seq, b.seq]).toEqual([head + 2, head + 2]);
      expect((await statement(kit.db, kit.account, await everything(), {}, 10)).meetsMeters).toBe(true);
    });

    it('folds every account that can be folded, and says which round had one that cannot', async () => {
      const [broken, ...others] = [kit.account, await kit.newAccount(), await kit.newAccount()].toSorted();
      for (const account of [broken ?? '', ...others]) await buy(account);
      await kit.db.run(`update event set body = '{' where account_id = ? and seq = 1`, [broken ?? '']);
      const errors: unknown[] = [];
      await foldNewest(kit.db, new AbortController().signal, (error) => void errors.push(error));
      expect(errors).toHaveLength(1);
      expect((await accountsToFold(kit.db, 1_000)).filter((account) => account === broken || others.includes(account))).toEqual([broken]);
      await kit.db.run(`update event set body = ? where account_id = ? and seq = 1`, [JSON.stringify({ actions: 0, credits: 0 }), broken ?? '']);
    });

    it('knows what was topped up on either meter, and the prices of each time', async () => {
      const begun = await kit.now();
      const topUp = (lotId: string, meter: 'actions' | 'data_credits', amount: number) => kit.store.grant({ accountId: kit.account, lotId, meter, source: 'topup', amount: micro(amount), expiresAt: null });
      await topUp('lot-1', 'actions', 3 * UNIT);
      await kit.advance(DAY);
      const changed = await kit.now();
      const version = 1 + Math.max(...(await kit.db.all<{ version: number }>('select version from price_book')).map((row) => row.version));
      await kit.db.transaction((tx) => addPriceBook(tx, { ...FIRST_PRICE_BOOK, version, effectiveFrom: new Date(changed).toISOString(), creditMicroUsd: 70_000 }));
      await topUp('lot-2', 'data_credits', 2 * UNIT);
      const found = await topUpsBetween(kit.db, kit.account, begun, changed + DAY);
      expect(found.map((one) => [one.meter, one.amount])).toEqual([['actions', 3 * UNIT], ['data_credits', 2 * UNIT]]);
      const books = await priceBooksAt(kit.db, [...found.map((one) => one.at), 0]);
      expect(books.map((book) => book.version === version)).toEqual([false, true, false]);
      expect(books[1]?.creditMicroUsd).toBe(70_000);
    });

    it('names the lots of charges, of reversals and of grants', async () => {
      const charge = await buy(kit.account);
      await kit.store.reverse(kit.account, charge, 'reversal-lots');
      await kit.store.grant({ accountId: kit.account, lotId: 'lot-topup', meter: 'data_credits', source: 'topup', amount: micro(5 * UNIT), expiresAt: null });
      await foldEntries(kit.db, kit.account);
      const { entries } = await entryPage(kit.db, kit.account, await everything(), {}, 20);
      const lots = await lotsOf(kit.db, kit.account, entries);
      const of = (kind: string, chargeId = '') => entries.filter((e) => e.kind === kind && e.chargeId === chargeId).map((e) => lots.get(e.seq)?.map((part) => [part.source, part.meter, part.amount]));
      expect(of('post', charge)).toEqual([expect.arrayContaining([['plan', 'actions', UNIT], ['plan', 'data_credits', UNIT / 2]])]);
      expect(of('reversal', 'reversal-lots')).toEqual(of('post', charge));
      expect(of('grant')[0]).toEqual([['topup', 'data_credits', 5 * UNIT]]);
    });

    it('tells usage by provider, member, enrichment and run, with the rest in one series', async () => {
      await buy(kit.account, { provider: 'hunter', run: 'run-a' });
      await buy(kit.account, { provider: 'hunter', run: 'run-a', member: 'user-0002' });
      const back = await buy(kit.account, { provider: 'prospeo', credits: 3 * UNIT, run: 'run-b' });
      await kit.store.reverse(kit.account, back, 'reversal-usage');
      for (const extra of ['p1', 'p2', 'p3', 'p4', 'p5']) await buy(kit.account, { provider: extra, credits: 1_000 });
      await buy(kit.account, { end: 'void' });
      await kit.advance(40 * DAY);
      await buy(kit.account, { provider: 'hunter' });
      await foldEntries(kit.db, kit.account);
      const toDay = dayOf(await kit.now());
      const query: UsageQuery = { fromDay: toDay - 70, toDay, step: 'month', by: 'provider', meter: 'data_credits' };
      const found = await usage(kit.db, kit.account, query, 50);
      expect(found.lines[0]).toEqual({ key: 'prospeo', n: 1, actions: UNIT, credits: 3 * UNIT, reversedActions: UNIT, reversedCredits: 3 * UNIT });
      expect(found.lines[1]).toMatchObject({ key: 'hunter', n: 3, credits: 1_500_000 });
      expect(found.total).toMatchObject({ n: 9, actions: 9 * UNIT, credits: 4_505_000 });
      expect(found.series.map((s) => s.key)).toEqual(['prospeo', 'hunter', 'p1', 'p2', 'p3', null]);
      expect(found.series[5]?.total).toBe(2_000);
      expect(found.series[1]?.values.filter((v) => v > 0)).toEqual([1_000_000, 500_000]);
      expect(found.buckets).toHaveLength(found.series[0]?.values.length ?? 0);
      expect((await usage(kit.db, kit.account, { ...query, by: 'run', meter: 'actions' }, 50)).lines.map((line) => [line.key, line.n])).toEqual([['run-1', 6], ['run-a', 2], ['run-b', 1]]);
      expect((await usage(kit.db, kit.account, { ...query, by: 'member' }, 50)).lines.map((line) => [line.key, line.n])).toEqual([[USER, 8], ['user-0002', 1]]);
      expect((await usage(kit.db, kit.account, { ...query, by: 'enrichment', member: 'user-0002' }, 50)).lines).toMatchObject([{ key: 'work-email', n: 1 }]);
      expect((await usage(kit.db, kit.account, query, 2)).isCut).toBe(true);
      expect((await usageCells(kit.db, kit.account, query)).reduce((n, cell) => n + cell.n, 0)).toBe(9);
      expect(await notCharged(kit.db, kit.account, query)).toEqual([{ code: 'no_result', n: 1 }]);
      expect(await usage(kit.db, await kit.newAccount(), query, 50)).toMatchObject({ lines: [], series: [], total: { n: 0 } });
    });

    it('tells usage by table and by waterfall, as devices have said it, of what was bought, used on a device and given back', async () => {
      const back = await buy(kit.account, { table: 'table-a', waterfall: 'work-email' });
      await buy(kit.account, { table: 'table-a', waterfall: 'my-own' });
      await buy(kit.account, { end: 'void', table: 'table-b' });
      await buy(kit.account);
      await kit.store.reverse(kit.account, back, 'reversal-made-for');
      const spent = { chargeId: 'local-made-for', actions: UNIT, leaseId: null, tableRef: 'table-b', waterfallRef: 'my-own' };
      await kit.push([spendOp(1, spent, 'op-made-for')], { userId: USER, deviceId: 'device-made-for' });
      // Said again without it, as by an older device: the same charge, and what was said first stays.
      const { tableRef: _table, waterfallRef: _waterfall, ...older } = spent;
      expect(await kit.push([spendOp(2, older, 'op-made-for-2')], { userId: USER, deviceId: 'device-made-for' })).toMatchObject({ response: { results: [{ status: 'duplicate' }] } });
      await foldEntries(kit.db, kit.account);
      const toDay = dayOf(await kit.now());
      const linesBy = async (by: UsageQuery['by']) => (await usage(kit.db, kit.account, { fromDay: toDay - 3, toDay, step: 'day', by, meter: 'actions' }, 50)).lines.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((line) => [line.key, line.n, line.actions, line.reversedActions]);
      expect(await linesBy('table')).toEqual([['', 1, UNIT, 0], ['table-a', 2, 2 * UNIT, UNIT], ['table-b', 1, UNIT, 0]]);
      expect(await linesBy('waterfall')).toEqual([['', 1, UNIT, 0], ['my-own', 2, 2 * UNIT, 0], ['work-email', 1, UNIT, UNIT]]);
      expect((await usageCells(kit.db, kit.account, { fromDay: toDay - 3, toDay, step: 'day', by: 'table', meter: 'actions' })).map((cell) => cell.key).toSorted()).toEqual(['', 'table-a', 'table-b']);
      expect(await usage(kit.db, await kit.newAccount(), { fromDay: toDay - 3, toDay, step: 'day', by: 'table', meter: 'actions' }, 50)).toMatchObject({ lines: [] });
    });

    it('keeps the names of tables and waterfalls for one workspace, the last one told, and of too many the newest', async () => {
      const label = (n: number, name = `Name ${n}`) => ({ kind: 'table' as const, ref: `table-${String(n).padStart(5, '0')}`, name });
      const by = (deviceId: string) => ({ accountId: kit.account, deviceId });
      await putLabels(kit.db, by('device-1'), [label(1), { ...label(1), kind: 'waterfall' }, label(2), label(2, 'Second')]);
      await kit.advance(1_000);
      await putLabels(kit.db, by('device-2'), [label(1, 'Renamed')]);
      expect(await labelsOf(kit.db, kit.account)).toEqual([label(1, 'Renamed'), label(2, 'Second'), { ...label(1), kind: 'waterfall' }]);
      await kit.advance(1_000);
      await putLabels(kit.db, by('device-3'), Array.from({ length: LABELS - 1 }, (_, i) => label(i + 3)));
      const kept = await labelsOf(kit.db, kit.account);
      expect(kept).toHaveLength(LABELS);
      // Told longest ago: the second table and the waterfall.
      expect(kept.slice(0, 2)).toEqual([label(1, 'Renamed'), label(3)]);
      expect(kept.some(({ kind }) => kind === 'waterfall')).toBe(false);
      expect(await labelsOf(kit.db, await kit.newAccount())).toEqual([]);
    });

    it('forgets a name when the device that told it does not tell it any more, and those of one that tells nothing for long', async () => {
      const label = (n: number): Label => ({ kind: 'table', ref: `table-of-device-${n}`, name: `Name ${n}` });
      const accountId = await kit.newAccount();
      const other = await kit.newAccount();
      const tell = (deviceId: string, labels: readonly Label[], account = accountId) => putLabels(kit.db, { accountId: account, deviceId }, labels);
      await tell('device-1', [label(1), label(2)]);
      await tell('device-1', [label(1)], other);
      await tell('device-2', [label(3), label(4)]);
      await tell('device-1', [label(2)]);
      expect(await labelsOf(kit.db, accountId)).toEqual([label(2), label(3), label(4)]);
      // Switched off there.
      await tell('device-2', []);
      expect(await labelsOf(kit.db, accountId)).toEqual([label(2)]);
      expect(await labelsOf(kit.db, other)).toEqual([label(1)]);
      // Signed in anew it is another device.
      await tell('device-3', [label(2)]);
      await tell('device-1', []);
      expect(await labelsOf(kit.db, accountId)).toEqual([label(2)]);
      await kit.advance(LABELS_KEPT_MS / 2);
      await tell('device-3', [label(2)]);
      await kit.advance(LABELS_KEPT_MS / 2 + 1_000);
      const wrong: unknown[] = [];
      await forgetOld(kit.db, new AbortController().signal, (error) => void wrong.push(error));
      expect(wrong).toEqual([]);
      expect(await labelsOf(kit.db, accountId)).toEqual([label(2)]);
      expect(await labelsOf(kit.db, other)).toEqual([]);
    });

    it('counts what suppliers were asked once, today and when the day is over', async () => {
      const posted = await buy(kit.account);
      const voided = await buy(kit.account, { end: 'void' });
      const log = (chargeId: string, n: number, change: { provider?: string; operation?: string; outcome: string }) =>
        kit.store.logSupplierCall({ accountId: kit.account, callId: `${chargeId}/${n}`, chargeId, providerId: change.provider ?? 'hunter', operation: change.operation ?? 'find-work-email', outcome: change.outcome, delivered: true, tookMs: 10 });
      await log(posted, 0, { outcome: 'hit' });
      await log(posted, 1, { provider: 'zerobounce', operation: 'verify-email', outcome: 'hit' });
      await log(voided, 0, { outcome: 'no-result' });
      await log(voided, 1, { outcome: 'hit' });
      await log(voided, 2, { outcome: 'timeout' });
      const toDay = dayOf(await kit.now());
      const expected = [
        { providerId: 'hunter', operation: 'find-work-email', calls: { sold: 1, check: 0, unsold: 1, miss: 1, failed: 1 }, tookMs: 40 },
        { providerId: 'zerobounce', operation: 'verify-email', calls: { sold: 0, check: 1, unsold: 0, miss: 0, failed: 0 }, tookMs: 10 },
      ];
      await foldSupplier(kit.db, kit.account);
      expect(await supplierCalls(kit.db, kit.account, { fromDay: toDay, toDay })).toEqual(expected);
      const counted = () => kit.db.all('select day from supplier_day where account_id = ?', [kit.account]);
      const broke = (error: unknown): never => {
        throw error;
      };
      await foldSuppliers(kit.db, new AbortController().signal, broke);
      expect(await counted()).toEqual([]);
      await kit.advance(2 * DAY);
      await foldSuppliers(kit.db, new AbortController().signal, broke);
      expect((await one<{ n: number }>(kit.db, 'select count(*) as n from supplier_day where account_id = ?', [kit.account])).n).toBeGreaterThan(0);
      expect(await supplierCalls(kit.db, kit.account, { fromDay: toDay, toDay: toDay + 2 })).toEqual(expected);
      const again = await buy(kit.account);
      await log(again, 0, { outcome: 'hit' });
      expect((await supplierCalls(kit.db, kit.account, { fromDay: toDay, toDay: toDay + 2 }))[0]?.calls.sold).toBe(2);
    });
  });
}
