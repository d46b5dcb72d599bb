/** The real side panel. It is no page of the launching context, so it is reached by a second connection to the same browser. */
import { chromium, type Browser, type Page } from '@playwright/test';
import { devtoolsAddress, listTargets } from './devtools.ts';
import { until } from './until.ts';

export interface SidePanel {
  /** The open panel, laid out and ready to be clicked. @throws when none opens. */
  page(): Promise<Page>;
  isOpen(): Promise<boolean>;
  disconnect(): Promise<void>;
}

export function sidePanelOf(profileDir: string, panelUrl: string): SidePanel {
  let connection: Browser | null = null;

  async function find(): Promise<Page | null> {
    const known = pageIn(connection);
    if (known) return known;
    // A connection sees what is open when it is made, and making one is dear: ask the list first.
    if (!(await listTargets(profileDir)).some(({ url }) => url.startsWith(panelUrl))) return null;
    await connection?.close();
    connection = await chromium.connectOverCDP(devtoolsAddress(profileDir));
    return pageIn(connection);
  }
  const pageIn = (browser: Browser | null): Page | null =>
    browser?.contexts().flatMap((context) => context.pages()).find((page) => page.url().startsWith(panelUrl) && !page.isClosed()) ?? null;

  return {
    async page() {
      const page = await until(find, 'the side panel to open');
      // It is in the list of targets before it has a size.
      await until(() => page.evaluate(() => innerWidth > 0 && innerHeight > 0 && document.readyState === 'complete'), 'the side panel to be laid out');
      return page;
    },
    isOpen: async () => (await find()) !== null,
    async disconnect() {
      await connection?.close();
      connection = null;
    },
  };
}
