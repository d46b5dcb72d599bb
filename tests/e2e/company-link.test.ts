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
    await expect(table.getByRole('region', { name: 'Company' }).getByText('No company of your tables was found.')).toBeVisible();
  } finally {
    await kiln.close();
  }
});

test('without a domain the only company of that name is meant; a person may choose another one or none, undo it, and find it again', async () => {
  const kiln = await launchKiln();
  try {
    const { tableId: makers } = await done(kiln.command('table.create', { name: 'Makers', kind: 'company' }));
    for (const fields of [{ name: 'The Oak & Elm Works GmbH', domain: 'oak.example' }, { name: 'Quiet Works' }, { name: 'Quiet Harbour Ltd' }]) await done(kiln.command('lead.add', { tableId: makers, fields }));
    const { tableId: people } = await done(kiln.command('table.create', { name: 'People', kind: 'person' }));
    await done(kiln.command('lead.add', { tableId: people, fields: { name: 'Ada Example', companyName: 'Oak and Elm Works' } }));
    const table = await kiln.openExtensionPage(`table.html#table=${people}`);
    await table.getByRole('gridcell', { name: 'Ada Example' }).click();
    await table.getByRole('tab', { name: 'Lead', exact: true }).click();
    const company = table.getByRole('region', { name: 'Company' });
    await expect(company.getByRole('link')).toHaveText(['The Oak & Elm Works GmbHby name']);
    await expect(company.getByText('It is the only company that “Oak and Elm Works” can mean')).toBeVisible();
    await shot(table, 'company-by-name');
    await noViolations(table);

    // By keys alone: the beginning of a name, the second of those found, Enter.
    await company.getByRole('button', { name: 'Choose another' }).focus();
    await table.keyboard.press('Enter');
    await expect(company.getByRole('combobox', { name: 'Name of the company' })).toBeFocused();
    await table.keyboard.type('quiet');
    await expect(company.getByRole('option')).toHaveCount(2);
    await noViolations(table);
    const second = await company.getByRole('option').nth(1).locator('.k-val').innerText();
    await table.keyboard.press('ArrowDown');
    await table.keyboard.press('Enter');
    await expect(company.getByRole('link')).toHaveText([`${second}by hand`]);
    await expect(company.getByRole('button', { name: 'Choose another' })).toBeFocused();

    await company.getByRole('button', { name: 'Remove link' }).click();
    await expect(company.getByText('No company, set by hand.')).toBeVisible();
    await table.getByRole('grid').focus();
    await table.keyboard.press('Control+z');
    await expect(company.getByRole('link')).toHaveText([`${second}by hand`]);
    await company.getByRole('link').click();
    await expect(table.getByRole('region', { name: 'Its people' }).getByRole('link')).toHaveText(['Ada Exampleby hand']);
    await table.getByRole('region', { name: 'Its people' }).getByRole('link').click();
    await company.getByRole('button', { name: 'Find by itself' }).click();
    await expect(company.getByRole('link')).toHaveText(['The Oak & Elm Works GmbHby name']);
    await table.getByRole('tab', { name: 'History', exact: true }).click();
    await expect(table.getByText(`Ada Example: linked to ${second}`)).toBeVisible();

    // A second company of that name, with another domain: nobody knows which is meant.
    await done(kiln.command('lead.add', { tableId: makers, fields: { name: 'Oak & Elm Works', domain: 'elm.example' } }));
    await table.getByRole('tab', { name: 'Lead', exact: true }).click();
    await expect(company.getByText('No company of your tables was found.')).toBeVisible();
  } finally {
    await kiln.close();
  }
});
