import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { ContactEntry } from '../../lib/domain/contact/do-not-contact.ts';
import { noViolations } from './harness/axe.ts';
import { shot } from './harness/pictures.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';

let kiln: Kiln;
test.beforeEach(async () => {
  kiln = await launchKiln();
});
test.afterEach(() => kiln.close());

const entries = async (): Promise<string[]> => (await kiln.rows<ContactEntry>('doNotContact')).map((entry) => entry.id).sort();
test('lines and unsubscribe exports go on the list, are found, come off and back', async () => {
  const page = await kiln.openExtensionPage('options.html#contacts');
  await expect(page.getByText('Nobody is on the list.')).toBeVisible();
  await page.getByLabel('Add addresses, domains, profiles or numbers').fill('ada@example.com\nstop.example\nhttps://www.linkedin.com/in/ben-sample\n+44 20 7946 0958\nnonsense');
  await page.getByRole('button', { name: 'Add 5' }).click();
  await expect(page.getByText('1 line left out: no address')).toBeVisible();
  await expect(page.locator('.k-toast').last()).toContainText('4 added, 1 line left out');
  expect(await entries()).toEqual(['domain:stop.example', 'email:ada@example.com', 'person:url:linkedin.com/in/ben-sample', 'phone:+442079460958']);
  await page.getByLabel('List to import').setInputFiles({ name: 'unsubscribed.csv', mimeType: 'text/csv', buffer: Buffer.from('Subscriber since;Email Address;Reason\n2024-01-02;cleo@example.org;too many\n2024-02-03;ada@example.com;other\n2024-03-04;not an address;\n') });
  await expect(page.getByText('cleo@example.org', { exact: true })).toBeVisible();
  expect(await entries()).toHaveLength(5);
  await page.getByLabel('Search the list').fill('unsubscribed');
  await expect(page.getByRole('list', { name: 'Entries' }).getByRole('listitem')).toHaveCount(1);
  await noViolations(page);
  await shot(page, 'contacts');
  await page.getByRole('button', { name: 'Take cleo@example.org off the list' }).click();
  await expect(page.getByText('No entry fits the search.')).toBeVisible();
  await page.locator('.k-toast', { hasText: 'cleo@example.org may be contacted again' }).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('cleo@example.org', { exact: true })).toBeVisible();
});

test('a lead on the list shows it in its cells and is not asked about, and the price says why', async () => {
  const made = await kiln.command('table.create', { name: 'People', kind: 'person' });
  const tableId = made.ok ? made.value.tableId : '';
  const add = async (name: string, email: string): Promise<string> => {
    const lead = await kiln.command('lead.add', { tableId, fields: { name, email, companyName: 'Works', companyDomain: 'works.example' } });
    return lead.ok ? lead.value.leadId : '';
  };
  const [ada, ben] = [await add('Ada Example', 'ada@works.example'), await add('Ben Sample', 'ben@works.example')];
  const page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await page.getByRole('row').filter({ hasText: 'Ada Example' }).hover();
  await page.getByRole('checkbox', { name: 'Select Ada Example' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Ada Example' });
  const toast = page.locator('.k-toast', { hasText: '1 lead on the do-not-contact list' });
  const block = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Do not contact', exact: true }).first().click();
    await expect(row.locator('[data-state="block"]').first()).toContainText('Do not contact');
  };
  await block();
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(row.locator('[data-state="block"]')).toHaveCount(0);
  await expect.poll(entries).toEqual([]);
  await expect(toast).toHaveCount(0);
  await block();
  await expect(page.getByRole('row').filter({ hasText: 'Ben Sample' }).locator('[data-state="block"]')).toHaveCount(0);
  await noViolations(page);
  await shot(page, 'blocked-cells');
  const waterfalls = await kiln.command('waterfall.list', {});
  const waterfall = waterfalls.ok ? waterfalls.value.find((w) => w.enrichment === 'work-email') : undefined;
  const quote = await kiln.command('run.quote', { leadIds: [ada, ben], waterfallId: waterfall?.id ?? '' });
  expect(quote.ok ? quote.value.skips : []).toContainEqual({ reason: 'do-not-contact', count: 1 });
  // In a file who is on the list is marked, or left out where that is wanted.
  const saved = async (): Promise<string[]> => {
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV file', exact: true }).click();
    return readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
  };
  await row.getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await noViolations(page);
  await shot(page, 'export-menu');
  const marked = await saved();
  expect(marked.map((line) => line.split(',').at(-1))).toEqual(['Do not contact', 'Yes', '']);
  await expect(page.locator('.k-toast').last()).toContainText('2 rows, 1 marked "Do not contact"');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: /Leave out/ }).click();
  expect((await saved()).map((line) => line.split(',')[0])).toEqual(['Name', 'Ben Sample']);
  await expect(page.locator('.k-toast').last()).toContainText('1 row, 1 left out: do not contact');
});
