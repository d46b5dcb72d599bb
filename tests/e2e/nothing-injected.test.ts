import { chromium, expect, test } from '@playwright/test';
import { chromePath } from '../tools/browser.mjs';
import { launchKiln } from './harness/kiln.ts';
import { servePages } from './harness/pages.ts';
import { tracesOf } from './harness/traces.ts';
import { until } from './harness/until.ts';

test('a page that was not asked for gets nothing: no script, no style, no mark, no request', async () => {
  const pages = await servePages();
  const bare = await chromium.launch({ executablePath: chromePath() });
  const kiln = await launchKiln();
  try {
    expect(pages.urls).toHaveLength(20);
    const barePage = await bare.newPage();
    const page = await kiln.context.newPage();
    for (const url of pages.urls) {
      const without = await tracesOf(barePage, url);
      const requestsWithout = pages.takeRequests();
      const traces = await tracesOf(page, url);
      expect(pages.takeRequests(), url).toEqual(requestsWithout);
      expect(traces.extensionWorlds, url).toEqual([]);
      expect(traces.injectedStyles, url).toBe(0);
      expect(traces, url).toEqual(without);
    }
    expect(await kiln.rows('captures')).toEqual([]);
  } finally {
    await kiln.close();
    await bare.close();
    await pages.close();
  }
});

test('the same look sees a script once the person asks, so it is not blind', async () => {
  const pages = await servePages();
  const kiln = await launchKiln();
  try {
    const page = await kiln.openPage(pages.urls[0] ?? '');
    const session = await kiln.context.newCDPSession(page);
    const worlds: string[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => void worlds.push(context.origin));
    await session.send('Runtime.enable');
    await kiln.clickToolbar(page);
    await until(() => worlds.some((origin) => origin.startsWith('chrome-extension://')), 'the reader to be injected');
    expect(new URL((await kiln.panel()).url()).pathname).toBe('/sidepanel.html');
  } finally {
    await kiln.close();
    await pages.close();
  }
});
