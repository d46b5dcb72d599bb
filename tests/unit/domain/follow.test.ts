import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowId } from '../../../lib/core/ids.ts';
import { FOLLOW_ATTEMPTS, FOLLOW_DELAY_MIN_MS, FOLLOW_PAGES, FOLLOW_QUIET_STEPS, FOLLOW_ROWS } from '../../../lib/core/limits.ts';
import { hash53 } from '../../../lib/core/hash.ts';
import { newRows, pagePrint } from '../../../lib/domain/list/fingerprint.ts';
import { FOLLOW_MOVES, type Follow, type FollowHow, type FollowState } from '../../../lib/domain/list/follow.ts';
import { advance, finish, jittered, leading, pauseFollow, resumeFollow, stumble, type StepRead, type StepTrouble } from '../../../lib/domain/list/follow-moves.ts';
import { planOf, progressOf, quoteOf, secondsOf, sizeOf } from '../../../lib/domain/list/follow-plan.ts';
import type { ListRow } from '../../../lib/domain/list/list.ts';

const AT = 'https://directory.example.com/members';
const LINK: FollowHow = { kind: 'link', label: 'Next' };
const MORE: FollowHow = { kind: 'more', selector: '#more', label: 'Load more' };
const SCROLL: FollowHow = { kind: 'scroll' };

function follow(over: Partial<Follow> = {}, how: FollowHow = LINK): Follow {
  return {
    id: 'follow-0001' as FollowId, name: 'Guild members', kind: 'person', readKind: 'person', listId: 'a1', container: 'ul', record: 'li', columns: [], plan: planOf(how, {}), state: 'running',
    startUrl: AT, url: AT, nextUrl: null, tabId: 1, session: 's', step: 0, pages: 0, rows: 0, duplicates: 0, quietSteps: 0, catchUp: 0, prints: [], visited: [], mustReturn: false, attempts: 0,
    nextAt: 0, workedMs: 0, movedAt: 0, createdAt: 0, expectedPages: null, expectedRows: null, ...over,
  };
}
const row = (n: number): ListRow => ({ key: n.toString(36), cells: [`Person ${n}`, `${AT}/${n}`] });
const rows = (from: number, count: number): ListRow[] => Array.from({ length: count }, (_, i) => row(from + i));
const read = (found: readonly ListRow[], over: Partial<StepRead> = {}): StepRead => ({
  url: AT, rows: found, found: found.length, duplicates: 0, print: pagePrint(found), next: { kind: 'link', url: `${AT}?page=2` }, atEnd: false, isFresh: true, ...over,
});
const at = (now: number, random = 0.5) => ({ now, random });

describe('a step of a follow', () => {
  it('adds rows, counts pages, goes to where the page leads, waits its time', () => {
    const { follow: after, rows: kept } = advance(follow(), read(rows(0, 48), { duplicates: 2, found: 50 }), at(1_000));
    expect(kept).toHaveLength(48);
    expect(after).toMatchObject({ state: 'running', step: 1, pages: 1, rows: 48, duplicates: 2, nextUrl: `${AT}?page=2`, nextAt: 3_000 });
  });

  it('ends with the list, before any limit is named', () => {
    const limited = follow({ plan: planOf(LINK, { maxPages: 1, maxRows: 10 }) });
    expect(advance(limited, read(rows(0, 10), { next: null }), at(1)).follow).toMatchObject({ state: 'ended', end: 'end-of-list', endedAt: 1 });
    expect(advance(limited, read(rows(0, 10)), at(1)).follow.end).toBe('row-cap');
    expect(advance(limited, read(rows(0, 9)), at(1)).follow.end).toBe('page-cap');
  });

  it('never keeps more rows than the plan allows', () => {
    const { follow: after, rows: kept } = advance(follow({ plan: planOf(LINK, { maxRows: 30 }), rows: 20, step: 1 }), read(rows(20, 48), { next: null }), at(1));
    expect(kept).toEqual(rows(20, 10));
    expect(after).toMatchObject({ state: 'ended', end: 'row-cap', rows: 30 });
  });

  it('ends when all rows are known, when pages go in a circle under new names, and when the next page was read before', () => {
    const first = advance(follow(), read(rows(0, 5)), at(1)).follow;
    expect(advance(first, read([], { found: 5, duplicates: 5, print: 'x' }), at(2)).follow).toMatchObject({ state: 'ended', end: 'nothing-new', duplicates: 5 });
    const renamed = rows(0, 5).map((r) => ({ key: `${r.key}z`, cells: [r.cells[0] ?? '', `${r.cells[1] ?? ''}?session=7`] }));
    const second = advance(first, read(rows(5, 5), { url: `${AT}?page=2`, next: { kind: 'link', url: `${AT}?page=3` } }), at(2)).follow;
    const circle = advance(second, read(renamed, { url: `${AT}?page=3`, next: { kind: 'link', url: `${AT}?page=4` } }), at(3));
    expect(circle.rows).toEqual([]);
    expect(circle.follow).toMatchObject({ state: 'ended', end: 'nothing-new', rows: 10 });
    expect(advance(first, read(rows(5, 5), { url: `${AT}?page=2`, next: { kind: 'link', url: AT } }), at(2)).follow).toMatchObject({ end: 'nothing-new', rows: 10 });
  });

  it('follows no link that is no web page', () => {
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'chrome://settings', 'data:text/html,x', '//']) {
      expect(advance(follow(), read(rows(0, 3), { next: { kind: 'link', url } }), at(1)).follow).toMatchObject({ state: 'ended', end: 'end-of-list', nextUrl: null });
    }
  });

  it('counts only the time it worked', () => {
    const slept = advance(follow({ movedAt: 0, plan: planOf(LINK, { maxMinutes: 2 }) }), read(rows(0, 3)), at(8 * 3_600_000)).follow;
    expect(slept.state).toBe('running');
    expect(slept.workedMs).toBeLessThan(120_000);
    expect(advance(follow({ workedMs: 119_999, movedAt: 10, plan: planOf(LINK, { maxMinutes: 2 }) }), read(rows(0, 3)), at(5_010)).follow.end).toBe('time-cap');
  });

  it('goes by the addresses of a range, and past its end is the end', () => {
    const how: FollowHow = { kind: 'address', addresses: [`${AT}?page=1`, `${AT}?page=2`] };
    const first = advance(follow({}, how), read(rows(0, 3), { next: null }), at(1)).follow;
    expect(first).toMatchObject({ state: 'running', nextUrl: `${AT}?page=2` });
    expect(stumble(first, { kind: 'past-the-end' }, at(2))).toMatchObject({ state: 'ended', end: 'end-of-list' });
    expect(advance(first, read(rows(3, 3), { next: null }), at(2)).follow.end).toBe('end-of-list');
  });
});

describe('a list that grows in its page', () => {
  it('ends after a few steps without news, and at once where the page says so', () => {
    let now = advance(follow({}, SCROLL), read(rows(0, 20)), at(1)).follow;
    for (let quiet = 1; quiet < FOLLOW_QUIET_STEPS; quiet++) {
      now = advance(now, read([], { isFresh: false }), at(2)).follow;
      expect(now.state).toBe('running');
    }
    expect(advance(now, read([], { isFresh: false }), at(3)).follow.end).toBe('nothing-new');
    expect(advance(now, read([], { isFresh: false, atEnd: true }), at(3)).follow.end).toBe('end-of-list');
  });

  it('goes through known rows again when the page was loaded anew in the middle', () => {
    let now = follow({}, MORE);
    for (let step = 0; step < 6; step++) now = advance(now, read(rows(step * 20, 20), { isFresh: step === 0 }), at(step)).follow;
    now = advance(now, read([], { isFresh: true, found: 20, duplicates: 20 }), at(7)).follow;
    for (let step = 0; step < 5; step++) now = advance(now, read([], { isFresh: false, found: 20, duplicates: 20 }), at(8 + step)).follow;
    expect(now).toMatchObject({ state: 'running', quietSteps: 0, rows: 120, duplicates: 0, pages: 6 });
    expect(advance(now, read(rows(120, 20), { isFresh: false }), at(20)).follow).toMatchObject({ state: 'running', rows: 140 });
  });
});

describe('trouble', () => {
  it('is tried again after growing pauses, then handed to the person', () => {
    let now = follow({ step: 1 });
    const waits: number[] = [];
    for (let n = 1; n < FOLLOW_ATTEMPTS; n++) {
      now = stumble(now, { kind: 'again', detail: 'timeout' }, at(1_000));
      expect(now.state).toBe('running');
      waits.push(now.nextAt - 1_000);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(stumble(now, { kind: 'again', detail: 'timeout' }, at(1_000))).toMatchObject({ state: 'paused', pause: 'error', detail: 'timeout', attempts: 0 });
    expect(stumble(now, { kind: 'busy', detail: '429' }, at(1_000))).toMatchObject({ state: 'paused', pause: 'blocked', detail: '429' });
  });

  it('says what is needed, and goes on where it was', () => {
    const lost = stumble(follow({ step: 3 }), { kind: 'needs', need: 'click' }, at(1));
    expect(lost).toMatchObject({ state: 'needs-click', need: 'click', step: 3 });
    const back = resumeFollow(lost, 50, { tabId: 9, session: 't' });
    expect(back).toMatchObject({ state: 'running', tabId: 9, session: 't', step: 3, nextAt: 50, mustReturn: true });
    expect(back.need).toBeUndefined();
  });
});

describe('any history of a follow', () => {
  const trouble: fc.Arbitrary<StepTrouble> = fc.constantFrom<StepTrouble>({ kind: 'again', detail: 'x' }, { kind: 'busy', detail: '429' }, { kind: 'blocked', detail: '403' }, { kind: 'hidden' }, { kind: 'changed' }, { kind: 'past-the-end' }, { kind: 'needs', need: 'click' }, { kind: 'needs', need: 'open' });
  const event = fc.oneof(
    { weight: 4, arbitrary: fc.record({ what: fc.constant('step' as const), count: fc.nat(30), overlap: fc.nat(30), atEnd: fc.boolean(), isFresh: fc.boolean(), more: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('trouble' as const), trouble }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('pause' as const, 'resume' as const, 'stop' as const, 'lead' as const) }) },
  );

  it('moves only along legal ways, keeps its limits, never goes back', () => {
    fc.assert(
      fc.property(fc.constantFrom(LINK, MORE, SCROLL), fc.record({ maxPages: fc.integer({ min: 1, max: 8 }), maxRows: fc.integer({ min: 1, max: 60 }) }), fc.array(event, { maxLength: 40 }), (how, limits, events) => {
        let now = follow({ plan: planOf(how, limits) });
        const known = new Map<string, ListRow>();
        let clock = 0;
        for (const e of events) {
          const before: Follow = now;
          clock += 500;
          if (e.what === 'step' && now.state === 'running') {
            const page = newRows(rows(Math.max(0, known.size - e.overlap), e.count), (key) => known.has(key));
            const step = advance(now, read(page.rows, { found: e.count, duplicates: page.duplicates, print: hash53(`${clock}`), atEnd: e.atEnd, isFresh: e.isFresh, next: e.more ? { kind: 'link', url: `${AT}?page=${clock}` } : null }), at(clock, 0.3));
            now = step.follow;
            for (const r of step.rows) known.set(r.key, r);
          } else if (e.what === 'trouble' && now.state === 'running') now = stumble(now, e.trouble, at(clock, 0.9));
          else if (e.what === 'pause') now = pauseFollow(now, clock);
          else if (e.what === 'resume') now = resumeFollow(now, clock);
          else if (e.what === 'stop') now = finish(now, 'stopped', clock);
          else if (e.what === 'lead' && now.state === 'running') now = leading(now, clock);
          expect(now === before || FOLLOW_MOVES[before.state].includes(now.state)).toBe(true);
          expect(now.rows).toBe(known.size);
          expect(now.rows).toBeLessThanOrEqual(now.plan.maxRows);
          expect(now.pages).toBeLessThanOrEqual(now.plan.maxPages);
          expect(now.step).toBeGreaterThanOrEqual(before.step);
          expect([now.end !== undefined, now.endedAt !== undefined]).toEqual([now.state === 'ended', now.state === 'ended']);
          expect(now.pause !== undefined).toBe(now.state === 'paused');
          expect(now.need !== undefined).toBe(now.state === 'needs-click');
        }
      }),
    );
  });

  it('lets nothing out of an end', () => {
    const ended = finish(follow(), 'stopped', 1);
    const states: readonly FollowState[] = FOLLOW_MOVES.ended;
    expect(states).toEqual([]);
    expect(resumeFollow(ended, 2)).toBe(ended);
    expect(pauseFollow(ended, 2)).toBe(ended);
    expect(finish(ended, 'tab-closed', 2)).toBe(ended);
    expect(() => advance(ended, read(rows(0, 1)), at(2))).toThrow(/does not go from ended/);
  });
});

describe('the plan that is shown first', () => {
  it('says pages, rows and seconds as far as the page tells', () => {
    const links = [2, 3, 12].map((n) => ({ text: String(n), url: `${AT}?page=${n}` }));
    const size = sizeOf({ url: AT, rowsHere: 48, nextUrl: `${AT}?page=2`, links, texts: ['1–48 of 570 members'] });
    expect(size).toEqual({ pages: 12, rows: 570 });
    const quote = quoteOf(LINK, size, 48, true);
    expect(quote).toMatchObject({ how: 'link', label: 'Next', pages: 12, rows: 570, maxPages: 12, delayMs: 2_000, hasDetails: true });
    expect(secondsOf(12, quote.delayMs, 'link')).toBe(39);
    expect(sizeOf({ url: AT, rowsHere: 20, nextUrl: null, links: [], texts: [] })).toEqual({ pages: null, rows: null });
    expect(quoteOf(MORE, { pages: null, rows: null }, 20, false)).toMatchObject({ pages: null, maxPages: 25 });
  });

  it('stays inside the limits whatever is asked', () => {
    fc.assert(
      fc.property(fc.record({ maxPages: fc.integer(), maxRows: fc.integer(), maxMinutes: fc.integer(), delayMs: fc.integer() }), (asked) => {
        const plan = planOf(LINK, asked);
        expect(plan.maxPages >= 1 && plan.maxPages <= FOLLOW_PAGES && plan.maxRows >= 1 && plan.maxRows <= FOLLOW_ROWS && plan.delayMs >= FOLLOW_DELAY_MIN_MS).toBe(true);
      }),
    );
  });

  it('knows how far it is', () => {
    const half = follow({ pages: 6, rows: 280, workedMs: 21_000, expectedPages: 12, expectedRows: 570 });
    expect(progressOf(half)).toEqual({ percent: 50, ofPages: 12, secondsLeft: 21 });
    expect(progressOf(follow({ rows: 250, workedMs: 10_000, expectedRows: 500 }, SCROLL))).toEqual({ percent: 50, ofPages: null, secondsLeft: 10 });
    expect(progressOf(follow({ rows: 250 }, SCROLL))).toEqual({ percent: null, ofPages: null, secondsLeft: null });
    expect(progressOf(follow({ pages: 3, expectedPages: 12, plan: planOf(LINK, { maxPages: 6 }) })).ofPages).toBe(6);
  });

  it('waits a little less or more than said, never much', () => {
    fc.assert(fc.property(fc.integer({ min: 500, max: 60_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (delay, random) => Math.abs(jittered(delay, random) - delay) <= delay * 0.3 + 1));
  });
});

describe('rows by their keys', () => {
  it('keeps each key once, in order, and counts the rest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.uniqueArray(fc.nat(20)), (numbers, known) => {
        const page = numbers.map(row);
        const knownKeys = new Set(known.map((n) => row(n).key));
        const fresh = newRows(page, (key) => knownKeys.has(key));
        expect(fresh.rows.length + fresh.duplicates).toBe(page.length);
        expect(new Set(fresh.rows.map((r) => r.key)).size).toBe(fresh.rows.length);
        expect(fresh.rows.map((r) => r.key)).toEqual([...new Set(page.map((r) => r.key))].filter((key) => !knownKeys.has(key)));
      }),
    );
  });
});
