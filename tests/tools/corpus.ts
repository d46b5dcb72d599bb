/**
 * `npm run corpus [-- folder]`: reads a folder of saved pages with truth (manifest.json, raw/, score.mjs) and scores what was read.
 * Without a folder it looks for ../shared/corpus beside the project and says so when there is none.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPages } from './read/read-pages.ts';
import type { PageReport } from './read/report.ts';
import { savedPages } from './read/saved-pages.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = resolve(process.argv[2] ?? join(ROOT, '../shared/corpus'));
if (!existsSync(join(folder, 'manifest.json'))) {
  console.log(`No pages with truth in ${folder}: nothing was scored.`);
  process.exit(0);
}

/** One value of a single-valued field, all values of the others, in the words of the scorer. */
function prediction(report: PageReport, kind: 'person' | 'company'): Record<string, unknown> | undefined {
  if (report.lead?.kind !== kind) return undefined;
  const fields = report.lead.fields;
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => (/s$|fax|social/.test(name) ? [name, values.map(({ value }) => value)] : [name, values[0]?.value])));
}

const reports = await readPages(savedPages(folder, {}));
const predictions = Object.fromEntries(
  reports.map((report) => [report.id, { kind: report.kind, lists: report.lists.map(({ rows }) => ({ rows })), person: prediction(report, 'person'), company: prediction(report, 'company') }]),
);
const out = join(ROOT, 'out', 'corpus');
mkdirSync(out, { recursive: true });
const file = join(out, 'predictions.json');
writeFileSync(file, JSON.stringify(predictions));
execFileSync(process.execPath, [join(folder, 'score.mjs'), file], { stdio: 'inherit' });
