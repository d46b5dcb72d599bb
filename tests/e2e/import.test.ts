import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import type { ImportRecord } from '../../lib/storage/import-rows.ts';
import { noViolations } from './harness/axe.ts';
import { shot } from './harness/pictures.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { until } from './harness/until.ts';

let kiln: Kiln;
test.beforeEach(async () => {
  kiln = await launchKiln();
});
test.afterEach(() => kiln.close());

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'June'];
const manyRows = (count: number): string =>
  `First name,Last name,Job title,Company,Email,Phone,City,Country,Wave,Score\n${Array.from({ length: count }, (_, i) => `${FIRST[i % 10]},Example ${i},Buyer,Works ${i % 500},person${i}@works${i % 500}.example,+44 20 7946 ${String(i % 10_000).padStart(4, '0')},Leeds,GB,north,${i % 97}`).join('\n')}\n`;
const choose = async (page: Page, name: string, content: string | Buffer): Promise<void> => {
  await page.getByRole('button', { name: 'Import', exact: true }).or(page.getByRole('button', { name: 'Import a file' })).first().click();
  await page.getByLabel('File to import').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content as string) });
};
/** So many that nobody is too late to cancel: some seconds of import. */
const IN_THE_MIDDLE = 60_000;
/** Of this very file: the import before it stays, with its counts, also when it was undone. */
const record = async (fileName: string): Promise<ImportRecord | undefined> => (await kiln.rows<ImportRecord>('imports')).find((one) => one.fileName === fileName);
/** Begins a file of many rows and comes back when so many of them are stored. */
const beginMany = async (page: Page, fileName: string, rows: number, stored: number): Promise<void> => {
  await choose(page, fileName, manyRows(rows));
  await page.getByRole('button', { name: `Import ${rows.toLocaleString('en')}` }).click();
  await until(async () => ((await record(fileName))?.added ?? 0) >= stored, 'the first rows');
};

test('a file of another spreadsheet, in another language and with rows that do not fit, becomes a table, and is undone', async () => {
  const text = 'Vorname;Nachname;Funktion;Firma;E-Mail;Telefon;Land;Betreuerin\r\nZoë;Müster;Leiterin;Beispiel GmbH;zoe@beispiel.example;030 901820;DE;Kim\r\nAda;Example;Head;Works;not an address;;GB;Robin\r\n;;;Nobody Ltd;;;;\r\nBen;Sample;Buyer;Oak;ben@oak.example;+44 20 7946 0958;GB;Robin;too;many\r\nBen;Sample;Buyer;Oak;ben@oak.example;;GB;Robin\r\n';
  const page = await kiln.openExtensionPage('table.html');
  await choose(page, 'messe.csv', Buffer.from(text, 'latin1'));
  const dialog = page.getByRole('dialog', { name: 'Import messe.csv' });
  await expect(dialog.getByText('CSV with semicolon, Windows-1252, 5 rows. Nothing is stored yet.')).toBeVisible();
  await expect(dialog.getByRole('combobox', { name: /^What Vorname is/ })).toHaveValue('firstName');
  await expect(dialog.getByText('+4930901820')).toBeVisible();
  await expect(dialog.getByText('Kept aside: no name, address or page to know it by')).toBeVisible();
  await expect(dialog.getByText('Kept aside: more cells than there are columns')).toBeVisible();
  await expect(dialog.locator('s', { hasText: 'not an address' })).toBeVisible();
  await noViolations(page);
  await shot(page, 'import-map');
  // By keyboard alone: one column becomes another field, then the import begins.
  await dialog.getByRole('combobox', { name: /^What Betreuerin is/ }).focus();
  await page.keyboard.type('Note');
  await expect(dialog.getByRole('combobox', { name: /^What Betreuerin is/ })).toHaveValue('note');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('combobox', { name: /^What Betreuerin is/ })).toHaveValue('+text');
  await dialog.getByLabel('Name of the table').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 added', { exact: false }).or(page.getByText('2 added', { exact: false })).first()).toBeVisible();
  await expect(page.getByText('2 rows kept aside, 1 row imported without a value that does not fit its column')).toBeVisible();
  await noViolations(page);
  await shot(page, 'import-ended');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download them' }).click();
  const aside = readFileSync(await (await download).path(), 'utf8').replace('\ufeff', '').trim().split('\r\n');
  expect(aside).toEqual([
    'Vorname,Nachname,Funktion,Firma,E-Mail,Telefon,Land,Betreuerin,Column 9,Column 10,Row,Reason',
    'Ada,Example,Head,Works,not an address,,GB,Robin,,,3,Imported without E-Mail',
    ',,,Nobody Ltd,,,,,,,4,"No name, address or page to know it by"',
    'Ben,Sample,Buyer,Oak,ben@oak.example,\'+44 20 7946 0958,GB,Robin,too,many,5,More cells than there are columns',
  ]);
  await page.getByRole('button', { name: 'Show the table' }).click();
  await expect(page.getByRole('heading', { name: 'messe' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'Zoë Müster' })).toBeVisible();
  expect(await kiln.rows('columns')).toMatchObject([{ kind: 'person', name: 'Betreuerin', type: 'text' }]);
  const leads = await kiln.leads();
  const zoe = leads.find((lead) => textOf(lead.fields, 'firstName') === 'Zoë');
  expect(zoe?.fields.email?.values[0]).toMatchObject({ value: 'zoe@beispiel.example', provenance: { origin: 'import', fileName: 'messe.csv' } });
  // It asked nobody, planned nothing and charged nothing.
  for (const store of ['runs', 'runStarts', 'tasks', 'charges', 'outbox', 'leases', 'receipts']) expect([store, await kiln.rows(store)]).toEqual([store, []]);
  const { activityId = '' } = (await record('messe.csv')) ?? {};
  expect(await kiln.command('activity.undo', { activityId })).toMatchObject({ ok: true });
  expect([await kiln.leads(), await kiln.rows('tables_'), await kiln.rows('columns')]).toEqual([[], [], []]);
});

test('rows that are pasted and files that are dropped open the import; a file that cannot be read says why', async () => {
  const page = await kiln.openExtensionPage('table.html');
  await expect(page.getByRole('button', { name: 'Import a file' })).toBeVisible();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Name\tEmail\nAda Example\tada@example.com\nBen Sample\tben@example.com\n');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const dialog = page.getByRole('dialog', { name: 'Import Pasted rows' });
  await expect(dialog.getByText('tab-separated, UTF-8, 2 rows')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import 2' }).click();
  await page.getByRole('button', { name: 'Show the table' }).click();
  await expect(page.getByRole('gridcell', { name: 'Ada Example' })).toBeVisible();
  const drop = (name: string, bytes: number[]): Promise<void> =>
    page.evaluate(([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], fileName));
      for (const type of ['dragenter', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [name, bytes] as const);
  await drop('old.xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  await expect(page.getByRole('alert').filter({ hasText: 'old.xls cannot be read' })).toContainText('Save it as .xlsx or CSV.');
  await noViolations(page);
  await shot(page, 'import-choose');
  await page.keyboard.press('Escape');
  await drop('more.jsonl', [...Buffer.from('{"name":"Ada Example","email":"ADA@example.com","title":"Head"}\n{"name":"Cleo Muster","email":"cleo@example.com"}\n')]);
  await page.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.getByText('1 added, 1 updated.')).toBeVisible();
  const [table] = await kiln.rows<Table>('tables_');
  expect((await kiln.leads()).map((lead) => [lead.tableId, textOf(lead.fields, 'name'), textOf(lead.fields, 'title')])).toEqual([
    [table?.id, 'Ada Example', 'Head'], [table?.id, 'Ben Sample', undefined], [table?.id, 'Cleo Muster', undefined],
  ]);
});

test('a long import survives two deaths of the background, and is undone', async () => {
  const page = await kiln.openExtensionPage('table.html');
  await beginMany(page, 'many.csv', 10_000, 2_000);
  await kiln.killWorker();
  await until(async () => ((await record('many.csv'))?.added ?? 0) >= 5_000, 'the import to go on');
  await kiln.killWorker();
  await expect(page.getByText('10,000 added.')).toBeVisible({ timeout: 300_000 });
  const leads = await kiln.leads();
  expect([leads.length, new Set(leads.map((lead) => textOf(lead.fields, 'email'))).size, new Set(leads.map((lead) => lead.order)).size]).toEqual([10_000, 10_000, 10_000]);
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('The table is as it was before.')).toBeVisible({ timeout: 300_000 });
  expect(await kiln.leads()).toEqual([]);
});

test('a long import is cancelled, keeps what was stored until then, and is undone', async () => {
  const page = await kiln.openExtensionPage('table.html');
  await beginMany(page, 'again.csv', IN_THE_MIDDLE, 1_000);
  await shot(page, 'import-running');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(/^Cancelled after/)).toBeVisible();
  const cancelled = await record('again.csv');
  expect(cancelled).toMatchObject({ state: 'cancelled' });
  expect((await kiln.leads()).length).toBe(cancelled?.added);
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('The table is as it was before.')).toBeVisible({ timeout: 300_000 });
  expect(await kiln.leads()).toEqual([]);
});

test('a long import says where it stopped when its page was closed, and is undone from there', async () => {
  const page = await kiln.openExtensionPage('table.html');
  await beginMany(page, 'closed.csv', IN_THE_MIDDLE, 1_000);
  await page.close();
  const next = await kiln.openExtensionPage('table.html');
  const note = next.locator('.k-note', { hasText: 'The import of closed.csv stopped when its page was closed' });
  await expect(note).toBeVisible();
  // The block that was under way when the page went may come in after the note.
  await expect(async () => {
    const stopped = await record('closed.csv');
    await expect(note).toContainText(`${stopped?.looked.toLocaleString('en')} rows of it are stored, the last one is number ${stopped?.lastAt.toLocaleString('en')} in the file.`, { timeout: 1_000 });
  }).toPass();
  await shot(next, 'import-stopped');
  await note.getByRole('button', { name: 'Undo it' }).click();
  await expect(note).toBeHidden({ timeout: 300_000 });
  expect(await kiln.leads()).toEqual([]);
});
