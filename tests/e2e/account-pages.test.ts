/** The account server's own pages in Chromium: every way in, every page in light and dark, wide and narrow, and what axe says of it. */
import AxeBuilder from '@axe-core/playwright';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { atRest } from './harness/axe.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
import type { Mail } from '../../server/identity/mail.ts';
import { freePort } from '../conformance/free-port.ts';
import { chromePath } from '../tools/browser.mjs';

const PASSWORD = 'a long enough secret';
let server: RunningServer;
let browser: Browser;
/** Of the server of this test. */
let mails: Mail[] = [];
/** What the pages of a test have complained of; looked at when it is over. */
let errors: string[] = [];

async function start(canMail: boolean): Promise<void> {
  const port = await freePort();
  server = await startServer({
    // Browsers keep passkeys for a name, not for an IP address.
    port, host: '127.0.0.1', publicUrl: `http://localhost:${port}`, dataDir: ':memory:', extensionIds: [], trustProxy: false,
    owner: { workspace: 'Hearth & Sons', email: 'robin@example.com', name: 'Robin Sample' },
    ...(canMail ? { sendMail: async (mail: Mail) => void mails.push(mail) } : {}),
  });
}
test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromePath() });
});
test.afterAll(() => browser.close());
test.beforeEach(async () => {
  errors = [];
  mails = [];
  await start(true);
});
test.afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  expect(errors).toEqual([]);
});

const at = (path: string): string => new URL(path, server.publicUrl).href;
async function visit(options: { readonly dark?: boolean; readonly width?: number } = {}): Promise<Page> {
  const context = await browser.newContext({ colorScheme: options.dark === true ? 'dark' : 'light', viewport: { width: options.width ?? 1280, height: 900 } });
  const page = await context.newPage();
  page.on('console', (message) => void (message.type() === 'error' && !message.text().includes('status of 4') && errors.push(message.text())));
  page.on('pageerror', ({ message }) => void errors.push(message));
  return page;
}
async function byLink(page: Page): Promise<void> {
  await page.goto(await server.signInLink());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.p-work h1').waitFor();
}
/** The link in the one mail to somebody that has one. */
async function mailed(to: string): Promise<string> {
  const links = (): string[] => mails.filter((mail) => mail.to === to).flatMap(({ text }) => /http\S+/.exec(text)?.[0] ?? []);
  await expect.poll(() => links().length).toBe(1);
  return links()[0] ?? '';
}
async function setPassword(page: Page): Promise<void> {
  await page.goto(at('/profile'));
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('Password saved.')).toBeVisible();
}

test('a person comes in by the first link, sets a password, and comes in by it and by a mailed link', async () => {
  const page = await visit();
  await byLink(page);
  await setPassword(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByLabel('Email').fill('robin@example.com');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Address and password do not fit.');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Robin Sample')).toBeVisible();
  // By password, the old one is asked before a change.
  await page.goto(at('/profile'));
  await expect(page.getByLabel('Old password')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();

  for (const email of ['robin@example.com', 'nobody@example.com']) {
    await page.goto(at('/sign-in'));
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Mail me a sign-in link instead' }).click();
    await expect(page.getByText('If this address has an account, a link is on its way.')).toBeVisible();
  }
  await page.goto(await mailed('robin@example.com'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Robin Sample')).toBeVisible();
  await page.goto(at('/profile'));
  await expect(page.getByText('Email confirmed')).toBeVisible();
  expect(mails.some((mail) => mail.to === 'nobody@example.com')).toBe(false);
  await page.close();
});

test('a passkey is added, signs in without an address, and is gone when it is removed', async () => {
  const page = await visit();
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await byLink(page);
  await page.goto(at('/profile'));
  await page.getByLabel('Name of the new passkey').fill('Work laptop');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await expect(page.getByText('Passkey added.')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Work laptop' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('Robin Sample')).toBeVisible();

  await page.goto(at('/profile'));
  await page.locator('summary', { hasText: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove passkey' }).click();
  await expect(page.getByText('No passkey yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('This passkey is not known here.')).toBeVisible();
  await page.close();
});

test('an admin invites, the invited person joins, gets another role, makes a workspace, and is removed', async () => {
  const [admin, other] = [await visit(), await visit()];
  await byLink(admin);
  await admin.goto(at('/members'));
  await admin.getByLabel('Email').fill('kim@example.com');
  await admin.getByLabel('Role', { exact: true }).selectOption('viewer');
  await admin.getByRole('button', { name: 'Invite' }).click();
  await expect(admin.getByText('The invitation is on its way by mail.')).toBeVisible();
  // Only who reads that address has the link.
  await expect(admin.getByLabel('Invitation link')).toHaveCount(0);

  await other.goto(await mailed('kim@example.com'));
  await other.getByLabel('Your name').fill('Kim Placeholder');
  await other.getByLabel('Password').fill(PASSWORD);
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(other.getByText('You have joined the workspace.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Invite' })).toHaveCount(0);

  await admin.goto(at('/members'));
  await admin.getByLabel('Role of Kim Placeholder').selectOption('admin');
  await admin.getByRole('button', { name: 'Save role of Kim Placeholder' }).click();
  await expect(admin.getByText('Role changed.')).toBeVisible();
  await other.reload();
  await expect(other.getByRole('button', { name: 'Invite' })).toBeVisible();

  await other.goto(at('/workspaces'));
  await other.getByLabel('Name', { exact: true }).fill('Sales, North');
  await other.getByRole('button', { name: 'Make workspace' }).click();
  await expect(other.getByText('Workspace made.')).toBeVisible();
  await other.locator('details.p-ws > summary').click();
  await other.locator('.p-ws__menu').getByRole('button', { name: 'Hearth & Sons' }).click();
  await expect(other.locator('details.p-ws > summary')).toContainText('Hearth & Sons');

  await admin.goto(at('/members'));
  await admin.locator('summary', { hasText: 'Remove Kim Placeholder' }).click();
  await admin.getByRole('button', { name: 'Remove member' }).click();
  await expect(admin.getByText('Member removed.')).toBeVisible();
  await other.reload();
  await expect(other.locator('details.p-ws > summary')).toContainText('Sales, North');
  await Promise.all([admin.close(), other.close()]);
});

/** A workspace in which something has happened, so that no page is empty. */
async function fill(): Promise<void> {
  const { identity, owner } = server;
  for (const [name, email, role] of [['Kim Placeholder', 'kim@example.com', 'editor'], ['Alexandra Maximiliane Demonstration-Longname', 'alexandra.maximiliane.longname@subsidiary.example.com', 'viewer']] as const) {
    const invited = await identity.members.invite(owner, email, role);
    if (invited.kind === 'ok') await identity.members.accept(invited.token, { name });
  }
  await identity.members.invite(owner, 'invited@example.com', 'viewer');
  await identity.workspaces.create(owner.userId, 'Sales, North');
  for (const [deviceId, label] of [['device-0001', 'Chrome on Linux'], ['device-0002', 'Edge on Windows'], ['device-0003', 'Firefox on macOS']] as const) {
    const grant = await identity.codes.start({ deviceId, label, askedFrom: 'here', scopes: ['sync', 'charge'] });
    await identity.codes.decide(grant.userCode, owner, true);
    await identity.codes.poll(grant.deviceCode);
  }
  await identity.devices.revoke(owner, 'device-0003');
}

for (const [dark, width] of [[false, 1280], [true, 1280], [false, 390], [true, 390]] as const) {
  test(`every page is without a violation, ${dark ? 'dark' : 'light'}, ${width} wide`, async () => {
    const page = await visit({ dark, width });
    const shots = process.env['KILN_SHOTS'];
    if (shots !== undefined) mkdirSync(shots, { recursive: true });
    const look = async (name: string): Promise<void> => {
      await page.waitForLoadState();
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-${dark ? 'dark' : 'light'}-${width}.png`), fullPage: true });
      await atRest(page);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      expect(violations.map((v) => `${name}: ${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} scrolls sideways`).toBe(0);
    };
    const { identity, owner } = server;
    await fill();
    const grant = await identity.codes.start({ deviceId: 'device-0009', label: 'Chrome on Linux', askedFrom: 'elsewhere', scopes: ['sync', 'charge'] });

    await page.goto(at(`/device?code=${grant.userCode}`));
    await look('sign-in-device');
    await page.context().clearCookies();
    await page.goto(at('/sign-in'));
    await look('sign-in');
    await page.getByLabel('Email').fill('robin@example.com');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Address and password do not fit.');
    await look('sign-in-wrong');
    await page.goto(at('/sign-in?token=unknown'));
    await look('link-used');
    const invited = await identity.members.invite(owner, 'new@example.com', 'editor');
    await page.goto(at(`/invitation?token=${invited.kind === 'ok' ? invited.token : ''}`));
    await look('invitation');
    await page.goto(await server.signInLink());
    await look('link');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.p-work h1').waitFor();
    await page.goto(at(`/invitation?token=${invited.kind === 'ok' ? invited.token : ''}`));
    await look('invitation-signed-in');
    await page.goto(at('/device'));
    await look('device-code');
    await page.goto(at('/device?code=BBBB-BBBB'));
    await look('device-wrong');
    await page.goto(at(`/device?code=${grant.userCode}`));
    await look('device');
    await page.getByRole('button', { name: 'Approve device' }).click();
    await expect(page.getByRole('heading', { name: 'Device approved' })).toBeVisible();
    await look('device-approved');
    for (const path of ['members', 'devices', 'workspaces', 'profile']) {
      await page.goto(at(`/${path}`));
      await look(path);
    }
    await page.goto(at('/members?told=last_admin'));
    await page.locator('summary', { hasText: 'Remove' }).first().click();
    await look('members-remove');
    if (width < 760) {
      await page.goto(at('/devices'));
      await page.locator('.p-nav > summary').click();
      await look('menu');
    }
    await page.goto(at('/members'));
    await page.getByLabel('Email').fill('one-more@example.com');
    await page.getByRole('button', { name: 'Invite' }).click();
    await expect(page.getByText('The invitation is on its way by mail.')).toBeVisible();
    await look('members-link');
    await page.close();
  });
}

test('without a mail service the pages say how to come in', async () => {
  await server.close();
  await start(false);
  const page = await visit();
  await page.goto(at('/sign-in'));
  await expect(page.getByRole('button', { name: 'Mail me a sign-in link instead' })).toHaveCount(0);
  await expect(page.getByText('node server/main.ts link')).toBeVisible();
  await byLink(page);
  await page.goto(at('/members'));
  await page.getByLabel('Email').fill('kim@example.com');
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText('This server sends no mail.')).toBeVisible();
  await page.close();
});
