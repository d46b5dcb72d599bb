/** How long a file of many rows takes to become leads in the real extension, and to be undone: `npm run bench:import -- 100000`. */
import { launchKiln } from '../e2e/harness/kiln.ts';
import type { ImportRecord } from '../../lib/storage/import-rows.ts';

const count = Number(process.argv[2] ?? 100_000);
const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'June'];
const text = `First name,Last name,Job title,Company,Email,Phone,City,Country,Wave,Score\n${Array.from({ length: count }, (_, i) => `${FIRST[i % 10]},Example ${i},Buyer,Works ${i % 500},person${i}@works${i % 500}.example,+44 20 7946 ${String(i % 10_000).padStart(4, '0')},Leeds,GB,north,${i % 97}`).join('\n')}\n`;
const perSecond = (ms: number): string => `${Math.round(count / (ms / 1_000)).toLocaleString('en')} rows a second`;

const kiln = await launchKiln();
try {
  const page = await kiln.openExtensionPage('table.html');
  await page.getByRole('button', { name: 'Import a file' }).click();
  const opened = Date.now();
  await page.getByLabel('File to import').setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('combobox', { name: 'Into table' }).waitFor();
  console.log(`the first rows stand after ${Date.now() - opened} ms`);
  const start = page.getByRole('button', { name: `Import ${count.toLocaleString('en')}` });
  await start.waitFor({ timeout: 300_000 });
  console.log(`all are counted after ${Date.now() - opened} ms`);
  const from = Date.now();
  await start.click();
  await page.getByText(`${count.toLocaleString('en')} added.`).waitFor({ timeout: 1_800_000 });
  const took = Date.now() - from;
  console.log(`${count.toLocaleString('en')} rows of 10 columns are leads after ${took} ms, ${perSecond(took)}`);
  const back = Date.now();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('The table is as it was before.').waitFor({ timeout: 1_800_000 });
  console.log(`all is undone after ${Date.now() - back} ms`);
  const [record] = await kiln.rows<ImportRecord>('imports');
  if (record?.added !== count) throw new Error(`${record?.added} rows were added`);
} finally {
  await kiln.close();
}
