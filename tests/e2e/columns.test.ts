/** Columns of the table by mouse and by keys: their width, their order, pinned and hidden ones, the height of rows; all of it there again after a reload. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { View } from '../../lib/domain/view/view.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';

let kiln: Kiln;
let tableId: string;
let page: Page;
const LONG = 'Makers of wheels, kilns, glazes and everything else that stands in a pottery, for schools and for studios';
test.beforeEach(async () => {
  kiln = await launchKiln();
  ({ tableId } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' })));
  for (const [name, domain, industry] of [['Oakline', 'example.com', 'Furniture'], ['Quiet Works', 'example.org', 'Ceramics'], ['Red Barn Clay', 'example.net', LONG]] as const) {
    await done(kiln.command('lead.add', { tableId, fields: { name, domain, industry } }));
  }
  page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await expect(page.getByRole('gridcell', { name: /^Oakline/ })).toBeVisible();
});
test.afterEach(() => kiln.close());

const grid = (): Locator => page.getByRole('grid');
const head = (name: string): Locator => page.getByRole('columnheader', { name, exact: true });
/** The heads on the screen from the left. */
const heads = async (): Promise<string[]> => {
  const found = await page.locator('.k-th:not(.k-td--i)').evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().left, one.querySelector('.k-trunc')?.textContent ?? ''] as const));
  return found.toSorted(([a], [b]) => a - b).map(([, text]) => text);
};
const box = async (what: Locator) => (await what.boundingBox())!;
const width = async (name: string): Promise<number> => (await box(head(name))).width;
const layout = async () => (await kiln.rows<Table>('tables_')).find(({ id }) => id === tableId)?.layout;
const menu = async (name: string, item: string | RegExp): Promise<void> => {
  await head(name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: item }).click();
};
/** Drags from one point of the screen to another, in steps as a hand does. */
const drag = async (from: { x: number; y: number }, to: { x: number; y: number }, letGo = true): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  if (letGo) await page.mouse.up();
};
const middle = ({ x, y, width: w, height }: { x: number; y: number; width: number; height: number }) => ({ x: x + w / 2, y: y + height / 2 });

test('a column is as wide as its edge is pulled, fits what it shows, takes a width by key and by number, and keeps it', async () => {
  const before = await width('Domain');
  const at = await box(head('Domain'));
  const edge = { x: at.x + at.width - 2, y: at.y + 20 };
  await drag(edge, { x: edge.x + 90, y: edge.y }, false);
  await expect.poll(() => width('Domain')).toBe(before + 90);
  expect(await layout()).toBeUndefined();
  await page.mouse.up();
  await expect.poll(async () => (await layout())?.widths).toEqual({ domain: before + 90 });
  expect(await head('Domain').getAttribute('aria-sort')).toBe('none');

  // Escape gives the width back; no column is narrower than a word.
  const wide = { x: edge.x + 90, y: edge.y };
  await drag(wide, { x: wide.x - 400, y: wide.y }, false);
  await expect.poll(() => width('Domain')).toBe(64);
  await page.keyboard.press('Escape');
  await expect.poll(() => width('Domain')).toBe(before + 90);
  await page.mouse.up();

  await page.mouse.dblclick(wide.x, wide.y);
  await expect.poll(() => width('Domain')).not.toBe(before + 90);
  const cell = page.getByRole('gridcell', { name: 'example.net' });
  expect(await cell.locator('.k-val').evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  const fitting = await width('Domain');
  expect(fitting).toBeLessThan(before + 40);

  await page.getByRole('gridcell', { name: /^example.com/ }).click();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect.poll(() => width('Domain')).toBe(fitting + 16);

  // The menu of the column, from the cell: the way without dragging.
  await page.keyboard.press('Shift+F10');
  await noViolations(page);
  await shot(page, 'column-menu');
  await page.getByRole('menuitem', { name: /^Width/ }).click();
  await page.getByRole('textbox').fill('9000');
  await expect(page.getByRole('button', { name: 'Set width' })).toBeDisabled();
  await page.getByRole('textbox').fill('300');
  await shot(page, 'dialog-width');
  await noViolations(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => width('Domain')).toBe(300);
  await expect(grid()).toBeFocused();
  await page.reload();
  await expect.poll(() => width('Domain')).toBe(300);
});

test('a head is dragged to another place, moved by keys and menu, and a view keeps its own order', async () => {
  expect((await heads()).slice(0, 4)).toEqual(['Name', 'Domain', 'Industry', 'Size']);
  const [from, to] = [await box(head('Size')), await box(head('Domain'))];
  await drag(middle(from), { x: to.x + 10, y: to.y + 20 }, false);
  await expect(page.locator('.k-dropline')).toBeVisible();
  await shot(page, 'column-drag');
  await page.keyboard.press('Escape');
  await expect(page.locator('.k-dropline')).toHaveCount(0);
  await page.mouse.up();
  // A drag at the edge scrolls, and so it did while the window was narrow for a picture.
  await grid().evaluate((one) => one.scrollTo({ left: 0 }));
  expect((await heads()).slice(0, 4)).toEqual(['Name', 'Domain', 'Industry', 'Size']);

  await drag(middle(from), { x: to.x + 10, y: to.y + 20 });
  await expect.poll(async () => (await heads()).slice(0, 4)).toEqual(['Name', 'Size', 'Domain', 'Industry']);
  // A drag is no click: nothing is sorted. The name goes nowhere.
  expect(await head('Size').getAttribute('aria-sort')).toBe('none');
  await drag(middle(await box(head('Name'))), { x: to.x + 300, y: to.y + 20 });
  expect((await heads())[0]).toBe('Name');

  await page.getByRole('gridcell', { name: 'Furniture' }).click();
  await page.keyboard.press('Alt+Shift+PageUp');
  await expect.poll(async () => (await heads()).slice(0, 4)).toEqual(['Name', 'Size', 'Industry', 'Domain']);
  await expect(page.getByText(/^Industry is put down, place 3 of \d+$/)).toBeAttached();
  await expect(page.locator('.k-td.is-current')).toHaveText(/Furniture/);
  await menu('Size', 'Move right');
  await expect.poll(async () => (await heads()).slice(0, 4)).toEqual(['Name', 'Industry', 'Size', 'Domain']);

  await page.getByRole('button', { name: 'New view' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('tab', { name: 'Mine' })).toHaveAttribute('aria-selected', 'true');
  await menu('Domain', 'Move left');
  await menu('Industry', 'Hide column');
  await expect.poll(async () => (await heads()).slice(0, 3)).toEqual(['Name', 'Domain', 'Size']);
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('button', { name: 'Save view' })).toHaveCount(0);
  expect((await kiln.rows<View>('views'))[0]?.layout.hidden).toEqual(['industry']);

  await page.reload();
  await expect.poll(async () => (await heads()).slice(0, 4)).toEqual(['Name', 'Industry', 'Size', 'Domain']);
  await page.getByRole('tab', { name: 'Mine' }).click();
  await expect.poll(async () => (await heads()).slice(0, 3)).toEqual(['Name', 'Domain', 'Size']);
  // By keys in the list of all columns.
  await page.getByRole('button', { name: 'Columns 1 hidden' }).click();
  await page.getByRole('button', { name: 'Move Size' }).press('Enter');
  for (const key of ['ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await expect.poll(async () => (await heads()).slice(0, 3)).toEqual(['Name', 'Size', 'Domain']);
  await noViolations(page);
  await shot(page, 'columns-list');
  await page.getByRole('button', { name: 'As usual' }).click();
  await expect.poll(async () => (await heads()).slice(0, 4)).toEqual(['Name', 'Domain', 'Industry', 'Size']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await heads()).slice(0, 3)).toEqual(['Name', 'Size', 'Domain']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Take the changes back' }).click();
  await expect.poll(async () => (await heads()).slice(0, 3)).toEqual(['Name', 'Domain', 'Size']);
});

test('pinned columns stay while the others pass, and never cover a narrow window', async () => {
  await page.setViewportSize({ width: 1800, height: 800 });
  await menu('Domain', 'Pin up to here');
  await expect(page.locator('.k-tr--head .k-pin .k-th')).toHaveCount(3);
  const before = (await box(head('Domain'))).x;
  await grid().evaluate((one) => one.scrollBy({ left: 400 }));
  await expect.poll(async () => (await box(head('Domain'))).x).toBe(before);
  expect((await box(page.getByRole('gridcell', { name: /^example.com/ }))).x).toBe(before);
  await noViolations(page);
  await shot(page, 'column-pinned');
  // A cell that lies below the pinned ones is brought out from there.
  await page.getByRole('gridcell', { name: /^Oakline/ }).click();
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  const pinnedEnd = before + (await width('Domain'));
  await expect.poll(async () => (await box(page.locator('.k-td.is-current'))).x).toBeGreaterThanOrEqual(pinnedEnd - 1);
  await page.reload();
  // It can be scrolled once its columns are there.
  await expect.poll(() => grid().evaluate((one) => { one.scrollTo({ left: 400 }); return one.scrollLeft; })).toBe(400);
  await expect.poll(async () => (await box(head('Domain'))).x).toBe(before);
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(page.locator('.k-tr--head .k-pin .k-th')).toHaveCount(2);
  await page.setViewportSize({ width: 1800, height: 800 });
  await expect(page.locator('.k-tr--head .k-pin .k-th')).toHaveCount(3);
  // Dropped among the pinned it is pinned, unpinned it passes.
  await grid().evaluate((one) => one.scrollTo({ left: 0 }));
  const [from, to] = [await box(head('Size')), await box(head('Domain'))];
  await drag(middle(from), { x: to.x + 10, y: to.y + 20 });
  await expect(page.locator('.k-tr--head .k-pin .k-th')).toHaveCount(4);
  await menu('Size', 'Unpin');
  await expect(page.locator('.k-tr--head .k-pin .k-th')).toHaveCount(2);
  await expect.poll(async () => (await layout())?.pinnedTo).toBeUndefined();
});

test('rows are short, medium or tall, and tall ones show a long text on several lines', async () => {
  const cell = page.getByRole('gridcell', { name: /^Makers of wheels/ });
  const rowHeight = async (): Promise<number> => (await box(cell)).height;
  expect(await rowHeight()).toBe(34);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('radiogroup', { name: 'Height of rows' }).getByRole('radio', { name: 'Tall' }).click();
  await expect.poll(rowHeight).toBe(72);
  expect(await cell.locator('.k-val').evaluate((one) => one.clientHeight)).toBe(60);
  await page.keyboard.press('Escape');
  await noViolations(page);
  await shot(page, 'rows-tall');
  await until(async () => ((await layout())?.rows === 'tall' ? true : undefined), 'the height to be kept');
  await page.reload();
  await expect.poll(rowHeight).toBe(72);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('radiogroup', { name: 'Height of rows' }).getByRole('radio', { name: 'Short' }).click();
  await expect.poll(rowHeight).toBe(28);
  await page.keyboard.press('Escape');
  await shot(page, 'rows-short');
});
