/** From a person to the company's lead and back. */
import { expect, test } from '@playwright/test';
import { noViolations } from './harness/axe.ts';
import { launchKiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { done } from './harness/world.ts';

test('a person opens the company of its domain in the table of companies, and the company its people', async () => {
  const kiln = await launchKiln();
  try {
    const { tableId: makers } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' }));
    await done(kiln.command('lead.add', { tableId: makers, fields: { name: 'Elm Trading', domain: 'elm.example' } }));
    await done(kiln.command('lead.add', { tableId: makers, fields: { name: 'Oak Works', domain: 'oak.example' } }));
    const { tableId: people } = await done(kiln.command('table.create', { name: 'People', kind: 'person' }));
    await done(kiln.command('lead.add', { tableId: people, fields: { name: 'Ada Example', companyDomain: 'oak.example', workEmail: 'ada@oak.example' } }));
    await done(kiln.command('lead.add', { tableId: people, fields: { name: 'Ben Sample' } }));
    const table = await kiln.openExtensionPage(`table.html#table=${people}`);
    await table.getByRole('gridcell', { name: 'Ada Example' }).click();
    await table.getByRole('tab', { name: 'Lead', exact: true }).click();
    await shot(table, 'company-link');
    await table.getByRole('region', { name: 'Company' }).getByRole('link', { name: 'Oak Works' }).click();
    await expect(table.getByRole('heading', { name: 'Makers' })).toBeVisible();
    const back = table.getByRole('region', { name: 'People with an email at its domain' });
    await expect(back.getByRole('link')).toHaveText(['Ada Example']);
    await noViolations(table);
    await back.getByRole('link', { name: 'Ada Example' }).click();
    await expect(table.getByRole('heading', { name: 'People', level: 1 })).toBeVisible();
    await expect(table.getByRole('region', { name: 'Company' })).toBeVisible();
    await table.getByRole('gridcell', { name: 'Ben Sample' }).click();
    await expect(table.getByRole('region', { name: 'Company' })).toHaveCount(0);
  } finally {
    await kiln.close();
  }
});
