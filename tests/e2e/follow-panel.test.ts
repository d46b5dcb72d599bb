import { expect, test } from '@playwright/test';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { launchKiln } from './harness/kiln.ts';
import { personName, serveLists } from './harness/lists.ts';

test('in the panel: the plan of a list, fewer pages by the buttons, progress, a pause, the end, rows that become leads', async () => {
  const lists = await serveLists();
  const kiln = await launchKiln();
  try {
    const page = await kiln.openPage(`${lists.url}/pager`);
    await kiln.clickToolbar(page);
    const panel = await kiln.panel();
    const plan = panel.getByRole('region', { name: 'The rest of the list' });
    await expect(plan.getByText('12 pages, about 530 rows')).toBeVisible();
    await expect(plan.getByText(/“Next” link, 2 s apart, \d+ s in all/)).toBeVisible();
    for (let n = 0; n < 8; n++) await plan.getByRole('button', { name: 'Fewer pages' }).click();
    await expect(plan.getByText('4 of 12 pages, about 192 rows')).toBeVisible();
    await plan.getByRole('button', { name: 'Read 4' }).click();

    const progress = panel.getByRole('region', { name: 'Guild members' });
    // The live region says the same again, in its own time.
    const shown = (text: string | RegExp) => progress.getByText(text).and(progress.locator(':not([role="status"])'));
    await expect(shown(/page [23] of 4/)).toBeVisible();
    await progress.getByRole('button', { name: 'Pause' }).click();
    await expect(shown('Paused. Nothing is lost.')).toBeVisible();
    await progress.getByRole('button', { name: 'Go on' }).click();
    await expect(shown('4 pages read, as asked. The list goes on.')).toBeVisible();
    await expect(panel.getByRole('heading', { name: '192 people' })).toBeVisible();
    await expect(panel.getByRole('list').getByText(personName(191), { exact: true })).toBeVisible();

    await panel.getByRole('button', { name: 'Add 192 rows' }).click();
    await expect(panel.getByText('192 added to People')).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Added' })).toBeVisible();
    const leads = await kiln.leads();
    expect(new Set(leads.map((lead) => textOf(lead.fields, 'name')))).toEqual(new Set(Array.from({ length: 192 }, (_, n) => personName(n))));
    expect(leads.length).toBe(192);
    await panel.getByRole('tab', { name: 'Activity' }).click();
    await expect(panel.getByText('192 rows read').and(panel.locator(':not([role="status"])')).first()).toBeVisible();
    await panel.getByRole('tab', { name: 'This page' }).click();
    await progress.getByRole('button', { name: 'Take these rows away' }).click();
    await expect(progress).toBeHidden();
    expect(await kiln.rows('followRows')).toEqual([]);
    expect((await kiln.leads()).length).toBe(192);
  } finally {
    await kiln.close();
    await lists.close();
  }
});

test('profiles that are ticked in the plan are opened afterwards, and what they say comes with the rows', async () => {
  const lists = await serveLists();
  const kiln = await launchKiln({ grantHosts: ['http://127.0.0.1/*'] });
  try {
    const page = await kiln.openPage(`${lists.url}/few`);
    await kiln.clickToolbar(page);
    const panel = await kiln.panel();
    const plan = panel.getByRole('region', { name: 'The rest of the list' });
    await plan.getByRole('checkbox', { name: 'Open each profile' }).click();
    await expect(plan.getByText(/^10 pages in a background tab/)).toBeVisible();
    await plan.getByRole('button', { name: 'Read all' }).click();
    const progress = panel.getByRole('region', { name: 'Guild members' });
    await expect(progress.getByText('Pages of the rows')).toBeVisible();
    await expect(progress.getByText('10 of 10 read. Free.')).toBeVisible({ timeout: 300_000 });
    await panel.getByRole('button', { name: 'Add 10 rows' }).click();
    await expect(panel.getByText('10 added to People')).toBeVisible();
    const leads = await kiln.leads();
    expect(new Set(leads.map((lead) => textOf(lead.fields, 'phone')))).toEqual(new Set(Array.from({ length: 10 }, (_, n) => `+44113496${String(n).padStart(4, '0')}`)));
    expect([...lists.profiles].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n));
  } finally {
    await kiln.close();
    await lists.close();
  }
});
