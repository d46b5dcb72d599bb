/** Views of a table by a person's hands: tests and groups, sorting, hidden and own columns, formulas, kept and brought back. */
import { expect, test, type Page } from '@playwright/test';
import type { CustomColumn } from '../../lib/domain/lead/custom.ts';
import type { View } from '../../lib/domain/view/view.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';
import { shot } from './harness/pictures.ts';

let kiln: Kiln;
let tableId: string;
test.beforeEach(async () => {
  kiln = await launchKiln();
  ({ tableId } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' })));
  for (const [name, industry, employees] of [['Oakline', 'Furniture', '120'], ['Quiet Works', 'Ceramics', '9'], ['Red Barn Clay', 'Ceramics', '1,200']] as const) {
    await done(kiln.command('lead.add', { tableId, fields: { name, industry, employees } }));
  }
});
test.afterEach(() => kiln.close());

/** The names in the grid, from the top. */
const names = (table: Page): Promise<string[]> => table.locator('[role="gridcell"][aria-colindex="2"] .k-val').allInnerTexts();

test('a table that shows nobody says whether the search or the filter hides them, and one press shows all again', async () => {
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('button', { name: 'Filter' }).click();
  await table.getByRole('button', { name: 'Add a test' }).click();
  await table.getByLabel('Value of test 1').fill('nobody');
  await table.keyboard.press('Escape');
  await expect(table.getByRole('heading', { name: 'No lead fits the filter' })).toBeVisible();
  await table.getByRole('searchbox', { name: 'Find a lead' }).fill('nobody either');
  await expect(table.getByRole('heading', { name: 'No lead fits the search and the filter' })).toBeVisible();
  await table.getByRole('button', { name: 'Show all leads' }).click();
  await expect.poll(() => names(table)).toEqual(['Oakline', 'Quiet Works', 'Red Barn Clay']);
  await expect(table.getByRole('searchbox', { name: 'Find a lead' })).toHaveValue('');
});

test('the tools stand in one row beside the details, and keep their names where only icons show', async () => {
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.setViewportSize({ width: 1440, height: 900 });
  await table.getByRole('checkbox', { name: 'Select all' }).click();
  await expect(table.getByRole('complementary', { name: 'Details' })).toBeVisible();
  const tools = table.getByRole('toolbar', { name: 'Table tools' });
  const height = async (): Promise<number> => (await tools.boundingBox())?.height ?? Infinity;
  await expect(tools.getByRole('button', { name: 'Delete 3' })).toBeVisible();
  expect(await height()).toBeLessThan(50);
  await table.setViewportSize({ width: 360, height: 760 });
  for (const name of ['Filter', 'Sort', 'Columns', 'Duplicates', 'Tag 3', 'Do not contact', 'Delete 3', 'Send to (3)', 'Export 3']) await expect(tools.getByRole('button', { name, exact: true })).toBeInViewport();
  await expect.poll(height).toBeLessThan(90);
  await noViolations(table);
});

test('leads are filtered by groups of tests and sorted, and the view is kept, renamed, removed and brought back', async () => {
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await expect.poll(() => names(table)).toEqual(['Oakline', 'Quiet Works', 'Red Barn Clay']);

  await table.getByRole('button', { name: 'Filter' }).click();
  await table.getByRole('button', { name: 'Add a test' }).click();
  await table.getByLabel('Column of test 1').selectOption({ label: 'Industry' });
  await table.getByLabel('Test 1', { exact: true }).selectOption({ label: 'is' });
  await expect(table.getByText('A value is missing')).toBeVisible();
  await expect.poll(() => names(table)).toHaveLength(3);
  await table.getByLabel('Value of test 1').fill('ceramics');
  await expect.poll(() => names(table)).toEqual(['Quiet Works', 'Red Barn Clay']);
  // What is done to all is done to those that are shown.
  await table.keyboard.press('Escape');
  await table.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(table.getByText('The 2 leads shown, free')).toBeVisible();
  await table.getByRole('menuitem', { name: 'CSV file', exact: true }).click();
  const file = await until(async () => (await kiln.rows<{ name: string; text: string }>('files'))[0], 'the file to be kept');
  expect(file.text.match(/Oakline|Quiet Works|Red Barn Clay/g)).toEqual(['Quiet Works', 'Red Barn Clay']);
  await table.getByRole('button', { name: 'Filter' }).click();
  await table.getByRole('button', { name: 'Add a group' }).click();
  await table.getByLabel('Column of test 2.1').selectOption({ label: 'Employees' });
  await table.getByLabel('Value of test 2.1').fill('50');
  await expect.poll(() => names(table)).toEqual(['Red Barn Clay']);
  await noViolations(table);
  await table.getByRole('radiogroup', { name: 'How the tests are joined' }).first().getByRole('radio', { name: 'any of them holds' }).click();
  await expect.poll(() => names(table)).toEqual(['Oakline', 'Quiet Works', 'Red Barn Clay']);
  await table.keyboard.press('Escape');
  await expect(table.getByRole('button', { name: 'Filter 2 on' })).toBeFocused();

  await table.getByRole('button', { name: 'Sort', exact: true }).click();
  await table.getByRole('button', { name: 'Sort by a column' }).click();
  await table.getByLabel('Column 1 to sort by').selectOption({ label: 'Employees' });
  await table.getByLabel('Direction of column 1').selectOption({ label: 'most first' });
  await expect.poll(() => names(table)).toEqual(['Red Barn Clay', 'Oakline', 'Quiet Works']);
  await noViolations(table);
  await table.keyboard.press('Escape');

  await table.getByRole('button', { name: 'Save as a new view' }).click();
  await table.getByRole('textbox', { name: 'Name' }).fill('By size');
  await shot(table, 'dialog-name');
  await table.getByRole('button', { name: 'Save view' }).click();
  await expect(table.getByRole('tab', { name: 'By size' })).toHaveAttribute('aria-selected', 'true');
  await table.getByRole('tab', { name: 'All' }).click();
  await expect.poll(() => names(table)).toEqual(['Oakline', 'Quiet Works', 'Red Barn Clay']);

  await table.reload();
  await table.getByRole('tab', { name: 'By size' }).click();
  await expect.poll(() => names(table)).toEqual(['Red Barn Clay', 'Oakline', 'Quiet Works']);
  await table.getByRole('button', { name: 'More about the view By size' }).click();
  await table.getByRole('menuitem', { name: 'Rename view' }).click();
  await table.getByRole('textbox', { name: 'Name' }).fill('Largest');
  await table.getByRole('button', { name: 'Rename' }).click();
  await expect(table.getByRole('tab', { name: 'Largest' })).toBeVisible();
  await table.getByRole('button', { name: 'More about the view Largest' }).click();
  await table.getByRole('menuitem', { name: 'Remove view' }).click();
  await expect(table.getByRole('tab', { name: 'Largest' })).toHaveCount(0);
  await table.getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByRole('tab', { name: 'Largest' })).toBeVisible();
  expect(await kiln.rows<View>('views')).toMatchObject([{ name: 'Largest', sort: [{ key: 'employees', down: true }] }]);
});

test('a column is made, typed into, read by a formula, hidden, removed and brought back', async () => {
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('button', { name: 'Columns' }).click();
  await table.getByRole('button', { name: 'New column' }).click();
  await table.getByRole('textbox', { name: 'Name' }).fill('Deal');
  await table.getByLabel('Holds').selectOption({ label: 'Number' });
  await noViolations(table);
  await shot(table, 'column-dialog');
  await table.getByRole('button', { name: 'Add column' }).click();
  const deal = await until(async () => (await kiln.rows<CustomColumn>('columns'))[0], 'the column to be kept');
  await expect(table.getByRole('button', { name: 'Add column' })).toBeHidden();

  const lead = (await kiln.leads()).find((one) => one.fields.name?.values[0]?.value === 'Oakline');
  await done(kiln.command('lead.edit', { leadId: lead!.id, field: deal.key, value: '1,200' }));
  const wrong = await kiln.command('lead.edit', { leadId: lead!.id, field: deal.key, value: 'a lot' });
  expect(wrong).toMatchObject({ ok: false, error: { message: 'This is not a number. Nothing was changed.' } });

  await table.getByRole('button', { name: 'Columns' }).click();
  await table.getByRole('button', { name: 'New column' }).click();
  await table.getByRole('textbox', { name: 'Name' }).fill('Twice');
  await table.getByLabel('Holds').selectOption({ label: 'Formula' });
  await table.getByRole('textbox', { name: 'Formula' }).fill('ROUND({Deal} * 2) & " for " & UPER({Name})');
  await expect(table.getByText('There is no function UPER.')).toBeVisible();
  await table.getByRole('textbox', { name: 'Formula' }).fill('TEXT({Deal} * 2) & " for " & UPPER({Name})');
  await expect(table.getByText('2400 for OAKLINE')).toBeVisible();
  await noViolations(table);
  await table.getByRole('button', { name: 'Add column' }).click();
  await expect(table.getByRole('columnheader', { name: 'Twice' })).toBeAttached();
  const twice = (await kiln.rows<CustomColumn>('columns')).find(({ name }) => name === 'Twice');
  expect(twice?.formula).toBe(`TEXT({${deal.key}} * 2) & " for " & UPPER({name})`);

  await table.getByRole('button', { name: 'Columns' }).click();
  for (const label of ['Domain', 'Industry', 'Size', 'Location', 'Legal name', 'Phone', 'Email', 'Founded', 'Website', 'LinkedIn']) await table.getByRole('checkbox', { name: label, exact: true }).click();
  await table.keyboard.press('Escape');
  await expect(table.getByRole('button', { name: 'Columns 10 hidden' })).toBeVisible();
  await expect(table.getByRole('gridcell', { name: '2400 for OAKLINE' })).toBeVisible();
  // What is reckoned is not typed over: no key opens it.
  await table.getByRole('gridcell', { name: '2400 for OAKLINE' }).click();
  await table.keyboard.press('F2');
  await table.keyboard.press('q');
  await expect(table.getByRole('textbox', { name: 'Twice' })).toHaveCount(0);
  // The details show it as the cell does, and offer no edit either.
  const details = table.getByRole('complementary', { name: 'Details' });
  await expect(details.getByText('2400 for OAKLINE', { exact: true })).toBeVisible();
  await expect(details.getByRole('button', { name: /^Edit / })).toHaveCount(0);

  await table.getByRole('button', { name: 'Columns 10 hidden' }).click();
  await table.getByRole('button', { name: 'Remove Twice' }).click();
  await expect(table.getByRole('columnheader', { name: 'Twice' })).toHaveCount(0);
  await table.getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByRole('columnheader', { name: 'Twice' })).toBeAttached();
});
