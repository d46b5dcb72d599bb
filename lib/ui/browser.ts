/** The doors of the interface to the browser, in one place: everything that touches `chrome` on behalf of a page of Kiln. */
import { isLoopback } from '../core/loopback.ts';

/** What the panel may know about a tab. `url` is only there while the person's click, or a site permission, allows it. */
export interface TabInfo {
  readonly id: number;
  readonly url?: string;
  readonly title?: string;
  readonly loading: boolean;
}

const infoOf = (tab: chrome.tabs.Tab): TabInfo | null =>
  tab.id === undefined
    ? null
    : {
        id: tab.id,
        loading: tab.status === 'loading',
        ...(tab.url === undefined ? {} : { url: tab.url }),
        ...(tab.title === undefined ? {} : { title: tab.title }),
      };

/** Sends one message to the background. Rejects when nobody answers. */
export const sendMessage = (message: unknown): Promise<unknown> => chrome.runtime.sendMessage(message);

/** The tab with this id, or null when it is gone. */
export async function tabById(tabId: number): Promise<TabInfo | null> {
  try {
    return infoOf(await chrome.tabs.get(tabId));
  } catch {
    return null;
  }
}

/**
 * Calls back with the tab that the panel belongs to, now and whenever it changes.
 * @param fixedTabId stay with this tab; otherwise the active tab of the panel's window is followed
 * @returns stops following
 */
export function followTab(fixedTabId: number | null, onTab: (tab: TabInfo | null) => void): () => void {
  let stopped = false;
  const look = async (): Promise<void> => {
    const tab = fixedTabId === null ? await activeTab() : await tabById(fixedTabId);
    if (!stopped) onTab(tab);
  };
  const onActivated = (): void => void look();
  const onUpdated = (_tabId: number, change: chrome.tabs.OnUpdatedInfo): void => {
    if (change.status !== undefined || change.url !== undefined) void look();
  };
  chrome.tabs.onActivated.addListener(onActivated);
  chrome.tabs.onUpdated.addListener(onUpdated);
  void look();
  return () => {
    stopped = true;
    chrome.tabs.onActivated.removeListener(onActivated);
    chrome.tabs.onUpdated.removeListener(onUpdated);
  };
}

async function activeTab(): Promise<TabInfo | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab ? infoOf(tab) : null;
}

/**
 * Asks for the right to reach one site; must be called straight from a click.
 * Loopback servers are not asked for: the account server and the practice partners answer across origins by themselves.
 * @returns false when the person said no, or the address is not a web address
 */
export async function requestOrigin(url: string): Promise<boolean> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return false;
  if (isLoopback(url)) return true;
  return requestSite(parsed);
}

/** Asks for the right to reach several sites at once; must be called from a click. True when all of them may be reached. */
export async function requestOrigins(urls: readonly string[]): Promise<boolean> {
  const origins = urls.filter((url) => URL.canParse(url)).flatMap((url) => siteOf(new URL(url)).origins);
  try {
    return (await chrome.permissions.contains({ origins })) || (await chrome.permissions.request({ origins }));
  } catch {
    return false; // a policy of the administrator forbids it
  }
}

/** Asks for the right to reach all sites of these match patterns; must be called straight from a click. */
export async function requestPatterns(patterns: readonly string[]): Promise<boolean> {
  try {
    return await chrome.permissions.request({ origins: [...patterns] });
  } catch {
    return false; // a policy of the administrator forbids it
  }
}

/** Gives that right back. */
export const removePatterns = (patterns: readonly string[]): Promise<boolean> => chrome.permissions.remove({ origins: [...patterns] }).catch(() => false);

/** Asks for the right to read the site of a page; loopback sites are asked for like all others. */
export async function requestReading(url: string): Promise<boolean> {
  return URL.canParse(url) ? requestSite(new URL(url)) : false;
}

const siteOf = (site: URL): { origins: string[] } => ({ origins: [`${site.protocol}//${site.hostname}/*`] });

/** Gives the right to read a site back; from then on a click is needed again. */
export const stopReading = (url: string): Promise<boolean> => chrome.permissions.remove(siteOf(new URL(url)));

/** Tells now and after every change whether the site of this page is read without a click. Returns the way to stop listening. */
export const followReading = (url: string, tell: (allowed: boolean) => void): (() => void) => followPatterns(siteOf(new URL(url)).origins, tell);

/** Tells now and after every change whether all sites of these match patterns may be reached. Returns the way to stop listening. */
export function followPatterns(patterns: readonly string[], tell: (allowed: boolean) => void): () => void {
  const look = (): void => void chrome.permissions.contains({ origins: [...patterns] }).then(tell, () => tell(false));
  look();
  chrome.permissions.onAdded.addListener(look);
  chrome.permissions.onRemoved.addListener(look);
  return () => {
    chrome.permissions.onAdded.removeListener(look);
    chrome.permissions.onRemoved.removeListener(look);
  };
}

async function requestSite(site: URL): Promise<boolean> {
  try {
    return await chrome.permissions.request(siteOf(site));
  } catch {
    return false; // a policy of the administrator forbids it
  }
}

/** The keyboard shortcut that reads a page, as it is set now; empty when the person removed it. */
export async function readShortcut(): Promise<string> {
  const commands = await chrome.commands.getAll();
  return commands.find((c) => c.name === 'read-page')?.shortcut ?? '';
}

/** Opens a page of Kiln in a tab, or shows it when it is open. `hash` without "#". */
export async function openKilnPage(page: 'table' | 'options', hash = ''): Promise<void> {
  const base = chrome.runtime.getURL(`/${page}.html`);
  const url = hash ? `${base}#${hash}` : base;
  const [context] = await chrome.runtime.getContexts({ contextTypes: ['TAB'], documentUrls: [base, url] }).catch(() => []);
  const known = context ?? (await chrome.runtime.getContexts({ contextTypes: ['TAB'] }).catch(() => [])).find((c) => c.documentUrl?.split('#')[0] === base);
  if (known && known.tabId >= 0) {
    await chrome.tabs.update(known.tabId, { active: true, ...(hash ? { url } : {}) });
    await chrome.windows.update(known.windowId, { focused: true });
    return;
  }
  await chrome.tabs.create({ url });
}

/** The name of this start of the browser, as the background made it; empty before it has. */
export async function readSession(): Promise<string> {
  const { session } = await chrome.storage.session.get('session');
  return typeof session === 'string' ? session : '';
}

/** Brings a tab to the front, with its window. */
export async function showTab(tabId: number): Promise<void> {
  const tab = await chrome.tabs.update(tabId, { active: true }).catch(() => undefined);
  if (tab) await chrome.windows.update(tab.windowId, { focused: true });
}

/** Opens a web page in a new tab. */
export const openWebPage = async (url: string): Promise<void> => void (await chrome.tabs.create({ url }));

export const kilnVersion = (): string => chrome.runtime.getManifest().version;

/** A web page that is open in this window. */
export interface OpenTab {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly active: boolean;
}

/** How many tabs the window has; their addresses are not looked at. */
export const countTabs = async (): Promise<number> => (await chrome.tabs.query({ currentWindow: true })).length;

/**
 * The web pages that are open in this window. Must be called straight from a click: without the right to see the tabs it is
 * asked for, and given back as soon as they were looked at; `all` is false when the person said no, and only tabs on
 * allowed sites are told.
 */
export async function listTabs(): Promise<{ tabs: OpenTab[]; all: boolean }> {
  const right = { permissions: ['tabs'] as ['tabs'] };
  const had = await chrome.permissions.contains(right);
  const all = had || (await chrome.permissions.request(right).catch(() => false));
  const found = await chrome.tabs.query({ currentWindow: true });
  if (all && !had) await chrome.permissions.remove(right).catch(() => false);
  const tabs = found.flatMap(({ id, url, title, active }) => (id !== undefined && url !== undefined && /^https?:/.test(url) ? [{ id, url, title: title ?? url, active }] : []));
  return { tabs, all };
}

/** Asks for the sites of these pages in one request; must be called straight from a click. `borrowed` are the pages that could not be read before; null when the person said no. */
export async function borrowSites(urls: readonly string[]): Promise<ReadonlySet<string> | null> {
  const known = await Promise.all(urls.map((url) => chrome.permissions.contains(siteOf(new URL(url))).catch(() => false)));
  const missing = urls.filter((_, i) => !known[i]);
  if (missing.length === 0) return new Set();
  const allowed = await chrome.permissions.request({ origins: [...new Set(missing.flatMap((url) => siteOf(new URL(url)).origins))] }).catch(() => false);
  return allowed ? new Set(missing) : null;
}
