/** The grid under the hands of somebody who knows spreadsheets: real keys, the real clipboard, one undo for each deed. */
import { expect, test, type Page } from '@playwright/test';
import type { ActivityRow } from '../../lib/storage/database.ts';
import type { CustomColumn } from '../../lib/domain/lead/custom.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';

let kiln: Kiln;
let tableId: string;
let page: Page;
const NAMES = ['Oakline', 'Quiet Works', 'Red Barn Clay', 'Small Kiln', 'Tall Pines', 'Upper Mill'];
test.beforeEach(async () => {
  kiln = await launchKiln();
  await kiln.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  ({ tableId } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' })));
  for (const name of NAMES) await done(kiln.command('lead.add', { tableId, fields: { name, industry: `Trade of ${name}` } }));
  page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await expect(grid()).toHaveAttribute('aria-rowcount', String(NAMES.length + 1));
  await at(0, 0).click();
});
test.afterEach(() => kiln.close());

const grid = () => page.getByRole('grid');
const cell = (text: string) => page.getByRole('gridcell').filter({ hasText: text }).first();
const at = (row: number, col: number) => page.locator(`[data-at="${row} ${col}"]`);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const ranged = () => page.locator('[role="gridcell"][aria-selected="true"]');
const toast = (text: string | RegExp) => page.locator('.k-toast').filter({ hasText: text });
const column = async (field: 'name' | 'industry' | 'domain' | 'location'): Promise<(string | undefined)[]> => (await kiln.leads()).map((lead) => textOf(lead.fields, field));
const onClipboard = (type: string): Promise<string> =>
  page.evaluate(async (wanted) => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType(wanted))?.text() ?? '';
  }, type);
const toClipboard = (text: string): Promise<void> => page.evaluate((value) => navigator.clipboard.writeText(value), text);
const tableToClipboard = (html: string): Promise<void> => page.evaluate((value) => navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob([value], { type: 'text/html' }) })]), html);

test('a range is selected by keys and by pointer, said aloud, and let go of', async () => {
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
  await expect(ranged()).toHaveCount(6);
  await expect(page.getByRole('status').filter({ hasText: '3 rows, 2 columns selected' })).toBeAttached();
  await noViolations(page);
  await shot(page, 'range');
  // The row ticks are something else.
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(0);
  await press('Shift+Space');
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(3);
  await noViolations(page);
  await press('Escape');
  await expect(ranged()).toHaveCount(0);
  await press('Escape');
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(0);
  await press('Control+Shift+End');
  await expect(page.getByRole('status').filter({ hasText: /^6 rows, \d+ columns selected$/ })).toBeAttached();
  await press('Shift+Home');
  await expect(page.getByRole('status').filter({ hasText: '6 rows, 1 column selected' })).toBeAttached();
  await press('ArrowRight');
  await expect(ranged()).toHaveCount(0);
  await press('Control+a');
  await expect(page.getByRole('status').filter({ hasText: /^6 rows, \d+ columns selected$/ })).toBeAttached();
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(0);
  await press('Control+a');
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(6);

  await at(1, 1).click();
  await at(3, 2).click({ modifiers: ['Shift'] });
  await expect(ranged()).toHaveCount(6);
  const [from, to] = [await at(4, 0).boundingBox(), await at(2, 2).boundingBox()];
  await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((to?.x ?? 0) + 20, (to?.y ?? 0) + 10, { steps: 6 });
  await expect(ranged()).toHaveCount(9);
  // Below the last row, and out of the grid: the range goes to the end, and the grid under the pointer.
  const box = await grid().boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) + 40, (box?.y ?? 0) + (box?.height ?? 0) - 40, { steps: 4 });
  await expect.poll(() => grid().evaluate((node) => node.scrollLeft + node.clientWidth >= node.scrollWidth - 1)).toBe(true);
  await page.mouse.up();
  await expect(page.getByRole('status').filter({ hasText: /^2 rows, \d+ columns selected$/ })).toBeAttached();
  // Tab leaves the grid, as one stop of the page.
  await press('Tab');
  await expect(grid()).not.toBeFocused();
});

test('cells are copied, cut, pasted, filled and emptied; each is one undo, also after the page is loaded anew', async () => {
  await press('Shift+ArrowDown', 'Control+c');
  await expect(toast('2 cells copied')).toBeVisible();
  expect(await onClipboard('text/plain')).toBe('Oakline\nQuiet Works');
  expect(await onClipboard('text/html')).toContain('Quiet Works</td>');

  // A block of a spreadsheet, with a cell of two lines, from one cell on to the right and down.
  await at(0, 1).click();
  await toClipboard('oakline.example\t"Wood\nand joinery"\r\nno domain at all\tCeramics\r\n');
  await press('Control+v');
  await expect(toast('3 cells pasted. 1 cell could not be read as a domain and was left.')).toBeVisible();
  await expect(ranged()).toHaveCount(4);
  expect([(await column('domain')).slice(0, 2), (await column('industry')).slice(0, 3)]).toEqual([['oakline.example', undefined], ['Wood\nand joinery', 'Ceramics', 'Trade of Red Barn Clay']]);

  // One value into a whole range; from a page, as a table of HTML.
  await at(1, 2).click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown');
  await tableToClipboard('<table><tr><td>Pottery &amp;<br>glazes</td></tr></table>');
  await press('Control+v');
  const pasted = ['Wood\nand joinery', 'Pottery &\nglazes', 'Pottery &\nglazes', 'Pottery &\nglazes', 'Trade of Tall Pines', 'Trade of Upper Mill'];
  await expect.poll(() => column('industry')).toEqual(pasted);

  await at(4, 2).click();
  await press('Shift+ArrowDown', 'Control+d');
  await expect(toast('1 cell filled.')).toBeVisible();
  await expect.poll(async () => (await column('industry')).slice(4)).toEqual(['Trade of Tall Pines', 'Trade of Tall Pines']);
  await at(0, 0).click();
  await press('Shift+ArrowRight', 'Control+x');
  await expect(toast('2 cells cut.')).toBeVisible();
  expect([(await column('name'))[0], (await column('domain'))[0]]).toEqual([undefined, undefined]);
  await at(0, 3).click();
  await press('Shift+ArrowDown', 'Delete');
  await expect(toast('Nothing has changed.')).toBeVisible();

  // Back and forth, also after the page is loaded anew.
  await press('Control+z');
  await expect(toast(/^Undone: .*2 cells cut/)).toBeVisible();
  expect((await column('name'))[0]).toBe('Oakline');
  await page.reload();
  await expect(cell('Oakline')).toBeVisible();
  await at(0, 0).click();
  await press('Control+z', 'Control+z');
  await expect.poll(() => column('industry')).toEqual(['Wood\nand joinery', 'Ceramics', ...NAMES.slice(2).map((name) => `Trade of ${name}`)]);
  await press('Control+Shift+z');
  await expect.poll(() => column('industry')).toEqual(pasted);
  await press('Control+z', 'Control+z');
  await expect.poll(() => column('industry')).toEqual(NAMES.map((name) => `Trade of ${name}`));
  expect(await column('domain')).toEqual(NAMES.map(() => undefined));
  // Nothing of it asked or cost anything.
  for (const store of ['runs', 'runStarts', 'tasks', 'charges', 'outbox', 'receipts']) expect([store, await kiln.rows(store)]).toEqual([store, []]);
});

test('what is reckoned is left, what is a formula elsewhere is defused, and rows below the last lead go to the import', async () => {
  const columns = Number(await grid().getAttribute('aria-colcount'));
  await done(kiln.command('column.save', { kind: 'company', draft: { type: 'date', name: 'Since' } }));
  await done(kiln.command('column.save', { kind: 'company', draft: { type: 'formula', name: 'Loud', formula: 'UPPER({name})' } }));
  await expect(grid()).toHaveAttribute('aria-colcount', String(columns + 2));
  const since = await until(async () => (await kiln.rows<CustomColumn>('columns')).find(({ name }) => name === 'Since'), 'the column');
  await press('End', 'ArrowLeft');
  await toClipboard('2024-05-01\tWRONG\n=1+1\tWRONG');
  await press('Control+v');
  await expect(toast('1 cell pasted. 1 cell could not be read as a date and was left. 1 column is reckoned from others and was left.')).toBeVisible();
  expect((await kiln.leads()).map((lead) => textOf(lead.fields, since.key))).toEqual(['2024-05-01', ...NAMES.slice(1).map(() => undefined)]);

  await at(0, 0).click();
  await toClipboard('=HYPERLINK("x")');
  await press('Control+v');
  await expect(cell('=HYPERLINK("x")')).toBeVisible();
  await press('Control+c');
  await expect(toast('Cell copied')).toBeVisible();
  expect(await onClipboard('text/plain')).toBe('"\'=HYPERLINK(""x"")"');
  await at(1, 0).click();
  await press('Control+v');
  await expect.poll(() => column('name')).toEqual(['=HYPERLINK("x")', '=HYPERLINK("x")', ...NAMES.slice(2)]);

  await at(5, 0).click();
  await toClipboard('Upper Mill Ltd\tupper.example\nVale Tiles\tvale.example\nWest Glaze\twest.example');
  await press('Control+v');
  await expect(toast('2 cells pasted. 2 rows below the last lead were left out.')).toBeVisible();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Import 2', exact: true }).click();
  await expect(page.getByText('2 added')).toBeVisible();
  await page.getByRole('button', { name: 'Show the table' }).click();
  await expect(cell('West Glaze')).toBeVisible();
  expect((await column('domain')).slice(-3)).toEqual(['upper.example', 'vale.example', 'west.example']);
});

test('typing goes on to the next cell and the next row, and an edit goes back with the keys', async () => {
  await press('End', 'x');
  await page.keyboard.type('.example');
  await press('Tab');
  await expect(at(1, 0)).toHaveClass(/is-current/);
  await press('F2', 'Shift+Tab');
  await expect(at(0, 0)).not.toHaveClass(/is-current/);
  await press('Home', 'F2');
  await page.locator('.k-cell-input').fill('Oakline & Sons');
  await press('Enter');
  await expect(at(1, 0)).toHaveClass(/is-current/);
  await expect.poll(() => column('name')).toContain('Oakline & Sons');
  await press('Control+z');
  await expect.poll(() => column('name')).toEqual(NAMES);
  const edits = await kiln.rows<ActivityRow>('activity');
  expect(edits.filter(({ kind, undoneAt }) => kind === 'lead-edited' && undoneAt !== undefined)).toHaveLength(1);
});
