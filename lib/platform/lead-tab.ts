import { browser, type Browser } from 'wxt/browser';
import { FOLLOW_LOAD_MS } from '../core/limits.ts';
import { samePage } from '../domain/list/next-address.ts';
import type { Injected } from './inject.ts';

/** A change inside the page (a fragment, a route) causes no loading: looked at once after this. */
const SAME_DOCUMENT_MS = 1_500;

/** Leads a tab to an address and waits until it has loaded what it began to load. */
export function leadTab(tabId: number, url: string): Promise<'loaded' | 'late' | 'gone'> {
  return new Promise((resolve) => {
    let isLoading = false;
    /** The browser has taken the address. What a tab that was just opened told before that was of its empty page. */
    let isAsked = false;
    const end = (how: 'loaded' | 'late' | 'gone'): void => {
      clearTimeout(late);
      clearTimeout(same);
      browser.tabs.onUpdated.removeListener(onUpdated);
      browser.tabs.onRemoved.removeListener(onRemoved);
      resolve(how);
    };
    const onUpdated = (id: number, change: { status?: string | undefined }, tab: Browser.tabs.Tab): void => {
      if (id !== tabId) return;
      if (change.status === 'loading') isLoading = true;
      else if (change.status === 'complete' && isAsked && isLoading && tab.status === 'complete' && tab.pendingUrl === undefined) end('loaded');
    };
    const onRemoved = (id: number): void => {
      if (id === tabId) end('gone');
    };
    const look = async (): Promise<void> => {
      const tab = await browser.tabs.get(tabId).catch(() => undefined);
      if (tab === undefined) end('gone');
      // A navigation that is slow to begin looks like one that is over: only the address tells them apart.
      else if (isAsked && tab.status === 'complete' && tab.pendingUrl === undefined && tab.url !== undefined && samePage(tab.url, url)) end('loaded');
    };
    const late = setTimeout(() => end('late'), FOLLOW_LOAD_MS);
    const same = setTimeout(() => void look(), SAME_DOCUMENT_MS);
    browser.tabs.onUpdated.addListener(onUpdated);
    browser.tabs.onRemoved.addListener(onRemoved);
    browser.tabs.update(tabId, { url }).then(
      () => (isAsked = true),
      () => end('gone'),
    );
  });
}

/**
 * The answer of a page, or `timeout` as soon as its tab loads something: a page that is left is kept by the browser with
 * its scripts stopped, and an answer that it owes never comes. Who asks again reaches the page that is there now.
 */
export function untilLoading(tabId: number, answer: Promise<Injected>): Promise<Injected> {
  let onUpdated: ((id: number, change: { status?: string | undefined }) => void) | undefined;
  const loading = new Promise<Injected>((resolve) => {
    onUpdated = (id, change) => {
      if (id === tabId && change.status !== undefined) resolve({ ok: false, error: 'timeout' });
    };
    browser.tabs.onUpdated.addListener(onUpdated);
  });
  return Promise.race([answer, loading]).finally(() => onUpdated && browser.tabs.onUpdated.removeListener(onUpdated));
}
