import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { bundle } from '../bench/bundle.ts';
import type { TableBench } from '../bench/table-in-page.ts';
import { atRest } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';

const ROWS = 3_000;
const TABLE = 'table-long-0001';
let kiln: Kiln;
let page: Page;
test.beforeEach(async () => {
  kiln = await launchKiln();
  await kiln.backstage.evaluate(bundle(fileURLToPath(new URL('../bench/table-in-page.ts', import.meta.url))));
  await kiln.backstage.evaluate(([id, rows]) => (globalThis as unknown as { __table: TableBench }).__table.fill(id, rows), [TABLE, ROWS] as const);
  page = await kiln.openExtensionPage(`table.html#table=${TABLE}`);
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ROWS + 1));
});
test.afterEach(() => kiln.close());

const grid = () => page.getByRole('grid');
const current = () => page.locator('.k-td.is-current');
const press = (key: string) => grid().press(key);

test('a long table is a spreadsheet by keyboard: to its end and back, and an edit writes one record', async () => {
  await press('Control+End');
  await expect(page.locator(`[role="row"][aria-rowindex="${ROWS + 1}"] .k-val`).first()).toBeVisible();
  expect(await page.locator('.k-rows [role="row"]').count()).toBeLessThan(60);
  await press('Home');
  await press('F2');
  await page.locator('.k-cell-input').fill('Zoe Last');
  await page.keyboard.press('Enter');
  await expect(page.locator(`[role="row"][aria-rowindex="${ROWS + 1}"]`)).toContainText('Zoe Last');
  await press('Control+Home');
  await expect(page.locator('[role="row"][aria-rowindex="2"] .is-current')).toBeVisible();
  await press('PageDown');
  await expect(current()).toBeVisible();
  await expect.poll(async () => (await kiln.rows('leads')).length).toBe(1);
  expect((await kiln.leads()).length).toBe(ROWS);
  await atRest(page);
  expect((await new AxeBuilder({ page }).include('.k-main').analyze()).violations).toEqual([]);
});

test('rows that went by fast stand there when the scroll rests: each once, with its own lead, their elements in the order of the rows', async () => {
  await page.evaluate(async () => {
    const box = document.querySelector('.k-grid');
    for (let i = 0; i < 40; i++) {
      if (box) box.scrollTop += 640;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  const drawn = () =>
    page.locator('.k-rows [role="row"]').evaluateAll((rows) => rows.map((row) => ({ index: Number(row.getAttribute('aria-rowindex')), isAwaited: row.classList.contains('is-awaited'), email: /p(\d+)@/.exec(row.textContent ?? '')?.[1] })));
  await expect.poll(async () => (await drawn()).map(({ email }) => email)).toEqual((await drawn()).map(({ index }) => index).toSorted((a, b) => a - b).map((index) => String(index - 2)));
  const rows = await drawn();
  expect(rows.filter(({ isAwaited }) => isAwaited)).toEqual([]);
  expect(rows[0]?.index).toBeGreaterThan(500);
  expect(rows.map(({ index }) => index)).toEqual(rows.map((_, i) => (rows[0]?.index ?? 0) + i));
});

test('sorting and searching show other rows, what is ticked stays ticked, and deleting takes just that', async () => {
  await press('Alt+ArrowDown');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.locator('[role="row"][aria-rowindex="2"]')).toContainText('Lena');
  await press(' ');
  await page.getByRole('searchbox').fill('chief financial');
  const found = async (): Promise<boolean> => {
    const rows = Number(await grid().getAttribute('aria-rowcount')) - 1;
    return rows > 100 && rows < ROWS;
  };
  await expect.poll(found).toBe(true);
  await page.getByRole('searchbox').fill('');
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ROWS + 1));
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete 1' }).click();
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ROWS));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(grid()).toHaveAttribute('aria-rowcount', String(ROWS + 1));
});

test('a range is copied far beyond what is drawn, and ten thousand cells are pasted and taken back as one deed', async () => {
  await kiln.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await grid().focus();
  await press('Control+Home');
  await press('Control+Shift+ArrowDown');
  await press('Control+c');
  await expect(page.getByText(`${ROWS.toLocaleString('en')} cells copied`)).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toHaveLength(ROWS);

  await page.evaluate(() => navigator.clipboard.writeText(Array.from({ length: 2_500 }, (_, i) => [`Title ${i}`, `Firm ${i}`, `p${i}@example.com`, `+4411349${60_000 + i}`].join('\t')).join('\n')));
  const before = await kiln.leads();
  await press('Home');
  await press('ArrowRight');
  const at = Date.now();
  await press('Control+v');
  await expect(page.getByText('10,000 cells pasted.')).toBeVisible();
  test.info().annotations.push({ type: 'ms', description: String(Date.now() - at) });
  expect((await kiln.rows<{ n: number }>('cellParts')).map(({ n }) => n)).toEqual([0, 1]);
  await expect(page.locator('[role="row"][aria-rowindex="2"]')).toContainText('Firm 0');
  const pasted = await kiln.leads();
  expect([pasted[0], pasted[2_499]].map((lead) => lead?.fields.workEmail?.pinned)).toEqual(['p0@example.com', 'p2499@example.com']);
  expect(pasted[2_500]).toEqual(before[2_500]);
  await press('Control+z');
  await expect(page.getByText('Undone: 10,000 cells pasted')).toBeVisible();
  expect((await kiln.leads()).map(({ fields }) => fields)).toEqual(before.map(({ fields }) => fields));
});
