/** The limits of one table by a person's hands: set in its menu, told in the price, kept by a run and by a delivery, raised. */
import { expect, test } from '@playwright/test';
import type { Run } from '../../lib/domain/enrichment/run.ts';
import { noViolations } from './harness/axe.ts';
import { shot } from './harness/pictures.ts';
import { metaOf } from './harness/sign-in.ts';
import { until } from './harness/until.ts';
import { addPeople, booksOf, done, startWorld } from './harness/world.ts';

const PEOPLE = Array.from({ length: 24 }, (_, i) => ({ name: `Ada Example${String.fromCharCode(97 + i)}`, firstName: 'Ada', lastName: `Example${String.fromCharCode(97 + i)}`, companyDomain: `works-${i}.example` }));

test('a table has limits of its own: set in its menu, in the price before they are reached, kept by runs and deliveries, and raised', async () => {
  test.setTimeout(180_000);
  const world = await startWorld({ delayMs: 40 });
  const { kiln, sandbox } = world;
  try {
    await done(kiln.command('target.save', { destinationId: 'webhook', name: 'Inbox', settings: { url: `${sandbox.url}/to/webhook/plain`, dedupes: 'yes', shape: 'one' } }));
    await addPeople(kiln, PEOPLE);
    const page = await kiln.openExtensionPage('table.html');
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '25');
    const open = async (): Promise<void> => {
      await page.getByRole('button', { name: 'More about this table' }).click();
      await page.getByRole('menuitem', { name: 'Limits of this table' }).click();
    };
    const dialog = page.getByRole('dialog', { name: 'Limits of Test people' });
    const field = (name: string) => dialog.getByRole('textbox', { name });

    await open();
    await expect(field('One hour: most Actions')).toBeFocused();
    await field('One hour: most Actions').fill('500');
    await field('One month (30 days): most Actions').fill('40');
    await expect(dialog.getByRole('group', { name: 'One month (30 days)' })).toContainText('Taken and held now: 0');
    await noViolations(page);
    await shot(page, 'table-limits');
    // What cannot be read becomes what it was; nothing counts before it is saved.
    await field('One day: most Actions').fill('many');
    await field('One day: most Actions').press('Tab');
    await expect(field('One day: most Actions')).toHaveValue('');
    expect(await metaOf(kiln, 'limits')).toBeUndefined();
    await field('One month (30 days): most Actions').press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Limits saved')).toBeVisible();
    const [caps, ...others] = Object.values((await metaOf(kiln, 'limits'))?.tables ?? {});
    expect([caps, others]).toEqual([{ hour: { actions: 500_000_000 }, month: { actions: 40_000_000 } }, []]);

    const enrich = page.getByRole('dialog', { name: 'Enrich Test people' });
    const start = enrich.getByRole('button', { name: /^(Yes, s|S)tart/ });
    await page.getByRole('button', { name: 'Find work email choose rows' }).click();
    await expect(start).toHaveText(/^Start, up to 24 Actions/);
    await expect(enrich.getByText('Leaves 16 Actions of this table’s month.')).toBeVisible();
    await noViolations(page);
    await shot(page, 'table-limits-leaves');
    await done(kiln.command('limits.set', { limits: { tables: { [await tableOf()]: { month: { actions: 5_000_000 } } } } }));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Find work email choose rows' }).click();
    await expect(enrich.getByText('This table’s limit of 5 Actions a month can be reached. The run waits there until 30 days allow more, or you raise it.')).toBeVisible();
    await noViolations(page);
    await shot(page, 'table-limits-reached');
    // Up to a limit of its own that is lower, nothing is reached.
    await enrich.getByRole('textbox', { name: 'Actions at most' }).fill('3');
    await enrich.getByRole('textbox', { name: 'Actions at most' }).press('Tab');
    await expect(enrich.getByText('Leaves 2 Actions of this table’s month.')).toBeVisible();
    await enrich.getByRole('textbox', { name: 'Actions at most' }).fill('');
    await enrich.getByRole('textbox', { name: 'Actions at most' }).press('Tab');
    await expect(start).toHaveText(/^Start, up to 24 Actions/);
    await start.click();
    await waitsAt(5_000_000);
    const status = page.getByRole('contentinfo', { name: 'Status' });
    await expect(status).toContainText('this table’s limit for a month is reached');
    await expect(page.getByText('The limit of Test people of 5 Actions a month:')).toBeVisible();
    await noViolations(page);
    await shot(page, 'table-limits-waits');

    await page.getByRole('button', { name: 'Send to' }).click();
    const send = page.getByRole('dialog');
    await send.getByRole('button', { name: /^Inbox/ }).click();
    await expect(send.getByText('This table’s limit of 5 Actions a month has 0 left. Sending waits there until 30 days allow more, or you raise it.')).toBeVisible();
    await noViolations(page);
    await shot(page, 'table-limits-send');
    await page.keyboard.press('Escape');

    await open();
    await expect(dialog.getByRole('group', { name: 'One month (30 days)' })).toContainText('Taken and held now: 5');
    await field('One month (30 days): most Actions').fill('7');
    await dialog.getByRole('button', { name: 'Save limits' }).click();
    await expect(dialog).toBeHidden();
    await status.getByRole('button', { name: 'Go on' }).click();
    await waitsAt(7_000_000);
    expect((await booksOf(kiln)).here.actions).toBe(7_000_000);
  } finally {
    await world.close();
  }

  async function tableOf(): Promise<string> {
    const [table] = await kiln.rows<{ id: string; name: string }>('tables_').then((all) => all.filter(({ name }) => name === 'Test people'));
    if (!table) throw new Error('no table');
    return table.id;
  }
  /** A miss gives back what was held for it: until all of the limit is taken the run is told to go on whenever it waits. */
  async function waitsAt(actions: number): Promise<void> {
    await until(async () => {
      const [run] = await kiln.rows<Run>('runs');
      if (run?.state !== 'paused' || run.pause?.reason !== 'table-month' || run.held.actions > 0) return false;
      if (run.charged.actions < actions) await kiln.command('run.resume', { runId: run.id });
      return run.charged.actions >= actions;
    }, `the run to have taken ${actions} and to wait`, 90_000);
    expect((await kiln.rows<Run>('runs')).map(({ charged }) => charged.actions)).toEqual([actions]);
  }
});
