import { describe, expect, it } from 'vitest';
import type { Quote, QuoteStep } from '../../../lib/domain/enrichment/quote.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { capWords, leavesWords, priceView, skipsWords, stillWorks, wantsSource } from '../../../lib/ui/price.ts';

const step = (providerId: string, route: 'free' | 'own' | 'account', credits: number, over: Partial<QuoteStep> = {}): QuoteStep => ({ source: 'provider', providerId, route, creditsMax: micro(credits * 1e6), askable: 1, ...over });
const quote = (over: Partial<Quote> = {}): Quote => ({
  waterfallId: 'work-email', leads: 1, asked: 1, min: { actions: micro(0), credits: micro(0) }, max: { actions: micro(1e6), credits: micro(1.5e6) }, steps: [step('a', 'account', 1), step('b', 'account', 1.5)], skips: [], confirm: false, ...over,
});
const free = { actions: micro(1e6), credits: micro(0) };

describe('priceView', () => {
  it('puts the most of both meters into words', () => {
    expect(priceView(quote(), 'work-email')).toMatchObject({ kind: 'price', words: 'up to 1 Action + 1.5 Credits', odds: { top: '2 sources', below: 'with account' } });
  });
  it('tells own keys and free sources apart', () => {
    expect(priceView(quote({ max: free, steps: [step('a', 'own', 0)] }), 'work-email')).toMatchObject({ kind: 'own', odds: { top: '1 source', below: 'own key' } });
    expect(priceView(quote({ max: free, steps: [step('a', 'free', 0), step('b', 'free', 0)] }), 'company')).toMatchObject({ kind: 'free', odds: { below: 'free' } });
    expect(priceView(quote({ steps: [step('a', 'own', 0), step('b', 'account', 1.5)] }), 'work-email').odds?.below).toBe('own keys, account');
  });
  it('says why a button cannot be pressed', () => {
    const reason = (over: Partial<Quote>): string | undefined => priceView(quote(over), 'work-email').reason;
    expect(reason({ blocked: 'no-credits', shortBy: micro(1.1e6) })).toBe('Needs up to 1.5 Credits, you have 0.4');
    expect(reason({ blocked: 'no-actions', shortBy: micro(1e6) })).toBe('Needs up to 1 Action, you have 0');
    expect(reason({ blocked: 'offline' })).toBe('Offline. Works again with the connection.');
    expect(reason({ blocked: 'nothing-to-ask', skips: [{ reason: 'missing-input', count: 1 }] })).toBe('Needs a full name and a company domain');
    expect(reason({ blocked: 'nothing-to-ask', skips: [{ reason: 'already-known', count: 1 }] })).toBe('Answered already');
    expect(reason({ blocked: 'nothing-to-ask', steps: [step('a', 'account', 1, { askable: 0, skip: 'no-key' })] })).toBe('Needs a provider key or an account');
  });
  it('says the reason that holds for most leads', () => {
    const view = priceView(quote({ blocked: 'nothing-to-ask', skips: [{ reason: 'no-key', count: 2 }, { reason: 'already-known', count: 9 }] }), 'work-email', 11);
    expect(view.reason).toBe('Answered already for 9 of 11');
    expect(priceView(quote({ blocked: 'nothing-to-ask', skips: [{ reason: 'already-known', count: 11 }] }), 'work-email', 11).reason).toBe('Answered already for all of them');
  });
  it('offers a way on only where a key or an account is what is missing', () => {
    expect(wantsSource(quote({ blocked: 'nothing-to-ask', skips: [{ reason: 'no-key', count: 1 }] }))).toBe(true);
    expect(wantsSource(quote({ blocked: 'nothing-to-ask', steps: [step('a', 'account', 1, { askable: 0, skip: 'no-verifier' })] }))).toBe(true);
    expect(wantsSource(quote({ blocked: 'nothing-to-ask', skips: [{ reason: 'missing-input', count: 1 }] }))).toBe(false);
    expect(wantsSource(quote())).toBe(false);
  });
  it('says what a limit of the table leaves, of the one that comes nearest to its end', () => {
    const room = (scope: 'table-hour' | 'table-month', left: number, limit = 100) => ({ scope, meter: 'actions', limit: micro(limit * 1e6), left: micro(left * 1e6) }) as const;
    expect(leavesWords({ tableRooms: [room('table-hour', 80), room('table-month', 60)] }, free)).toBe('Leaves 59 Actions of this table’s month.');
    expect(leavesWords({ tableRooms: [room('table-hour', 1), room('table-month', 60)] }, free)).toBe('Leaves 0 Actions of this table’s hour.');
    expect(leavesWords({}, free)).toBeNull();
    expect(capWords(room('table-month', 20))).toBe('This table’s limit of 100 Actions a month has 20 left. The run waits there until 30 days allow more, or you raise it.');
    expect(capWords(room('table-hour', 100), 'Sending')).toBe('This table’s limit of 100 Actions an hour can be reached. Sending waits there until an hour allows more.');
    expect(capWords({ ...room('table-hour', 20), scope: 'run' })).toBe('Your limit of 100 Actions a run has 20 left. The run ends there, and what is left is not asked.');
  });
  it('lists what a run leaves out', () => {
    expect(skipsWords(quote({ skips: [{ reason: 'already-known', count: 43 }, { reason: 'missing-input', count: 2 }] }))).toBe('43 answered before and 2 not enough known');
  });
  it('finds what still works when Credits are out', () => {
    expect(stillWorks(quote({ steps: [step('hunter', 'own', 0), step('github', 'free', 0), step('x', 'account', 1), step('y', 'own', 0, { skip: 'missing-input' })] }))).toEqual({ own: ['hunter'], free: ['github'] });
  });
});
