import { noViolations } from './harness/axe.ts';
import { expect, test, type Page } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Task } from '../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { addPracticeKey, buy, closeResult, expectPrice, readPage, saveLead, signInByOptions } from './harness/person.ts';
import { shot } from './harness/pictures.ts';
import { booksOf, settled, startWorld, type World } from './harness/world.ts';
import { until } from './harness/until.ts';

let world: World;
let site: Server;
let siteUrl: string;

const personPage = (name: string, company: string): string => `<!doctype html><html lang="en"><title>${name}</title><h1>${name}</h1><p>Potter at ${company}</p>
<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Person', name, jobTitle: 'Potter', worksFor: { '@type': 'Organization', name: 'Example Works', ...(company.includes('.') ? { url: `https://${company}` } : {}) } })}</script></html>`;

test.beforeEach(async () => {
  site = createServer((req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(req.url?.startsWith('/emil') ? personPage('Emil Testcase', 'example-works.example') : personPage('Ada Example', 'Example Works'));
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', () => done()));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  world = await startWorld({ signedIn: false });
});
test.afterEach(async () => {
  await world.close();
  await new Promise((done) => site.close(done));
});

const stored = (): Promise<Waterfall[]> => world.kiln.rows<Waterfall>('waterfalls');
const stepsOf = async (name: string): Promise<(string | undefined)[]> => ((await stored()).find((w) => w.name === name)?.steps ?? []).map((s) => (s.source === 'provider' ? s.providerId : 'pattern'));
const steps = (page: Page) => page.getByRole('region', { name: 'Steps', exact: true });

async function makeWaterfall(options: Page, name: string, providers: readonly string[]): Promise<void> {
  await options.getByRole('button', { name: 'New waterfall' }).click();
  await options.getByRole('textbox', { name: 'Name' }).fill(name);
  await shot(options, 'dialog-waterfall');
  await options.getByRole('button', { name: 'Create waterfall' }).click();
  await expect(options.getByRole('heading', { name })).toBeVisible();
  await expect(steps(options).getByText('No step yet.')).toBeVisible();
  await steps(options).getByRole('button', { name: 'Add a step' }).click();
  for (const [i, provider] of providers.entries()) {
    await options.getByRole('searchbox', { name: 'Search the catalogue' }).fill(provider);
    await options.getByRole('button', { name: `Add ${provider}, Find work email` }).click();
    // The next one is added to what is stored.
    await until(async () => (await stored()).find((w) => w.name === name)?.steps.length === i + 1, `${provider} to be stored`);
  }
  await options.getByRole('button', { name: 'Done' }).click();
}

test('an own waterfall is made by clicks, moved by keys and by the pointer, and asks in its order, at its price, with its condition', async () => {
  const { kiln, account, sandbox } = world;
  await signInByOptions(kiln, account);
  const options = await kiln.openExtensionPage('options.html#waterfalls');
  await makeWaterfall(options, 'Cheapest first', ['Apollo.io', 'Findymail', 'Hunter', 'Prospeo']);
  await until(async () => (await stepsOf('Cheapest first')).length === 4, 'the steps to be stored');
  await noViolations(options);

  // By keys: Prospeo goes to the front, and is told so.
  const grip = options.getByRole('button', { name: 'Move Prospeo', exact: true });
  await grip.press('Enter');
  await expect(options.getByText('Prospeo is picked up, place 4 of 4.', { exact: false })).toBeAttached();
  for (let i = 0; i < 3; i++) await options.keyboard.press('ArrowUp');
  await expect(options.getByText('Prospeo, place 1 of 4')).toBeAttached();
  await options.keyboard.press('Enter');
  await expect(options.getByText('Prospeo is put down, place 1 of 4')).toBeAttached();
  await until(async () => (await stepsOf('Cheapest first')).join() === 'prospeo,apollo,findymail,hunter', 'Prospeo to be first');
  // Escape takes it back.
  await options.getByRole('button', { name: 'Move Hunter', exact: true }).press(' ');
  await options.keyboard.press('ArrowUp');
  await options.keyboard.press('Escape');
  await expect(options.getByText('Hunter is back at place 4')).toBeAttached();
  // By the pointer: Apollo goes to the end.
  const from = await options.getByRole('button', { name: 'Move Apollo.io', exact: true }).boundingBox();
  const to = await options.getByRole('button', { name: 'Move Hunter', exact: true }).boundingBox();
  if (!from || !to) throw new Error('the grips are on the page');
  await options.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await options.mouse.down();
  await options.mouse.move(from.x + from.width / 2, to.y, { steps: 6 });
  await options.mouse.move(from.x + from.width / 2, to.y + to.height, { steps: 3 });
  await options.mouse.up();
  await until(async () => (await stepsOf('Cheapest first')).join() === 'prospeo,findymail,hunter,apollo', 'Apollo to be last');

  // A condition that does not hold for this person.
  await options.getByRole('button', { name: 'Rules of Findymail' }).click();
  await options.getByRole('radio', { name: 'Only if' }).click();
  await expect(options.getByText('A value is missing: this test does not count yet.')).toBeVisible();
  await options.getByLabel('Value of test 1').fill('France, Belgium');
  await expect(steps(options).getByText('Only if country is France or Belgium')).toBeVisible();
  await noViolations(options);
  await options.reload();
  await expect(steps(options).getByRole('listitem').first()).toContainText('Prospeo');
  await expect(steps(options).getByText('Only if country is France or Belgium')).toBeVisible();

  const { panel } = await readPage(kiln, `${siteUrl}/emil`, 'Emil Testcase');
  await saveLead(panel);
  await expectPrice(panel, 'Cheapest first', 'up to 1 Action + 1 Credit');
  await panel.getByRole('button', { name: 'Price of “Cheapest first”, step by step' }).click();
  const price = panel.getByRole('dialog');
  await expect(price.getByRole('row', { name: 'At most' })).toContainText('1');
  await expect(price.locator('.k-qsteps li').first()).toContainText('Prospeo');
  await expect(price.locator('.k-set')).toContainText('its condition does not hold');
  await noViolations(panel);
  await price.getByRole('button', { name: 'Close' }).last().click();

  const before = sandbox.calls().length;
  const receipt = (await buy(panel, 'Cheapest first')).join('\n');
  expect(receipt).toContain('Result found 1 Action\nApollo.io answered 1 Credit');
  expect(receipt).toContain('Prospeo and Hunter, no result 0');
  const asked = sandbox.calls().slice(before).map((c) => c.providerId);
  expect([...new Set(asked)].filter((id) => id !== 'zerobounce')).toEqual(['prospeo', 'hunter', 'apollo']);
  await settled(kiln);
  const { here, there, tasks } = await booksOf(kiln);
  expect([here, there]).toEqual(Array(2).fill({ actions: 1_000_000, credits: 1_000_000 }));
  expect(tasks[0]?.steps.find((s) => s.providerId === 'findymail')?.skip).toBe('condition');

  // What it would cost on the leads of the table stands beside the editor now.
  await options.bringToFront();
  const aside = options.getByRole('complementary', { name: 'What it would cost' });
  await expect(aside.getByRole('heading', { name: 'Of 1 person' })).toBeVisible();
  await expect(aside).toContainText('1 answered before');
});

test('a domain that is missing is found first, free, and stands on the receipt', async () => {
  const { kiln, account, sandbox } = world;
  // The account of the test is a sandbox itself, so what is asked of practice partners is counted.
  await signInByOptions(kiln, account);
  await addPracticeKey(kiln, sandbox.url, 'ZeroBounce', 'sandbox-own-zerobounce-1234');
  const options = await kiln.openExtensionPage('options.html#waterfalls');
  await makeWaterfall(options, 'With domain', ['ZeroBounce']);
  const first = options.getByRole('region', { name: 'Find what is missing first' });
  const sources = first.getByRole('list', { name: 'Company domain' }).getByRole('button', { name: /^Remove (?!Wikidata)/ });
  await expect(sources).not.toHaveCount(0);
  for (let left = await sources.count(); left > 0; left--) {
    await sources.first().click();
    await expect(sources).toHaveCount(left - 1);
  }
  await until(async () => (await stored()).some((w) => w.name === 'With domain' && w.findFirst?.length === 1 && w.findFirst[0]?.providerId === 'wikidata'), 'only Wikidata to be asked first');
  const { panel } = await readPage(kiln, `${siteUrl}/ada`, 'Ada Example');
  await saveLead(panel);
  await expectPrice(panel, 'With domain', '1 Action + 0 Credits');
  await panel.getByRole('button', { name: 'Price of “With domain”, step by step' }).click();
  await expect(panel.getByRole('dialog').locator('.k-qsteps li').first()).toContainText('finds the company domain first');
  await panel.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const receipt = (await buy(panel, 'With domain')).join('\n');
  expect(receipt).toContain('Company domain found first by Wikidata free');
  expect(receipt).toContain('ZeroBounce answered own key, 0');
  const [task] = await kiln.rows<Task>('tasks');
  expect(task?.steps.map((s) => [s.providerId, s.state, s.finds])).toEqual([['wikidata', 'accepted', 'companyDomain'], ['zerobounce', 'accepted', undefined]]);
  expect(task?.charged).toEqual({ actions: 1_000_000, credits: 0 });
  await closeResult(panel);
  await expect(panel.getByText('example-works.example').first()).toBeVisible();
});

test('waterfalls are renamed, copied, deleted, brought back, reset, and travel in a file; a limit is told before it bites', async () => {
  const { kiln, account } = world;
  await signInByOptions(kiln, account);
  const options = await kiln.openExtensionPage('options.html#waterfalls/work-email');
  const nav = options.getByRole('navigation', { name: 'Waterfalls' });
  await options.getByRole('switch', { name: 'Use Hunter' }).click();
  await until(async () => (await stored()).length === 1, 'the changed template to be stored');
  await options.getByRole('button', { name: 'Undo' }).first().click();
  await expect(options.getByRole('switch', { name: 'Use Hunter' })).toHaveAttribute('aria-checked', 'true');
  await options.getByRole('switch', { name: 'Use Findymail' }).click();
  await expect(options.getByRole('switch', { name: 'Use Findymail' })).toHaveAttribute('aria-checked', 'false');
  await options.getByRole('button', { name: 'More for Find work email' }).click();
  await options.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(options.getByRole('heading', { name: 'Find work email (copy)' })).toBeVisible();
  await options.getByRole('button', { name: 'More for Find work email (copy)' }).click();
  await options.getByRole('menuitem', { name: 'Rename' }).click();
  await options.getByRole('textbox', { name: 'Name' }).fill('Ours');
  await options.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(nav.getByRole('link', { name: /^Ours/ })).toBeVisible();
  const download = options.waitForEvent('download');
  await options.getByRole('button', { name: 'Export yours' }).click();
  expect((await download).suggestedFilename()).toBe('waterfalls.json');
  const [file] = (await kiln.rows<{ name: string; text: string }>('files')).filter((f) => f.name === 'waterfalls.json');

  await options.getByRole('button', { name: 'More for Ours' }).click();
  await options.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(nav.getByRole('link', { name: /^Ours/ })).toHaveCount(0);
  await options.getByText('Ours deleted').locator('..').getByRole('button', { name: 'Undo' }).click();
  await expect(nav.getByRole('link', { name: /^Ours/ })).toBeVisible();

  await options.goto(options.url().replace(/#.*/, '#waterfalls/work-email'));
  await expect(options.getByRole('switch', { name: 'Use Findymail' })).toHaveAttribute('aria-checked', 'false');
  await options.getByRole('button', { name: 'More for Find work email' }).click();
  await options.getByRole('menuitem', { name: 'Reset to template' }).click();
  await expect(options.getByRole('switch', { name: 'Use Findymail' })).toHaveAttribute('aria-checked', 'true');
  await options.getByRole('button', { name: 'Import' }).click();
  await options.getByLabel('Text of a waterfall file').fill(file?.text ?? '');
  await options.getByRole('button', { name: 'Import the text' }).click();
  await expect(options.getByRole('dialog')).toContainText('1 waterfall added, 1 left out');
  await options.getByRole('button', { name: 'Done' }).click();

  await options.goto(options.url().replace(/#.*/, '#limits'));
  await options.getByLabel('One run: most Data Credits').fill('0.5');
  await options.getByLabel('One run: most Data Credits').press('Enter');
  await expect(options.getByText('Limits saved')).toBeVisible();
  await noViolations(options);
  const { panel } = await readPage(kiln, `${siteUrl}/emil`, 'Emil Testcase');
  await panel.locator('.k-buy:not([aria-disabled])').filter({ hasText: 'Ours' }).click();
  await expect(panel.getByRole('dialog')).toContainText('Your limit of 0.5 Credits a run can be reached. The run ends there, and what is left is not asked.');
  await panel.getByRole('dialog').getByRole('button', { name: /^Start, up to/ }).click();
  await expect(panel.getByRole('article', { name: /^Receipt / })).toBeVisible();
  await settled(kiln);
  expect((await booksOf(kiln)).there).toEqual({ actions: 0, credits: 0 });
  expect((await kiln.rows<Task>('tasks'))[0]?.steps.filter((s) => s.skip === 'cap').map((s) => s.providerId)).toContain('hunter');
});
