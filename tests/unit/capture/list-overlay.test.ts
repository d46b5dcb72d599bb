import { JSDOM } from 'jsdom';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ListOverlay } from '../../../lib/capture/layer/list-overlay.ts';
import type { OverlayAnswer, OverlayInput } from '../../../lib/capture/layer/overlay-types.ts';
import type { LayerPorts } from '../../../lib/capture/layer/ports.ts';
import { Records, unite } from '../../../lib/capture/layer/records.ts';

/** Rows of 40 px below each other, as far as their number in `data-at` says; nothing else has a size. */
function pageOf(body: string) {
  const { window } = new JSDOM(`<!doctype html><body>${body}</body>`, { url: 'https://www.example-works.example/' });
  const roots: ShadowRoot[] = [];
  const attach = window.Element.prototype.attachShadow;
  window.Element.prototype.attachShadow = function (init: ShadowRootInit) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };
  const scrolled = vi.fn<() => void>();
  window.Element.prototype.scrollIntoView = scrolled;
  let reads = 0;
  window.Element.prototype.getBoundingClientRect = function () {
    reads++;
    const at = Number(this.closest('[data-at]')?.getAttribute('data-at') ?? Number.NaN);
    return (Number.isNaN(at) ? { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 } : { left: 100, top: at * 40, right: 300, bottom: at * 40 + 40, width: 200, height: 40 }) as DOMRect;
  };
  const watched: Element[] = [];
  let tell: (entries: { target: Element; isIntersecting: boolean }[]) => void = () => undefined;
  class Seen {
    constructor(callback: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
      tell = callback;
    }
    observe = (element: Element): number => watched.push(element);
    disconnect = (): void => void (watched.length = 0);
  }
  Object.assign(window, { IntersectionObserver: Seen });
  // jsdom makes no trusted events: what a hand does is told to the listeners directly.
  const listeners: { target: EventTarget; type: string; listener: (event: object) => void }[] = [];
  const listen = window.EventTarget.prototype.addEventListener;
  window.EventTarget.prototype.addEventListener = function (...args: Parameters<typeof listen>) {
    listeners.push({ target: this ?? window, type: args[0], listener: args[1] as never });
    return listen.apply(this, args);
  };
  const byHand = (target: EventTarget, type: string, event: object = {}): void => {
    for (const one of listeners) if (one.target === target && one.type === type) one.listener({ ...event, isTrusted: true });
  };
  const frames: (() => void)[] = [];
  const ports: LayerPorts = {
    doc: window.document, now: () => 0, after: () => () => undefined, prefersCalm: () => true,
    nextFrame: (act) => {
      frames.push(act);
      return () => void frames.splice(frames.indexOf(act), 1);
    },
  };
  const draw = (): void => {
    for (const frame of frames.splice(0)) frame();
  };
  /** The browser's word on what is on the screen, and the next picture. */
  const see = (...seen: Element[]): void => {
    tell(seen.map((target) => ({ target, isIntersecting: true })));
    draw();
  };
  return { window, doc: window.document, ports, roots, watched, scrolled, see, draw, byHand, frames, reads: () => reads };
}
const item = (i: number, name = `Person ${i}`): string => `<li data-at="${i}"><h3>${name}</h3><p>Buyer</p></li>`;
const rows = (count: number): string => `<ul>${Array.from({ length: count }, (_, i) => item(i)).join('')}</ul>`;
const input = (over: Partial<OverlayInput> = {}): OverlayInput => ({
  container: 'ul', record: ':scope>li', title: '48 people', note: '2 known', step: 'List 1 of 3', known: [{ texts: ['Person 1', 'Buyer'], tag: 'Q3 outbound' }],
  columns: [{ selector: ':scope>h3', label: 'Name', field: 'name' }, { selector: ':scope>p', label: 'Title', field: 'title' }], ...over,
});

describe('the records of a list', () => {
  it('are found again by what they say, where they stood or elsewhere', () => {
    const { doc } = pageOf(rows(4));
    const records = new Records(doc, 'ul', ':scope>li');
    expect(records.find(2, ['Person 2'])).toBe(records.heads[2]);
    expect(records.find(0, ['Person 3, Buyer'])).toBe(records.heads[3]);
    expect(records.find(1, ['Somebody else'])).toBeNull();
    expect(records.find(9, [])).toBeNull();
  });

  it('without an element of their own are their runs; an advertisement here and there is no part of them', () => {
    const { doc } = pageOf(`<div>${[0, 1, 2, 3].map((i) => `<h3 data-at="${i * 2}">Person ${i}</h3><p data-at="${i * 2 + 1}">Buyer ${i}</p>`).join('')}</div><ul>${item(0)}${item(1)}<li class="ad">Ad</li>${item(2)}${item(3)}${item(4)}</ul>`);
    const runs = new Records(doc, 'div', ':scope>h3');
    expect(runs.partsOf(runs.heads[1]!).map((part) => part.textContent)).toEqual(['Person 1', 'Buyer 1']);
    expect(runs.boxOf(runs.heads[1]!)).toEqual({ left: 100, top: 80, right: 300, bottom: 160 });
    const cards = new Records(doc, 'ul', ':scope>li[data-at]');
    expect(cards.partsOf(cards.heads[1]!)).toHaveLength(1);
  });

  it('are none where a selector is nonsense', () => {
    const { doc } = pageOf(rows(2));
    for (const [container, record] of [['ul[', 'li'], ['ul', 'li['], ['ul', ''], ['ol', 'li']] as const) expect(new Records(doc, container, record).heads).toEqual([]);
    expect(unite([null, { left: 1, top: 1, right: 1, bottom: 9 }])).toBeNull();
  });
});

describe('the outline', () => {
  let page: ReturnType<typeof pageOf>;
  let overlay: ListOverlay;
  let answers: string[];
  const show = (over: Partial<OverlayInput> = {}): void => void overlay.show(input(over)).then((answer) => answers.push(answer));
  const root = (): ShadowRoot => page.roots.at(-1)!;
  const hosts = (): number => page.doc.querySelectorAll('kiln-layer').length;
  const press = (name: string): void => {
    const button = [...root().querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').startsWith(name))!;
    page.byHand(button, 'click');
  };
  const settled = (): Promise<void> => Promise.resolve().then(() => undefined);
  beforeEach(() => {
    page = pageOf(rows(200));
    overlay = new ListOverlay(page.ports);
    answers = [];
  });

  it('stands around what is on the screen, known rows with their table, columns named on one row', () => {
    show();
    page.see(...page.watched.slice(0, 6));
    expect(root().querySelectorAll('.row')).toHaveLength(6);
    expect([...root().querySelectorAll('.row.is-known')].map((row) => row.textContent)).toEqual(['Q3 outbound']);
    expect([...root().querySelectorAll('.lab')].map((label) => label.textContent)).toEqual(['Name, title']);
    expect((root().querySelector('.region') as HTMLElement).style.cssText).toContain('width: 218px');
    expect(root().querySelector('[role=toolbar]')?.textContent).toBe('48 people2 knownList 1 of 3Use this listLeaveEsc');
  });

  it('measures what is on the screen and nothing else, and draws once for many scrolls', () => {
    show();
    page.see(...page.watched.slice(0, 10));
    const before = page.reads();
    for (let i = 0; i < 50; i++) page.window.dispatchEvent(new page.window.Event('scroll'));
    expect(page.frames).toHaveLength(1);
    page.draw();
    expect(page.reads() - before).toBeLessThan(20);
  });

  it('shows texts of the page as texts', () => {
    show({ title: '<img src=x onerror=alert(1)>', known: [{ texts: ['Person 0'], tag: '<b>x</b>' }] });
    page.see(...page.watched.slice(0, 2));
    expect(root().querySelector('img, .tag b')).toBeNull();
    expect(root().querySelector('b')?.textContent).toBe('<img src=x onerror=alert(1)>');
  });

  it('answers what was pressed by a hand, not what a script of the page presses', async () => {
    show();
    [...root().querySelectorAll('button')].at(-1)!.click();
    await settled();
    expect(answers).toEqual([]);
    press('Next list');
    await settled();
    expect([answers, hosts()]).toEqual([['next'], 1]);
    show({ step: 'List 2 of 3' });
    press('Use');
    await settled();
    expect([answers, hosts()]).toEqual([['next', 'use'], 0]);
  });

  it('goes with Escape', async () => {
    show();
    page.window.dispatchEvent(new page.window.KeyboardEvent('keydown', { key: 'Escape' })); // by a script
    expect(hosts()).toBe(1);
    page.byHand(page.window, 'keydown', { key: 'Escape' });
    await settled();
    expect([answers, hosts()]).toEqual([['leave'], 0]);
  });

  it('gives an answer that nobody heard once more, and only then', async () => {
    show();
    press('Next list');
    show(); // the worker died: it asks for the same list again
    await settled();
    expect(answers).toEqual(['next', 'next']);
    show();
    await settled();
    expect(answers).toHaveLength(2);
    press('Leave');
    show();
    await settled();
    expect([answers, hosts()]).toEqual([['next', 'next', 'leave', 'leave'], 0]);
    press('Leave');
    overlay.hide(); // heard
    show();
    await settled();
    expect(hosts()).toBe(1);
  });

  it('is replaced by the next one, and kept when that is the same', async () => {
    show();
    const first = root();
    show();
    show({ title: '6 companies' });
    await settled();
    expect([answers, hosts(), page.roots.length]).toEqual([['replaced', 'replaced'], 1, 2]);
    expect(root()).not.toBe(first);
  });

  it('brings the list that was stepped to into view', () => {
    show();
    expect(page.scrolled).not.toHaveBeenCalled();
    page.doc.body.insertAdjacentHTML('beforeend', `<ol><li data-at="90">Far</li></ol>`);
    show({ container: 'ol', step: 'List 2 of 3' });
    expect(page.scrolled).toHaveBeenCalledTimes(1);
  });

  it('follows records that come and go, and ends when the list is gone', async () => {
    show();
    expect(page.watched).toHaveLength(200);
    page.doc.querySelector('ul')!.insertAdjacentHTML('beforeend', item(200));
    await vi.waitFor(() => expect(page.frames.length).toBeGreaterThan(0), { timeout: 30_000 });
    page.draw();
    expect(page.watched).toHaveLength(201);
    page.doc.querySelector('ul')!.remove();
    await vi.waitFor(() => expect(page.frames.length).toBeGreaterThan(0), { timeout: 30_000 });
    page.draw();
    await settled();
    expect([answers, hosts()]).toEqual([['gone'] satisfies OverlayAnswer[], 0]);
  });

  it('says at once that a list is not there', async () => {
    show({ container: 'ol' });
    await settled();
    expect([answers, hosts()]).toEqual([['gone'], 0]);
  });
});
