import { describe, expect, it } from 'vitest';
import { readLists } from '../../../lib/capture/reader/lists/index.ts';
import { AT, card, cards, ListPage, names, namesOf, virtualList } from './follow-page.ts';

const paged = (from: number, count: number): string => `<ul id="list">${cards(from, count)}</ul><nav class="pager"><a rel="next" href="?page=2">Next</a></nav>`;
const withMore = `<ul id="list">${cards(0, 10)}</ul><button id="more">Load more (20 left)</button>`;

/** Pressing loads `size` further rows after a while, `times` times; then the button goes. */
function loadsMore(page: ListPage, size: number, times: number): { presses: number } {
  const state = { presses: 0 };
  page.element('#more').addEventListener('click', () => {
    state.presses++;
    const n = state.presses;
    page.after(700, () => {
      page.element('#list').insertAdjacentHTML('beforeend', cards(10 + (n - 1) * size, size));
      page.element('#more').textContent = `Load more (${(times - n) * size} left)`;
      if (n >= times) page.element('#more').remove();
    });
  });
  return state;
}

describe('a list in an open shadow root', () => {
  it('is read and pressed on like any other', async () => {
    const page = new ListPage('<guild-list></guild-list>');
    const root = page.element('guild-list').attachShadow({ mode: 'open' });
    root.innerHTML = `<ul id="list">${cards(0, 10)}</ul><button id="more">Load more</button>`;
    root.querySelector('button')?.addEventListener('click', ({ currentTarget }) => {
      root.querySelector('ul')?.insertAdjacentHTML('beforeend', cards(10, 10));
      (currentTarget as Element).remove();
    });
    const options = await page.options();
    const read = await readLists(page.doc, {}, { now: () => 0, pause: () => Promise.resolve() });
    const next = read.lists[0]?.next;
    expect(next).toMatchObject({ kind: 'more', selector: expect.stringContaining(' >>> ') });
    const control = { selector: next?.selector ?? '', label: 'Load more' };
    expect(namesOf(await page.step({ ...options, act: 'press', control }))).toEqual(names(0, 10));
    const more = await page.step({ ...options, act: 'press', step: 1, control });
    expect(namesOf(more)).toEqual(names(10, 10));
    expect(more.atEnd).toBe(true);
  });

  it('has its last records read by their places', async () => {
    const inShadow = (body: string): ListPage => {
      const page = new ListPage('<guild-list></guild-list>');
      page.element('guild-list').attachShadow({ mode: 'open' }).innerHTML = body;
      return page;
    };
    const options = await inShadow(`<ul id="list">${cards(0, 10)}</ul>`).options();
    const last = inShadow(`<ul id="list">${cards(10, 2)}</ul>`);
    expect(namesOf(await last.step({ ...options, step: 1 }))).toEqual(names(10, 2));
  });
});

describe('reading a page of the list', () => {
  it('hands back the rows in the columns of the first page, with keys that stay the same', async () => {
    const first = new ListPage(paged(0, 12));
    const options = await first.options();
    const one = await first.step(options);
    expect(one).toMatchObject({ outcome: 'rows', found: 12, isFresh: true, status: 200, next: { kind: 'link', url: `${AT}?page=2` } });
    expect(namesOf(one)).toEqual(names(0, 12));
    const second = new ListPage(paged(10, 12), `${AT}?page=2`);
    const two = await second.step({ ...options, step: 1, page: second.doc.URL });
    expect(namesOf(two)).toEqual(names(10, 12));
    expect(two.rows.slice(0, 2)).toEqual(one.rows.slice(10));
  });

  it('reads the one or two records of a last page, and a column that is the same in all of them', async () => {
    const options = await new ListPage(paged(0, 12)).options();
    for (const count of [1, 2]) {
      const last = new ListPage(`<ul id="list">${cards(24, count)}</ul>`, `${AT}?page=3`);
      const step = await last.step({ ...options, step: 2, page: last.doc.URL });
      expect([step.outcome, step.next]).toEqual(['rows', null]);
      expect(namesOf(step)).toEqual(names(24, count));
    }
    const town = options.list.columns.findIndex(({ key }) => key.includes('town'));
    const same = new ListPage(`<ul id="list">${[0, 4, 8, 12, 16].map(card).join('')}</ul>`, `${AT}?page=4`);
    const step = await same.step({ ...options, step: 3, page: same.doc.URL });
    expect(step.rows.map(({ cells }) => cells[town])).toEqual(Array.from({ length: 5 }, () => 'Leeds'));
  });

  it('knows the records of a recipe by the column that the recipe names', async () => {
    const page = new ListPage(`<ul id="list">${Array.from({ length: 4 }, (_, n) => `<li><a class="firm" href="https://firm${n}.example.com/">Firm</a><a class="name" href="/p/${n}">${names(n, 1)[0]}</a></li>`).join('')}</ul>`);
    const column = (key: string, selector: string, read: string) => ({ key, name: key, type: read === 'href' ? ('url' as const) : ('text' as const), sources: [{ from: 'element' as const, selector, read }] });
    const recipes = [{ id: 'guild', guards: [], rows: [{ from: 'elements' as const, container: '#list', record: '> li' }], identity: 'profile', columns: [column('name', '.name', 'text'), column('site', '.firm', 'href'), column('profile', '.name', 'href')] }];
    const read = await readLists(page.doc, { recipes }, { now: () => 0, pause: () => Promise.resolve() });
    const [list] = read.lists;
    if (list?.recipe !== 'guild') throw new Error('not read by the recipe');
    const step = await page.step({ ...(await page.options()), list: { ...list, columns: list.columns }, lists: { recipes } });
    expect(step.rows.map(({ key }) => key)).toEqual(list.rows.map(({ key }) => key));
  });

  it('waits for a list that the page draws later, and says when there is none, and what stands there instead', async () => {
    const options = await new ListPage(paged(0, 12)).options();
    const late = new ListPage('<p>Please wait</p>');
    late.after(2_500, () => void (late.element('main').innerHTML = paged(0, 12)));
    expect(namesOf(await late.step(options))).toEqual(names(0, 12));
    const none = new ListPage('<p>Nothing here</p>');
    none.status = 404;
    expect(await none.step(options)).toMatchObject({ outcome: 'no-list', status: 404, wall: false, rows: [] });
    const wall = new ListPage('<form><input type="password" name="word"></form>');
    expect(await wall.step(options)).toMatchObject({ outcome: 'no-list', wall: true });
  });

  it('mixes in nothing of another route that is drawn in its place', async () => {
    const page = new ListPage(paged(0, 12));
    const options = await page.options();
    page.element('main').innerHTML = '<p>Please wait</p>';
    page.after(600, () => {
      page.dom.window.history.pushState(null, '', '/firms');
      page.element('main').innerHTML = paged(50, 12);
    });
    expect(await page.step(options)).toMatchObject({ outcome: 'moved', rows: [] });
  });
});

describe('pressing "load more"', () => {
  it('brings each row once, presses once per step, and knows the end', async () => {
    const page = new ListPage(withMore);
    const state = loadsMore(page, 10, 2);
    const options = await page.options({ control: { selector: '#more', label: 'Load more (20 left)' } });
    expect(namesOf(await page.step(options))).toEqual(names(0, 10));
    const one = await page.step({ ...options, step: 1, act: 'press' });
    expect([namesOf(one), one.atEnd, one.isFresh]).toEqual([names(10, 10), false, false]);
    const two = await page.step({ ...options, step: 2, act: 'press' });
    expect([namesOf(two), two.atEnd]).toEqual([names(20, 10), true]);
    expect(state.presses).toBe(2);
    expect(await page.step({ ...options, step: 3, act: 'press' })).toMatchObject({ outcome: 'rows', rows: [], atEnd: true });
  });

  it('gives a lost answer again without pressing again, also while the step is under way', async () => {
    const page = new ListPage(withMore);
    const state = loadsMore(page, 10, 2);
    const options = await page.options({ control: { selector: '#more', label: '' } });
    await page.step(options);
    const press = { ...options, step: 1, act: 'press' as const };
    const [one, again] = await Promise.all([page.run(page.follower.step(press)), page.follower.step(press)]);
    expect(again.rows).toEqual(one.rows);
    expect((await page.step(press)).rows).toEqual(one.rows);
    expect(state.presses).toBe(1);
  });

  it('finds the button by its words when its place has changed, and leaves another one alone', async () => {
    const page = new ListPage(`<button id="other">Delete all</button>${withMore}`);
    const state = loadsMore(page, 10, 2);
    let deleted = 0;
    page.element('#other').addEventListener('click', () => void deleted++);
    const options = await page.options({ control: { selector: 'button', label: 'Load more (20 left)' } });
    await page.step(options);
    expect(namesOf(await page.step({ ...options, step: 1, act: 'press' }))).toEqual(names(10, 10));
    expect([state.presses, deleted]).toEqual([1, 0]);
  });

  it.each<[string, (b: HTMLElement) => void]>([['disabled', (b) => b.setAttribute('disabled', '')], ['aria-disabled', (b) => b.setAttribute('aria-disabled', 'true')], ['hidden', (b) => void (b.hidden = true)], ['not shown', (b) => void (b.style.display = 'none')]])(
    'takes a button that is %s for the end',
    async (_name, turnOff) => {
      const page = new ListPage(withMore);
      const options = await page.options({ control: { selector: '#more', label: '' } });
      await page.step(options);
      turnOff(page.element('#more'));
      expect(await page.step({ ...options, step: 1, act: 'press' })).toMatchObject({ rows: [], atEnd: true });
    },
  );

  it('is cut short by a stop, and goes on without a second press', async () => {
    const page = new ListPage(withMore);
    const state = loadsMore(page, 10, 2);
    const options = await page.options({ control: { selector: '#more', label: '' } });
    await page.step(options);
    const press = { ...options, step: 1, act: 'press' as const };
    page.after(300, () => void page.follower.step({ ...press, act: 'stop' }));
    expect(await page.step(press)).toMatchObject({ outcome: 'stopped', rows: [] });
    expect(page.clock).toBeLessThan(2_000);
    expect(namesOf(await page.step(press))).toEqual(names(10, 10));
    expect(state.presses).toBe(1);
  });

  it('reads before it presses in a document that was loaded anew', async () => {
    const page = new ListPage(withMore);
    const state = loadsMore(page, 10, 2);
    const options = await page.options({ control: { selector: '#more', label: '' } });
    const step = await page.step({ ...options, step: 7, act: 'press' });
    expect([namesOf(step), step.isFresh, state.presses]).toEqual([names(0, 10), true, 0]);
  });
});

describe('a button that turns the page in its place', () => {
  it('waits until the rows are others, and hands back all of them', async () => {
    const page = new ListPage('<ul id="list"></ul><button class="next">Next</button>');
    const turn = (from: number): void => void (page.element('#list').innerHTML = cards(from, 8));
    turn(0);
    let at = 0;
    page.element('button').addEventListener('click', () => {
      page.element('#list').innerHTML = '<li class="member">Loading</li>';
      page.after(900, () => turn((at += 6)));
    });
    const options = await page.options({ control: { selector: 'button.next', label: 'Next' }, replaces: true });
    expect(namesOf(await page.step(options))).toEqual(names(0, 8));
    expect(namesOf(await page.step({ ...options, step: 1, act: 'press' }))).toEqual(names(6, 8));
    expect(namesOf(await page.step({ ...options, step: 2, act: 'press' }))).toEqual(names(12, 8));
  });
});

describe('a list that scrolls', () => {
  const box = '<div id="box" role="feed"><ul id="list"></ul></div>';

  it('keeps the rows that leave the document, over several steps, to the end', async () => {
    const page = new ListPage(box);
    virtualList(page, 300, 60);
    const options = await page.options({ act: 'scroll' });
    const all: string[] = [];
    for (let step = 0; step < 40; step++) {
      const before = page.clock;
      const answer = await page.step({ ...options, step });
      expect(page.clock - before).toBeLessThan(9_000);
      all.push(...namesOf(answer));
      if (answer.atEnd) break;
    }
    expect(all).toEqual(names(0, 300));
  });

  it('begins at the top, wherever the person had scrolled to', async () => {
    const page = new ListPage(box);
    virtualList(page, 60);
    const options = await page.options({ act: 'scroll' });
    page.element('#box').scrollTop = 1_600;
    page.clock += 50;
    expect(namesOf(await page.step(options)).slice(0, 5)).toEqual(names(0, 5));
  });

  it('stops at once, and does not mix in another route', async () => {
    const page = new ListPage(box);
    virtualList(page, 300);
    const options = await page.options({ act: 'scroll' });
    page.after(900, () => void page.follower.step({ ...options, act: 'stop' }));
    const cut = await page.step(options);
    expect([cut.outcome, cut.atEnd]).toEqual(['rows', false]);
    expect(page.clock).toBeLessThan(2_000);
    expect((await page.step(options)).rows).toEqual(cut.rows);
    page.after(500, () => page.dom.window.history.pushState(null, '', '/firms'));
    expect(await page.step({ ...options, step: 1 })).toMatchObject({ outcome: 'moved', rows: [] });
  });

  it('says that it has to be looked at when nothing comes in a tab behind others', async () => {
    const still = new ListPage(`<div id="box" role="feed"><ul id="list">${cards(0, 9)}</ul></div>`);
    const again = await still.options({ act: 'scroll' });
    still.element('#box').scrollTo = () => undefined;
    Object.defineProperty(still.doc, 'scrollingElement', { get: () => still.element('#box') });
    Object.defineProperty(still.doc, 'visibilityState', { get: () => 'hidden', configurable: true });
    expect(await still.step(again)).toMatchObject({ outcome: 'rows', found: 9, atEnd: false });
    expect(await still.step({ ...again, step: 1 })).toMatchObject({ outcome: 'hidden', rows: [] });
    Object.defineProperty(still.doc, 'visibilityState', { get: () => 'visible' });
    expect(await still.step({ ...again, step: 1 })).toMatchObject({ outcome: 'rows', rows: [], atEnd: true });
  });
});

describe('looking how a list goes on', () => {
  it('tells link, label, pager and numbers, and changes nothing', async () => {
    const page = new ListPage(`<p>1–12 of 140 members</p><ul id="list">${cards(0, 12)}</ul><nav class="pager"><b>1</b> <a href="?page=2">2</a> <a href="?page=12">12</a> <a rel="next" href="?page=2">Next page</a></nav>`);
    const before = page.doc.documentElement.outerHTML;
    const step = await page.step(await page.options({ act: 'look' }));
    expect(step.look).toMatchObject({ label: 'Next page', list: { recordCount: 12 } });
    expect(step.look?.links.map(({ url }) => url)).toContain(`${AT}?page=12`);
    expect(step.look?.texts).toContain('1–12 of 140 members');
    expect(step.look?.texts.some((text) => text.includes('Ada'))).toBe(false);
    expect(page.doc.documentElement.outerHTML).toBe(before);
  });
});
