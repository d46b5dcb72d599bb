import { describe, expect, it } from 'vitest';
import type { TableId } from '../../../lib/core/ids.ts';
import { micro, NOTHING } from '../../../lib/domain/ledger/amount.ts';
import { noticesOf, type Usable } from '../../../lib/domain/ledger/notices.ts';
import { unsentWords } from '../../../lib/services/unsent.ts';
import { deniedWords } from '../../../lib/ui/allowance.ts';
import { FIRST_COMPARISON, microUsdOf, planOf, usdText, withCreditsOf } from '../../../lib/ui/comparison.ts';
import { usablesOf } from '../../../lib/ui/notice-queries.ts';
import { noticeWords } from '../../../lib/ui/notice-words.ts';
import { limitWords } from '../../../lib/ui/price.ts';
import { NO_FILTER, filterOf } from '../../../lib/ui/statement-filter.ts';
import { waitingWords } from '../../../lib/ui/sync-words.ts';

const NOW = new Date(2026, 10, 25, 14, 0).getTime();
const usable = (over: Partial<Usable>): Usable => ({ scope: 'workspace', meter: 'data_credits', window: 'day', limit: micro(500e6), used: micro(0), endsAt: NOW + 4 * 3_600_000, ...over });
const words = (over: Partial<Usable>): string => {
  const [notice] = noticesOf([usable(over)], new Set());
  const { title, text } = notice ? noticeWords(notice, NOW) : { title: '', text: '' };
  return `${title} ${text}`;
};

describe('what comes near its end, in words', () => {
  it('says how much, until when, and what still works', () => {
    expect(words({ used: micro(460e6) })).toBe('The workspace’s limit of 500 Credits a day: 92 % used, 40 left until 18:00.');
    expect(words({ used: micro(500e6), scope: 'member' })).toBe('Your limit in the workspace of 500 Credits a day: used up until 18:00. Own keys and free sources cost no Credits and go on.');
    expect(words({ used: micro(500e6), scope: 'balance', window: 'month' })).toBe('No Data Credits left until 18:00. Own keys and free sources cost no Credits and go on.');
    expect(words({ used: micro(500e6), scope: 'balance', meter: 'actions', endsAt: null })).toBe('No Actions left. Reading, saving, editing and files go on; they cost no Actions.');
    expect(words({ used: micro(500e6), scope: 'own', window: 'hour' })).toBe('Your own limit of 500 Credits an hour: reached. Runs wait and go on by themselves.');
  });
  it('of a table: by its name, beside others of the same kind', () => {
    const table = { id: 'table-0001' as TableId, name: 'Speakers' };
    expect(words({ used: micro(400e6), scope: 'table', window: 'month', table })).toBe('The limit of Speakers of 500 Credits a month: 80 % used, 100 left.');
    const taken = { hour: NOTHING, day: NOTHING, tables: { 'table-0001': { hour: NOTHING, day: NOTHING, month: { actions: micro(9), credits: micro(0) } } } };
    const limits = { tables: { 'table-0001': { month: { actions: micro(10) } }, 'table-0002': { month: { actions: micro(0) } } } };
    const usables = usablesOf(null, limits, taken, NOW, [table]);
    expect(usables).toEqual([{ scope: 'table', table, meter: 'actions', window: 'month', limit: 10, used: 9, endsAt: expect.any(Number) }]);
    const [notice] = noticesOf(usables, new Set());
    expect(notice).toMatchObject({ level: 90, left: 1 });
    expect(noticesOf(usablesOf(null, limits, taken, NOW, [table, { ...table, id: 'table-0002' as TableId }]), new Set([notice?.key ?? '']))).toMatchObject([{ level: 100, table: { id: 'table-0002' } }]);
  });
  it('of a run: numbers and what to do', () => {
    expect(limitWords({ scope: 'member', meter: 'data_credits', window: 'day', limit: micro(500e6), left: micro(120e6), endsAt: NOW + 4 * 3_600_000 }, NOW)).toBe(
      'Your limit in the workspace of 500 Credits a day has 120 left until 18:00. What goes beyond it is refused and costs nothing. Ask fewer leads, wait, or use a key of your own, which costs no Credits. An admin can raise it.',
    );
  });
  it('what is set aside for devices is not used, and own caps have a window of the clock', () => {
    const balance = { meter: 'actions' as const, available: 20e6, held: 0, leased: 10e6, granted: 100e6, spent: 70e6, deficit: 0 };
    const account = { balances: [balance], limits: [], plan: { renewsAt: NOW } } as unknown as Parameters<typeof usablesOf>[0];
    const taken = { hour: { actions: micro(5), credits: micro(6) }, day: { actions: micro(7), credits: micro(8) } };
    expect(usablesOf(account, { hour: { credits: micro(10) } }, taken, NOW)).toEqual([
      { scope: 'balance', meter: 'actions', window: 'month', limit: 100e6, used: 70e6, endsAt: NOW },
      { scope: 'own', meter: 'data_credits', window: 'hour', limit: 10, used: 6, endsAt: (Math.floor(NOW / 3_600_000) + 1) * 3_600_000 },
    ]);
  });
});

describe('what waits, in words', () => {
  it('on the card and in the refusal of a sign-out', () => {
    expect(waitingWords({ count: 0, kinds: {}, callsOut: 0 })).toBe('nothing');
    expect(waitingWords({ count: 4, kinds: { spend: 2, late_spend: 1, lease_return: 1 }, callsOut: 1 })).toBe('3 charges, 1 share to give back and 1 purchase under way');
    expect(unsentWords({ spends: 3, returns: 0, others: 0, callsOut: 0 })).toBe('You are still signed in. 3 charges of this device have not reached the account. Sign out when the server answers. Nothing is lost.');
    expect(unsentWords({ spends: 1, returns: 0, others: 0, callsOut: 0 })).toContain('1 charge of this device has not reached');
    expect(unsentWords({ spends: 0, returns: 0, others: 0, callsOut: 2 })).toBe('You are still signed in. 2 questions are out. Wait until they have ended, or stop the run. Nothing is lost.');
  });
});

describe('a device that gets no share', () => {
  const denied = (code: string) => ({ code, until: NOW + 1_000 });
  it('says why while it has none left and the refusal holds', () => {
    expect(deniedWords(denied('limit'), 0, NOW)).toContain('limit of Actions');
    expect([deniedWords(denied('limit'), 1, NOW), deniedWords(denied('limit'), 0, NOW + 1_000), deniedWords(undefined, 0, NOW), deniedWords(denied('too_many_leases'), 0, NOW)]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('the filter as typed', () => {
  it('covers whole days, the last one included', () => {
    const filter = filterOf({ ...NO_FILTER, period: 'own', from: '2026-11-01', to: '2026-11-02' }, NOW);
    expect(filter).toEqual({ from: new Date(2026, 10, 1).getTime(), until: new Date(2026, 10, 3).getTime() });
    expect(filterOf({ ...NO_FILTER, period: 'last-month' }, NOW)).toEqual({ from: new Date(2026, 9, 1).getTime(), until: new Date(2026, 10, 1).getTime() });
    expect(filterOf({ ...NO_FILTER, period: 'own', from: 'x', to: '' }, NOW)).toEqual({});
    expect(filterOf(NO_FILTER, NOW)).toEqual({});
  });
});

describe('assumptions as typed', () => {
  it('dollars are read exactly or not at all', () => {
    expect(['185', '$0.05', ' 1,5 ', '0.000001'].map(microUsdOf)).toEqual([185_000_000, 50_000, 1_500_000, 1]);
    expect(['', '-1', '1e9', '0.0000001', 'free'].map(microUsdOf)).toEqual([null, null, null, null, null]);
    for (const micro of [0, 1, 50_000, 185_000_000, 1_500_000]) expect(microUsdOf(usdText(micro))).toBe(micro);
  });
  it('figures of one’s own stand in for a plan', () => {
    expect(planOf(FIRST_COMPARISON).name).toBe('Launch');
    expect(planOf({ planId: 'own', own: { microUsd: 1, actions: 2, credits: 3 } })).toMatchObject({ id: 'own', microUsd: 1, actions: 2, credits: 3 });
    expect(withCreditsOf(withCreditsOf(FIRST_COMPARISON, 'mobile', micro(5)), 'mobile', undefined)).toEqual(FIRST_COMPARISON);
  });
});
