/**
 * `npm run read -- <html file | folder | url> [--url URL] [--manifest FILE] [--json FILE]`
 * What Kiln reads on saved pages, by the capture script as it is built. `--json -` prints JSON.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inWords } from './report.ts';
import { readPages } from './read-pages.ts';
import { savedPages } from './saved-pages.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: 'string' }, manifest: { type: 'string' }, json: { type: 'string' } } });
const target = positionals[0] ?? (values.manifest === undefined ? undefined : '.');
if (target === undefined || positionals.length > 1) {
  console.error('npm run read -- <html file | folder | url> [--url URL] [--manifest FILE] [--json FILE]');
  process.exit(1);
}
const pages = savedPages(target, { ...(values.url === undefined ? {} : { url: values.url }), ...(values.manifest === undefined ? {} : { manifest: values.manifest }) });
const reports = await readPages(pages, (report) => {
  if (values.json === undefined) console.log(`${inWords(report)}\n`);
});
if (values.json === '-') process.stdout.write(`${JSON.stringify(reports)}\n`);
else if (values.json !== undefined) {
  writeFileSync(values.json, JSON.stringify(reports));
  console.log(`${reports.length} pages, written to ${values.json}`);
}
