/** The account's money by a person's hands: every entry of a real server explained, the file, the limits before they bite, signing out. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { csvParseRows } from 'd3-dsv';
import { readFileSync } from 'node:fs';
import { atRest } from './harness/axe.ts';
import { ledgerPathOf, setServerLimit } from './harness/server-limit.ts';
import { addPeople, booksOf, done, runEnded, settled, startRun, startWorld, type World } from './harness/world.ts';

const U = 1_000_000;
let world: World;
test.beforeEach(async () => {
  world = await startWorld();
});
test.afterEach(() => world.close());

const PEOPLE = [['Emil', 'Testcase'], ['Ada', 'Example'], ['Nil', 'Nobody'], ['Hana', 'Mockley']].map(([first, last]) => ({ name: `${first} ${last}`, firstName: first as string, lastName: last as string, companyDomain: 'example-works.example' }));

async function noViolations(page: Page): Promise<void> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
}

test('what a run has cost stands in the statement, adds up, is explained, is filtered, and is written to a file that says the same', async () => {
  const { kiln } = world;
  const ids = await addPeople(kiln, PEOPLE);
  const { runId } = await startRun(kiln, ids, 'work-email');
  await runEnded(kiln, runId);
  await settled(kiln);
  const { events, there } = await booksOf(kiln);
  const posts = events.filter((e) => e.kind === 'post' && (e.actions !== 0 || e.credits !== 0));
  expect(posts.length).toBeGreaterThan(0);

  const page = await kiln.openExtensionPage('options.html#statement');
  const grid = page.getByRole('treegrid', { name: 'Entries' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(events.length + 1));
  await expect(page.getByText('Actions add up:')).toBeAttached();
  await expect(page.getByText('differ by')).toHaveCount(0);
  await noViolations(page);

  // By keyboard alone: search, filter, the newest charge, its details, its lead.
  await page.getByRole('heading', { name: 'Statement' }).click();
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search the statement')).toBeFocused();
  await page.getByLabel('Kind').selectOption({ label: 'Charged' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(events.filter((e) => e.kind === 'post' || e.kind === 'spend').length + 1));
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary', { name: 'Entry' });
  await expect(aside.getByRole('heading')).toContainText('Work email');
  await expect(aside.getByText(/taken, the rest of what was held is free again/)).toBeVisible();
  await expect(aside.getByText('this one')).toBeVisible();
  await expect(aside.getByText(/in price book 1/)).toBeVisible();
  await expect(aside.getByRole('button', { name: /Testcase|Example|Mockley/ })).toBeVisible();
  await aside.getByText('Receipt of the whole question').click();
  await expect(aside.getByRole('article', { name: /^Receipt R-/ })).toBeVisible();
  await noViolations(page);
  await grid.focus();
  await page.keyboard.press('Escape');
  await expect(aside).toHaveCount(0);

  await page.getByRole('radio', { name: 'By run' }).click();
  await expect(grid.getByText('Find work email')).toBeVisible();
  await page.getByRole('radio', { name: 'Lines' }).click();

  // The part that is shown, as a file.
  const part = page.waitForEvent('download');
  await page.getByRole('button', { name: /^CSV of/ }).click();
  const [, ...charged] = csvParseRows(readFileSync(await (await part).path(), 'utf8').replace(/^\uFEFF/, ''));
  const total = charged.pop() ?? [];
  expect([total[5], total[6]].map((cell) => Math.round(Number(cell) * U))).toEqual([-there.actions, -there.credits]);

  await page.getByRole('button', { name: 'Show all' }).click();
  const whole = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  const [head, ...lines] = csvParseRows(readFileSync(await (await whole).path(), 'utf8').replace(/^\uFEFF/, ''));
  expect(lines).toHaveLength(events.length + 1);
  expect(lines.slice(0, -1).every((line) => line.length === head?.length && (line[4] ?? '').length > 10)).toBe(true);
  // What is left after the last line is what the balances say.
  const last = lines.at(-2) ?? [];
  const account = (await kiln.rows<{ key: string; value: { balances: { meter: string; available: number; held: number; leased: number; deficit: number }[] } }>('meta')).find((row) => row.key === 'account');
  const owned = (account?.value.balances ?? []).map((b) => b.available + b.held + b.leased - b.deficit);
  expect([last[7], last[8]].map((cell) => Math.round(Number(cell) * U))).toEqual(owned);

  // The plan, and the same month by another product's rules.
  await page.getByRole('link', { name: 'Plan and prices' }).click();
  await expect(page.getByText('You are here')).toBeVisible();
  const clay = page.getByRole('region', { name: 'What would Clay charge' });
  await expect(clay.getByText('$185.00', { exact: true }).first()).toBeVisible();
  await clay.getByLabel('Plan at Clay').selectOption({ label: 'Growth: $495.00, 40,000 Actions, 6,000 Credits' });
  await expect(clay.getByText('$495.00', { exact: true }).first()).toBeVisible();
  await noViolations(page);
});

test('a limit of the account is told before it bites: in the options, on the price, and as a notice that is put away once', async () => {
  const { kiln, account } = world;
  setServerLimit(ledgerPathOf(account.dataDir), { meter: 'data_credits', span: 'day', limit: 2 * U });
  await done(kiln.command('account.sync', {}));
  const ids = await addPeople(kiln, PEOPLE);
  const quote = await done(kiln.command('run.quote', { leadIds: ids, waterfallId: 'work-email' }));
  expect(quote.limited).toMatchObject({ scope: 'workspace', meter: 'data_credits', window: 'day', limit: 2 * U, left: 2 * U });

  const { runId } = await startRun(kiln, ids.slice(0, 1), 'work-email');
  await runEnded(kiln, runId);
  const { runId: second } = await startRun(kiln, ids.slice(1, 2), 'work-email');
  await runEnded(kiln, second);
  await settled(kiln);

  const page = await kiln.openExtensionPage('options.html#limits');
  const limits = page.getByRole('region', { name: 'Limits of the account' });
  await expect(limits.getByText('Workspace', { exact: true })).toBeVisible();
  await expect(limits.getByRole('progressbar')).toHaveAccessibleName(/Workspace, Data Credits a day: \S+ of 2/);
  await noViolations(page);

  const notice = page.getByRole('status').filter({ hasText: 'The workspace’s limit of 2 Credits a day' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: /^Put away/ }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(limits.getByText('Workspace', { exact: true })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('signing out while something is unsent is refused with what it is; a server that is none is told as such', async () => {
  const { kiln, account, sandbox } = world;
  await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
  await done(kiln.command('key.set', { providerId: 'people-data-labs', key: 'sandbox-own-pdl-1234' }));
  const [ada] = await addPeople(kiln, [PEOPLE[1] ?? {}]);
  await settled(kiln);
  await account.kill();
  const { runId } = await startRun(kiln, [ada ?? ''], 'person');
  await runEnded(kiln, runId);

  const page = await kiln.openExtensionPage('options.html#account');
  await expect(page.getByRole('region', { name: 'Sync' }).getByText('1 charge', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not signed out' })).toContainText('1 charge of this device');
  await noViolations(page);
  await account.restart();
  await settled(kiln);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await page.getByLabel('Account server').fill(sandbox.url);
  await page.getByRole('button', { name: 'Get a code' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not a Kiln server' })).toBeVisible();
  await page.getByLabel('Account server').fill('http://127.0.0.1:9');
  await page.getByRole('button', { name: 'Get a code' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The server does not answer' })).toBeVisible();
  await noViolations(page);
});
