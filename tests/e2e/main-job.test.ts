import { expect, test } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { servePractice } from '../../server/practice/serve.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { noViolations } from './harness/axe.ts';
import { buy, closeResult, expectPrice, exportCsv, linesOf, readPage, saveLead, signInByOptions, toastText } from './harness/person.ts';
import { booksOf, settled, startWorld, type World } from './harness/world.ts';
import { until } from './harness/until.ts';

let world: World;
let practice: Awaited<ReturnType<typeof servePractice>>;
test.beforeEach(async () => {
  practice = await servePractice(0);
  world = await startWorld({ signedIn: false });
});
test.afterEach(async () => {
  await world.close();
  await practice.close();
});

const leads = (): Promise<Lead[]> => world.kiln.leads();

test('a person reads a page, saves, enriches at the shown price, gets the receipt, finds it in the table, exports, and the account knows', async () => {
  const { kiln, account } = world;
  await signInByOptions(kiln, account);
  const { panel } = await readPage(kiln, `${practice.url}/people/ada-example`, 'Ada Example');
  await expect(panel.getByText('Head of Operations').first()).toBeVisible();
  await expectPrice(panel, 'Find work email', 'up to 1 Action + 1.5 Credits');
  await noViolations(panel);
  await saveLead(panel);
  const receipt = await buy(panel, 'Find work email');
  expect(receipt.join('\n')).toMatch(/Result found 1 Action\nProspeo answered 0\.5 Credits/);
  await expect(panel.getByText('ada_example@example-works.example').first()).toBeVisible();
  await expect(panel.getByText('Sandbox').first()).toBeVisible();
  await noViolations(panel);
  await closeResult(panel);

  const table = await kiln.openExtensionPage('table.html');
  await expect(table.getByRole('gridcell', { name: /ada_example@example-works\.example/ })).toBeVisible();
  await noViolations(table);
  const csv = await exportCsv(kiln, table);
  expect(csv.split('\r\n')[0]).toContain('Name,First name,Last name');
  expect(csv).toContain('ada_example@example-works.example');

  await settled(kiln);
  const { here, there } = await booksOf(kiln);
  expect([here, there]).toEqual(Array(2).fill({ actions: 1_000_000, credits: 500_000 }));
  const meters = await until(async () => ((await panel.locator('.k-meters').innerText()).includes('14,999') ? panel.locator('.k-meters').innerText() : false), 'the meters to follow');
  expect(meters.replace(/\s+/g, ' ')).toContain('2,499.5');
});

test('a company page is read as a company, and free sources work without an account', async () => {
  const { kiln, sandbox } = world;
  await kiln.command('settings.set', { sandboxUrl: sandbox.url });
  const { panel } = await readPage(kiln, `${practice.url}/company`, 'Example Works');
  await saveLead(panel);
  await expectPrice(panel, 'Check mail host', /^1\s+Action/);
  const receipt = await buy(panel, 'Check mail host');
  expect(receipt.join('\n')).toMatch(/Charged 1/);
  const [company] = await leads();
  expect([company?.kind, textOf(company!.fields, 'name'), textOf(company!.fields, 'mailHost')]).toEqual(['company', 'Example Works', 'Google Workspace']);
  await expect(panel.getByText('1 Actions used').or(panel.getByText(/1\s*Actions? used/)).first()).toBeVisible();
});

test('a right click saves what was clicked with the panel closed, says so in the page, and finds the duplicate', async () => {
  const { kiln } = world;
  const page = await kiln.openPage(`${practice.url}/team`);
  await kiln.contextMenu(page, { menuItemId: 'add-link', linkUrl: 'https://www.linkedin.com/in/cleo-muster-works', selectionText: '' }, { panelClosed: true });
  await toastText(kiln, page, /added to People/);
  expect(await kiln.isPanelOpen()).toBe(false);
  await kiln.contextMenu(page, { menuItemId: 'add-link', linkUrl: 'https://www.linkedin.com/in/cleo-muster-works/?trk=x' }, { panelClosed: true });
  await toastText(kiln, page, /already in People/);
  expect((await leads()).length).toBe(1);
  await kiln.contextMenu(page, { menuItemId: 'add-selection', selectionText: 'Ben Sample, Buyer, ben.sample@oakline.example' }, { panelClosed: true });
  const saved = await until(async () => ((await leads()).length === 2 ? leads() : false), 'the selection to be saved');
  expect(saved.map((l) => textOf(l.fields, 'name') ?? textOf(l.fields, 'workEmail') ?? '').join(' ')).toMatch(/Ben Sample/);
  await kiln.contextMenu(page, { menuItemId: 'add-link', linkUrl: 'mailto:penny_pending@example-works.example' }, { panelClosed: true });
  await until(async () => (await leads()).some((l) => Object.values(l.fields).some((f) => f?.values.some((v) => v.value === 'penny_pending@example-works.example'))), 'the address to be saved');
});

test('the panel knows the lead again: since when, what changed; undo takes the save back', async () => {
  const { kiln } = world;
  const { panel, page } = await readPage(kiln, `${practice.url}/people/ada-example`, 'Ada Example');
  await saveLead(panel);
  await page.evaluate(() => {
    for (const script of document.querySelectorAll('script[type="application/ld+json"]')) script.textContent = (script.textContent ?? '').replaceAll('Head of Operations', 'Managing Director');
    document.body.innerHTML = document.body.innerHTML.replaceAll('Head of Operations', 'Managing Director');
  });
  await kiln.clickToolbar(page);
  await expect(panel.getByText(/In People since/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Save 1 change' })).toBeVisible();
  await panel.getByRole('button', { name: 'Save 1 change' }).click();
  await expect.poll(async () => textOf((await leads())[0]!.fields, 'title')).toBe('Managing Director');
  await panel.getByRole('tab', { name: 'Activity' }).click();
  const undo = panel.getByRole('button', { name: /^Undo: / });
  for (let left = 2; left > 0; left--) {
    await expect(undo).toHaveCount(left);
    await undo.first().click();
  }
  await expect.poll(async () => (await leads()).length).toBe(0);
});

test('a page without a grant says which click is needed; pages that cannot be read say why', async () => {
  const { kiln } = world;
  const first = await kiln.openPage(`${practice.url}/company`);
  await kiln.clickToolbar(first);
  const panel = await kiln.panel();
  await expect(panel.getByRole('heading', { name: 'Example Works' })).toBeVisible();
  const other = await kiln.openPage(`${practice.url.replace('127.0.0.1', 'localhost')}/people/ada-example`);
  await expect(panel.getByText('This page waits for a click')).toBeVisible();
  await other.goto('chrome://version');
  await kiln.clickToolbar(other);
  await expect(panel.getByText('The browser lets no extension read its own pages. Open a website.')).toBeVisible();
  expect(await linesOf(panel.locator('article'))).toEqual([]);
  const pdf = createServer((_request, response) => response.setHeader('content-type', 'application/pdf').end('%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>'));
  await new Promise<void>((listening) => void pdf.listen(0, '127.0.0.1', listening));
  try {
    // No .pdf in the address: only the document itself says what it is.
    await other.goto(`http://127.0.0.1:${(pdf.address() as AddressInfo).port}/report`);
    await kiln.clickToolbar(other);
    await expect(panel.getByRole('heading', { name: 'A PDF' })).toBeVisible();
  } finally {
    pdf.close();
  }
});

test('the keyboard command reads the page; an allowed site is read without a click until that is taken back', async () => {
  const allowed = await startWorld({ signedIn: false, launch: { grantHosts: [], allowHosts: ['http://127.0.0.1/*'] } });
  const { kiln } = allowed;
  const sites = (): Promise<string[]> => kiln.backstage.evaluate(async () => (await chrome.permissions.getAll()).origins ?? []);
  try {
    const page = await kiln.openPage(`${practice.url}/people/ada-example`);
    await kiln.pressCommand(page, 'read-page');
    const panel = await kiln.panel();
    await expect(panel.getByRole('heading', { name: 'Ada Example' })).toBeVisible();
    await panel.getByRole('button', { name: 'Read as Person. Change' }).click();
    await panel.getByRole('menuitem', { name: 'Always read 127.0.0.1' }).click();
    await until(async () => (await sites()).length === 1, 'the site to be allowed');
    const fresh = await kiln.openPage(`${practice.url}/company`);
    await expect(panel.getByRole('heading', { name: 'Example Works' })).toBeVisible();
    await panel.getByRole('button', { name: 'Read as Company. Change' }).click();
    await panel.getByRole('menuitem', { name: 'Wait for a click on 127.0.0.1' }).click();
    await until(async () => (await sites()).length === 0, 'the right to be given back');
    await fresh.close();
    await kiln.openPage(`${practice.url}/company`);
    await expect(panel.getByText('This page waits for a click')).toBeVisible();
  } finally {
    await allowed.close();
  }
});

test('what was shown is what is saved: a tab that has moved on saves nothing', async () => {
  const { kiln } = world;
  const { page } = await readPage(kiln, `${practice.url}/people/ada-example`, 'Ada Example');
  const tabId = await kiln.tabId(page);
  const table = await kiln.command('table.create', { name: 'People', kind: 'person' });
  if (!table.ok) throw new Error(table.error.code);
  expect(await kiln.command('lead.save', { tabId, url: `${practice.url}/company`, tableId: table.value.tableId })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await kiln.command('run.start', { tabId, url: `${practice.url}/company`, waterfallId: 'work-email', cap: { actions: 1_000_000, credits: 0 } })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await leads()).toEqual([]);
});
