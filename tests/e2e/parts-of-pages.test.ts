import { expect, test, type Page } from '@playwright/test';
import type { CaptureRow, TabReadRow } from '../../lib/storage/database.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { pressInToast, toastText } from './harness/person.ts';
import { serve, type Served } from './harness/served.ts';
import { until } from './harness/until.ts';

const head = (title: string): string => `<!doctype html><html lang="en"><head><title>${title}</title><link rel="icon" href="data:,"></head><body>`;
const person = (name: string, title: string, mail: string): string =>
  `${head(name)}<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Person', name, jobTitle: title, email: mail })}</script><h1>${name}</h1><p>${title}</p></body></html>`;

const PAGES = {
  '/people/ada': person('Ada Example', 'Head of Operations', 'ada@example-works.example'),
  '/people/ben': person('Ben Sample', 'Buyer', 'ben@oakline.example'),
  '/nobody': `${head('')}<p>it will rain</p></body></html>`,
  '/members': `${head('Members of the guild')}<script type="application/ld+json">{"@context":"https://schema.org","@type":"Organization","name":"Guild of Makers"}</script>
<h1>Members</h1><ul id="list"><li id="one"><a href="/people/ada">Ada Example</a> <a href="mailto:ada@example-works.example">mail</a></li>
<li id="two"><a href="https://www.linkedin.com/in/ben-sample">Ben Sample</a></li><li id="three"><a href="/people/dara">Dara Fixture</a></li></ul>
<section id="chair"><h2>Emil Testcase</h2><p>Chair of the guild</p><p><a href="mailto:emil@harbour-tile.example">emil@harbour-tile.example</a></p><p>Phone +44 113 496 0182</p></section>
<section id="office"><h2>Farah Demo</h2><p>Office manager</p><p><a href="mailto:farah@guild.example">farah@guild.example</a></p></section></body></html>`,
};

let pages: Served;
let kiln: Kiln;
test.beforeEach(async () => {
  pages = await serve(PAGES);
});
test.afterEach(async () => {
  await kiln.close();
  await pages.close();
});

const leads = (): Promise<Lead[]> => kiln.leads();
const names = async (): Promise<(string | undefined)[]> => (await leads()).map((lead) => textOf(lead.fields, 'name')).sort((a, b) => (a ?? '').localeCompare(b ?? ''));
const selectFrom = (page: Page, from: string, to: string): Promise<void> =>
  page.evaluate(([first = '', last = '']) => {
    const range = document.createRange();
    range.setStartBefore(document.querySelector(first) as Element);
    range.setEndAfter(document.querySelector(last) as Element);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }, [from, to]);
const allowed = (): Promise<chrome.permissions.Permissions> => kiln.backstage.evaluate(() => chrome.permissions.getAll());

test('open tabs are listed after a word about it, read where they are, looked through and added with one undo, and every right is given back', async () => {
  kiln = await launchKiln({ allowHosts: ['http://127.0.0.1/*'], allowPermissions: ['tabs'] });
  for (const path of ['/people/ada', '/people/ben']) await kiln.openPage(pages.url + path);
  const front = await kiln.openPage(`${pages.url}/nobody`);
  await kiln.clickToolbar(front);
  const panel = await kiln.panel();
  await expect(panel.getByText('Nothing to read here yet')).toBeVisible();
  await panel.getByRole('button', { name: /^Read the \d+ open tabs/ }).click();
  await expect(panel.getByRole('dialog')).toContainText('browsing history');
  await panel.getByRole('button', { name: 'Show the tabs' }).click();
  await expect(panel.getByRole('checkbox', { name: 'Read Ada Example' })).toBeVisible();
  await expect.poll(async () => (await allowed()).permissions).not.toContain('tabs');
  await panel.getByRole('button', { name: 'Read 3 tabs' }).click();
  await expect(panel.getByText('3 tabs read, 2 with a person or a company')).toBeVisible();
  expect(await front.evaluate(() => document.visibilityState)).toBe('visible');
  await expect(panel.getByText('No person and no company found')).toBeVisible();
  await until(async () => ((await allowed()).origins ?? []).length === 0, 'the sites to be given back');
  expect(await leads()).toEqual([]);
  await panel.getByRole('button', { name: 'Add 2 selected' }).click();
  await until(async () => (await leads()).length === 2, 'the leads to be saved');
  expect(await names()).toEqual(['Ada Example', 'Ben Sample']);
  await panel.getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await leads()).length === 0, 'the leads to be taken back');
  await expect.poll(() => kiln.rows('tabReads')).toEqual([]);
});

test('a list of tabs outlives the worker, and can be stopped; a tab that is gone says so', async () => {
  kiln = await launchKiln({ grantHosts: ['http://127.0.0.1/*'] });
  const open = [];
  for (const path of ['/people/ada', '/people/ben', '/nobody']) open.push(await kiln.openPage(pages.url + path));
  const tabs = [];
  for (const page of open) tabs.push({ tabId: await kiln.tabId(page), url: page.url(), title: await page.title(), borrowed: false });
  await open[1]?.close();
  // The rows are written and the worker dies before it has looked at all of them.
  await kiln.backstage.evaluate((message) => void chrome.runtime.sendMessage(message), { type: 'command', name: 'capture.tabs', input: { tabs } });
  await until(async () => (await kiln.rows('tabReads')).length === 3, 'the rows to be written');
  await kiln.killWorker();
  await kiln.wakeWorker();
  await kiln.command('account.sync', {}); // any event: whoever comes next looks at the rows
  const rows = await until(async () => {
    const all = await kiln.rows<TabReadRow>('tabReads');
    return all.every((row) => row.state !== 'waiting' && row.state !== 'reading') ? all.toSorted((a, b) => a.order - b.order) : false;
  }, 'the tabs to be read');
  expect(rows.map((row) => [row.state, row.problem ?? null, row.capture?.fields.name?.values[0]?.value ?? null])).toEqual([
    ['read', null, 'Ada Example'],
    ['problem', 'gone', null],
    ['read', null, null],
  ]);
  await kiln.command('capture.closeTabs', {});
  expect(await kiln.rows('tabReads')).toEqual([]);
});

test('selected links become leads without being opened: by the menu with the panel closed, and again from the panel', async () => {
  kiln = await launchKiln();
  const page = await kiln.openPage(`${pages.url}/members`);
  await selectFrom(page, '#one', '#two');
  const asked = pages.requests.length;
  await kiln.contextMenu(page, { menuItemId: 'add-links', selectionText: 'Ada Example mail Ben Sample' }, { panelClosed: true });
  expect(await toastText(kiln, page, /added to People/)).toContain('2 of 2 added to People');
  expect(await names()).toEqual(['Ada Example', 'Ben Sample']);
  const ada = (await leads()).find((lead) => textOf(lead.fields, 'name') === 'Ada Example');
  expect([ada && textOf(ada.fields, 'workEmail'), ada?.sourceUrl]).toEqual(['ada@example-works.example', `${pages.url}/people/ada`]);
  expect(pages.requests.slice(asked)).toEqual([]);
  await pressInToast(kiln, page, 'Undo');
  await until(async () => (await leads()).length === 0, 'the leads to be taken back');

  await selectFrom(page, '#two', '#three');
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await panel.getByRole('button', { name: 'More', exact: true }).first().click();
  await panel.getByRole('menuitem', { name: 'Add the selected links' }).click();
  await expect(panel.getByText('2 leads added from 2 links. No link was opened')).toBeVisible();
  expect(await names()).toEqual(['Ben Sample', 'Dara Fixture']);
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await panel.getByRole('button', { name: 'More', exact: true }).first().click();
  await panel.getByRole('menuitem', { name: 'Add the selected links' }).click();
  await expect(panel.getByText('nothing is selected there')).toBeVisible();
});

test('a selected block is read alone: its person, not the page’s company and not the neighbour', async () => {
  kiln = await launchKiln();
  const page = await kiln.openPage(`${pages.url}/members`);
  await selectFrom(page, '#chair h2', '#chair p:last-child');
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await panel.getByRole('button', { name: 'More', exact: true }).first().click();
  await panel.getByRole('menuitem', { name: 'Read the selected block' }).click();
  await expect(panel.getByText('Read from the selected block.')).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Emil Testcase' })).toBeVisible();
  const tabId = await kiln.tabId(page);
  const row = (await kiln.rows<CaptureRow>('captures')).find((one) => one.tabId === tabId);
  expect(row?.part).toBe('selection');
  expect(JSON.stringify(row?.capture)).not.toMatch(/Guild of Makers|farah|Ada Example/i);
  expect(JSON.stringify(row?.capture?.fields)).toContain('emil@harbour-tile.example');
  await panel.getByRole('button', { name: 'Read the whole page' }).click();
  await expect(panel.getByText('Read from the selected block.')).toBeHidden();

  await selectFrom(page, '#office h2', '#office p:last-child');
  await kiln.contextMenu(page, { menuItemId: 'read-block', selectionText: 'Farah Demo Office manager' }, { panelClosed: true });
  expect(await toastText(kiln, page, /added to People/)).toContain('Farah Demo added to People');
  await pressInToast(kiln, page, 'Undo');
  await until(async () => (await leads()).length === 0, 'the lead to be taken back');
});
