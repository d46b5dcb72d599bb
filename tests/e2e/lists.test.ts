import { expect, test, type Page } from '@playwright/test';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { members, serveLists, type ListSite } from './harness/list-site.ts';
import { shot } from './harness/pictures.ts';
import { overlayWords, pressOverlay } from './harness/page-layer.ts';
import { until } from './harness/until.ts';

let kiln: Kiln;
let site: ListSite;
test.beforeEach(async () => {
  site = await serveLists();
  kiln = await launchKiln();
});
test.afterEach(async () => {
  await kiln.close();
  await site.close();
});

const leads = (): Promise<Lead[]> => kiln.leads();
async function readList(path: string, heading: RegExp): Promise<{ page: Page; panel: Page }> {
  const page = await kiln.openPage(site.url + path);
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await expect(panel.getByRole('heading', { name: heading })).toBeVisible();
  return { page, panel };
}
const badge = async (page: Page): Promise<string> => {
  const tabId = await kiln.tabId(page);
  return kiln.backstage.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
};
test('a members page is a list: outlined, stepped through on the page, columns changed, rows picked, added, known, and taken back', async () => {
  const { page, panel } = await readList('/members', /^48 people$/);
  await expect.poll(() => badge(page)).toBe('48');
  await expect.poll(() => overlayWords(page)).toMatch(/^48 people List 1 of \d Use this list Leave/);
  await expect(panel.getByText('Highlighted on the page')).toBeVisible();
  await noViolations(panel);

  await pressOverlay(page, 'Next list');
  await expect(panel.getByRole('heading', { name: /^48 people$/ })).toBeHidden();
  // The bar on the page is drawn anew for each list: the button of the one before does nothing any more.
  await expect.poll(() => overlayWords(page)).toMatch(/List 2 of/);
  await pressOverlay(page, 'Previous list');
  await expect(panel.getByRole('heading', { name: /^48 people$/ })).toBeVisible();
  await expect.poll(() => overlayWords(page)).toMatch(/List 1 of/);
  await pressOverlay(page, 'Leave');
  await expect(panel.getByRole('button', { name: 'Highlight', exact: true })).toBeVisible();
  await expect.poll(() => overlayWords(page)).toBeNull();

  // "Example Works, Leeds" is two things.
  await panel.getByRole('button', { name: /^Org, not part of the lead/ }).click();
  await panel.getByRole('menuitem', { name: 'Split' }).click();
  await panel.getByRole('button', { name: 'comma', exact: true }).click();
  await shot(panel, 'dialog-split');
  await panel.getByRole('button', { name: 'Split', exact: true }).click();
  await expect(panel.getByRole('dialog')).toBeHidden();
  await panel.getByRole('button', { name: /^Org 2, not part of the lead/ }).click();
  await panel.getByRole('menuitem', { name: /^Save as/ }).click();
  await panel.getByRole('menuitemradio', { name: 'Location' }).click();
  await panel.getByRole('button', { name: /^Org 2, saved as Location/ }).click();
  await panel.getByRole('menuitem', { name: 'Rename' }).click();
  await panel.getByLabel('Name', { exact: true }).fill('Town');
  await panel.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Town, saved as Location. Change' })).toBeVisible();

  const rows = panel.getByRole('listbox');
  await expect(panel.getByText('48 of 48 selected')).toBeVisible();
  await rows.focus();
  await panel.keyboard.press('Space');
  await panel.keyboard.press('ArrowDown');
  await panel.keyboard.press('ArrowDown');
  await panel.keyboard.press('Shift+Space');
  await expect(panel.getByText('45 of 48 selected')).toBeVisible();
  await panel.getByRole('button', { name: 'Add 45 new' }).click();
  await expect(panel.getByText('45 added to People')).toBeVisible();
  const saved = await leads();
  expect(saved).toHaveLength(45);
  const wanted = members(48)[3]!;
  const dara = saved.find((lead) => textOf(lead.fields, 'name') === wanted.name)!;
  expect([textOf(dara.fields, 'title'), textOf(dara.fields, 'location'), dara.sourceUrl]).toEqual([wanted.title, wanted.city, `${site.url}/members`]);

  await expect(panel.getByText('0 of 48 selected')).toBeVisible();
  await expect(panel.getByText(', 45 known')).toBeVisible();
  await expect(panel.getByRole('option').nth(3).getByText('People')).toBeVisible();
  await panel.getByRole('button', { name: 'Hide known' }).click();
  await expect(panel.getByRole('option')).toHaveCount(3);
  await panel.getByRole('button', { name: 'Highlight', exact: true }).click();
  await expect.poll(() => overlayWords(page)).toMatch(/^48 people 45 known/);
  await noViolations(panel);

  const table = await kiln.openExtensionPage('table.html');
  await expect(table.getByRole('gridcell', { name: wanted.name }).first()).toBeVisible();
  await table.close();

  await page.bringToFront();
  await panel.getByRole('tab', { name: 'Activity' }).click();
  await panel.getByRole('button', { name: 'Undo: 45 people added to People' }).click();
  await expect.poll(async () => (await leads()).length).toBe(0);
  await panel.getByRole('tab', { name: 'This page' }).click();
  await expect(panel.getByText('45 of 48 selected')).toBeVisible();
});

test('a row of the panel is shown on the page, and the panel says so when it is no longer there', async () => {
  const { page, panel } = await readList('/members', /^48 people$/);
  const last = members(48).at(-2)!;
  await panel.getByRole('listbox').focus();
  await panel.keyboard.press('End');
  await panel.keyboard.press('ArrowUp');
  const before = await page.evaluate(() => scrollY);
  await panel.getByRole('option', { name: new RegExp(last.name) }).getByText(last.name, { exact: true }).click();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
  await page.evaluate((name) => [...document.querySelectorAll('.member')].find((one) => one.textContent?.includes(name))?.remove(), last.name);
  await panel.getByRole('option', { name: new RegExp(last.name) }).getByText(last.name, { exact: true }).click();
  await expect(panel.getByText('That row is no longer on the page')).toBeVisible();
});

test('what a person did to the columns is there on the next visit', async () => {
  const { page, panel } = await readList('/members', /^48 people$/);
  await panel.getByRole('button', { name: 'Rename or merge' }).click();
  await panel.getByLabel('Name of column Name').fill('Maker');
  await panel.getByLabel('Name of column Name').press('Enter');
  await panel.getByRole('button', { name: 'Done' }).click();
  await expect(panel.getByRole('button', { name: 'Maker, saved as Name. Change' })).toBeVisible();
  // Another page lies between the visits, so that the panel cannot show what it showed before.
  await page.goto(`${site.url}/app/makers`);
  await kiln.clickToolbar(page);
  await expect(panel.getByRole('heading', { name: /^24 people$/ })).toBeVisible();
  await page.goto(`${site.url}/members`);
  await kiln.clickToolbar(page);
  await expect(panel.getByRole('heading', { name: /^48 people$/ })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Maker, saved as Name. Change' })).toBeVisible();
});

test('1,500 rows: all are there to scroll through, saving shows how far it is, goes on over a death of the worker, and one undo takes all of it back', async () => {
  const { panel } = await readList('/big', /^1,500 people$/);
  await expect(panel.getByText('1,500 of 1,500 selected')).toBeVisible();
  expect(await panel.getByRole('option').count()).toBeLessThan(60);
  await panel.getByRole('listbox').focus();
  await panel.keyboard.press('End');
  await expect(panel.getByRole('option', { name: new RegExp(members(1_500).at(-1)!.name) })).toBeVisible();
  await noViolations(panel);
  await panel.getByRole('button', { name: 'Add 1,500 new' }).click();
  await until(async () => (await leads()).length > 0, 'the first rows to be saved');
  await kiln.killWorker();
  await expect(panel.getByText(/^1,500 added to People/)).toBeVisible({ timeout: 300_000 });
  expect(await leads()).toHaveLength(1_500);
  expect((await kiln.rows<{ title: string }>('activity')).map((row) => row.title)).toEqual(['1,500 people added to People']);
  await panel.getByRole('tab', { name: 'Activity' }).click();
  await panel.getByRole('button', { name: 'Undo: 1,500 people added to People' }).click();
  await expect.poll(async () => (await leads()).length, { timeout: 180_000 }).toBe(0);
});

test('an app that changes its route under the panel: the panel says so, and reading again shows the new list', async () => {
  const { page, panel } = await readList('/app/makers', /^24 people$/);
  await expect.poll(() => overlayWords(page)).toMatch(/^24 people/);
  await page.evaluate(() => (window as unknown as { go(path: string): void }).go('/app/buyers'));
  await expect(panel.getByText('The tab shows another page now.')).toBeVisible();
  await expect.poll(() => overlayWords(page)).toBeNull();
  await expect(panel.getByText('From the page before')).toBeVisible();
  await panel.getByRole('button', { name: 'Read it' }).click();
  await expect(panel.getByRole('heading', { name: /^36 people$/ })).toBeVisible();
  await expect(panel.getByRole('option').first()).toContainText(members(60)[24]!.name);
  await expect.poll(async () => (await kiln.rows<CaptureRow>('captures')).map((row) => row.url)).toEqual([`${site.url}/app/buyers`]);
});

test('the outline lives on over a death of the worker: its next answer is heard', async () => {
  const { page, panel } = await readList('/members', /^48 people$/);
  await expect.poll(() => overlayWords(page)).toMatch(/List 1 of/);
  await kiln.killWorker();
  await pressOverlay(page, 'Next list');
  // Nobody heard it. The panel asks for the outline again, and the page gives the answer once more.
  await kiln.command('list.show', { tabId: await kiln.tabId(page) });
  await expect.poll(() => overlayWords(page)).toMatch(/List 2 of/);
  await expect(panel.locator('.k-stepper output')).toHaveText(/^2 of/);
});
