/** Tags by a person's hands: given to many leads at once, to one by typing, renamed and deleted in a whole table, filtered by, undone after a reload, exported. */
import { expect, test, type Page } from '@playwright/test';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { ActivityRow } from '../../lib/storage/database.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';

let kiln: Kiln;
let tableId: string;
let page: Page;
const NAMES = ['Ada Example', 'Ben Sample', 'Cleo Muster', 'Dara Fixture', 'Emil Testcase'];
test.beforeEach(async () => {
  kiln = await launchKiln();
  ({ tableId } = await done(kiln.command('table.create', { name: 'Fair guests', kind: 'person' })));
  for (const [i, name] of NAMES.entries()) await done(kiln.command('lead.add', { tableId, fields: { name, title: 'Buyer', email: `guest${i}@example.com`, ...(i === 4 ? { tags: 'Partner; Press' } : {}) } }));
  page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(NAMES.length + 1));
});
test.afterEach(() => kiln.close());

const tags = async (): Promise<(string | undefined)[]> => (await kiln.leads()).map((lead) => textOf(lead.fields, 'tags'));
const names = (): Promise<string[]> => page.locator('[role="gridcell"][aria-colindex="2"] .k-val').allInnerTexts();
const toast = (text: string | RegExp) => page.locator('.k-toast').filter({ hasText: text });
const tick = async (...whom: string[]): Promise<void> => {
  for (const name of whom) {
    const row = page.getByRole('row').filter({ hasText: name });
    await row.hover();
    await row.getByRole('checkbox', { name: `Select ${name}` }).click();
  }
};
const pane = () => page.getByRole('dialog', { name: 'Tags' });

test('three leads are tagged at once, filtered by their tag, exported, and as they were after a reload and one undo', async () => {
  await tick('Ada Example', 'Ben Sample', 'Emil Testcase');
  await page.getByRole('button', { name: 'Tag 3' }).click();
  await expect(pane().getByRole('checkbox', { name: 'Partner, 1 of 3' })).toBeVisible();
  await pane().getByRole('textbox', { name: 'Find or create a tag' }).fill('VIP');
  await expect(pane().getByRole('button', { name: 'Create VIP' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(toast('“VIP” added to 3 people.')).toBeVisible();
  await expect(pane().getByRole('checkbox', { name: 'VIP', exact: true })).toBeChecked();
  expect(await tags()).toEqual(['VIP', 'VIP', undefined, undefined, 'Partner, Press, VIP']);
  await noViolations(page);
  await shot(page, 'tags-pane');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Tag 3' })).toBeFocused();
  await expect(page.getByRole('row').filter({ hasText: 'Emil Testcase' }).locator('.k-ltag')).toHaveText(['Partner', 'Press', 'VIP']);

  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('button', { name: 'Add a test' }).click();
  await page.getByLabel('Column of test 1').selectOption({ label: 'Tags' });
  await page.getByLabel('Test 1', { exact: true }).selectOption({ label: 'has all of' });
  await page.getByLabel('Value of test 1').fill('vip, press');
  await expect.poll(names).toEqual(['Emil Testcase']);
  await page.getByLabel('Test 1', { exact: true }).selectOption({ label: 'has none of' });
  await expect.poll(names).toEqual(['Cleo Muster', 'Dara Fixture']);
  await page.getByLabel('Test 1', { exact: true }).selectOption({ label: 'has any of' });
  await expect.poll(names).toEqual(['Ada Example', 'Ben Sample', 'Emil Testcase']);
  await noViolations(page);
  await shot(page, 'tags-filter');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Export 3' }).click();
  await page.getByRole('menuitem', { name: 'CSV file', exact: true }).click();
  const csv = await until(async () => (await kiln.rows<{ name: string; text: string }>('files'))[0], 'the file to be kept');
  expect(csv.text).toContain('"Partner, Press, VIP"');
  expect(csv.text.split('\r\n')[0]).toContain(',Tags,');

  await page.reload();
  await expect.poll(names).toEqual(NAMES);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+z');
  await expect(toast('Undone: 3 people: tagged “VIP”')).toBeVisible();
  expect(await tags()).toEqual([undefined, undefined, undefined, undefined, 'Partner, Press']);
  await page.keyboard.press('Control+Shift+z');
  await expect(toast('Done again: 3 people: tagged “VIP”')).toBeVisible();
  expect(await tags()).toEqual(['VIP', 'VIP', undefined, undefined, 'Partner, Press, VIP']);

  // Search finds it.
  await page.getByRole('searchbox', { name: 'Find a lead' }).fill('press');
  await expect.poll(names).toEqual(['Emil Testcase']);
});

test('the tags of one lead are found, made and removed by keys alone, and its history says so', async () => {
  await page.getByRole('gridcell').filter({ hasText: 'Ada Example' }).first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Lead', exact: true }).click();
  const box = page.getByRole('combobox', { name: 'Tags' });
  await box.focus();
  await expect(page.getByRole('option')).toHaveCount(2);
  await page.keyboard.type('pa');
  await expect(page.getByRole('option', { name: /^Partner/ })).toHaveAttribute('aria-selected', 'true');
  await noViolations(page);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await tags())[0]).toBe('Partner');
  await page.keyboard.type('Zebra, ');
  await expect.poll(async () => (await tags())[0]).toBe('Partner, Zebra');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /^Press/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await tags())[0]).toBe('Partner, Press, Zebra');
  await expect(page.getByRole('button', { name: 'Remove Zebra' })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect.poll(async () => (await tags())[0]).toBe('Partner, Press');
  await page.keyboard.type('x');
  await page.keyboard.press('Escape');
  await expect(box).toHaveValue('');
  // Shut, and then away.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText('Ada Example: tag “Zebra” removed')).toBeVisible();
  await page.getByRole('tab', { name: 'Lead', exact: true }).click();
  await box.focus();
  await shot(page, 'tags-lead');
});

test('a tag is renamed and deleted in the whole table, with one undo each', async () => {
  await done(kiln.command('lead.edit', { leadId: (await kiln.leads())[0]?.id ?? '', field: 'tags', value: 'partner' }));
  await page.getByRole('button', { name: 'Tags of the table' }).click();
  await pane().getByRole('button', { name: 'Rename Partner' }).click();
  await page.getByRole('textbox', { name: 'New name of Partner' }).fill('Reseller');
  await noViolations(page);
  await shot(page, 'tags-rename');
  await page.keyboard.press('Enter');
  await expect(toast('“Partner” is “Reseller” now, for 2 people.')).toBeVisible();
  expect(await tags()).toEqual(['Reseller', undefined, undefined, undefined, 'Press, Reseller']);
  await pane().getByRole('button', { name: 'Delete Reseller from 2 leads' }).click();
  await expect(toast('Tag “Reseller” deleted: 2 people had it.')).toBeVisible();
  expect(await tags()).toEqual([undefined, undefined, undefined, undefined, 'Press']);
  await toast('Tag “Reseller” deleted').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(tags).toEqual(['Reseller', undefined, undefined, undefined, 'Press, Reseller']);
  expect((await kiln.rows<ActivityRow>('activity')).filter(({ undo }) => undo?.cells)).toHaveLength(2);
});
