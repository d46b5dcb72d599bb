import { expect, test } from '@playwright/test';
import { noViolations } from './harness/axe.ts';
import { shot } from './harness/pictures.ts';
import { addPeople, booksOf, done, settled, startWorld } from './harness/world.ts';

test('leads go from the table to a signed webhook: set up, looked at, sent, refused, tried again, each at the price that stood there', async () => {
  const world = await startWorld();
  const { kiln, sandbox } = world;
  try {
    const ids = await addPeople(kiln, [
      { name: 'Ada Example', workEmail: 'ada@example.com', companyName: 'Example Labs' },
      { name: 'Ben Sample', workEmail: 'ben@example.com' },
      { name: 'Cleo Blocked', workEmail: 'cleo@blocked.example' },
    ]);
    await done(kiln.command('contact.add', { activityId: 'contacts-0001', texts: ['blocked.example'] }));
    const page = await kiln.openExtensionPage('table.html');
    await page.getByRole('button', { name: 'Send to' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: 'Search destinations' }).fill('webhook zapier');
    await noViolations(page);
    await shot(page, 'send-gallery');
    await dialog.getByRole('button', { name: /^Webhook/ }).click();
    await dialog.getByRole('textbox', { name: 'Address' }).fill('http://hooks.example.com/x');
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await expect(dialog.getByText('An address begins with https://')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Address' }).fill(`${sandbox.url}/to/webhook/signed-kiln-secret-1`);
    await dialog.getByLabel('Signing secret').fill('kiln-secret-1');
    await dialog.getByLabel('Doubles').selectOption('yes');
    await noViolations(page);
    await shot(page, 'send-form');
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await dialog.getByRole('button', { name: 'Send a made-up record' }).click();

    await expect(dialog.getByRole('region', { name: 'Before anything is sent' })).toContainText('2 records of 3 leads go out');
    await expect(dialog.getByText('1 on the do-not-contact list')).toBeVisible();
    expect(sandbox.inbox.records('webhook').map(({ values }) => values['kiln_id'])).toEqual(['kiln-test']);
    await dialog.getByText('The first 2 requests, exactly').click();
    const wire = dialog.getByRole('region', { name: 'Request 1, 1 record' });
    await expect(wire).toContainText('"work_email": "ada@example.com"');
    await expect(wire).toContainText('X-Kiln-Signature: [signature]');
    await expect(wire).not.toContainText('kiln-secret-1');
    await noViolations(page);
    await shot(page, 'send-mapping');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 760 });
    await noViolations(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });

    sandbox.inbox.behave({ status: 400 });
    await dialog.getByRole('button', { name: 'Send 2 records up to 2' }).click();
    await page.getByRole('button', { name: 'Sent to Webhook' }).click();
    const results = page.getByRole('dialog');
    await expect(results.getByText('The destination did not take it. It broke.')).toHaveCount(2);
    await expect(results.getByText('Do not contact. A domain of this lead is on the do-not-contact list.')).toBeVisible();
    expect((await booksOf(kiln)).here.actions).toBe(0);
    await noViolations(page);
    await shot(page, 'send-results');

    sandbox.inbox.behave({});
    await results.getByRole('button', { name: 'Retry 2 failed up to 2' }).click();
    await expect(results.getByText('Delivered', { exact: true })).toHaveCount(2);
    await settled(kiln);
    const { here, there, charges } = await booksOf(kiln);
    expect(here).toEqual({ actions: 2_000_000, credits: 0 });
    expect(there).toEqual(here);
    expect(charges.filter(({ state }) => state === 'reserved')).toEqual([]);
    expect(sandbox.inbox.records('webhook').map(({ values }) => values['kiln_id'])).toEqual(['kiln-test', ids[0], ids[1]]);

    const options = await kiln.openExtensionPage('options.html#destinations');
    await expect(options.getByText('2 delivered, 1 left out')).toBeVisible();
    await noViolations(options);
    await shot(options, 'send-options');
    await options.getByRole('button', { name: 'Delete Webhook' }).click();
    await expect(options.getByText('No destination yet')).toBeVisible();
    await options.getByRole('button', { name: 'Undo' }).click();
    await expect(options.getByRole('list', { name: 'Your destinations' })).toContainText('Webhook');
  } finally {
    await world.close();
  }
});

test('fields of the account\'s own are read with the test, mapped by their names and sent as the account wants them', async () => {
  test.setTimeout(180_000);
  const world = await startWorld();
  const { kiln, sandbox } = world;
  try {
    await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
    await addPeople(kiln, [{ name: 'Ada Example', workEmail: 'ada@example.com' }, { name: 'Ben Sample', workEmail: 'ben@example.com' }]);
    const { id } = await done(kiln.command('target.save', { destinationId: 'pipedrive', name: 'Our Pipedrive', settings: { key: 'sandbox-key-1234' } })) as { id: string };
    const page = await kiln.openExtensionPage('table.html');
    await page.getByRole('button', { name: 'Send to' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Our Pipedrive/ }).click();
    await expect(dialog.getByText('Your own fields in Our Pipedrive have not been read yet.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: /^Send 2 records/ })).toBeEnabled();
    await noViolations(page);
    await shot(page, 'send-own-fields-unread');
    await dialog.getByRole('button', { name: 'Read them' }).click();
    await expect(dialog.getByText('have not been read yet')).toBeHidden();
    await dialog.getByRole('button', { name: 'Add a field' }).click();
    const fields = dialog.getByRole('combobox', { name: 'Field at the destination' });
    await fields.last().selectOption({ label: 'Stage' });
    const stage = await fields.last().inputValue();
    await dialog.getByRole('combobox', { name: 'What goes into Stage' }).selectOption('text:');
    await dialog.getByRole('textbox', { name: 'Text for Stage' }).fill('talking');
    await expect(dialog.getByRole('button', { name: /^Send 2 records/ })).toBeEnabled();
    await noViolations(page);
    await shot(page, 'send-own-fields');
    await dialog.getByRole('button', { name: /^Send 2 records/ }).click();
    await expect.poll(() => sandbox.inbox.records('pipedrive').map(({ values }) => values['custom_fields']), { timeout: 60_000 }).toEqual([{ [stage]: 32 }, { [stage]: 32 }]);
    expect((await kiln.rows<{ id: string; fields: { person?: readonly { label: string }[] } }>('targets')).find((target) => target.id === id)?.fields.person?.map(({ label }) => label)).toEqual(['Name', 'Email', 'Phone', 'Job title', 'Score', 'Stage', 'Topics']);

    // A sequence takes names of one's own beside those that it has.
    await done(kiln.command('target.save', { destinationId: 'instantly', name: 'Our list', settings: { key: 'sandbox-key-1234', into: 'list_id', place: '01234567-89ab-cdef-0123-456789abcdef' } }));
    await page.getByRole('button', { name: 'Send to' }).click();
    await dialog.getByRole('button', { name: /^Our list/ }).click();
    await dialog.getByRole('button', { name: 'Add a field' }).click();
    await fields.last().selectOption({ label: 'A name of your own…' });
    const own = dialog.getByRole('textbox', { name: 'Field at the destination' });
    await own.fill('greeting');
    await dialog.getByRole('combobox', { name: 'What goes into greeting' }).selectOption('name');
    await expect(dialog.getByRole('button', { name: /^Send 2 records/ })).toBeEnabled();
    await noViolations(page);
    await shot(page, 'send-own-name');
    await dialog.getByRole('button', { name: /^Send 2 records/ }).click();
    await expect.poll(() => sandbox.inbox.records('instantly').map(({ values }) => (values['custom_variables'] as { greeting?: string }).greeting), { timeout: 60_000 }).toEqual(['Ada Example', 'Ben Sample']);
  } finally {
    await world.close();
  }
});
