import { browser } from 'wxt/browser';
import { CAPTURE_WAIT_MS, FOLLOW_STEP_WAIT_MS } from '../core/limits.ts';
import type { OverlayAnswer, OverlayInput, RecordTarget } from '../capture/layer/overlay-types.ts';
import type { ToastAnswer, ToastText } from '../capture/layer/toast.ts';
import { answerOf, inject, type Injected } from './inject.ts';
import { leadTab, untilLoading } from './lead-tab.ts';

export interface TabInfo {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly windowId: number;
  /** Put away by the browser to save memory: nothing runs in it until it is opened. */
  readonly asleep?: boolean;
}
export type PickerCall = { readonly do: 'start'; readonly options: unknown } | { readonly do: 'wait'; readonly ms: number } | { readonly do: 'leave' };

/** The page side: everything is injected when asked, and the return value of the injection is the answer. */
export interface TabsPort {
  get(tabId: number): Promise<TabInfo | undefined>;
  /** True when the person lets Kiln read file pages. */
  fileAccess(): Promise<boolean>;
  /** Runs the reader; the value is hostile until it is parsed. */
  read(tabId: number, options: unknown): Promise<Injected>;
  /** Runs the list detector, the same way. */
  readLists(tabId: number, options: unknown): Promise<Injected>;
  show(tabId: number, target: { selector?: string; text?: string }): Promise<boolean>;
  /** Resolves with what the person did; `timeout` also when the page cannot show it. */
  toast(tabId: number, text: ToastText): Promise<ToastAnswer>;
  /** Takes one step of following a list inside the page; the value is hostile until it is parsed. */
  step(tabId: number, options: unknown): Promise<Injected>;
  /** Leads a tab to an address. `late`: it goes on loading, and may show what is wanted all the same. */
  go(tabId: number, url: string): Promise<'loaded' | 'late' | 'gone'>;
  /** Opens a tab; null when the browser refuses. It need not be loaded yet. */
  open(url: string, active: boolean): Promise<number | null>;
  close(tabId: number): Promise<void>;
  /** Whether the site of an address may be read without a click. */
  mayRead(url: string): Promise<boolean>;
  /** Outlines a list; resolves with what the person did in the page, or when the outline goes. */
  overlay(tabId: number, input: OverlayInput): Promise<OverlayAnswer>;
  hideOverlay(tabId: number): Promise<void>;
  /** Scrolls to a record and rings it; false when it is no longer there. */
  showRecord(tabId: number, target: RecordTarget): Promise<boolean>;
  badge(tabId: number, text: string, tone?: 'plain' | 'known'): Promise<void>;
  /** Calls the picker of a page; `start` puts it there first. A value of null: there is none (any more). The value is hostile until it is parsed. */
  pick(tabId: number, call: PickerCall): Promise<Injected>;
  openTable(): Promise<void>;
  /** Gives back the right to read the sites of these addresses. */
  giveBack(urls: readonly string[]): Promise<void>;
}

interface PageGlobals {
  readonly __kilnRead?: (options: unknown) => unknown;
  readonly __kilnLists?: (options: unknown) => unknown;
  readonly __kilnStep?: (options: unknown) => unknown;
  readonly __kilnLayer?: { highlight(t: unknown): unknown; toast(t: unknown): unknown; overlay(o: unknown): unknown; hideOverlay(): unknown; record(t: unknown): unknown };
}

const ANSWERS: ReadonlySet<unknown> = new Set<OverlayAnswer>(['next', 'previous', 'use', 'leave', 'replaced', 'gone']);
const isAnswer = (value: unknown): value is OverlayAnswer => ANSWERS.has(value);
const BADGE = { plain: '#3a332d', known: '#4e6a21' } as const;

/** Runs inside the page: it may use nothing of this file. */
function callPicker(call: PickerCall): unknown {
  const picker = (globalThis as { __kilnPicker?: { start(options: unknown): unknown; wait(ms: number): unknown; leave(): unknown } }).__kilnPicker;
  if (!picker) return null;
  return call.do === 'start' ? picker.start(call.options) : call.do === 'wait' ? picker.wait(call.ms) : picker.leave();
}

const siteOf = (url: string): string => `${new URL(url).protocol}//${new URL(url).hostname}/*`;

export const tabs: TabsPort = {
  async get(tabId) {
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    return tab && { id: tabId, url: tab.url ?? tab.pendingUrl ?? '', title: tab.title ?? '', windowId: tab.windowId, ...(tab.discarded || tab.status === 'unloaded' ? { asleep: true } : {}) };
  },
  fileAccess: () => browser.extension.isAllowedFileSchemeAccess(),
  read: (tabId, options) => answerOf(inject(tabId, ['/page-reader.js'], (o) => (globalThis as PageGlobals).__kilnRead?.(o) ?? null, options), CAPTURE_WAIT_MS),
  readLists: (tabId, options) => answerOf(inject(tabId, ['/page-lists.js'], (o) => (globalThis as PageGlobals).__kilnLists?.(o) ?? null, options), CAPTURE_WAIT_MS),
  step: (tabId, options) => answerOf(inject(tabId, ['/page-lists.js', '/page-follow.js'], (o) => (globalThis as PageGlobals).__kilnStep?.(o) ?? null, options), FOLLOW_STEP_WAIT_MS),
  go: (tabId, url) => leadTab(tabId, url),
  async open(url, active) {
    const tab = await browser.tabs.create({ url, active }).catch(() => undefined);
    return tab?.id ?? null;
  },
  async close(tabId) {
    await browser.tabs.remove(tabId).catch(() => undefined);
  },
  mayRead: async (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && browser.permissions.contains({ origins: [siteOf(url)] }),
  async show(tabId, target) {
    try {
      return (await inject(tabId, ['/page-layer.js'], (t) => (globalThis as PageGlobals).__kilnLayer?.highlight(t) ?? false, target)) === true;
    } catch {
      return false;
    }
  },
  async toast(tabId, text) {
    try {
      const answer = await inject(tabId, ['/page-layer.js'], (t) => (globalThis as PageGlobals).__kilnLayer?.toast(t) ?? 'timeout', text);
      return answer === 'undo' || answer === 'open' || answer === 'dismissed' ? answer : 'timeout';
    } catch {
      return 'timeout';
    }
  },
  pick(tabId, call) {
    const answer = answerOf(inject(tabId, call.do === 'start' ? ['/page-picker.js'] : [], callPicker, call), (call.do === 'wait' ? call.ms : 0) + CAPTURE_WAIT_MS);
    return call.do === 'wait' ? untilLoading(tabId, answer) : answer;
  },
  async overlay(tabId, input) {
    try {
      const answer = await inject(tabId, ['/page-layer.js'], (o) => (globalThis as PageGlobals).__kilnLayer?.overlay(o) ?? 'gone', input);
      return isAnswer(answer) ? answer : 'gone';
    } catch {
      return 'gone';
    }
  },
  async hideOverlay(tabId) {
    await inject(tabId, ['/page-layer.js'], () => (globalThis as PageGlobals).__kilnLayer?.hideOverlay() ?? null, null).catch(() => undefined);
  },
  async showRecord(tabId, target) {
    try {
      return (await inject(tabId, ['/page-layer.js'], (t) => (globalThis as PageGlobals).__kilnLayer?.record(t) ?? false, target)) === true;
    } catch {
      return false;
    }
  },
  async badge(tabId, text, tone = 'plain') {
    const color = BADGE[tone];
    await Promise.all([browser.action.setBadgeText({ tabId, text }), browser.action.setBadgeBackgroundColor({ tabId, color }), browser.action.setBadgeTextColor({ tabId, color: '#ffffff' })]).catch(() => undefined);
  },
  async openTable() {
    await browser.tabs.create({ url: browser.runtime.getURL('/table.html') });
  },
  async giveBack(urls) {
    const origins = [...new Set(urls.filter((url) => /^https?:/.test(url)).map(siteOf))];
    if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => undefined);
  },
};
