import { describe, expect, it } from 'vitest';
import type { ProviderSummary } from '../../../lib/contracts/commands.ts';
import type { KeyRow } from '../../../lib/storage/database.ts';
import { cardFits, priceOfOperation, providerCards } from '../../../lib/ui/provider-cards.ts';

const provider = (id: string, needsKey: boolean): ProviderSummary => ({ id, name: id, homepage: 'https://example.com', origin: 'https://api.example.com', needsKey, canCheckKey: true, operations: [{ name: 'find-work-email', label: 'Find work email' }, { name: 'verify-email', label: 'Verify email' }], sends: [] });
const key = (providerId: string, status: KeyRow['status'], environment: KeyRow['environment'] = 'live'): KeyRow => ({ id: `${environment}:${providerId}`, providerId, environment, iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1), last4: 'abcd', status });
const book = { version: 1, effectiveFrom: '', actionsPerResult: 1e6, actionTiers: [], data: { 'find-work-email@b': 1e6, 'verify-email@b': 0.2e6, 'find-work-email@z': 9e6 }, creditMicroUsd: 0, providers: ['b'] };

describe('provider cards', () => {
  const cards = providerCards([provider('a', true), provider('b', true), provider('c', false), provider('d', true)], [key('d', 'rejected'), key('a', 'works', 'sandbox')], book, 'live');
  it('says how each can be asked, own keys first', () => {
    expect(cards.map((c) => [c.provider.id, c.state])).toEqual([['d', 'rejected'], ['b', 'account'], ['c', 'free'], ['a', 'no-key']]);
  });
  it('shows least and most price of the account', () => {
    expect(cards[1]?.price).toEqual({ least: 0.2e6, most: 1e6 });
  });
  it('keeps practice keys apart', () => {
    expect(providerCards([provider('a', true)], [key('a', 'works', 'sandbox')], undefined, 'sandbox')[0]?.state).toBe('works');
    expect(providerCards([provider('a', true)], [key('a', 'works', 'sandbox')], undefined, 'live')[0]?.state).toBe('no-key');
  });
  it('sells only what the account holds a key for', () => {
    expect(priceOfOperation(book, 'z', 'find-work-email')).toBeUndefined();
    expect(priceOfOperation(book, 'b', 'find-mobile')).toBeUndefined();
    expect(priceOfOperation({ ...book, providers: ['__proto__'] }, '__proto__', 'find-mobile')).toBeUndefined();
  });
  it('filters by answer and by words', () => {
    const [card] = cards;
    expect(card && [cardFits(card, 'email', ''), cardFits(card, 'mobile', ''), cardFits(card, 'all', 'verify d'), cardFits(card, 'all', 'nobody')]).toEqual([true, false, true, false]);
  });
});
