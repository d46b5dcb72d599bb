import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBetween, countersOf, countOn, namedCounter, nextAddress, pagesLeft, samePage, samePageOrCount, samePath, withCount } from '../../../lib/domain/list/next-address.ts';
import { totalsIn } from '../../../lib/domain/list/totals.ts';

const AT = 'https://directory.example.com';
const linksTo = (...urls: string[]) => urls.map((url, i) => ({ text: String(i + 1), url }));

describe('addresses that count', () => {
  it.each([
    [`${AT}/members?page=2`, `${AT}/members?page=3`, 1],
    [`${AT}/members?q=oak&page=9`, `${AT}/members?q=oak&page=10`, 1],
    [`${AT}/members`, `${AT}/members?page=2`, 1],
    [`${AT}/members/`, `${AT}/members?page=1`, 1], // pages from 0
    [`${AT}/members?city=Leeds`, `${AT}/members?city=Leeds&offset=20`, 20],
    [`${AT}/members?offset=20`, `${AT}/members?offset=40`, 20],
    [`${AT}/members`, `${AT}/members/page/2/`, 1],
    [`${AT}/members/page/2/`, `${AT}/members/page/3/`, 1],
    [`${AT}/members-p4.html`, `${AT}/members-p5.html`, 1],
    [`${AT}/list/007`, `${AT}/list/008`, 1],
  ])('%s then %s counts by %i', (from, to, step) => {
    expect(countBetween(from, to)?.step).toBe(step);
  });

  it('finds no count where something else differs', () => {
    expect(countBetween(`${AT}/members?page=1`, `${AT}/firms?page=2`)).toBeNull();
    expect(countBetween(`${AT}/members?page=1&sort=a`, `${AT}/members?page=2&sort=b`)).toBeNull();
    expect(countBetween(`${AT}/members?page=1&n=1`, `${AT}/members?page=2&n=2`)).toBeNull();
    expect(countBetween('not an address', `${AT}/?page=2`)).toBeNull();
    expect(countBetween(`${AT}/members?page=2`, `${AT}/members?page=2`)).toBeNull();
  });

  it('goes on as it went before, with the same number of digits', () => {
    expect(nextAddress(`${AT}/l?offset=40`, `${AT}/l?offset=20`)).toBe(`${AT}/l?offset=60`);
    expect(nextAddress(`${AT}/list/009`, `${AT}/list/008`)).toBe(`${AT}/list/010`);
    expect(nextAddress(`${AT}/l/page/3/`, null)).toBe(`${AT}/l/page/4/`);
    expect(nextAddress(`${AT}/l?offset=40`, null)).toBeNull(); // nobody said by how much
    expect(nextAddress(`${AT}/2026/members`, null)).toBeNull(); // a year is no page
    expect(countOn(`${AT}/l?page=9`, 3)).toEqual([`${AT}/l?page=9`, `${AT}/l?page=10`, `${AT}/l?page=11`]);
    expect(countOn(`${AT}/l`, 3)).toBeNull();
    expect(namedCounter(`${AT}/7/members?seite=3`)).toMatchObject({ where: 'query', name: 'seite', value: 3 });
  });

  it('puts any count back where it was found', () => {
    const place = fc.constantFrom<[string, string]>(['?page=', ''], ['?x=y&offset=', ''], ['/page/', '/'], ['/list-', '.html'], ['/', '']);
    fc.assert(
      fc.property(place, fc.integer({ min: 2, max: 90_000 }), fc.integer({ min: 1, max: 500 }), ([before, after], value, step) => {
        const here = new URL(`/members${before}${value}${after}`, AT).href;
        const there = new URL(`/members${before}${value + step}${after}`, AT).href;
        const count = countBetween(here, there);
        expect(count?.step).toBe(step);
        if (!count) return;
        expect(withCount(here, count.counter, value + step)).toBe(there);
        expect(nextAddress(there, here)).toBe(new URL(`/members${before}${value + 2 * step}${after}`, AT).href);
      }),
    );
  });

  it('takes any text for an address or for none, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string()), (a, b) => {
        countersOf(a);
        countBetween(a, b);
        nextAddress(a, b);
        nextAddress(a, null);
        samePage(a, b);
        samePath(a, b);
        samePageOrCount(a, b);
        pagesLeft(a, b, linksTo(a, b));
      }),
    );
  });
});

describe('how long a list is', () => {
  it('counts to the last page that the pager names', () => {
    const page = (n: number): string => `${AT}/members?page=${n}`;
    expect(pagesLeft(`${AT}/members`, page(2), linksTo(page(2), page(3), page(12)))).toBe(12);
    expect(pagesLeft(page(4), page(5), linksTo(page(1), page(5), page(12)))).toBe(9);
    expect(pagesLeft(`${AT}/m?offset=0`, `${AT}/m?offset=48`, linksTo(`${AT}/m?offset=48`, `${AT}/m?offset=528`))).toBe(12);
    expect(pagesLeft(page(1), page(2), linksTo(`${AT}/other?page=90`, 'javascript:void 0'))).toBeNull();
    expect(pagesLeft(page(1), `${AT}/next-please`, linksTo(page(9)))).toBeNull();
  });

  it.each([
    ['1–48 of 570 members', { rows: 570 }],
    ['Showing 1 to 20 of 1,240 results', { rows: 1_240 }],
    ['Seite 1 von 12', { pages: 12 }],
    ['Page 1 / 12', { pages: 12 }],
    ['570 Ergebnisse', { rows: 570 }],
    ['1.240 Treffer', { rows: 1_240 }],
    ['2 of 3 people like us', {}], // fewer than there are rows
    ['Founded 1998', {}],
    ['page 9 of 3', {}],
  ])('reads %s', (text, totals) => expect(totalsIn(['', text], 48)).toEqual(totals));

  it('never takes more than a moment, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 120 }), { maxLength: 20 }), fc.nat(500), (texts, rows) => void totalsIn(texts, rows)));
    totalsIn([`${'1 '.repeat(60)}of`, `${'9'.repeat(120)}`, `page ${'1 '.repeat(50)}`], 1);
  });
});

describe('whether a tab still shows the list', () => {
  it('knows a page by its address without the fragment, and a route in the fragment', () => {
    expect(samePage(`${AT}/members#top`, `${AT}/members`)).toBe(true);
    expect(samePage(`${AT}/#/members`, `${AT}/#/firms`)).toBe(false);
    expect(samePath(`${AT}/members?page=1`, `${AT}/members?page=2`)).toBe(true);
    expect(samePath(`${AT}/app#/members?page=1`, `${AT}/app#/members?page=2`)).toBe(true);
    expect(samePath(`${AT}/app#/members`, `${AT}/app#/firms`)).toBe(false);
    expect(samePageOrCount(`${AT}/members/page/2`, `${AT}/members/page/3`)).toBe(true);
    expect(samePageOrCount(`${AT}/members`, `${AT}/firms`)).toBe(false);
  });
});
