import { describe, expect, it } from 'vitest';
import type { FollowId } from '../../../lib/core/ids.ts';
import type { DetailRun, Follow } from '../../../lib/domain/list/follow.ts';
import { planOf, type FollowQuote } from '../../../lib/domain/list/follow-plan.ts';
import { detailPlan, detailWords, endWords, liveWords, placeOf, planDetail, planTitle, progressWords, rangeOf, resultWords, waitWords } from '../../../lib/ui/follow-words.ts';

const quote = (over: Partial<FollowQuote> = {}): FollowQuote => ({ how: 'link', label: 'Next', pages: 12, rows: 570, rowsHere: 48, maxPages: 12, delayMs: 2_000, hasDetails: true, ...over });
const follow = (over: Partial<Follow> = {}): Follow => ({
  id: 'follow-0001' as FollowId, name: 'Guild members', kind: 'person', readKind: 'person', listId: 'a1', container: 'ul', record: 'li', columns: [], plan: planOf({ kind: 'link', label: 'Next' }, { maxPages: 12 }), state: 'running',
  startUrl: 'https://directory.example.com/members', url: '', nextUrl: null, tabId: 1, session: 's', step: 7, pages: 7, rows: 331, duplicates: 5, quietSteps: 0, catchUp: 0, prints: [], visited: [], mustReturn: false, attempts: 0,
  nextAt: 0, workedMs: 21_000, movedAt: 0, createdAt: 0, expectedPages: 12, expectedRows: 570, ...over,
});
const run = (over: Partial<DetailRun> = {}): DetailRun => ({ state: 'running', tabId: 1, session: 's', delayMs: 2_500, nextAt: 0, total: 48, read: 12, failed: 2, startedAt: 0, ...over });

describe('the plan in words', () => {
  it('says what would be read, how, and how long it takes', () => {
    expect(planTitle(quote(), 12)).toBe('12 pages, about 570 rows');
    expect(planDetail(quote(), 12)).toBe('“Next” link, 2 s apart, 40 s in all');
    expect(planTitle(quote(), 6)).toBe('6 of 12 pages, about 288 rows');
    expect(planTitle(quote({ pages: null, rows: null }), 25)).toBe('Up to 25 pages');
    expect(planDetail(quote({ pages: null, label: '' }), 25)).toBe('A link leads on, 2 s apart, at most 85 s in all');
    expect(planTitle(quote({ how: 'more', rows: 95 }), 25)).toBe('About 95 rows');
    expect(planDetail(quote({ how: 'more', label: 'Load more', pages: null }), 5)).toBe('“Load more” button, 2 s apart, at most 15 s in all');
    expect(planDetail(quote({ how: 'address', label: '', pages: null }), 5)).toMatch(/^The address counts the pages, /);
    expect(planTitle(quote({ how: 'scroll', rows: null }), 500)).toBe('More rows further down');
    expect(rangeOf('https://example.com/members?city=Leeds&page=3')).toBe('https://example.com/members?city=Leeds&page=[3-12]');
    expect(rangeOf('https://example.com/members/page/2/')).toBe('https://example.com/members/page/[2-11]/');
    expect(rangeOf('https://example.com/members')).toBe('https://example.com/members');
    expect(detailPlan(570)).toBe('570 pages in a background tab, about 37 min more');
  });
});

describe('a follow in words', () => {
  it('says how far it is', () => {
    expect(placeOf(follow())).toBe('page 7 of 12');
    expect(progressWords(follow())).toBe('331 rows, 5 duplicates dropped, about 15 s left. Free.');
    expect(progressWords(follow({ attempts: 2 }))).toBe('331 rows, 5 duplicates dropped, tries the page again. Free.');
    expect(placeOf(follow({ expectedPages: null, expectedRows: null }))).toBe('7 pages');
    const scroll = follow({ plan: planOf({ kind: 'scroll' }, {}), expectedPages: null, expectedRows: null, duplicates: 0 });
    expect([placeOf(scroll), progressWords(scroll)]).toEqual(['331 rows', 'Free.']);
    expect(progressWords({ ...scroll, detail: 'hidden' })).toBe('Waits until the tab is in front.');
    expect(liveWords(follow())).toBe('Guild members: page 7 of 12, 331 rows');
  });

  it('says why it waits and what to do, for every reason', () => {
    const words = [
      waitWords(follow({ state: 'paused', pause: 'by-person' })), waitWords(follow({ state: 'paused', pause: 'page-changed' })), waitWords(follow({ state: 'paused', pause: 'error', detail: 'timeout' })), waitWords(follow({ state: 'paused', pause: 'error', detail: '502' })),
      ...['429', '403', 'wall', 'policy'].map((detail) => waitWords(follow({ state: 'paused', pause: 'blocked', detail }))),
      waitWords(follow({ state: 'needs-click', need: 'click' })), waitWords(follow({ state: 'needs-click', need: 'open' })),
    ];
    expect(new Set(words).size).toBe(words.length);
    expect(words.every((text) => /^[A-Z].*\.$/.test(text) && !/undefined|!/.test(text))).toBe(true);
    expect(waitWords(follow())).toBe('');
  });

  it('says why it ended, for every reason', () => {
    const ends = (['end-of-list', 'page-cap', 'row-cap', 'time-cap', 'nothing-new', 'stopped', 'tab-closed'] as const).map((end) => endWords(follow({ state: 'ended', end })));
    expect(new Set(ends).size).toBe(7);
    expect(ends.every((text) => /^[A-Z0-9].*\.$/.test(text) && !text.includes('undefined'))).toBe(true);
    expect(resultWords(follow({ state: 'ended', end: 'end-of-list', pages: 12 }))).toBe('12 pages, 5 duplicates dropped. The list has ended. Free.');
  });

  it('counts the pages of rows', () => {
    expect(detailWords(run())).toBe('12 of 48 read, 2 without an answer, about 2 min left. Free.');
    expect(detailWords(run({ state: 'ended', end: 'stopped' }))).toBe('12 of 48 read, 2 without an answer. Stopped by you. Free.');
    expect(detailWords(run({ state: 'paused', failed: 0 }))).toBe('12 of 48 read. The browser was started anew. Nothing opens by itself.');
    expect(detailWords(run({ state: 'ended', end: 'done', total: 0 }))).toBe('The rows have no pages of their own.');
  });
});
