/** Leads in groups: heads with their value and count, opened and closed by mouse and keys, kept with the view, and with a table that is long. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { View } from '../../lib/domain/view/view.ts';
import { bundle } from '../bench/bundle.ts';
import type { TableBench } from '../bench/table-in-page.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { done } from './harness/world.ts';

let kiln: Kiln;
let page: Page;
test.beforeEach(async () => {
  kiln = await launchKiln();
});
test.afterEach(() => kiln.close());

const grid = (): Locator => page.locator('.k-grid');
/** What stands in the rows, from the top. */
const rows = (): Promise<string[]> =>
  page.locator('.k-rows [role="row"]').evaluateAll((all) =>
    all
      .map((one) => [Number(one.getAttribute('aria-rowindex')), one.hasAttribute('aria-expanded') ? `${one.querySelector('b')?.textContent}, ${one.querySelector('.k-nowrap')?.textContent}` : one.querySelector('[aria-colindex="2"] .k-val')?.textContent] as const)
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text ?? ''),
  );
const current = (): Locator => page.locator('.k-td.is-current');
const groupBy = async (label: string): Promise<void> => {
  await page.getByRole('button', { name: /^Sort( \d+ on)?$/ }).click();
  await page.getByLabel('Together in groups by').selectOption({ label });
  await page.keyboard.press('Escape');
};

test('groups have heads, close and open by mouse and keys, and a view keeps which are closed', async () => {
  const { tableId } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' }));
  for (const [name, industry] of [['Oakline', 'Furniture'], ['Quiet Works', 'Ceramics'], ['Red Barn Clay', 'ceramics'], ['Nobody knows', undefined]] as const) {
    await done(kiln.command('lead.add', { tableId, fields: { name, ...(industry === undefined ? {} : { industry }) } }));
  }
  page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await groupBy('Industry');
  const open = ['Ceramics, 2 companies', 'Quiet Works', 'Red Barn Clay', 'Furniture, 1 company', 'Oakline', 'Not known, 1 company', 'Nobody knows'];
  await expect.poll(rows).toEqual(open);
  await expect(grid()).toHaveAttribute('role', 'treegrid');
  await expect(grid()).toHaveAttribute('aria-rowcount', '8');
  await noViolations(page);
  await shot(page, 'groups');

  await page.getByRole('button', { name: /Industry Ceramics/ }).click();
  await expect.poll(rows).toEqual(['Ceramics, 2 companies', 'Furniture, 1 company', 'Oakline', 'Not known, 1 company', 'Nobody knows']);
  await expect(page.getByRole('row', { name: /Industry Ceramics/ })).toHaveAttribute('aria-expanded', 'false');
  // What is put away is still shown to export, and to those who tick all.
  await expect(page.getByText('4 companies', { exact: true }).first()).toBeVisible();
  // Once takes all cells, twice ticks the rows.
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('button', { name: 'Delete 4' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // By keys: right opens, down walks through heads and leads, left goes to the head and closes.
  await page.keyboard.press('ArrowRight');
  await expect.poll(rows).toEqual(open);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await expect(current()).toHaveText(/Furniture/);
  await expect(grid()).toHaveAttribute('aria-activedescendant', 'group-3');
  await page.keyboard.press('ArrowDown');
  await expect(current()).toHaveText(/Oakline/);
  await page.keyboard.press('ArrowLeft');
  await expect(current()).toHaveText(/Furniture/);
  await page.keyboard.press('Enter');
  await expect.poll(rows).toEqual(open.filter((row) => row !== 'Oakline'));
  await page.keyboard.press('Control+ArrowLeft');
  await expect.poll(rows).toEqual(open.filter((row) => row.includes(',')));
  await expect(current()).toHaveText(/Furniture/);
  await noViolations(page);
  await shot(page, 'groups-closed');
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(rows).toEqual(open);
  await expect(current()).toHaveText(/Furniture/);
  // A lead is typed into below a head as anywhere.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name' }).fill('Oakline Ltd');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name: /^Oakline Ltd/ })).toBeVisible();

  await page.getByRole('button', { name: 'Sort 1 on' }).click();
  await page.getByRole('button', { name: 'Close all groups' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Not known/ }).click();
  const closed = ['Ceramics, 2 companies', 'Furniture, 1 company', 'Not known, 1 company', 'Nobody knows'];
  await expect.poll(rows).toEqual(closed);
  await page.getByRole('button', { name: 'Save as a new view' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('By trade');
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('tab', { name: 'By trade' })).toHaveAttribute('aria-selected', 'true');
  expect(await kiln.rows<View>('views')).toMatchObject([{ group: { by: 'industry', shut: { all: true, but: [''] } } }]);
  await page.reload();
  await page.getByRole('tab', { name: 'By trade' }).click();
  await expect.poll(rows).toEqual(closed);
  // A lead that is added goes to its group.
  await done(kiln.command('lead.add', { tableId, fields: { name: 'Fourth Wheel', industry: 'Ceramics' } }));
  await expect.poll(rows).toEqual(['Ceramics, 3 companies', ...closed.slice(1)]);
  await page.getByRole('tab', { name: 'All' }).click();
  await expect(grid()).toHaveAttribute('role', 'grid');
  await page.getByRole('columnheader', { name: 'Industry', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Group by Industry' }).click();
  await expect(grid()).toHaveAttribute('role', 'treegrid');
});

test('a long table in many groups is walked through to its end, with few rows drawn', async () => {
  const [ROWS, TABLE] = [20_000, 'table-long-0001'];
  await kiln.backstage.evaluate(bundle(fileURLToPath(new URL('../bench/table-in-page.ts', import.meta.url))));
  await kiln.backstage.evaluate(([id, count]) => (globalThis as unknown as { __table: TableBench }).__table.fill(id, count), [TABLE, ROWS] as const);
  page = await kiln.openExtensionPage(`table.html#table=${TABLE}`);
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ROWS + 1));
  await groupBy('Title');
  await expect(grid()).toHaveAttribute('role', 'treegrid');
  const countOf = async (): Promise<number> => Number(await grid().getAttribute('aria-rowcount')) - 1 - ROWS;
  await expect.poll(countOf).toBeGreaterThan(3);
  const groups = await countOf();
  await grid().press('Control+End');
  await expect(page.locator(`[role="row"][aria-rowindex="${ROWS + groups + 1}"] .k-val`).first()).toBeVisible();
  expect(await page.locator('.k-rows [role="row"]').count()).toBeLessThan(70);
  await grid().press('Home');
  await grid().press('ArrowLeft');
  await expect(current()).toHaveText(/people/);
  await grid().press('Control+ArrowLeft');
  await expect(grid()).toHaveAttribute('aria-rowcount', String(groups + 1));
  await expect(current()).toHaveText(/people/);
  await expect(page.locator('.k-rows [role="row"]')).toHaveCount(groups);
});
