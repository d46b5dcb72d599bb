import { describe, expect, it } from 'vitest';
import { feedCost, feedDays } from '../../../lib/ui/feed.ts';
import { ageOf, dateOf, dayHeading, durationOf, initialsOf, listOf, momentOf, plural, startOfMonth, timeOf } from '../../../lib/ui/format.ts';
import { hashPath } from '../../../lib/ui/hash.ts';
import { hostOf, isLoopbackPort, originOf, pageLabel, plainUrl, safeHref } from '../../../lib/ui/safe-href.ts';
import { sureOf } from '../../../lib/ui/provenance.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';

const at = (text: string): number => new Date(text).getTime();
const NOW = at('2026-06-24T14:06:30');

describe('safe links', () => {
  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'data:text/html,<b>', 'vbscript:x', 'file:///etc/passwd', 'chrome://settings', '//example.com', 'example.com', '', 'https://user:pass@example.com/'])('does not follow %s', (url) => {
    expect(safeHref(url)).toBeUndefined();
  });
  it('follows web addresses, normalised', () => {
    expect(safeHref('HTTPS://Example.com/a b')).toBe('https://example.com/a%20b');
    expect(safeHref('http://example.com')).toBe('http://example.com/');
  });
  it('writes addresses as people do', () => {
    expect(plainUrl('https://www.example.com/team/')).toBe('example.com/team');
    expect(pageLabel('https://www.example.com/caf%C3%A9/')).toBe('example.com/café');
    expect(pageLabel('https://example.com/%E0%A4%A')).toBe('example.com/%E0%A4%A');
    expect(pageLabel(undefined)).toBe('This tab');
    expect(hostOf('https://www.example.com:8080/x')).toBe('example.com:8080');
  });
  it('asks permission only for web origins', () => {
    expect(originOf('https://example.com/a?b')).toBe('https://example.com');
    expect(originOf('chrome://extensions')).toBeUndefined();
  });
  it('takes only this machine, with a port, for practice', () => {
    expect(isLoopbackPort('http://127.0.0.1:4100')).toBe(true);
    expect(isLoopbackPort('http://localhost:4100/x')).toBe(true);
    expect(isLoopbackPort('http://127.0.0.1')).toBe(false);
    expect(isLoopbackPort('http://127.0.0.1.example.com:80')).toBe(false);
    expect(isLoopbackPort('https://example.com:4100')).toBe(false);
  });
});

describe('words for times and counts', () => {
  it('says when', () => {
    expect(timeOf(NOW)).toBe('14:06');
    expect(momentOf(at('2026-06-24T09:05:00'), NOW)).toBe('today 09:05');
    expect(momentOf(at('2026-06-23T23:59:00'), NOW)).toBe('yesterday 23:59');
    expect(dateOf(at('2026-05-12T10:00:00'), NOW)).toBe('12 May');
    expect(dateOf(at('2025-05-12T10:00:00'), NOW)).toBe('12 May 2025');
    expect(dayHeading(at('2026-06-01T10:00:00'), NOW)).toBe('1 June');
    expect(startOfMonth(NOW)).toBe(at('2026-06-01T00:00:00'));
  });
  it('says how long', () => {
    expect([0, 40, 300, 9_949, 9_951, 45_000, 120_000, 7_200_000].map(durationOf)).toEqual(['0.0 s', '0.1 s', '0.3 s', '9.9 s', '10 s', '45 s', '2 min', '2 h']);
    expect([0, 3, 70, 340, 800].map((days) => ageOf(days * 86_400_000))).toEqual(['today', '3 d', '2 mo', '11 mo', '2 y']);
  });
  it('says how many', () => {
    expect(plural(1, 'field')).toBe('1 field');
    expect(plural(12_482, 'person', 'people')).toBe('12,482 people');
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listOf([])).toBe('');
  });
  it('takes initials from any script and never from markup', () => {
    expect(initialsOf('Ada Example')).toBe('AE');
    expect(initialsOf('ada@example.com')).toBe('AC');
    expect(initialsOf('Zoë')).toBe('Z');
    expect(initialsOf('李 小龙')).toBe('李小');
    expect(initialsOf('<<>>')).toBe('?');
  });
  it('reads an address part', () => {
    expect(hashPath('providers/hunter')).toEqual({ section: 'providers', item: 'hunter' });
    expect(hashPath('')).toEqual({ section: '' });
    expect(hashPath('a/%E0%A4%A')).toEqual({ section: 'a', item: '%E0%A4%A' });
  });
  it('calls 80 high and 50 medium', () => {
    expect([80, 79, 50, 49].map(sureOf)).toEqual(['high', 'mid', 'mid', 'low']);
  });
});

describe('the feed', () => {
  const row = (id: string, when: string) => ({ id, at: at(when), kind: 'lead-added' as const, title: id, detail: '' });
  it('groups by day, in order', () => {
    const days = feedDays([row('a', '2026-06-24T14:00:00'), row('b', '2026-06-24T09:00:00'), row('c', '2026-06-23T09:00:00'), row('d', '2026-05-12T09:00:00')], NOW);
    expect(days.map((d) => [d.heading, d.rows.map((r) => r.id)])).toEqual([['Today', ['a', 'b']], ['Yesterday', ['c']], ['12 May', ['d']]]);
  });
  it('says nothing for a miss and free for what cannot cost', () => {
    expect(feedCost(row('a', '2026-06-24T14:00:00'))).toBe('free');
    expect(feedCost({ ...row('b', '2026-06-24T14:00:00'), kind: 'enriched', charged: { actions: micro(0), credits: micro(0) } })).toBe('nothing');
    expect(feedCost({ ...row('c', '2026-06-24T14:00:00'), kind: 'enriched', charged: { actions: micro(1_000_000), credits: micro(0) } })).toBe('amount');
  });
});
