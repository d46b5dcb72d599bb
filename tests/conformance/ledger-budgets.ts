/** What an account pays its providers a day, the same on every database. */
import { describe, expect, it } from 'vitest';
import { createLedgerStore } from '../../server/ledger/sql-store.ts';
import { providerBudgets } from '../../server/ledger/provider-budgets.ts';
import { setState } from '../../server/ledger/freeze.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import type { LedgerStore } from '../../server/ledger/store.ts';
import { RECEIPTS } from '../unit/server/world.ts';
import { DAY, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const CENT = 10_000;

export function budgetConformance(name: string, under: DatabaseUnderTest): void {
  describe(`limits of providers on ${name}`, () => {
    const kit = useStore(under);
    const planned = (chargeId: string, worst: number | null = 40 * CENT, change: { readonly fence?: number; readonly nth?: number; readonly providerId?: string } = {}, store: LedgerStore = kit.store) =>
      store.planSupplierCall({ accountId: kit.account, chargeId, fence: 1, nth: 0, providerId: 'hunter', worst, ...change });
    const ended = (chargeId: string, cost: number, change: { readonly fence?: number; readonly nth?: number; readonly providerId?: string } = {}) =>
      kit.store.logSupplierCall({
        accountId: kit.account, callId: `${chargeId}/${change.fence ?? 1}/${change.nth ?? 0}`, chargeId, providerId: change.providerId ?? 'hunter', operation: 'find-work-email', outcome: cost > 0 ? 'hit' : 'no-result', delivered: true, tookMs: 5,
        paid: { fence: change.fence ?? 1, nth: change.nth ?? 0, cost },
      });
    const reserve = async (...ids: readonly string[]) => { for (const id of ids) await kit.store.reserve(kit.reserveInput(id)); };
    const limit = (cents: number | null, providerId = 'hunter') => kit.store.setProviderLimit(kit.account, providerId, cents === null ? null : cents * CENT);
    const budget = async (providerId = 'hunter') => (await providerBudgets(kit.db, kit.account)).find((one) => one.providerId === providerId);
    const cents = async (providerId = 'hunter') => { const known = await budget(providerId); return [known?.used, known?.out].map((u) => (u ?? Number.NaN) / CENT); };
    const told = async () => (await eventsAfter(kit.db, kit.account, 0, 500)).filter((e) => e.kind === 'limit').map((e) => `${e.providerId} ${e.code}`);

    it('counts a call with its worst while it is out, and with what it cost when it has ended, once', async () => {
      await reserve('c1', 'c2', 'c3', 'c4');
      await limit(100);
      expect([await planned('c1'), await planned('c2'), await planned('c3')]).toEqual([true, true, false]);
      expect(await cents()).toEqual([0, 80]);
      await ended('c1', 40 * CENT);
      await ended('c2', 0);
      await ended('c1', 40 * CENT);
      expect(await cents()).toEqual([40, 0]);
      expect([await planned('c3'), await planned('c4')]).toEqual([true, false]);
      await kit.sound();
    });

    it('makes a call that is counted already, and counts it once', async () => {
      await reserve('c1');
      await limit(40);
      expect([await planned('c1'), await planned('c1')]).toEqual([true, true]);
      expect(await cents()).toEqual([0, 40]);
    });

    it('counts each provider and each account by itself', async () => {
      await reserve('c1', 'c2');
      await limit(40);
      expect(await planned('c1')).toBe(true);
      expect(await planned('c2')).toBe(false);
      expect(await planned('c2', 40 * CENT, { providerId: 'zerobounce', nth: 1 })).toBe(true);
      await kit.newAccount();
      await reserve('c1');
      expect(await planned('c1')).toBe(true);
      expect(await budget()).toMatchObject({ limit: null, out: 40 * CENT });
    });

    it('counts what was paid today when the limit is set, and asks again when it is raised or removed', async () => {
      await reserve('c1', 'c2', 'c3');
      await planned('c1');
      await ended('c1', 30 * CENT);
      await limit(50);
      expect(await planned('c2')).toBe(false);
      await limit(70);
      expect(await planned('c2')).toBe(true);
      await limit(0);
      expect(await planned('c3')).toBe(false);
      expect(await planned('c3', 0)).toBe(true);
      await limit(null);
      expect(await planned('c3', 40 * CENT, { fence: 2 })).toBe(true);
    });

    it('does not make a call under a limit whose cost nobody says', async () => {
      await reserve('c1');
      expect(await planned('c1', null)).toBe(true);
      await limit(1_000);
      expect(await planned('c1', null, { fence: 2 })).toBe(false);
    });

    it('begins anew with the day of UTC; a call belongs to the day on which it was made', async () => {
      await reserve('c1', 'c2', 'c3');
      await limit(50);
      expect(await planned('c1')).toBe(true);
      await kit.advance((await budget())!.endsAt - (await kit.now()) - 60_000);
      expect(await planned('c2')).toBe(false);
      await kit.advance(120_000);
      expect(await cents()).toEqual([0, 0]);
      expect(await planned('c2')).toBe(true);
      await ended('c1', 40 * CENT);
      expect(await cents()).toEqual([0, 40]);
      expect((await budget())!.endsAt % DAY).toBe(0);
      expect(await planned('c3')).toBe(false);
    });

    it('ends the question of an earlier claim when its job had to be waited for, and leaves what nobody heard of counted', async () => {
      await reserve('c1', 'c2');
      await planned('c1', 40 * CENT, { fence: 1 });
      // Its worker died; the next one put the question again and waited under a third claim.
      await planned('c1', 40 * CENT, { fence: 2 });
      await ended('c1', 40 * CENT, { fence: 3 });
      expect(await cents()).toEqual([40, 40]);
    });

    it('says at 75, 90 and 100 percent, each once a day, and 100 when something was refused', async () => {
      await reserve('c1', 'c2', 'c3');
      await limit(100);
      await planned('c1', 75 * CENT);
      await planned('c2', 20 * CENT);
      expect(await told()).toEqual(['hunter provider_day_75', 'hunter provider_day_90']);
      await ended('c2', 0);
      expect(await planned('c3', 30 * CENT)).toBe(false);
      expect(await planned('c3', 30 * CENT)).toBe(false);
      expect(await told()).toEqual(['hunter provider_day_75', 'hunter provider_day_90', 'hunter provider_day_100']);
      await kit.sound();
    });

    it('is exact when two processes and many calls come at once', async () => {
      const ids = Array.from({ length: 40 }, (_, i) => `c${i}`);
      await reserve(...ids);
      await limit(100);
      const another = createLedgerStore(kit.db, RECEIPTS);
      const allowed = await Promise.all(ids.map((id, i) => planned(id, 7 * CENT, {}, i % 2 === 0 ? kit.store : another)));
      expect(allowed.filter(Boolean)).toHaveLength(14);
      expect(await cents()).toEqual([0, 98]);
      expect((await told()).filter((line) => line.endsWith('_100'))).toHaveLength(1);
    });

    it('counts for a stopped account what was under way, and tells nothing of it', async () => {
      await reserve('c1');
      await limit(40);
      await kit.db.transaction((tx) => setState(tx, kit.account, 'frozen', 'test', 'test'));
      expect(await planned('c1')).toBe(true);
      await ended('c1', 40 * CENT);
      expect(await cents()).toEqual([40, 0]);
      expect(await told()).toEqual([]);
      await expect(limit(10)).rejects.toThrow('stopped');
    });
  });
}
