/** The extension and the account's identity: signing in with a password, tokens over the death of the worker, revoked devices, another workspace. */
import { expect, test, type Page } from '@playwright/test';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import type { AccountServer } from './harness/account.ts';
import { metaOf } from './harness/sign-in.ts';
import { addPeople, done, runEnded, settled, startRun, startWorld, type World } from './harness/world.ts';
import { until } from './harness/until.ts';

const PASSWORD = 'a long enough secret';
let world: World;
test.beforeEach(async () => {
  world = await startWorld({ signedIn: false });
});
test.afterEach(() => world.close());

/** The owner at the server's pages, with a password. */
async function owner(account: AccountServer): Promise<Page> {
  const page = await world.kiln.context.newPage();
  await page.goto(await account.signInLink());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${account.url}/profile`);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Password saved.').waitFor();
  return page;
}
const signOutOfPages = (page: Page): Promise<void> => page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
async function askCode(account: AccountServer): Promise<string> {
  await done(world.kiln.command('account.signIn', { serverUrl: account.url }));
  return waitingCode();
}
async function waitingCode(): Promise<string> {
  return (await until(async () => { const row = await metaOf(world.kiln, 'signIn'); return row?.state === 'waiting' && row; }, 'the device code')).userCode;
}
/** From the panel's code to a signed-in device, by password, with the code surviving the sign-in. */
async function signInByPassword(account: AccountServer, workspace?: string): Promise<void> {
  const page = await owner(account);
  await signOutOfPages(page);
  const userCode = await askCode(account);
  await page.goto(`${account.url}/device?code=${userCode}`);
  await page.getByLabel('Email').fill('owner@kiln.example');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await approve(page, workspace);
  await page.close();
  await until(() => metaOf(world.kiln, 'account'), 'the account to be known');
}
async function approve(page: Page, workspace?: string): Promise<void> {
  await page.getByRole('heading', { name: 'Let this device in?' }).waitFor();
  if (workspace !== undefined) await page.getByRole('radio', { name: workspace }).check();
  await page.getByRole('button', { name: 'Approve device' }).click();
  await page.getByRole('heading', { name: 'Device approved' }).waitFor();
}
const forgetAccess = (): Promise<void> => world.kiln.backstage.evaluate(() => chrome.storage.session.remove('access'));
const hasAccess = (): Promise<boolean> => world.kiln.backstage.evaluate(async () => 'access' in (await chrome.storage.session.get('access')));
const spent = async (): Promise<number> => (await world.kiln.rows<Charge>('charges')).reduce((sum, charge) => sum + charge.posted.actions, 0);
async function work(): Promise<void> {
  const [lead] = await addPeople(world.kiln, [{ name: 'Emil Testcase', firstName: 'Emil', lastName: 'Testcase', companyDomain: 'example-works.example' }]);
  const { runId } = await startRun(world.kiln, [lead ?? ''], 'work-email');
  await runEnded(world.kiln, runId);
}

test('a device signs in by password and stays signed in when its worker dies in the middle of a refresh', async () => {
  const { kiln, account } = world;
  await signInByPassword(account);
  await settled(kiln);
  // What is kept is readable nowhere: neither token stands in the database.
  const stored = JSON.stringify([await kiln.rows('vault'), await kiln.rows('meta')]);
  expect(stored).not.toMatch(/refresh|Bearer/);
  for (let life = 0; life < 4; life++) {
    await forgetAccess();
    const sync = kiln.command('account.sync', {}).catch(() => null);
    // Once the request is out, and once before its answer can have been stored.
    await kiln.killWorker();
    await sync;
    await kiln.wakeWorker();
  }
  await forgetAccess();
  await settled(kiln);
  expect(await hasAccess()).toBe(true);
  await work();
  await settled(kiln);
  expect(await spent()).toBe(1_000_000);
});

test('a device that an admin revokes says so, loses nothing, and goes on after a new sign-in', async () => {
  const { kiln, account } = world;
  await signInByPassword(account);
  await work();
  await settled(kiln);
  const before = await spent();

  const page = await kiln.context.newPage();
  await page.goto(`${account.url}/sign-in`);
  await page.getByLabel('Email').fill('owner@kiln.example');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.goto(`${account.url}/devices`);
  await page.locator('summary', { hasText: 'Revoke' }).click();
  await page.getByRole('button', { name: 'Revoke device' }).click();
  await expect(page.getByText('Device revoked.')).toBeVisible();

  expect(await kiln.command('account.sync', {})).toMatchObject({ ok: false, error: { code: 'not_signed_in' } });
  const options = await kiln.openExtensionPage('options.html#account');
  await expect(options.getByText(/signed out of the workspace by an admin/).first()).toBeVisible();
  expect([await spent(), (await kiln.leads()).length]).toEqual([before, 1]);

  const userCode = await askCode(account);
  await page.goto(`${account.url}/device?code=${userCode}`);
  await approve(page);
  await until(async () => (await kiln.command('account.sync', {})).ok, 'the device to be let in again');
  await expect(options.getByText(/signed out of the workspace by an admin/)).toHaveCount(0);
  await settled(kiln);
  await Promise.all([page.close(), options.close()]);
});

test('a sign-in chooses the workspace, and another is chosen without a password', async () => {
  const { kiln, account } = world;
  const page = await owner(account);
  await page.goto(`${account.url}/workspaces`);
  await page.getByLabel('Name', { exact: true }).fill('Sales, North');
  await page.getByRole('button', { name: 'Make workspace' }).click();
  await page.getByText('Workspace made.').waitFor();

  let userCode = await askCode(account);
  await page.goto(`${account.url}/device?code=${userCode}`);
  await approve(page, 'Practice workspace');
  expect((await until(() => metaOf(kiln, 'account'), 'the account')).member.workspace).toBe('Practice workspace');
  await work();
  await settled(kiln);

  // By hand: what it does is said first, a server that is away changes nothing, and then the code is on the page.
  const options = await kiln.openExtensionPage('options.html#account');
  await options.getByRole('button', { name: 'Another workspace' }).click();
  const dialog = options.getByRole('dialog', { name: 'Another workspace' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await options.getByRole('button', { name: 'Another workspace' }).click();
  await account.kill();
  await dialog.getByRole('button', { name: 'Leave Practice workspace and get a code' }).click();
  await expect(dialog.getByText('Not switched')).toBeVisible();
  expect((await metaOf(kiln, 'account'))?.member.workspace).toBe('Practice workspace');
  await account.restart();
  await dialog.getByRole('button', { name: 'Leave Practice workspace and get a code' }).click();
  userCode = await waitingCode();
  await expect(options.getByText(userCode)).toBeVisible();
  await page.goto(`${account.url}/device?code=${userCode}`);
  await approve(page, 'Sales, North');
  await until(async () => (await metaOf(kiln, 'account'))?.member.workspace === 'Sales, North', 'the other workspace');
  await settled(kiln);
  expect((await metaOf(kiln, 'account'))?.balances.find((one) => one.meter === 'actions')).toMatchObject({ spent: 0 });
  await expect(options.getByText('Sales, North').first()).toBeVisible();
  expect(await spent()).toBe(1_000_000);
  await page.close();
});
