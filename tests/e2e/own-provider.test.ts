/** A provider that a person defines: from a pasted curl command to an answer in a run, by their hands. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { KeyRow } from '../../lib/storage/database.ts';
import { startBureau, type Bureau } from './harness/bureau.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { until } from './harness/until.ts';
import { booksOf, done } from './harness/world.ts';

const KEY = 'bureau-key-0123456789';
let kiln: Kiln;
let bureau: Bureau;
test.beforeEach(async () => {
  bureau = await startBureau(KEY);
  kiln = await launchKiln({ allowHosts: ['http://127.0.0.1/*', 'https://api.hunter.io/*'] });
});
test.afterEach(async () => {
  await kiln.close();
  await bureau.close();
});

/** From the command to the saved provider; the editor is left. */
async function define(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Paste a curl command' }).click();
  await page.getByRole('textbox', { name: 'Curl command' }).fill(`curl -G '${bureau.url}/v1/people/find' \\\n  --data-urlencode 'first_name=Nil' --data-urlencode 'last_name=Nobody' -d domain=example.com \\\n  -H 'X-API-Key: ${KEY}' -H 'Accept: application/json'`);
  await expect(page.getByText('3 values of a lead became places: first name, last name, company domain.')).toBeVisible();
  await page.getByRole('button', { name: 'Use this request' }).click();

  // A first call shows what "nothing found" looks like there.
  const call = page.getByRole('region', { name: 'Test call' });
  await call.getByRole('button', { name: /^Call 127\.0\.0\.1/ }).click();
  await expect(call.getByText('HTTP 200')).toBeVisible();
  await expect(call.getByText('x-credits-left')).toBeVisible();
  const answer = page.getByRole('region', { name: 'Answer' });
  await answer.getByRole('button', { name: 'message: "no match"' }).click();
  await answer.getByRole('combobox', { name: 'Or such an answer means' }).selectOption('no-result');
  await answer.getByRole('button', { name: 'Add rule' }).click();
  await expect(page.getByRole('region', { name: 'Outcomes' }).getByText('message is “no match”', { exact: false })).toBeVisible();

  // A second one shows an answer, whose values are clicked.
  await call.getByLabel('Sample first name').fill('Ada');
  await call.getByLabel('Sample last name').fill('Example');
  await call.getByRole('button', { name: 'Call again' }).click();
  await answer.getByRole('button', { name: 'address: "ada@example.com"' }).click();
  await expect(answer.getByRole('combobox', { name: 'It is the' })).toHaveValue('workEmail');
  await answer.getByRole('button', { name: 'Take it' }).click();
  await answer.getByRole('button', { name: 'score: 0.91' }).click();
  await expect(answer.getByRole('combobox', { name: 'It is the' })).toHaveValue('confidence');
  await answer.getByRole('button', { name: 'Take it' }).click();
  await expect(call.getByText('Kiln reads: Found. Work email: ada@example.com, confidence 91')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('The Bureau');
}

test('a pasted request is tried, mapped by clicks, kept, asked in a run, exported, deleted, brought back and imported', async () => {
  const page = await kiln.openExtensionPage('options.html#providers');
  await page.getByRole('button', { name: 'Add your own provider' }).click();
  await noViolations(page);
  await define(page);
  await noViolations(page);
  // The key left, and is shown nowhere.
  expect(bureau.asked.map(({ key }) => key)).toEqual([KEY, KEY]);
  await page.getByText('Headers and body that left').click();
  await expect(page.getByText('[key]')).toBeVisible();
  await page.getByText('As JSON', { exact: true }).click();
  expect(await page.locator('body').innerText()).not.toContain(KEY);
  expect((await booksOf(kiln)).charges).toEqual([]);
  await page.getByRole('button', { name: 'Save provider' }).click();
  const aside = page.getByRole('complementary', { name: 'The Bureau' });
  await expect(aside.getByText('Key ends in 6789')).toBeAttached();
  await noViolations(page);

  // A run of a waterfall asks it, with the workers' own planning and the person's own clicks.
  await done(kiln.command('waterfall.save', { waterfall: { id: 'ask-bureau', name: 'Ask the Bureau', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], steps: [{ source: 'provider', providerId: 'own-the-bureau', operation: 'find-work-email' }], stopAfterSameRejected: 2, freshnessDays: 30 } }));
  const { tableId } = await done(kiln.command('table.create', { name: 'People to ask', kind: 'person' }));
  for (const [firstName, lastName] of [['Ada', 'Example'], ['Nil', 'Nobody']]) await done(kiln.command('lead.add', { tableId, fields: { name: `${firstName} ${lastName}`, companyDomain: 'example-works.example' } }));
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('checkbox', { name: 'Select all' }).click();
  await table.getByRole('button', { name: 'Other enrichments' }).click();
  await table.getByRole('menuitemradio', { name: 'Ask the Bureau' }).click();
  await table.getByRole('button', { name: /Ask the Bureau for 2/ }).click();
  const { tasks, charges } = await until(async () => {
    const books = await booksOf(kiln);
    return books.tasks.length === 2 && books.tasks.every((task) => task.endedAt !== undefined) ? books : false;
  }, 'both to be asked');
  expect(tasks.map((task) => task.state).sort()).toEqual(['found', 'no-result']);
  expect(charges.map((charge) => `${charge.route} ${charge.state}`).sort()).toEqual(['own posted', 'own voided']);
  await expect(table.getByRole('gridcell', { name: /ada@example-works\.example/ })).toBeVisible();
  await table.close();

  // Its file has everything but the key.
  const [download] = await Promise.all([page.waitForEvent('download'), aside.getByRole('button', { name: 'Export' }).click()]);
  const file = readFileSync(await download.path(), 'utf8');
  expect(download.suggestedFilename()).toBe('own-the-bureau.kiln-provider.json');
  expect(file).not.toContain(KEY);

  // Deleting says who asks it; its step is skipped for that reason, and undo brings the key back as well.
  await aside.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Ask the Bureau asks it');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete provider' }).click();
  await expect(page.getByText('1 waterfall now skips it')).toBeVisible();
  const leadIds = (await kiln.leads()).filter((lead) => lead.tableId === tableId).map((lead) => lead.id);
  expect((await done(kiln.command('run.quote', { leadIds, waterfallId: 'ask-bureau' }))).skips.map(({ reason }) => reason)).toContain('unavailable');
  expect(await kiln.rows<KeyRow>('keys')).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await kiln.rows<KeyRow>('keys')).length === 1, 'the key to be back');

  // A file is shown before it is kept, with each of its problems or with where it sends what.
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('textbox', { name: 'Text of a provider file' }).fill('no file at all');
  await page.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByRole('dialog')).toContainText('This is no JSON object');
  await expect(page.getByRole('button', { name: 'Add this provider' })).toBeDisabled();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByLabel('File of a provider').setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...(JSON.parse(file) as object), baseUrl: 'file:///etc' })) });
  await expect(page.getByRole('dialog').getByText('baseUrl')).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByLabel('File of a provider').setInputFiles({ name: 'bureau.json', mimeType: 'application/json', buffer: Buffer.from(file.replace('"The Bureau"', '"The other Bureau"')) });
  await expect(page.getByRole('dialog')).toContainText('The other Bureau can find work email');
  await expect(page.getByRole('dialog')).toContainText('127.0.0.1');
  await noViolations(page);
  await page.getByRole('button', { name: 'Add this provider' }).click();
  await expect(page.getByRole('complementary', { name: 'The other Bureau' })).toBeVisible();
  expect((await kiln.rows<{ id: string }>('ownProviders')).map(({ id }) => id)).toEqual(['own-the-bureau', 'own-the-bureau-2']);
});

test('an own provider is added to a waterfall in its editor, and the run asks it there', async () => {
  const page = await kiln.openExtensionPage('options.html#providers');
  await page.getByRole('button', { name: 'Add your own provider' }).click();
  await define(page);
  await page.getByRole('button', { name: 'Save provider' }).click();
  await expect(page.getByRole('complementary', { name: 'The Bureau' })).toBeVisible();

  const options = await kiln.openExtensionPage('options.html#waterfalls');
  await options.getByRole('button', { name: 'New waterfall' }).click();
  await options.getByRole('textbox', { name: 'Name' }).fill('Bureau first');
  await options.getByRole('button', { name: 'Create waterfall' }).click();
  const steps = options.getByRole('region', { name: 'Steps', exact: true });
  await expect(steps.getByText('No step yet.')).toBeVisible();
  await steps.getByRole('button', { name: 'Add a step' }).click();
  await options.getByRole('searchbox', { name: 'Search the catalogue' }).fill('The Bureau');
  await options.getByRole('button', { name: 'Add The Bureau, Find work email' }).click();
  await options.getByRole('button', { name: 'Done' }).click();
  // Nobody here can check an address, and the Bureau says nothing of its own: its answers are taken as they are.
  await options.getByRole('radio', { name: 'No check' }).click();
  const stored = await until(async () => (await kiln.rows<Waterfall>('waterfalls')).find((w) => w.name === 'Bureau first' && w.steps.length === 1 && !w.verifier), 'the step to be stored');
  expect(stored.steps).toEqual([{ source: 'provider', providerId: 'own-the-bureau', operation: 'find-work-email' }]);
  await expect(steps.getByText('The Bureau').first()).toBeVisible();
  await noViolations(options);

  const { tableId } = await done(kiln.command('table.create', { name: 'People to ask', kind: 'person' }));
  for (const [firstName, lastName] of [['Ada', 'Example'], ['Nil', 'Nobody']]) await done(kiln.command('lead.add', { tableId, fields: { name: `${firstName} ${lastName}`, companyDomain: 'example-works.example' } }));
  const askedBefore = bureau.asked.length;
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('checkbox', { name: 'Select all' }).click();
  await table.getByRole('button', { name: 'Other enrichments' }).click();
  await table.getByRole('menuitemradio', { name: 'Bureau first' }).click();
  await table.getByRole('button', { name: /Bureau first for 2/ }).click();
  await expect(table.getByRole('gridcell', { name: /ada@example-works\.example/ })).toBeVisible();
  const { charges } = await until(async () => {
    const books = await booksOf(kiln);
    return books.tasks.length === 2 && books.tasks.every((task) => task.endedAt !== undefined) ? books : false;
  }, 'both to be asked');
  expect(charges.map((charge) => `${charge.providerId} ${charge.route} ${charge.state}`).sort()).toEqual(['own-the-bureau own posted', 'own-the-bureau own voided']);
  expect(bureau.asked.slice(askedBefore).map(({ key }) => key)).toEqual([KEY, KEY]);
});

test('what is missing is told next to its field, a wrong key is seen in the test call, and a built-in one can be copied', async () => {
  const page = await kiln.openExtensionPage('options.html#providers/add');
  await page.getByRole('button', { name: 'Save provider' }).click();
  await expect(page.getByText('An address that begins with https://', { exact: false })).toBeVisible();
  await expect(page.getByText('A name of 1 to 80 characters.')).toBeVisible();
  await noViolations(page);
  await page.getByRole('textbox', { name: 'Base address' }).fill('http://partner.example/v1/find?email=x');
  await page.getByRole('textbox', { name: 'Base address' }).blur();
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/v1/find');
  await expect(page.getByText('http:// only for a program on this machine', { exact: false })).toBeVisible();
  await page.getByRole('textbox', { name: 'Base address' }).fill(bureau.url);
  await page.getByRole('combobox', { name: 'Key', exact: true }).selectOption('header');
  await page.getByLabel('Your key').fill('not-the-right-key');
  await page.getByLabel('Parameters: value 1').fill('');
  await page.getByRole('button', { name: 'email', exact: true }).click();
  await expect(page.getByLabel('Parameters: value 1')).toHaveValue('{email}');
  // The focus goes back with the press, not a frame later: what is typed next into another field stays there.
  await page.getByLabel('Parameters: value 1').fill('');
  const focused = await page.getByRole('button', { name: 'email', exact: true }).evaluate((chip: HTMLElement) => {
    (document.activeElement as HTMLElement | null)?.blur();
    chip.click();
    return document.activeElement?.getAttribute('aria-label');
  });
  expect(focused).toBe('Parameters: value 1');
  await expect(page.getByLabel('Parameters: value 1')).toHaveValue('{email}');
  await page.getByLabel('Sample email').fill('ada@example.com');
  await page.getByRole('button', { name: /^Call 127/ }).click();
  await expect(page.getByText('HTTP 401')).toBeVisible();
  await expect(page.getByText('Kiln reads: The key is not accepted.', { exact: false })).toBeVisible();
  expect(bureau.asked).toEqual([{ url: '/v1/find?email=ada%40example.com', key: 'not-the-right-key' }]);
  // Another section and back: nothing of the form is lost.
  await page.getByRole('link', { name: 'Appearance' }).click();
  await page.goBack();
  await expect(page.getByLabel('Sample email')).toHaveValue('ada@example.com');

  await page.goto(page.url().replace(/#.*/, '#providers/hunter'));
  await page.getByRole('button', { name: 'Duplicate to change' }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Hunter (copy)');
  await page.setViewportSize({ width: 360, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Save provider' }).click();
  await expect(page.getByRole('complementary', { name: 'Hunter (copy)' })).toBeVisible();
});
