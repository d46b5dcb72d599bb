/** A page with a list that grows, turns or scrolls, and a clock that goes on only when everything waits for it. */
import { setImmediate } from 'node:timers/promises';
import { JSDOM } from 'jsdom';
import type { RawStep, StepOptions } from '../../../lib/contracts/raw-step.ts';
import { rawStepSchema } from '../../../lib/contracts/raw-step.ts';
import { Follower } from '../../../lib/capture/reader/follow/follower.ts';
import { readLists } from '../../../lib/capture/reader/lists/index.ts';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'];
const LAST = ['Example', 'Sample', 'Muster', 'Placeholder', 'Testcase', 'Demo', 'Draft'];
const WORK = ['Head of Operations', 'Buyer', 'Studio Lead', 'Founder', 'Engineer', 'Sales Director'];
const TOWN = ['Leeds', 'York', 'Bath', 'Hull'];
export const personName = (n: number): string => `${FIRST[n % 10] ?? ''} ${LAST[Math.floor(n / 10) % 7] ?? ''} ${n}`;
export const card = (n: number): string =>
  `<li class="member"><a class="name" href="/p/${n}">${personName(n)}</a><span class="job">${WORK[n % 6] ?? ''}</span><span class="town">${TOWN[n % 4] ?? ''}</span></li>`;
export const cards = (from: number, count: number): string => Array.from({ length: count }, (_, i) => card(from + i)).join('');
export const AT = 'https://directory.example.com/members';

export class ListPage {
  readonly dom: JSDOM;
  readonly doc: Document;
  clock = 0;
  #timers: { at: number; n: number; act: () => void }[] = [];
  #n = 0;
  follower: Follower;
  /** Times the detector looked. */
  looks = 0;
  status = 200;

  constructor(body: string, url = AT) {
    this.dom = new JSDOM(`<!doctype html><html lang="en"><head><title>Guild</title></head><body><header><a href="/">Home</a></header><main>${body}</main></body></html>`, { url });
    this.doc = this.dom.window.document;
    this.follower = this.injected();
  }

  /** What a document that was loaded anew has: a follower that knows nothing. */
  injected(): Follower {
    return new Follower({
      doc: this.doc,
      now: () => this.clock,
      after: (ms, act) => this.after(ms, act),
      lists: (options) => {
        this.looks++;
        return readLists(this.doc, options, { now: () => this.clock, pause: () => Promise.resolve() });
      },
      status: () => this.status,
    });
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.clock + ms, n: this.#n++, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass until the work is done; the answer crosses as JSON and is parsed on the other side. */
  async run(work: Promise<RawStep>): Promise<RawStep> {
    let isDone = false;
    const settled = work.finally(() => {
      isDone = true;
    });
    settled.catch(() => undefined);
    for (let turn = 0; turn < 20_000; turn++) {
      for (let i = 0; i < 3; i++) await setImmediate();
      if (isDone) return rawStepSchema.parse(JSON.parse(JSON.stringify(await settled)));
      const next = this.#timers.sort((a, b) => a.at - b.at || a.n - b.n).shift();
      if (!next) continue;
      this.clock = Math.max(this.clock, next.at);
      next.act();
    }
    throw new Error('the step does not end');
  }

  step(options: StepOptions): Promise<RawStep> {
    return this.run(this.follower.step(options));
  }

  element<T extends Element = HTMLElement>(selector: string): T {
    const found = this.doc.querySelector<T>(selector);
    if (!found) throw new Error(`${selector} is not there`);
    return found;
  }

  /** Options for the list that the detector puts first. */
  async options(over: Partial<StepOptions> = {}): Promise<StepOptions> {
    const read = await readLists(this.doc, {}, { now: () => 0, pause: () => Promise.resolve() });
    const [list] = read.lists;
    if (!list) throw new Error('there is no list');
    return { follow: 'f1', step: 0, page: this.doc.URL, act: 'read', list: { id: list.id, container: list.container, record: list.record, columns: list.columns.map(({ key, type }) => ({ key, type })) }, lists: {}, ...over };
  }
}

export const namesOf = (step: RawStep): string[] => step.rows.map(({ cells }) => cells.find((cell) => / \d+$/.test(cell)) ?? '');
export const names = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => personName(from + i));

/** A box of 10 rows' height over a list of `count`, of which only what is seen (and a little more) is in the document. */
export function virtualList(page: ListPage, count: number, loaded = count): { loads: number } {
  const ROW = 40;
  const VIEW = 400;
  const state = { loads: 0, top: 0, loaded, isLoading: false };
  const box = page.element('#box');
  const list = page.element('#list');
  const render = (): void => {
    const from = Math.max(0, Math.floor(state.top / ROW) - 2);
    list.innerHTML = cards(from, Math.min(state.loaded, from + 14) - from);
  };
  const scrolled = (top: number): void => {
    state.top = Math.max(0, Math.min(top, state.loaded * ROW - VIEW));
    page.after(20, render);
    if (state.top + VIEW < state.loaded * ROW - 3 || state.loaded >= count || state.isLoading) return;
    state.isLoading = true;
    state.loads++;
    page.after(400, () => {
      state.isLoading = false;
      state.loaded = Math.min(count, state.loaded + 30);
      render();
    });
  };
  Object.defineProperties(box, {
    clientHeight: { get: () => VIEW },
    scrollHeight: { get: () => state.loaded * ROW },
    scrollTop: { get: () => state.top, set: scrolled },
  });
  box.scrollTo = ((to: ScrollToOptions) => scrolled(to.top ?? 0)) as typeof box.scrollTo;
  box.style.overflowY = 'auto';
  render();
  return state;
}
