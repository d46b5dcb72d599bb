/** An admin at a browser adds an endpoint, and a real receiver gets what it is told, signed. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, chromium, type Page } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { startServer } from '../../server/start.ts';
import { chromePath } from '../tools/browser.mjs';
import { DEVICE, hit, scriptedEngine, spendOp } from '../unit/server/world.ts';
import { atRest } from './harness/axe.ts';
import { until } from './harness/until.ts';

/** Folder for pictures of the pages, when somebody wants to look at them. */
const SHOTS = process.env['KILN_SHOTS'];

test('webhooks are added, tried, told of a charge and sent again from the page', async () => {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  let status = 200;
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const server = await startServer({
    port: 0, host: '127.0.0.1', dataDir: ':memory:', extensionIds: [], trustProxy: false, owner: { workspace: 'Practice workspace', email: 'owner@kiln.example', name: 'Owner' },
    engine: scriptedEngine(() => hit({})), providerIds: new Set(), allowedTargets: [origin],
  });
  const browser = await chromium.launch({ executablePath: chromePath(), args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1_200, height: 900 } });
    const page = await context.newPage();
    await page.goto(await server.signInLink());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${server.url}/webhooks`);
    await looksRight(page, 'webhooks-empty');

    await page.getByLabel('Address').fill('https://10.0.0.7/hook');
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await expect(page.getByText('Only public names are called')).toBeVisible();
    await looksRight(page, 'webhooks-refused');
    await page.getByLabel('Address').fill(`${origin}/kiln`);
    await page.getByLabel('Name').fill('CRM');
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    const secret = await page.getByLabel('Secret').inputValue();
    await looksRight(page, 'webhooks-secret');
    await page.getByRole('link', { name: 'Done' }).click();

    await page.getByRole('button', { name: 'Send a test' }).click();
    await until(() => got.length >= 1, 'the test message');
    const [first] = got;
    const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${String(first?.headers['webhook-id'])}.${String(first?.headers['webhook-timestamp'])}.${first?.body}`).digest('base64');
    expect(first?.headers['webhook-signature']).toBe(`v1,${mac}`);

    // A charge that a device pushed, at a receiver that is down.
    status = 503;
    const who = { accountId: server.owner.accountId, userId: server.owner.userId, deviceId: DEVICE, label: 'Test', ledgerEpoch: 1 };
    const lease = await server.store.lease({ ...who, requestId: 'lease-request-1', meter: 'actions', want: micro(5 * UNIT) });
    const leaseId = lease.kind === 'ok' && lease.answer.state === 'granted' ? lease.answer.lease.leaseId : null;
    await server.store.push({ ...who, baseN: 0, ops: [spendOp(1, { leaseId })] });
    await until(() => got.length >= 2, 'the message of the charge');
    expect(JSON.parse(got[1]?.body ?? '{}')).toMatchObject({ type: 'charge.posted', data: { chargeId: 'local-000001', actions: -UNIT } });
    await until(async () => {
      await page.reload();
      return page.getByText('503').isVisible();
    }, 'the page to say what became of it');
    await expect(page.getByText('Deliveries fail')).toBeVisible();
    await looksRight(page, 'webhooks-failing');

    await page.getByText('New secret', { exact: true }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    expect(await page.getByLabel('Secret').inputValue()).not.toBe(secret);
    await page.getByRole('link', { name: 'Done' }).click();
    await page.setViewportSize({ width: 360, height: 780 });
    await looksRight(page, 'webhooks-narrow');
    await page.getByText('Remove endpoint', { exact: true }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText('No endpoints')).toBeVisible();
  } finally {
    await browser.close();
    await server.close();
    receiver.closeAllConnections();
    receiver.close();
  }
});

async function looksRight(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await atRest(page);
    expect((await new AxeBuilder({ page }).analyze()).violations.map((one) => `${name} ${scheme} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    if (SHOTS !== undefined) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${name}-${scheme}.png`), fullPage: true });
    }
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}
