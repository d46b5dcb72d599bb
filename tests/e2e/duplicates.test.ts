/** Duplicates by a person's hands: found, merged one by one and all at once, told apart, and taken back. */
import { expect, test, type Page } from '@playwright/test';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { noViolations } from './harness/axe.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { shot } from './harness/pictures.ts';
import { done } from './harness/world.ts';

let kiln: Kiln;
let tableId: string;
test.beforeEach(async () => {
  kiln = await launchKiln();
  ({ tableId } = await done(kiln.command('table.create', { name: 'Fair', kind: 'person' })));
});
test.afterEach(() => kiln.close());

type Fields = Record<string, string>;
const add = async (...all: Fields[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const fields of all) ids.push((await done(kiln.command('lead.add', { tableId, fields }))).leadId);
  return ids;
};
const PEOPLE: Fields[] = [
  { name: 'Ada Example', email: 'ada.example@gmail.com', companyName: 'Oak Works', title: 'Buyer' },
  { name: 'Ada Example', email: 'adaexample+fair@gmail.com', companyName: 'Oak Works', title: 'Head of Buying', mobile: '+442079460958' },
  { name: 'Robert Sample', companyName: 'Oak Works', location: 'Leeds' },
  { name: 'Bob Sample', companyName: 'Oak Works Ltd', workEmail: 'bob@example.com', title: 'Founder' },
  { name: 'Cleo Muster', email: 'c.leo@gmail.com' },
  { name: 'Cleo Muster', email: 'cleo@gmail.com', title: 'Studio lead' },
  { name: 'Dara Fixture', companyName: 'Elm' },
  { name: 'Dara Fixtures', companyName: 'Elm' },
  { name: 'June Pattern', companyName: 'Elm' },
];
const openDuplicates = async (): Promise<Page> => {
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('button', { name: 'Duplicates' }).click();
  return table;
};
const names = async (): Promise<(string | undefined)[]> => (await kiln.leads()).map(({ fields }) => textOf(fields, 'name'));

test('groups are listed with their reasons; one is merged, one told apart, the sure ones merged at once and taken back, also after a reload', async () => {
  await add(...PEOPLE);
  const table = await openDuplicates();
  const dialog = table.getByRole('dialog', { name: 'Duplicates in Fair' });
  await expect(dialog.getByText('4 groups among 9 leads. 4 open, 2 of them sure.')).toBeVisible();
  const list = dialog.getByRole('listbox', { name: 'Groups' });
  await expect(list).toBeFocused();
  await expect(list.getByRole('option')).toContainText([/Same email without dots and plus tag.*Sure/, /Same email without dots.*Sure/, /Bob is short for Robert, same company.*Likely/, /differ in one letter.*Likely/]);
  await noViolations(table);
  await shot(table, 'duplicates');

  // By keys alone: the third group, the other title, merged.
  await table.keyboard.press('End');
  await table.keyboard.press('ArrowUp');
  await expect(list.getByRole('option', { name: /Bob is short/ })).toHaveAttribute('aria-selected', 'true');
  await dialog.getByRole('radio', { name: 'Name: Robert Sample' }).focus();
  await table.keyboard.press('Space');
  await dialog.getByRole('button', { name: 'Merge 2 into 1' }).focus();
  await table.keyboard.press('Enter');
  await expect(list.getByRole('option', { name: /Merged/ })).toHaveCount(1);
  expect((await names()).filter((name) => name?.endsWith('Sample'))).toEqual(['Robert Sample']);

  // It went on to the next one: these two are not the same.
  await expect(list.getByRole('option', { name: /differ in one letter/ })).toHaveAttribute('aria-selected', 'true');
  await dialog.getByRole('button', { name: 'Not the same' }).click();
  await expect(dialog.getByText('Not the same. They are not proposed again.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Merge all 2 sure groups' }).click();
  await expect(dialog.getByText('All are done.')).toBeVisible();
  await expect.poll(async () => (await kiln.leads()).length).toBe(6);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await table.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await kiln.leads()).length).toBe(8);

  await table.reload();
  await table.getByRole('button', { name: 'Duplicates' }).click();
  await expect(dialog.getByText('2 groups among 8 leads. 2 open, 2 of them sure.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Propose what was skipped before again' }).click();
  await expect(dialog.getByText('3 groups among 8 leads.')).toBeVisible();
  await table.keyboard.press('Escape');
  await expect(table.getByRole('button', { name: 'Duplicates' })).toBeFocused();
});

test('a merge stands in the history of the lead that stayed, and is undone there', async () => {
  const [keepId = '', goneId = ''] = await add({ name: 'Robert Sample', companyName: 'Oak Works', location: 'Leeds' }, { name: 'Bob Sample', companyName: 'Oak Works Ltd', title: 'Founder' }, { name: 'June Pattern' });
  await done(kiln.command('duplicate.merge', { activityId: 'merge-of-bob-0001', tableId, groups: [{ keepId, goneIds: [goneId], picks: {} as Record<string, string> }] }));
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('gridcell', { name: 'Robert Sample' }).click();
  await table.getByRole('tab', { name: 'History' }).click();
  const happened = table.getByRole('tabpanel').getByRole('listitem');
  await expect(happened.filter({ hasText: '1 duplicate merged' })).toContainText(['TitleFounder']);
  await noViolations(table);
  await shot(table, 'history');
  await table.getByRole('button', { name: /Undo: .*1 duplicate merged/ }).click();
  await expect.poll(async () => (await kiln.leads()).length).toBe(3);
  await expect(happened.filter({ hasText: 'Undone' })).toContainText(['1 duplicate merged']);
  await expect(table.getByRole('gridcell', { name: 'Bob Sample' })).toBeVisible();
});

test('a note of several lines is kept, given up by Escape, and kept when another lead is looked at', async () => {
  await add({ name: 'Bob Sample' }, { name: 'June Pattern' });
  const table = await kiln.openExtensionPage(`table.html#table=${tableId}`);
  await table.getByRole('gridcell', { name: 'Bob Sample' }).click();
  await table.getByRole('tab', { name: 'Lead', exact: true }).click();
  const note = table.getByRole('textbox', { name: 'Note' });
  await note.fill('Met at the fair.\nLikes celadon.');
  await note.press('Control+Enter');
  await expect.poll(async () => (await kiln.leads()).flatMap(({ fields }) => textOf(fields, 'note') ?? [])).toEqual(['Met at the fair.\nLikes celadon.']);
  await note.fill('no');
  await note.press('Escape');
  await expect(note).toHaveValue('Met at the fair.\nLikes celadon.');
  // What was typed is kept when another lead is looked at.
  await note.pressSequentially(' Twice.');
  await table.getByRole('gridcell', { name: 'June Pattern' }).click();
  await expect(note).toHaveValue('');
  await expect.poll(async () => (await kiln.leads()).flatMap(({ fields }) => textOf(fields, 'note') ?? [])).toEqual(['Met at the fair.\nLikes celadon. Twice.']);
  await table.getByRole('gridcell', { name: 'Bob Sample' }).click();
  await noViolations(table);
  await shot(table, 'note');
});

test('a lead that is deleted meanwhile is told, and nothing is merged', async () => {
  const [, second] = await add({ name: 'Ada Example', email: 'ada.example@gmail.com' }, { name: 'Ada Example', email: 'adaexample@gmail.com' });
  const table = await openDuplicates();
  const dialog = table.getByRole('dialog', { name: 'Duplicates in Fair' });
  await expect(dialog.getByRole('button', { name: 'Merge 2 into 1' })).toBeVisible();
  await done(kiln.command('lead.delete', { leadIds: [second!] }));
  await expect(dialog.getByText('Too few of these records are there any more')).toBeVisible();
  await dialog.getByRole('button', { name: 'Merge 1 sure group' }).click();
  await expect(table.locator('.k-toast')).toContainText('Nothing was merged: the other records were deleted or merged meanwhile.');
  await expect(dialog.getByText('Too few of these records are there any more')).toBeVisible();
  expect((await kiln.leads()).length).toBe(1);
});

test('a table without duplicates says so', async () => {
  await add({ name: 'Ada Example' }, { name: 'Ben Sample' });
  const table = await openDuplicates();
  const dialog = table.getByRole('dialog', { name: 'Duplicates in Fair' });
  await expect(dialog.getByText('No duplicates found among 2 leads.')).toBeVisible();
  await noViolations(table);
  await shot(table, 'duplicates-none');
});
