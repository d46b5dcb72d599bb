/** What a person does to the browser itself, where Playwright has no hand: the toolbar icon, the context menu, a shortcut. */
import type { BrowserContext, Page } from '@playwright/test';
import { until } from './until.ts';
import type { WorkerHandle } from './worker.ts';

/** What a person points at when opening the context menu; see `chrome.contextMenus.OnClickData`. */
export interface MenuInfo {
  readonly menuItemId: string;
  readonly selectionText?: string;
  readonly linkUrl?: string;
  readonly srcUrl?: string;
  readonly mediaType?: 'image' | 'video' | 'audio';
}

/** The id that `chrome.tabs` has for a page: brought to front, it is the one active tab of its window. */
export async function tabIdOf(page: Page, backstage: Page): Promise<number> {
  await page.bringToFront();
  return until(() => backstage.evaluate(async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id), 'the id of the tab');
}

/**
 * Clicks the toolbar icon with `page` in front. To Chromium this is the real click: it grants activeTab and lets the
 * worker open the side panel. The action wants the target of the tab, which is not the target of the page in it.
 */
export async function clickToolbarIcon(context: BrowserContext, page: Page, extensionId: string): Promise<void> {
  await page.bringToFront();
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('The browser is gone.');
  try {
    const tab = await until(async () => {
      const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
      return targetInfos.find((target) => target.url === page.url() && isActive(target));
    }, `the tab of ${page.url()}`);
    // Playwright's types do not know the domain of extensions yet.
    const send = session.send.bind(session) as (method: string, params: object) => Promise<unknown>;
    await send('Extensions.triggerAction', { id: extensionId, targetId: tab.targetId });
  } finally {
    await session.detach();
  }
}

const isActive = (target: object): boolean => {
  const { embedderData } = target as { embedderData?: { tabActive?: boolean } };
  return embedderData?.tabActive ?? true;
};

/** Headless Chromium shows no native menu, so the event of a chosen item is dispatched in the worker. */
export async function chooseMenuItem(worker: WorkerHandle, tabId: number, pageUrl: string, info: MenuInfo): Promise<void> {
  const handle = await worker.awake();
  await handle.evaluate(
    async ({ id, data }) => {
      const event = chrome.contextMenus.onClicked as unknown as { dispatch(info: object, tab: object): void };
      event.dispatch(data, await chrome.tabs.get(id));
    },
    { id: tabId, data: { editable: false, frameId: 0, pageUrl, ...info } },
  );
}

/** Headless Chromium has no keyboard shortcuts of its own, so the event of a command is dispatched in the worker. */
export async function dispatchCommand(worker: WorkerHandle, tabId: number, name: string): Promise<void> {
  const handle = await worker.awake();
  await handle.evaluate(
    async ({ id, command }) => {
      const event = chrome.commands.onCommand as unknown as { dispatch(command: string, tab: object): void };
      event.dispatch(command, await chrome.tabs.get(id));
    },
    { id: tabId, command: name },
  );
}
