import { browser } from 'wxt/browser';
import { CAPTURE_WAIT_MS } from '../core/limits.ts';

export interface TabInfo {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly windowId: number;
  /** Put away by the browser to save memory: nothing runs in it until it is opened. */
  readonly asleep?: boolean;
}
export interface ToastText {
  readonly title: string;
  readonly detail: string;
  readonly undo: boolean;
  /** Label of a second button, which opens the table. */
  readonly openLabel?: string;
  readonly tone?: 'ok' | 'bad';
}
export type ToastAnswer = 'undo' | 'open' | 'dismissed' | 'timeout';
export type InjectError = 'needs-click' | 'policy' | 'gone' | 'timeout';

/** The page side: everything is injected when asked, and the return value of the injection is the answer. */
export interface TabsPort {
  get(tabId: number): Promise<TabInfo | undefined>;
  /** Null when file pages are allowed, or the page is none. */
  fileAccess(): Promise<boolean>;
  /** Runs the reader; the value is hostile until it is parsed. */
  read(tabId: number, options: unknown): Promise<{ ok: true; value: unknown } | { ok: false; error: InjectError }>;
  show(tabId: number, target: { selector?: string; text?: string }): Promise<boolean>;
  /** Resolves with what the person did; `timeout` also when the page cannot show it. */
  toast(tabId: number, text: ToastText): Promise<ToastAnswer>;
  badge(tabId: number, text: string): Promise<void>;
  openTable(): Promise<void>;
  /** Gives back the right to read the sites of these addresses. */
  giveBack(urls: readonly string[]): Promise<void>;
}

/** Sentences of Chromium for an injection that is not allowed, told apart by what the person can do. */
export function injectError(error: unknown): InjectError {
  const text = error instanceof Error ? error.message : String(error);
  if (/ExtensionsSettings policy|cannot be scripted/i.test(text)) return 'policy';
  if (/No tab with id|Frame with ID 0 was removed|was removed|The tab was closed|No frame with id/i.test(text)) return 'gone';
  return 'needs-click';
}

export function withTimeout<T>(work: Promise<T>, ms: number): Promise<T | 'timeout'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function inject(tabId: number, file: '/page-reader.js' | '/page-layer.js', func: (input: unknown) => unknown, input: unknown): Promise<unknown> {
  await browser.scripting.executeScript({ target: { tabId }, files: [file] });
  const [answer] = await browser.scripting.executeScript({ target: { tabId }, func, args: [input] });
  return answer?.result;
}

export const tabs: TabsPort = {
  async get(tabId) {
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    return tab && { id: tabId, url: tab.url ?? tab.pendingUrl ?? '', title: tab.title ?? '', windowId: tab.windowId, ...(tab.discarded || tab.status === 'unloaded' ? { asleep: true } : {}) };
  },
  fileAccess: () => browser.extension.isAllowedFileSchemeAccess(),
  async read(tabId, options) {
    try {
      const read = inject(tabId, '/page-reader.js', (o) => (globalThis as { __kilnRead?: (o: unknown) => unknown }).__kilnRead?.(o) ?? null, options);
      const value = await withTimeout(read, CAPTURE_WAIT_MS);
      return value === 'timeout' ? { ok: false, error: 'timeout' } : { ok: true, value };
    } catch (error) {
      return { ok: false, error: injectError(error) };
    }
  },
  async show(tabId, target) {
    try {
      return (await inject(tabId, '/page-layer.js', (t) => (globalThis as { __kilnLayer?: { highlight(t: unknown): unknown } }).__kilnLayer?.highlight(t) ?? false, target)) === true;
    } catch {
      return false;
    }
  },
  async toast(tabId, text) {
    try {
      const answer = await inject(tabId, '/page-layer.js', (t) => (globalThis as { __kilnLayer?: { toast(t: unknown): unknown } }).__kilnLayer?.toast(t) ?? 'timeout', text);
      return answer === 'undo' || answer === 'open' || answer === 'dismissed' ? answer : 'timeout';
    } catch {
      return 'timeout';
    }
  },
  async badge(tabId, text) {
    await browser.action.setBadgeText({ tabId, text }).catch(() => undefined);
  },
  async openTable() {
    await browser.tabs.create({ url: browser.runtime.getURL('/table.html') });
  },
  async giveBack(urls) {
    const origins = [...new Set(urls.filter((url) => /^https?:/.test(url)).map((url) => `${new URL(url).protocol}//${new URL(url).hostname}/*`))];
    if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => undefined);
  },
};
