/** One question of a workspace is bought once: an admin chooses for how long, and a second browser is given the answer of the first, free. */
import { expect, test, type Page } from '@playwright/test';
import { servePractice } from '../../server/practice/serve.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { makeAnswersOlder } from './harness/older-answers.ts';
import { buy, closeResult, expectPrice, readPage, saveLead } from './harness/person.ts';
import { shot } from './harness/pictures.ts';
import { ledgerPathOf } from './harness/server-limit.ts';
import { signIn } from './harness/sign-in.ts';
import { until } from './harness/until.ts';
import { addPeople, booksOf, runEnded, settled, startRun, startWorld, type World } from './harness/world.ts';

const U = 1_000_000;
const DAY = 86_400_000;
const BOUGHT = { actions: U, credits: U / 2 };
const NOTHING = { actions: 0, credits: 0 };
const ADA = { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyDomain: 'example-works.example' };
let world: World;
let other: Kiln;

async function start(delayMs?: number): Promise<void> {
  world = await startWorld(delayMs === undefined ? {} : { delayMs });
  other = await launchKiln({ grantHosts: ['http://127.0.0.1/*'] });
  await signIn(other, world.account);
}
test.afterEach(async () => {
  await other.close();
  await world.close();
});

/** The owner at the page with the limits. */
async function limitsPage(): Promise<Page> {
  const { kiln, account } = world;
  const page = await kiln.context.newPage();
  await page.goto(await account.signInLink());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Limits', exact: true }).click();
  return page;
}

test('an admin chooses a time, and what one browser has bought another one is given within it: nothing is asked, nothing is taken, the receipt says how old it is', async () => {
  await start();
  const practice = await servePractice(0);
  const { kiln, account, sandbox } = world;
  const limits = await limitsPage();
  const window = limits.getByLabel('An answer is given again');
  await expect(window.locator('option:checked')).toHaveText('for 24 hours');
  await window.selectOption({ label: 'for 7 days' });
  await limits.getByRole('button', { name: 'Set time' }).click();
  await expect(limits.getByRole('status').getByText('The time is set.')).toBeVisible();
  await expect(window.locator('option:checked')).toHaveText('for 7 days');
  for (const width of [1_280, 360]) {
    await limits.setViewportSize({ width, height: 900 });
    expect(await limits.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await noViolations(limits);
  }
  await limits.getByRole('button', { name: 'Set time' }).focus();
  await shot(limits, 'repeats-limits');
  await limits.setViewportSize({ width: 1_280, height: 900 });
  await limits.getByRole('link', { name: 'Audit' }).click();
  await expect(limits.getByText('Answers given again: for 7 days')).toBeVisible();
  await limits.close();

  const address = `${practice.url}/people/ada-example`;
  const first = await readPage(kiln, address, 'Ada Example');
  await saveLead(first.panel);
  expect((await buy(first.panel, 'Find work email')).join('\n')).toContain('Prospeo answered 0.5 Credits');
  await settled(kiln);
  makeAnswersOlder(ledgerPathOf(account.dataDir), 3 * DAY);

  const before = sandbox.calls().length;
  const second = await readPage(other, address, 'Ada Example');
  await saveLead(second.panel);
  await expectPrice(second.panel, 'Find work email', 'up to 1 Action + 1.5 Credits');
  const receipt = (await buy(second.panel, 'Find work email')).join('\n');
  expect(receipt).toContain('Prospeo answered repeated, free (3 d)');
  expect(receipt).toContain('Nothing charged 0');
  await expect(second.panel.getByText('ada_example@example-works.example').first()).toBeVisible();
  // Guesses that were wrong are checked anew: nobody has paid for a miss.
  expect(sandbox.calls().slice(before).filter((call) => call.providerId !== 'zerobounce')).toEqual([]);
  await noViolations(second.panel);
  await shot(second.panel, 'repeats-receipt');
  await closeResult(second.panel);

  await settled(other);
  const [mine, theirs] = [await booksOf(other), await booksOf(kiln)];
  expect([mine.here, mine.there, theirs.here]).toEqual([NOTHING, BOUGHT, BOUGHT]);
  const statement = await other.openExtensionPage('options.html#statement');
  const grid = statement.getByRole('treegrid', { name: 'Entries' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(mine.events.length + 1));
  await statement.getByLabel('Kind').selectOption({ label: 'Not charged' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(mine.events.filter((event) => event.kind === 'void').length + 1));
  await grid.focus();
  await statement.keyboard.press('Home');
  await statement.keyboard.press('Enter');
  const aside = statement.getByRole('complementary', { name: 'Entry' });
  await expect(aside.getByText('Repeated, free: the account had bought this answer already.')).toBeVisible();
  await aside.getByText('Receipt of the whole question').click();
  await expect(aside.getByText('repeated, free (3 d)')).toBeVisible();
  await noViolations(statement);
  await shot(statement, 'repeats-statement');
  await practice.close();
});

test('two browsers that ask the same at the same time: it is bought once, and both have the answer', async () => {
  // Slow enough that the second asks while the first waits; whoever is late is given what is there already, which must cost as little.
  await start(3_000);
  const { kiln, sandbox } = world;
  const [mine, theirs] = [await addPeople(kiln, [ADA]), await addPeople(other, [ADA])];
  const first = await startRun(kiln, mine, 'work-email');
  await until(async () => (await kiln.rows<Charge>('charges')).some((charge) => charge.state === 'reserved'), 'the first browser to ask');
  const second = await startRun(other, theirs, 'work-email');
  const ended = [await runEnded(kiln, first.runId), await runEnded(other, second.runId)];
  expect(ended.map((run) => run.endedTasks.found)).toEqual([1, 1]);
  await settled(kiln);
  await settled(other);
  const books = [await booksOf(kiln), await booksOf(other)];
  expect(books.map(({ there }) => there)).toEqual([BOUGHT, BOUGHT]);
  // Whichever of them was the first at the server.
  expect(books.map(({ here }) => here.credits).toSorted((a, b) => a - b)).toEqual([0, BOUGHT.credits]);
  expect(sandbox.calls().filter((call) => call.providerId === 'prospeo' && call.status !== 0)).toHaveLength(1);
  expect(new Set((await Promise.all([kiln.leads(), other.leads()])).flat().map((lead) => lead.fields.workEmail?.values[0]?.value)).size).toBe(1);
});
