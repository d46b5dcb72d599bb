/** Erasing from the panel, beside the page that the lead was read from: what was read of the page goes as well. */
import { expect, test } from '@playwright/test';
import type { EraseJob } from '../../lib/storage/erase-rows.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln } from './harness/kiln.ts';
import { servePages } from './harness/pages.ts';
import { readPage, saveLead } from './harness/person.ts';
import { shot } from './harness/pictures.ts';
import { until } from './harness/until.ts';

test('a lead that was saved from a page is erased in the panel, with what was read of the page', async () => {
  const pages = await servePages();
  const kiln = await launchKiln();
  try {
    const { panel } = await readPage(kiln, pages.urls[1] ?? '', 'Ada Example');
    await saveLead(panel);
    await panel.getByRole('button', { name: 'Erase everywhere' }).click();
    const dialog = panel.getByRole('dialog');
    await expect(dialog.getByRole('heading', { name: 'Erase Ada Example on this browser?' })).toBeVisible();
    // Nobody is signed in: there is no account to tell yet, and nothing is said to go there.
    await expect(dialog).not.toContainText('At the account');
    await expect(dialog).not.toContainText('everywhere');
    await expect(dialog).toContainText('What an account bought for it, until you sign in');
    await noViolations(panel);
    await shot(panel, 'erase-panel');
    await dialog.getByRole('checkbox', { name: /^Keep it away/ }).click();
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(panel.locator('.k-toast').filter({ hasText: 'Ada Example erased on this browser' })).toBeVisible();
    await until(async () => (await kiln.rows<EraseJob>('eraseJobs'))[0]?.state === 'done', 'the erasure to end');
    await expect(panel.getByText('ada@lovelace.example')).toHaveCount(0);
    for (const store of ['captures', 'activity', 'evidence', 'leads', 'doNotContact']) expect(JSON.stringify(await kiln.rows(store))).not.toContain('lovelace');
    expect(await kiln.leads()).toEqual([]);
    await noViolations(panel);
    await shot(panel, 'erase-panel-after');
  } finally {
    await kiln.close();
    await pages.close();
  }
});
