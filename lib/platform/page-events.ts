import { browser } from 'wxt/browser';

export interface MenuClick {
  /** Id of the item, see menus.ts. */
  readonly item: string;
  readonly tabId: number;
  readonly pageUrl: string;
  readonly selectionText?: string;
  readonly linkUrl?: string;
  readonly srcUrl?: string;
  readonly mediaType?: string;
}
export interface PageEvents {
  /** A gesture that asks to read the tab; the panel is already opening. */
  onAsk(tabId: number): void;
  onMenu(click: MenuClick): void;
  /** A gesture that asks to pick on the page; the panel is already opening. */
  onPick(tabId: number): void;
  /** The tab shows something else now. `mayRead`: the person allowed this site and the panel is open. */
  onNavigated(tabId: number, mayRead: boolean): void;
  /** `withWindow`: the whole window, or the browser, was closed. */
  onClosed(tabId: number, withWindow: boolean): void;
}

/** Registers the browser's events. The panel has to be opened in the very turn of the gesture, before any await. */
export function listenToPages(events: PageEvents): void {
  const ask = (tab: { id?: number | undefined; windowId: number } | undefined): void => {
    if (tab?.id === undefined) return;
    void browser.sidePanel.open({ windowId: tab.windowId }).catch(() => undefined);
    events.onAsk(tab.id);
  };
  const pick = (tab: { id?: number | undefined; windowId: number } | undefined): void => {
    if (tab?.id === undefined) return;
    void browser.sidePanel.open({ windowId: tab.windowId }).catch(() => undefined);
    events.onPick(tab.id);
  };
  browser.action.onClicked.addListener(ask);
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'read-page') ask(tab);
    if (command === 'pick-on-page') pick(tab);
  });
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (tab?.id === undefined) return;
    if (info.menuItemId === 'pick-page') return pick(tab);
    events.onMenu({
      item: String(info.menuItemId),
      tabId: tab.id,
      pageUrl: info.pageUrl ?? tab.url ?? '',
      ...(info.selectionText ? { selectionText: info.selectionText } : {}),
      ...(info.linkUrl ? { linkUrl: info.linkUrl } : {}),
      ...(info.srcUrl ? { srcUrl: info.srcUrl } : {}),
      ...(info.mediaType ? { mediaType: info.mediaType } : {}),
    });
  });
  browser.tabs.onUpdated.addListener((tabId, change, tab) => {
    if (change.status === 'loading' || change.url !== undefined) events.onNavigated(tabId, false);
    else if (change.status === 'complete') void mayRead(tab.url).then((yes) => yes && events.onNavigated(tabId, true));
  });
  browser.tabs.onRemoved.addListener((tabId, { isWindowClosing }) => events.onClosed(tabId, isWindowClosing));
}

/** Reading without a click: only on a site the person allowed, and only while the panel is open to show it. */
async function mayRead(url: string | undefined): Promise<boolean> {
  if (!url || !/^https?:/.test(url)) return false;
  const allowed = await browser.permissions.contains({ origins: [`${new URL(url).origin}/*`] });
  return allowed && (await browser.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length > 0;
}

/** True once per browser start: numbers of tabs mean nothing after it. */
export async function isBrowserStart(): Promise<boolean> {
  const { started } = await browser.storage.session.get('started');
  if (started === true) return false;
  await browser.storage.session.set({ started: true });
  return true;
}

/** Names this start of the browser: numbers of tabs mean nothing in the next one. */
export async function browserSession(): Promise<string> {
  const { session } = await browser.storage.session.get('session');
  if (typeof session === 'string') return session;
  const made = crypto.randomUUID();
  await browser.storage.session.set({ session: made });
  return made;
}

/** Stored values are for Kiln's own pages, never for scripts inside a page. */
export async function closeStorageToPages(): Promise<void> {
  await Promise.all([
    browser.storage.session.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }),
    browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }),
  ]);
}

export const onInstalled = (work: () => void): void => browser.runtime.onInstalled.addListener(work);

/** Where the access token lives: gone with the browser, and closed to pages. */
export const accessPlace = {
  get: async (): Promise<unknown> => (await browser.storage.session.get('access'))['access'],
  set: (value: unknown): Promise<void> => browser.storage.session.set({ access: value }),
};
