import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { Run } from '../../lib/domain/enrichment/run.ts';
import { noViolations } from './harness/axe.ts';
import { chooseTyped, pressOn, tabTo } from './harness/keyboard.ts';
import { addPeople, booksOf, done, settled, startWorld } from './harness/world.ts';
import { until } from './harness/until.ts';

const TITLES = ['Buyer', 'Head of Sales', 'Founder'];
const PEOPLE = Array.from({ length: 12 }, (_, i) => {
  const last = `Example${String.fromCharCode(97 + i)}`;
  return { name: `Ada ${last}`, firstName: 'Ada', lastName: last, title: TITLES[i % 3] ?? '', companyDomain: `works-${i}.example` };
});

test('the whole job is done on the table page by keyboard alone, and axe finds nothing in any state of it', async () => {
  const world = await startWorld({ delayMs: 30 });
  const { kiln, sandbox } = world;
  try {
    await addPeople(kiln, [...PEOPLE, { name: 'Nobody Else', title: 'Buyer' }]);
    const saved = await done(kiln.command('target.save', { destinationId: 'webhook', name: 'Inbox', settings: { url: `${sandbox.url}/to/webhook/plain`, shape: 'one', dedupes: 'yes' } }));
    if (!('id' in saved)) throw new Error(JSON.stringify(saved));
    const page = await kiln.openExtensionPage('table.html');
    const grid = page.getByRole('grid');
    const shows = (rows: number): Promise<void> => expect(grid).toHaveAttribute('aria-rowcount', String(rows + 1));
    const current = page.locator('.k-td.is-current');
    const leads = () => kiln.leads();
    await shows(13);
    await noViolations(page);

    // Find.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('example');
    await shows(12);
    await noViolations(page);

    await page.keyboard.type('zzz');
    await expect(page.getByRole('grid')).toBeHidden();
    await noViolations(page);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await shows(12);

    // The other tools open and close where they are.
    for (const [button, surface] of [['Sort', 'Sort and group'], ['Columns', 'Columns']] as const) {
      await pressOn(page, page.getByRole('button', { name: button, exact: true }));
      await expect(page.getByRole('dialog', { name: surface })).toBeVisible();
      await noViolations(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: button, exact: true })).toBeFocused();
    }

    // Filter: those whose title is Buyer.
    await pressOn(page, page.getByRole('button', { name: /^Filter/ }), 'Shift+Tab');
    const filter = page.getByRole('dialog', { name: 'Filter' });
    await pressOn(page, filter.getByRole('button', { name: 'Add a test' }));
    await chooseTyped(page, filter.getByRole('combobox', { name: 'Column of test 1' }), 'Title');
    await chooseTyped(page, filter.getByRole('combobox', { name: 'Test 1', exact: true }), 'is');
    await tabTo(page, filter.getByRole('textbox', { name: 'Value of test 1' }).or(filter.getByRole('combobox', { name: 'Value of test 1' })));
    await page.keyboard.type('Buyer');
    await shows(4);
    await noViolations(page);
    await page.keyboard.press('Escape');
    await expect(filter).toBeHidden();

    // Sort: by name, the last first; then tick the first two.
    await tabTo(page, grid);
    await page.keyboard.press('Home');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
    await expect(current).toContainText('Ada Examplej');
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await expect(page.getByText('2 selected')).toBeVisible();
    await noViolations(page);

    // Enrich: the price is on the button; the steps are looked at first.
    await pressOn(page, page.getByRole('button', { name: 'Other enrichments' }), 'Shift+Tab');
    await noViolations(page);
    await expect(page.getByRole('menuitem', { name: 'Choose rows and enrichments…' })).toBeFocused();
    await page.keyboard.press('Enter');
    const enrich = page.getByRole('dialog', { name: 'Enrich Test people' });
    await expect(enrich.getByRole('combobox', { name: 'Rows' })).toBeFocused();
    await expect(enrich.getByRole('combobox', { name: 'Rows' }).locator('option:checked')).toHaveText('The 2 ticked rows');
    await tabTo(page, enrich.getByRole('checkbox', { name: 'Find work email' }));
    await expect(enrich.getByRole('row', { name: /^At most/ })).toContainText('2');
    await noViolations(page);
    await pressOn(page, enrich.getByRole('button', { name: /^Start, up to 2 Actions/ }));
    await expect(enrich).toBeHidden();
    const run = await until(async () => (await kiln.rows<Run>('runs')).find(({ state }) => state === 'ended'), 'the run to end');
    expect(run.leadCount).toBe(2);

    // Edit a cell, and take it back.
    await tabTo(page, grid);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await noViolations(page);
    await page.keyboard.type('Chief Buyer');
    await page.keyboard.press('Enter');
    const titleOf = async (last: string): Promise<string | undefined> => textOf((await leads()).find((lead) => textOf(lead.fields, 'lastName') === last)?.fields ?? {}, 'title');
    await expect.poll(() => titleOf('Examplej')).toBe('Chief Buyer');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const inspector = page.getByRole('complementary').filter({ has: page.getByRole('tab', { name: 'History' }) });
    await tabTo(page, inspector.getByRole('tab', { selected: true }));
    await page.keyboard.press('End');
    await expect(inspector.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
    await noViolations(page);
    await pressOn(page, inspector.getByRole('button', { name: /^Undo: / }).first());
    await expect.poll(() => titleOf('Examplej')).toBe('Buyer');

    // Export what is ticked.
    const download = page.waitForEvent('download');
    await pressOn(page, page.getByRole('button', { name: 'Export 2' }), 'Shift+Tab');
    await noViolations(page);
    await expect(page.getByRole('menuitem', { name: 'CSV file', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    const lines = readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['Name', 'Ada Examplej', 'Ada Exampleg']);

    // Send it, at the price that stands there.
    await pressOn(page, page.getByRole('button', { name: 'Send to (2)' }), 'Shift+Tab');
    const send = page.getByRole('dialog', { name: /^Send 2 ticked leads/ });
    await pressOn(page, send.getByRole('button', { name: /^Inbox/ }));
    await noViolations(page);
    await pressOn(page, page.getByRole('dialog').getByRole('button', { name: /^Send 2 records/ }));
    await until(() => sandbox.inbox.records('webhook').length === 2, 'both to arrive');
    await until(async () => (await kiln.rows<{ state: string }>('deliveries'))[0]?.state === 'ended', 'the delivery to end');
    await noViolations(page);
    await settled(kiln);
    const { here, there } = await booksOf(kiln);
    expect(here.actions).toBe((2 + run.endedTasks.found) * 1_000_000);
    expect(there).toEqual(here);
  } finally {
    await world.close();
  }
});
