import { expect, test, type Page } from '@playwright/test';
import { personAt } from '../../server/sandbox/world.ts';
import type { Delivery, DeliveryRow } from '../../lib/domain/delivery/delivery.ts';
import type { Run } from '../../lib/domain/enrichment/run.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { ImportRecord } from '../../lib/storage/import-rows.ts';
import { metaOf } from './harness/sign-in.ts';
import { booksOf, settled, startWorld, type World } from './harness/world.ts';
import { until } from './harness/until.ts';
import { untilDone } from './harness/work.ts';

const ROWS = 10_000;
const CHOSEN = 200;
const COMPANIES = 2_500;
const ACTION = 1_000_000;
const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil'];

interface Person {
  readonly first: string;
  readonly last: string;
  readonly domain: string;
  readonly wave: string;
}
/** Letters of a number, so that it can be part of a name. */
const letters = (n: number): string => [...String(n).padStart(4, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('');
/** One in fifty is of the wave that is enriched and sent; they stand all over the file, four of them at a company, none with the first name of another there. */
const PEOPLE: readonly Person[] = Array.from({ length: ROWS }, (_, i) => ({ first: FIRST[Math.floor(i / COMPANIES)] ?? '', last: `Example${letters(i)}`, domain: `works-${i % COMPANIES}.example`, wave: i % (ROWS / CHOSEN) === 7 ? 'Pilot' : 'Later' }));
const FILE = `First name,Last name,Job title,Company,Company domain,Country,Wave\n${PEOPLE.map(({ first, last, domain, wave }, i) => `${first},${last},Buyer,Works ${i % COMPANIES},${domain},GB,${wave}`).join('\n')}\n`;

test('10,000 rows are imported, 200 enriched and sent to a Clay table that refuses one in five and dies once, while the worker is killed and the page reloaded: every row arrives once, and both books say so', async () => {
  test.setTimeout(1_200_000);
  const world = await startWorld({ delayMs: 20 });
  try {
    const { kiln } = world;
    const before = await until(() => metaOf(kiln, 'account'), 'the account');
    const page = await kiln.openExtensionPage('table.html');
    await importFile(world, page);
    const enriched = await enrichPilots(world, page);
    const { delivery, rows } = await sendPilots(world, page);
    await settled(kiln);
    const pilots = (await kiln.leads()).filter((lead) => Object.values(lead.fields).some((field) => field?.values.some(({ value }) => value === 'Pilot')));
    expect(pilots.length).toBe(CHOSEN);

    // Every row of the 200 arrived, once, as it was enriched; nobody else's did.
    const arrived = world.sandbox.inbox.records('clay-webhook');
    const statuses = world.sandbox.inbox.seen.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(20);
    expect(statuses).toContain(0);
    const byId = (a: string, b: string): number => (a < b ? -1 : 1);
    expect(arrived.map(({ values }) => String(values['kiln_id'])).toSorted(byId)).toEqual(pilots.map(({ id }) => id as string).toSorted(byId));
    for (const { values } of arrived) expect(values['work_email']).toBe(textOf(pilots.find(({ id }) => id === values['kiln_id'])?.fields ?? {}, 'workEmail'));
    expect(delivery.counts).toMatchObject({ delivered: CHOSEN, waiting: 0, sending: 0, failed: 0, unknown: 0 });
    expect(rows.every(({ state }) => state === 'delivered')).toBe(true);

    // The books: one Action for each that was delivered and one for each that was found, here, in the account's ledger and in its balance.
    const { charges, events, here, there } = await booksOf(kiln);
    expect(charges.filter(({ state }) => state === 'reserved')).toEqual([]);
    const sent = charges.filter(({ enrichment, state }) => enrichment === 'delivery' && state === 'posted');
    expect(sent.map(({ leadId }) => leadId as string).toSorted(byId)).toEqual(pilots.map(({ id }) => id as string).toSorted(byId));
    expect(sent.every(({ posted }) => posted.actions === ACTION && posted.credits === 0)).toBe(true);
    expect(delivery.charged).toBe(CHOSEN * ACTION);
    const sentIds = new Set<string>(sent.map(({ id }) => id));
    const lines = events.filter(({ kind, chargeId }) => (kind === 'post' || kind === 'spend') && sentIds.has(String(chargeId)));
    expect(lines.length).toBe(CHOSEN);
    expect(lines.reduce((sum, { actions }) => sum + Math.abs(actions), 0)).toBe(CHOSEN * ACTION);
    expect(here.actions).toBe((CHOSEN + enriched.endedTasks.found) * ACTION);
    expect(here.credits).toBe(enriched.charged.credits);
    expect(there).toEqual(here);
    const after = (await metaOf(kiln, 'account'))?.balances ?? [];
    const spentThere = (meter: string): number => (after.find((one) => one.meter === meter)?.spent ?? NaN) - (before.balances.find((one) => one.meter === meter)?.spent ?? NaN);
    expect({ actions: spentThere('actions'), credits: spentThere('data_credits') }).toEqual(here);
    expect(after.map(({ held }) => held)).toEqual([0, 0]);
    // No finder was asked twice about anybody; a verifier is asked for each finder that offers an address, and two may offer the same.
    expect(world.sandbox.boughtTwice().filter(({ path }) => path !== '/validate')).toEqual([]);
    expect((await kiln.leads()).length).toBe(ROWS);
  } finally {
    await world.close();
  }
});

/** Chooses the file, imports it, and kills the background twice meanwhile. */
async function importFile({ kiln }: World, page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import a file' }).click();
  await page.getByLabel('File to import').setInputFiles({ name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await page.getByRole('button', { name: 'Import 10,000' }).click();
  const added = async (): Promise<number> => (await kiln.rows<ImportRecord>('imports'))[0]?.added ?? 0;
  for (const at of [1_000, 5_000]) {
    await until(async () => (await added()) >= at, `${at} rows to be stored`);
    await kiln.killWorker();
  }
  await expect(page.getByText('10,000 added.')).toBeVisible({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Show the table' }).click();
  await expect(page.getByRole('heading', { name: 'fair' })).toBeVisible();
  // It asked nobody and cost nothing.
  for (const store of ['runs', 'tasks', 'charges']) expect([store, await kiln.rows(store)]).toEqual([store, []]);
}

/** Finds the 200 and ticks them. */
async function tickPilots(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Find a lead' }).fill('Pilot');
  await expect(page.getByText('200 found')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await expect(page.getByText('200 selected')).toBeVisible();
}

/** Enriches the 200 at the price on the button; the background dies and the page is reloaded in the middle. */
async function enrichPilots({ kiln, sandbox }: World, page: Page): Promise<Run> {
  await tickPilots(page);
  const known = PEOPLE.filter(({ wave, first, last, domain }) => wave === 'Pilot' && personAt(first, last, domain)).length;
  expect(known).toBe(CHOSEN);
  const buy = page.getByRole('button', { name: /^Find work email for 200/ });
  await expect(buy).toContainText('up to');
  await buy.click();
  const run = async (): Promise<Run | undefined> => (await kiln.rows<Run>('runs'))[0];
  for (const [at, isReloaded] of [[60, true], [200, false], [320, true]] as const) {
    await until(async () => sandbox.calls().length >= at || (await run())?.state === 'ended', `${at} calls`);
    await kiln.killWorker();
    if (isReloaded) await page.reload();
    await kiln.wakeWorker();
  }
  const ended = await untilDone(kiln, async () => ((await run())?.state === 'ended' ? run() : false), 'the run to end', 400_000);
  expect(Object.values(ended.endedTasks).reduce((sum, n) => sum + n, 0)).toBe(CHOSEN);
  expect(ended.endedTasks.found).toBeGreaterThan(CHOSEN / 4);
  expect(ended.held).toEqual({ actions: 0, credits: 0 });
  return ended;
}

/** Sends the 200 to a new Clay table by the dialog; the background dies three times and the page is reloaded. */
async function sendPilots({ kiln, sandbox }: World, page: Page): Promise<{ readonly delivery: Delivery; readonly rows: readonly DeliveryRow[] }> {
  await page.reload();
  await tickPilots(page);
  await page.getByRole('button', { name: 'Send to (200)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'Search destinations' }).fill('clay');
  await dialog.getByRole('button', { name: /^Clay table/ }).click();
  await dialog.getByRole('textbox', { name: 'Webhook address' }).fill(`${sandbox.url}/to/clay-webhook/v3/sources/webhook/kiln/guarded`);
  await dialog.getByLabel('Token').fill('sandbox-clay-token-1234');
  await dialog.getByLabel('Doubles').selectOption('yes');
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog.getByRole('region', { name: 'Before anything is sent' })).toContainText('200 records');
  expect(sandbox.inbox.seen).toEqual([]);
  sandbox.inbox.behave({ busyEvery: 5, dieAt: 90, downMs: 2_500 });
  await dialog.getByRole('button', { name: /^Send 200 records/ }).click();
  const delivery = async (): Promise<Delivery | undefined> => (await kiln.rows<Delivery>('deliveries'))[0];
  for (const [at, isReloaded] of [[30, false], [75, true], [140, true]] as const) {
    await until(() => sandbox.inbox.records('clay-webhook').length >= at, `${at} rows to arrive`);
    await kiln.killWorker();
    if (isReloaded) await page.reload();
    await kiln.wakeWorker();
  }
  const ended = await untilDone(kiln, async () => ((await delivery())?.state === 'ended' ? delivery() : false), 'the delivery to end', 400_000);
  return { delivery: ended, rows: await kiln.rows<DeliveryRow>('deliveryRows') };
}
