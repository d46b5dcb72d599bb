/** Usage by table and by waterfall on the server's pages, by references alone until a person lets the device tell the names, and again when they are taken back. */
import { expect, test } from '@playwright/test';
import { noViolations } from './harness/axe.ts';
import { shot } from './harness/pictures.ts';
import { addPeople, runEnded, settled, startRun, startWorld } from './harness/world.ts';

test('what a table is called is told when its person wants it, and usage by table and waterfall is counted either way', async () => {
  test.setTimeout(180_000);
  const world = await startWorld();
  const { kiln, account } = world;
  try {
    const options = await kiln.openExtensionPage('options.html#privacy');
    const names = options.getByRole('radiogroup', { name: 'Names of tables and waterfalls at the account' });
    await names.getByRole('radio', { name: 'Off' }).click();
    await expect(names.getByRole('radio', { name: 'Off' })).toBeChecked();
    await noViolations(options);
    await shot(options, 'names-off');

    const ids = await addPeople(kiln, ['a', 'b', 'c', 'd'].map((last) => ({ name: `Ada Example${last}`, firstName: 'Ada', lastName: `Example${last}`, companyDomain: `works-${last}.example` })));
    const { runId } = await startRun(kiln, ids, 'work-email');
    const { charged } = await runEnded(kiln, runId);
    expect(charged.actions).toBeGreaterThan(0);
    await settled(kiln);

    const page = await kiln.context.newPage();
    await page.goto(await account.signInLink());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${account.url}/`);
    await page.goto(`${account.url}/usage?by=waterfall&meter=actions`);
    await expect(page.getByRole('rowheader', { name: 'Find work email' })).toBeVisible();
    await page.goto(`${account.url}/usage?by=table&meter=actions`);
    const line = page.getByRole('row', { name: /^Table …/ });
    await expect(line.getByRole('cell', { name: String(charged.actions / 1e6), exact: true }).first()).toBeVisible();
    await expect(page.getByText('Test people')).toHaveCount(0);

    await names.getByRole('radio', { name: 'On' }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('row', { name: /^Test people/ })).toContainText(String(charged.actions / 1e6), { timeout: 500 });
    }).toPass({ timeout: 90_000 });
    await expect(line).toHaveCount(0);

    // What was told is taken back; what was counted stays.
    await names.getByRole('radio', { name: 'Off' }).click();
    await expect(async () => {
      await page.reload();
      await expect(line).toContainText(String(charged.actions / 1e6), { timeout: 500 });
    }).toPass({ timeout: 90_000 });
    await expect(page.getByText('Test people')).toHaveCount(0);
  } finally {
    await world.close();
  }
});
