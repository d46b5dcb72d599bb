/** The real side panel. It is no page of the launching context, so it is reached by a second connection to the same browser. */
import { chromium, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    const known = connection?.contexts().flatMap((context) => context.pages()).find((page) => page.url().startsWith(panelUrl) && !page.isClosed());
    if (known) return known;
    await connection?.close();
    const [port] = readFileSync(join(profileDir, 'DevToolsActivePort'), 'utf8').split('\n');
    connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return connection.contexts().flatMap((context) => context.pages()).find((page) => page.url().startsWith(panelUrl)) ?? null;
  }

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
