/** An admin and a viewer at a browser look at every page of a workspace that has been used for some weeks. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, chromium, type Browser, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atRest } from './harness/axe.ts';
import { firstWorkspace, openDatabase } from '../../server/setup.ts';
import { migrate } from '../../server/sql/migrate.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
import { chromePath } from '../tools/browser.mjs';
import { playHistory } from '../unit/server/admin-history.ts';

/** Folder for pictures of the pages, when somebody wants to look at them. */
const SHOTS = process.env['KILN_SHOTS'];
const OWNER = { workspace: 'Example Works', email: 'owner@kiln.example', name: 'Alex Demo' };
const DAYS = 54;
const NARROWEST = [['light', 1_280], ['dark', 1_280], ['light', 360], ['dark', 360]] as const;
const LOOKS = [['light', 1_280], ['dark', 1_280], ['light', 390], ['dark', 390]] as const;

let dataDir: string;
let server: RunningServer;
let browser: Browser;
let charge: string;

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kiln-admin-pages-'));
  const clock = { now: Date.now() - DAYS * 86_400_000 };
  const db = await openDatabase({ dataDir }, () => clock.now);
  await migrate(db);
  const { accountId, userId: ownerId } = await firstWorkspace(db, OWNER);
  ({ charge } = await playHistory({ db, accountId, ownerId, clock, days: DAYS, perDay: 14 }));
  await db.close();
  server = await startServer({ port: 0, host: '127.0.0.1', dataDir, extensionIds: [], trustProxy: false, owner: OWNER, sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000` });
  browser = await chromium.launch({ executablePath: chromePath(), args: ['--no-sandbox'] });
});
test.afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const broken: string[] = [];
test.afterEach(() => expect(broken.splice(0)).toEqual([]));

async function signedIn(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  // What a strict content security policy refuses is only said here.
  page.on('console', (message) => void (message.text().includes('Content Security Policy') && broken.push(message.text())));
  page.on('pageerror', (error) => void broken.push(error.message));
  await page.goto(await server.signInLink());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${server.url}/`);
  return page;
}

/** In every look: no rule of accessibility broken, nothing wider than the window. */
async function looksRight(page: Page, name: string, looks: readonly (readonly ['light' | 'dark', number])[] = LOOKS): Promise<void> {
  await page.waitForLoadState();
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await atRest(page);
    const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(found.violations.map((v) => `${name} ${colorScheme} ${width} ${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ').slice(0, 600)}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} fits ${width} px`).toBe(true);
    if (SHOTS !== undefined) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1_280, height: 900 });
}

test('reports: overview, usage, statement and supplier cost', async () => {
  const page = await signedIn();
  await looksRight(page, 'overview');
  await page.getByRole('link', { name: 'Usage', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Data Credits a day, by provider' })).toBeVisible();
  await looksRight(page, 'usage');
  await page.getByRole('navigation', { name: 'By' }).getByRole('link', { name: 'Member' }).click();
  await expect(page.getByRole('rowheader', { name: 'Kim Placeholder' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Time' }).getByRole('link', { name: 'A year' }).click();
  await expect(page.getByRole('navigation', { name: 'Time' }).getByRole('link', { name: 'A year' })).toHaveAttribute('aria-current', /./);
  await looksRight(page, 'usage-year');

  const by = page.getByRole('navigation', { name: 'By' });
  await by.getByRole('link', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('heading', { name: /by table$/ })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Speakers of the autumn conference' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Table …0000000d' })).toBeVisible();
  await looksRight(page, 'usage-table', NARROWEST);
  const [byTable] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  expect(byTable.suggestedFilename()).toMatch(/^usage-by-table-.*\.csv$/);
  const csv = readFileSync(await byTable.path(), 'utf8');
  expect(csv.split('\r\n')[0]).toMatch(/^from,table,id,charged results/);
  // What a person called it is no formula to a spreadsheet.
  expect(csv).toMatch(/,'=Sum\(people\),0199a000-0000-7000-8000-00000000000b,/);
  await by.getByRole('link', { name: 'Waterfall', exact: true }).click();
  await expect(page.getByRole('rowheader', { name: 'Cheap email first' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Find work email' })).toBeVisible();
  await looksRight(page, 'usage-waterfall', NARROWEST);

  await page.getByRole('link', { name: 'Statement', exact: true }).click();
  await expect(page.getByText('It adds up:')).toBeVisible();
  await page.getByLabel('Kind').selectOption({ label: 'Bought' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('The filter shows')).toBeVisible();
  await page.locator('.p-entry > summary').first().press('Enter');
  await expect(page.getByText('Taken from').first()).toBeVisible();
  await looksRight(page, 'statement');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^statement-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page.getByRole('link', { name: 'Newer' })).toBeVisible();
  await page.goto(`${server.url}/statement?from=2020-01-01&to=2020-01-02`);
  await looksRight(page, 'statement-empty');

  await page.getByRole('link', { name: 'Supplier cost' }).click();
  await looksRight(page, 'suppliers');
  await page.close();
});

test('money: plan, price book, a top-up and a reversal', async () => {
  const page = await signedIn();
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await looksRight(page, 'plan');
  await page.getByText('Change to Team').first().click();
  await page.locator('form[action="/plan"]').getByRole('button', { name: 'Change to Team' }).click();
  await expect(page.getByRole('status').getByText('The plan is Team.')).toBeVisible();

  await page.getByRole('link', { name: 'Price book' }).click();
  await page.getByLabel('Operation or provider').fill('find domain');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText('find-domain@serper')).toBeVisible();
  await looksRight(page, 'prices');
  await page.getByRole('link', { name: 'New version' }).click();
  await page.getByLabel('Changed prices').fill('find-work-email@hunter 1.25\nfind-mobile@nobody 1');
  await page.getByLabel('Tiers of Actions').fill('10000 0.004\nmore 0.02');
  await page.getByRole('button', { name: 'Compare with the newest version' }).click();
  await expect(page.getByText('Nobody offers find-mobile@nobody.')).toBeVisible();
  await looksRight(page, 'prices-wrong');
  await page.getByLabel('Changed prices').fill('find-work-email@hunter 1.25\nfind-domain@serper 0.2\nfind-mobile@prospeo -');
  await page.getByLabel('Tiers of Actions').fill('10000 0.004\nmore 0.0025');
  await page.getByRole('button', { name: 'Compare with the newest version' }).click();
  await expect(page.getByRole('button', { name: 'Publish version 2' })).toBeVisible();
  await looksRight(page, 'prices-compare');
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await expect(page.getByText('Version 2 is published.')).toBeVisible();
  await page.getByRole('link', { name: 'Version 2' }).click();
  await looksRight(page, 'prices-version');

  await page.getByRole('link', { name: 'Grants' }).click();
  await looksRight(page, 'grants');
  await page.getByLabel('Amount').fill('500');
  await page.getByLabel('Reason').fill('Autumn campaign');
  await page.getByRole('button', { name: 'See what this adds' }).click();
  await expect(page.getByText('32.50 USD, with 30 % premium')).toBeVisible();
  await looksRight(page, 'grants-check');
  await page.getByRole('button', { name: 'Add 500 Credits' }).click();
  await expect(page.getByText('500 Credits added.')).toBeVisible();
  await page.getByRole('link', { name: 'Take back of Top-up, 500 Credits' }).first().click();
  await looksRight(page, 'take-back');
  await page.getByLabel('Amount').fill('120');
  await page.getByLabel('Reason').fill('Too much for the campaign');
  await page.getByRole('button', { name: 'See what this takes back' }).click();
  await expect(page.getByRole('heading', { name: 'Take back 120 Credits?' })).toBeVisible();
  await looksRight(page, 'take-back-check');
  await page.getByRole('button', { name: 'Take back 120 Credits' }).click();
  await expect(page.getByText('120 Credits taken back.')).toBeVisible();
  await looksRight(page, 'grants-taken-back');

  await page.goto(`${server.url}/reversals/new?charge=${charge}`);
  await looksRight(page, 'reversal');
  await page.getByLabel('Reason').fill('The address bounced');
  await page.getByRole('button', { name: 'Reverse the charge' }).click();
  await expect(page.getByText('“The address bounced”')).toBeVisible();
  await page.close();
});

test('settings: keys, limits and the audit', async () => {
  const page = await signedIn();
  await page.getByRole('link', { name: 'Provider keys' }).click();
  await page.getByLabel('Paid to', { exact: true }).selectOption({ label: 'Hunter' });
  await page.getByLabel('At most a day, USD').fill('20');
  await page.getByRole('button', { name: 'Set limit' }).click();
  await expect(page.getByText('The limit is set.')).toBeVisible();
  await looksRight(page, 'keys');
  await page.getByLabel('Provider', { exact: true }).selectOption({ label: 'Kickbox' });
  await page.getByLabel('Key', { exact: true }).fill('practice-key-of-kickbox');
  await page.getByRole('button', { name: 'Store key' }).click();
  await expect(page.getByText('The key of Kickbox is stored.')).toBeVisible();
  await page.getByRole('region', { name: 'Stored keys' }).getByRole('row', { name: /Kickbox/ }).getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('Kickbox could not be reached.')).toBeVisible();
  await page.getByRole('region', { name: 'Stored keys' }).getByRole('row', { name: /Kickbox/ }).getByText('Remove').first().click();
  await page.getByRole('button', { name: 'Remove key' }).click();
  await expect(page.getByText('The key of Kickbox is removed.')).toBeVisible();

  await page.getByRole('link', { name: 'Limits' }).click();
  await looksRight(page, 'limits-empty');
  for (const [who, amount] of [['Whole workspace', '4,000'], ['Kim Placeholder', '100'], ['Robin Sample', '250']] as const) {
    await page.getByLabel('Who').selectOption({ label: who });
    await page.getByLabel('In', { exact: true }).selectOption({ label: 'a month' });
    await page.getByLabel('At most').fill(amount);
    await page.getByRole('button', { name: 'Set limit' }).click();
    await expect(page.getByText('The limit is set.')).toBeVisible();
  }
  await looksRight(page, 'limits');
  await page.goto(server.url);
  await looksRight(page, 'overview-warnings');
  await page.getByRole('link', { name: 'Audit' }).click();
  await expect(page.getByText('Removed a provider key')).toBeVisible();
  await looksRight(page, 'audit');
  await page.close();
});
