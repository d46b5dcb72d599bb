import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandUrlRange, parseUrlRange, rangeCount, rangeUrl } from '../../../lib/domain/list/url-range.ts';

describe('addresses that count', () => {
  it.each([
    ['https://example.com/p?page=[1-3]', ['1', '2', '3'].map((n) => `https://example.com/p?page=${n}`)],
    ['https://example.com/[001-003]/x', ['001', '002', '003'].map((n) => `https://example.com/${n}/x`)],
    ['https://example.com/p?from=[0-50:20]', ['0', '20', '40'].map((n) => `https://example.com/p?from=${n}`)],
    ['https://example.com/[3-1]', ['3', '2', '1'].map((n) => `https://example.com/${n}`)],
    ['https://example.com/[08-11]', ['08', '09', '10', '11'].map((n) => `https://example.com/${n}`)],
    ['https://example.com/plain', ['https://example.com/plain']],
    ['https://example.com/[a-b]', ['https://example.com/[a-b]']],
  ])('%s', (text, urls) => {
    expect(expandUrlRange(text)).toEqual(urls);
  });

  it('are refused when they would be too many, stand still, or are two', () => {
    for (const text of ['[1-999999999]', '[1-5:0]', 'a[1-2]b[3-4]']) expect([text, parseUrlRange(`https://example.com/${text}`), expandUrlRange(`https://example.com/${text}`)]).toEqual([text, null, []]);
  });

  it('are each asked once, in order, and end', () => {
    fc.assert(fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 50 }), (from, to, step) => {
      const range = parseUrlRange(`https://example.com/?p=[${from}-${to}:${step}]`);
      const urls = range ? Array.from({ length: rangeCount(range) }, (_, i) => rangeUrl(range, i)) : [];
      expect(new Set(urls).size).toBe(Math.floor(Math.abs(to - from) / step) + 1);
      expect(urls[0]).toBe(`https://example.com/?p=${from}`);
      expect(range && rangeUrl(range, urls.length)).toBeNull();
      expect(expandUrlRange(`https://example.com/?p=[${from}-${to}:${step}]`)).toEqual(urls);
    }));
  });
});
