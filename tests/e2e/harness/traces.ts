/** What can be seen of an extension in a page: its script worlds, its style sheets, its marks in document and window. */
import type { Page } from '@playwright/test';

export interface Traces {
  /** Worlds of scripts that no page made, by origin. */
  readonly extensionWorlds: string[];
  readonly injectedStyles: number;
  readonly html: string;
  readonly globals: string[];
  readonly shadowRoots: number;
}

/** Goes to the address and reports the traces once the page is idle and content scripts would have run. */
export async function tracesOf(page: Page, url: string): Promise<Traces> {
  const session = await page.context().newCDPSession(page);
  const extensionWorlds: string[] = [];
  let injectedStyles = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) extensionWorlds.push(context.origin);
  });
  session.on('CSS.styleSheetAdded', ({ header }) => {
    if (header.origin === 'injected') injectedStyles += 1;
  });
  await session.send('Runtime.enable');
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  await page.goto(url, { waitUntil: 'load' });
  const seen = await page.evaluate(async () => {
    await new Promise((idle) => void requestIdleCallback(idle));
    await new Promise((drawn) => void requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return {
      html: document.documentElement.outerHTML,
      globals: Object.getOwnPropertyNames(globalThis).toSorted(),
      shadowRoots: [...document.querySelectorAll('*')].filter((element) => element.shadowRoot).length,
    };
  });
  await session.detach();
  return { ...seen, extensionWorlds, injectedStyles };
}
