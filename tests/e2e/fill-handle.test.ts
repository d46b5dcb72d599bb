/** The handle at the corner of the selected cells, with a real pointer: series go on, other values are repeated, each fill is one undo. */
import { expect, test, type Page } from '@playwright/test';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { CustomColumn } from '../../lib/domain/lead/custom.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';

let kiln: Kiln;
let tableId: string;
let page: Page;
let key: CustomColumn['key'];
const ROWS = 60;
test.beforeEach(async () => {
  kiln = await launchKiln();
  ({ tableId } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' })));
  await done(kiln.command('column.save', { kind: 'company', draft: { type: 'number', name: 'Seats' } }));
  await done(kiln.command('column.save', { kind: 'company', draft: { type: 'formula', name: 'Loud', formula: 'UPPER({name})' } }));
  key = (await until(async () => (await kiln.rows<CustomColumn>('columns')).find(({ name }) => name === 'Seats'), 'the column')).key;
  // The last two have no name: the column ends there.
  const importId = 'import-fill';
  await done(kiln.command('import.begin', { importId, fileName: 'makers.csv', table: { tableId }, policy: 'merge', headers: ['Name', 'Domain', 'Industry'], columns: [] }));
  await done(kiln.command('import.rows', { importId, n: 0, lastAt: ROWS, aside: [], rows: Array.from({ length: ROWS }, (_, i) => ({ at: i + 1, values: [...(i < ROWS - 2 ? ([['name', `Maker ${i}`]] as const) : []), ['domain', `maker${i}.example`] as const, ['industry', i < 2 ? ['Wood', 'Clay'][i] ?? '' : `Trade ${i}`] as const] })) }));
  await done(kiln.command('import.end', { importId, how: 'done' }));
  page = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ROWS + 1));
});
test.afterEach(() => kiln.close());

const grid = () => page.getByRole('grid');
const at = (row: number, col: number) => page.locator(`[data-at="${row} ${col}"]`);
const handle = () => page.locator('.k-fill');
const toast = (text: string | RegExp) => page.locator('.k-toast').filter({ hasText: text });
const preview = () => page.locator('.k-td.is-fill');
const column = async (field: 'name' | 'industry' | 'location' | 'domain' | CustomColumn['key']): Promise<(string | undefined)[]> => (await kiln.leads()).map((lead) => textOf(lead.fields, field));
const colOf = async (label: string): Promise<number> => Number(await page.getByRole('columnheader', { name: label }).getAttribute('aria-colindex')) - 2;

async function grab(): Promise<void> {
  const box = await handle().boundingBox();
  if (!box) throw new Error('no handle');
  await page.mouse.move(box.x + box.width - 4, box.y + box.height - 4);
  await page.mouse.down();
}
async function over(row: number, col: number): Promise<void> {
  const box = await at(row, col).boundingBox();
  if (!box) throw new Error(`no cell ${row} ${col}`);
  await page.mouse.move(box.x + 24, box.y + box.height / 2, { steps: 8 });
}
/** Two numbers in the column of seats, selected. */
async function seats(row: number, one: string, two: string): Promise<number> {
  await grid().evaluate((node) => void (node.scrollLeft = node.scrollWidth));
  const col = await colOf('Seats');
  await at(row, col).click();
  await page.keyboard.type(one);
  await page.keyboard.press('Enter');
  await page.keyboard.type(two);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await column(key)).slice(row, row + 2)).toEqual([one, two]);
  await at(row, col).click();
  await page.keyboard.press('Shift+ArrowDown');
  return col;
}

test('a series goes on down and up, Alt repeats it, Escape leaves everything as it was, and each fill is one undo', async () => {
  const col = await seats(4, '10', '20');
  await expect(handle()).toHaveCount(1);
  await grab();
  await over(8, col);
  await expect(preview()).toHaveCount(3);
  await expect(page.getByRole('status').filter({ hasText: 'Fills 3 rows down' })).toBeAttached();
  await noViolations(page);
  // Left: nothing is filled, and the grid still has its range.
  await page.keyboard.press('Escape');
  await expect(preview()).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('[role="gridcell"][aria-selected="true"]')).toHaveCount(2);

  await grab();
  await over(8, col);
  await page.mouse.up();
  await expect(toast('3 cells filled.')).toBeVisible();
  expect((await column(key)).slice(4, 10)).toEqual(['10', '20', '30', '40', '50', undefined]);
  await expect(page.locator('[role="gridcell"][aria-selected="true"]')).toHaveCount(5);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await column(key)).slice(4, 9)).toEqual(['10', '20', undefined, undefined, undefined]);

  await at(4, col).click();
  await page.keyboard.press('Shift+ArrowDown');
  await grab();
  await over(1, col);
  await page.mouse.up();
  await expect.poll(async () => (await column(key)).slice(1, 6)).toEqual(['-20', '-10', '0', '10', '20']);

  await at(4, col).click();
  await page.keyboard.press('Shift+ArrowDown');
  await grab();
  await over(8, col);
  await page.keyboard.down('Alt');
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await column(key)).slice(4, 10)).toEqual(['10', '20', '10', '20', '10', undefined]);
  for (const store of ['runs', 'tasks', 'charges', 'outbox']) expect([store, await kiln.rows(store)]).toEqual([store, []]);
  await grab();
  await over(12, col);
  await shot(page, 'fill');
  await page.mouse.up();
});

test('to the side the cells of each row are repeated; there is no handle where nothing can be typed', async () => {
  const [industry, location] = [await colOf('Industry'), await colOf('Location')];
  await at(0, industry).click();
  await page.keyboard.press('Shift+ArrowDown');
  await grab();
  await over(1, location);
  await page.mouse.up();
  await expect.poll(async () => (await column('location')).slice(0, 2)).toEqual((await column('industry')).slice(0, 2));
  expect((await column('industry'))[0]).toBe('Wood');

  await grid().evaluate((node) => void (node.scrollLeft = node.scrollWidth));
  const loud = await colOf('Loud');
  await at(0, loud).click();
  await expect(at(0, loud)).toHaveClass(/is-current/);
  await expect(handle()).toHaveCount(0);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(handle()).toHaveCount(1);
});

test('at the edge the grid scrolls on under the pointer, to the last row', async () => {
  const col = await seats(0, '1', '2');
  const box = await grid().boundingBox();
  if (!box) throw new Error('no grid');
  await grab();
  const cell = await at(2, col).boundingBox();
  await page.mouse.move((cell?.x ?? 0) + 20, box.y + box.height + 20, { steps: 6 });
  await expect.poll(() => grid().evaluate((node) => node.scrollTop + node.clientHeight >= node.scrollHeight - 1)).toBe(true);
  await expect(at(ROWS - 1, col)).toHaveClass(/is-fill/);
  await page.mouse.up();
  await expect(toast(`${ROWS - 2} cells filled.`)).toBeVisible();
  expect(await column(key)).toEqual(Array.from({ length: ROWS }, (_, i) => String(i + 1)));
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await column(key)).filter(Boolean)).toEqual(['1', '2']);
});

test('a double click fills down to the end of the column beside it; keys do the same in a range', async () => {
  await at(0, await colOf('Domain')).click();
  await page.keyboard.type('same.example');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await column('domain'))[0]).toBe('same.example');
  await at(0, await colOf('Domain')).click();
  await handle().dblclick();
  // Two rows have no name: the column to the left ends above them.
  await expect(toast(`${ROWS - 3} cells filled.`)).toBeVisible();
  const domains = await column('domain');
  expect([new Set(domains.slice(0, ROWS - 2)), domains.slice(ROWS - 2)]).toEqual([new Set(['same.example']), [`maker${ROWS - 2}.example`, `maker${ROWS - 1}.example`]]);
  await expect(page.locator('.k-cell-input')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await column('domain'))[1]).toBe('maker1.example');

  const col = await seats(0, '5', '3');
  await at(0, col).click();
  for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+Shift+D');
  await expect(toast('4 cells filled.')).toBeVisible();
  expect((await column(key)).slice(0, 7)).toEqual(['5', '3', '1', '-1', '-3', '-5', undefined]);
  // What was done to many is told of each of them, with its own value.
  await at(3, col).click();
  await page.getByRole('tab', { name: 'History', exact: true }).click();
  const event = page.locator('.k-hist').filter({ hasText: '4 cells filled' });
  await expect(event.locator('ins')).toHaveText(['-1']);
  await event.getByRole('button', { name: 'Undo: 4 cells filled' }).click();
  await expect(page.locator('.k-hist').filter({ hasText: 'Undone: 4 cells filled' })).toBeVisible();
  await expect.poll(async () => (await column(key)).slice(0, 4)).toEqual(['5', '3', undefined, undefined]);
  await at(8, 0).click();
  await expect(page.locator('.k-hist')).not.toHaveCount(0);
  await expect(page.locator('.k-hist').filter({ hasText: '4 cells filled' })).toHaveCount(0);
});
