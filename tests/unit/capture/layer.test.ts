import { JSDOM } from 'jsdom';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Highlights } from '../../../lib/capture/layer/highlight.ts';
import type { LayerPorts } from '../../../lib/capture/layer/ports.ts';
import { Toasts } from '../../../lib/capture/layer/toast.ts';

interface World {
  readonly doc: Document;
  readonly ports: LayerPorts;
  /** The shadow roots that were made, newest last: they are closed to the page, not to this test. */
  readonly roots: ShadowRoot[];
  readonly modes: string[];
  pass(ms: number): void;
}

function world(body: string): World {
  const { window } = new JSDOM(`<!doctype html><body>${body}</body>`, { url: 'https://www.example-works.example/' });
  const roots: ShadowRoot[] = [];
  const modes: string[] = [];
  const attach = window.Element.prototype.attachShadow;
  window.Element.prototype.attachShadow = function (init: ShadowRootInit) {
    modes.push(init.mode);
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };
  window.Element.prototype.scrollIntoView = vi.fn<() => void>();
  window.Element.prototype.getBoundingClientRect = function () {
    return { left: 1, top: 2, width: this.hasAttribute('data-unseen') ? 0 : 30, height: 10 } as DOMRect;
  };
  window.Range.prototype.getBoundingClientRect = () => ({ left: 5, top: 6, width: 7, height: 8 }) as DOMRect;
  let time = 0;
  let timers: { at: number; act: () => void }[] = [];
  const ports: LayerPorts = {
    doc: window.document,
    now: () => time,
    after: (ms, act) => {
      const timer = { at: time + ms, act };
      timers.push(timer);
      return () => (timers = timers.filter((t) => t !== timer));
    },
    nextFrame: () => () => undefined,
    prefersCalm: () => true,
  };
  const pass = (ms: number): void => {
    const end = time + ms;
    for (let next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]; next; next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]) {
      const due = next;
      timers = timers.filter((t) => t !== due);
      time = due.at;
      due.act();
    }
    time = end;
  };
  return { doc: window.document, ports, roots, modes, pass };
}

const hosts = (doc: Document): number => doc.querySelectorAll('kiln-layer').length;

describe('toast', () => {
  let w: World;
  let toasts: Toasts;
  let answers: string[];
  const show = (text: Partial<Parameters<Toasts['show']>[0]> = {}): Promise<unknown> => toasts.show({ title: 'Ada Example added', detail: 'Free.', undo: true, ...text }).then((answer) => answers.push(answer));
  beforeEach(() => {
    w = world('<p>page</p>');
    toasts = new Toasts(w.ports);
    answers = [];
  });

  it('stands in a closed root as status, its words as text only', () => {
    void show({ title: '<img src=x onerror=alert(1)>', openLabel: 'Open' });
    expect(w.modes).toEqual(['closed']);
    expect(w.roots[0]?.querySelector('[role=status]')?.childElementCount).toBe(0);
    w.pass(30);
    const root = w.roots[0]!;
    expect(root.querySelector('[role=status] .title')?.textContent).toBe('<img src=x onerror=alert(1)>');
    expect(root.querySelector('img')).toBeNull();
    expect([...root.querySelectorAll('button')].map((b) => b.textContent || b.getAttribute('aria-label'))).toEqual(['Undo', 'Open', 'Close']);
  });

  it('goes after ten seconds and leaves nothing behind', async () => {
    const shown = show();
    w.pass(30 + 9_999);
    expect(hosts(w.doc)).toBe(1);
    w.pass(1);
    await shown;
    expect(answers).toEqual(['timeout']);
    expect(hosts(w.doc)).toBe(0);
  });

  it('stays while the pointer or the focus is on it', async () => {
    const shown = show();
    w.pass(9_000);
    const toast = w.roots[0]!.querySelector('.toast')!;
    const tell = (type: string): boolean => toast.dispatchEvent(new (w.doc.defaultView!.Event)(type, { bubbles: true }));
    tell('pointerenter');
    tell('focusin');
    w.pass(60_000);
    tell('pointerleave');
    w.pass(60_000);
    expect(hosts(w.doc)).toBe(1);
    tell('focusout');
    w.pass(3_000);
    await shown;
    expect(answers).toEqual(['timeout']);
  });

  it('is dismissed by its button, by Escape, and by the next toast', async () => {
    const first = show();
    const second = show();
    await first;
    w.pass(30);
    w.roots[1]!.querySelector<HTMLButtonElement>('.close')!.click();
    await second;
    const third = show();
    w.pass(30);
    w.roots[2]!.querySelector('.toast')!.dispatchEvent(new (w.doc.defaultView!.KeyboardEvent)('keydown', { key: 'Escape' }));
    await third;
    expect(answers).toEqual(['dismissed', 'dismissed', 'dismissed']);
    expect(hosts(w.doc)).toBe(0);
  });

  it('takes Undo only from a person, not from a script of the page', () => {
    void show();
    w.pass(30);
    [...w.roots[0]!.querySelectorAll('button')].find((b) => b.textContent === 'Undo')!.click();
    expect(hosts(w.doc)).toBe(1);
  });
});

describe('highlight', () => {
  const ring = (w: World): string | undefined => w.roots.at(-1)?.querySelector<HTMLElement>('.ring')?.style.cssText;

  it('rings the exact words in the element of the selector, for two and a half seconds', () => {
    const w = world('<p id="a">Ada Example\n  Head of   Operations joined</p>');
    expect(new Highlights(w.ports).show({ selector: '#a', text: 'Head of Operations' })).toBe(true);
    expect(ring(w)).toMatch(/left: 5px/);
    w.pass(2_499);
    expect(hosts(w.doc)).toBe(1);
    w.pass(1);
    expect(hosts(w.doc)).toBe(0);
  });

  it('rings the element when the words are not in one piece, and finds words when the selector leads nowhere', () => {
    const w = world('<p id="a"><b>Ada</b> Example</p><p>Head of Operations</p>');
    const highlights = new Highlights(w.ports);
    expect(highlights.show({ selector: '#a', text: 'Ada Example' })).toBe(true);
    expect(ring(w)).toMatch(/left: 1px/);
    expect(highlights.show({ selector: '#gone', text: 'head of operations' })).toBe(true);
    expect(ring(w)).toMatch(/left: 5px/);
    expect(highlights.show({ selector: ':::', text: 'Head of Operations' })).toBe(true);
    expect(hosts(w.doc)).toBe(1);
  });

  it('goes through open shadow roots', () => {
    const w = world('<div id="host"></div>');
    w.doc.querySelector('#host')!.attachShadow({ mode: 'open' }).innerHTML = '<p>one</p><p>two words</p>';
    expect(new Highlights(w.ports).show({ selector: '#host >>> p:nth-of-type(2)', text: 'two words' })).toBe(true);
  });

  it('says when there is nothing to show', () => {
    const w = world('<p data-unseen id="a">Ada</p><script>Ben Sample</script>');
    const highlights = new Highlights(w.ports);
    for (const target of [{}, { selector: '#a' }, { selector: '#a', text: 'Ada' }, { text: 'Ben Sample' }, { selector: '#none', text: 'not here' }]) expect(highlights.show(target)).toBe(false);
    expect(hosts(w.doc)).toBe(0);
  });

  it('changes nothing of the page itself', () => {
    const w = world('<p id="a">Ada Example</p>');
    const before = w.doc.body.innerHTML;
    new Highlights(w.ports).show({ selector: '#a' });
    expect(w.doc.body.innerHTML).toBe(before);
  });
});
