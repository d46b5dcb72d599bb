import { expect, test } from '@playwright/test';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { launchKiln } from './harness/kiln.ts';
import { servePages } from './harness/pages.ts';
import { until } from './harness/until.ts';

test('the toolbar icon opens the side panel, and the panel shows what is on the page', async () => {
  const pages = await servePages();
  const kiln = await launchKiln();
  try {
    const page = await kiln.openPage(pages.urls[1] ?? '');
    expect(await kiln.isPanelOpen()).toBe(false);
    await kiln.clickToolbar(page);
    const panel = await kiln.panel();
    await expect(panel.getByText('Ada Example').first()).toBeVisible();
    await expect(panel.getByText('ada@lovelace.example').first()).toBeVisible();
    const tabId = await kiln.tabId(page);
    const row = await until(async () => (await kiln.rows<CaptureRow>('captures')).find((one) => one.tabId === tabId), 'the capture of the tab');
    expect(row.state).toBe('read');
    expect(row.capture?.kind).toBe('person');
  } finally {
    await kiln.close();
    await pages.close();
  }
});

test('the panel opens again after the worker was killed: the click wakes it', async () => {
  const pages = await servePages();
  const kiln = await launchKiln();
  try {
    const page = await kiln.openPage(pages.urls[2] ?? '');
    await (await kiln.worker.awake()).evaluate(() => Object.assign(globalThis, { firstLife: true }));
    await kiln.killWorker();
    await kiln.clickToolbar(page);
    await expect((await kiln.panel()).getByText('Lantern Works').first()).toBeVisible();
    expect(await (await kiln.worker.awake()).evaluate(() => 'firstLife' in globalThis)).toBe(false);
  } finally {
    await kiln.close();
    await pages.close();
  }
});
