/** Builds the extension and weighs it. A budget is raised only in the change that needs it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { projectFiles } from '../files.ts';
import { ROOT, check, lastWords, runScript, sum, type Stage } from './stage.ts';

export const BUILT = join(ROOT, '.output', 'chrome-mv3');

/** Gzip bytes. The injected scripts are read by a page that did not ask for us; the others start with the browser. */
const BUDGETS: readonly { readonly name: string; readonly file: RegExp; readonly gzipBytes: number }[] = [
  { name: 'the page reader', file: /^(content-scripts\/)?page-reader\.js$/, gzipBytes: 25_000 },
  { name: 'the repair of recipes', file: /^(content-scripts\/)?page-repair\.js$/, gzipBytes: 8_000 },
  { name: 'the list reader', file: /^(content-scripts\/)?page-lists\.js$/, gzipBytes: 27_000 },
  { name: 'the follower of lists', file: /^(content-scripts\/)?page-follow\.js$/, gzipBytes: 14_000 },
  { name: 'the page clipper', file: /^(content-scripts\/)?page-clip\.js$/, gzipBytes: 6_000 },
  { name: 'the page layer', file: /^(content-scripts\/)?page-layer\.js$/, gzipBytes: 20_000 },
  { name: 'the page picker', file: /^(content-scripts\/)?page-picker\.js$/, gzipBytes: 20_000 },
  // Readers of five formats, telephone numbers and the list of public suffixes: started when a file is opened.
  { name: 'the reader of files', file: /^assets\/import\.worker-[\w-]+\.js$/, gzipBytes: 230_000 },
  // 231 manifests, the suffix list, telephone numbers, zod, formulas and the destinations: read by the worker at each start.
  { name: 'the background', file: /^background\.js$/, gzipBytes: 530_000 },
];
const REST_GZIP_BYTES = 200_000;
/**
 * Least permissions: one more is a decision, made here and in the store listing. `offscreen` shows no warning and gives no
 * right over pages or data: the worker has no parser for HTML, and no library is ever put into a page to clip it.
 */
const PERMISSIONS = ['activeTab', 'alarms', 'contextMenus', 'offscreen', 'scripting', 'sidePanel', 'storage', 'unlimitedStorage'];

const manifestSchema = z.object({
  manifest_version: z.literal(3),
  permissions: z.array(z.string()),
  host_permissions: z.array(z.string()).optional(),
  content_scripts: z.array(z.unknown()).optional(),
  web_accessible_resources: z.array(z.unknown()).optional(),
});

export const bundle: Stage = {
  name: 'bundle',
  title: 'Build and budgets (gzip bytes)',
  run() {
    const built = runScript('node_modules/wxt/bin/wxt.mjs', ['build'], { show: false });
    if (!built.ok || !existsSync(BUILT)) return check('wxt build', lastWords(built));
    const files = projectFiles(BUILT);
    const scripts = files.filter((path) => path.endsWith('.js'));
    return sum([check('wxt build', []), ...BUDGETS.map((budget) => weigh(budget, scripts)), weighRest(scripts), checkManifest(), checkRemoteCode(scripts)]);
  },
};

const gzipBytes = (path: string): number => gzipSync(readFileSync(join(BUILT, path)), { level: 9 }).length;

function weigh({ name, file, gzipBytes: budget }: (typeof BUDGETS)[number], scripts: readonly string[]): ReturnType<typeof check> {
  const path = scripts.find((script) => file.test(script));
  if (path === undefined) return check(name, ['it is not in the build']);
  const weight = gzipBytes(path);
  return check(`${name}: ${weight} of ${budget}  (${path})`, weight < budget ? [] : [`${weight - budget + 1} bytes too many`]);
}

function weighRest(scripts: readonly string[]): ReturnType<typeof check> {
  const rest = scripts.filter((path) => !BUDGETS.some(({ file }) => file.test(path))).map((path) => ({ path, weight: gzipBytes(path) }));
  const heaviest = rest.toSorted((a, b) => b.weight - a.weight)[0];
  const tooHeavy = rest.filter(({ weight }) => weight >= REST_GZIP_BYTES);
  return check(
    `${rest.length} other scripts, the heaviest ${heaviest?.weight ?? 0} of ${REST_GZIP_BYTES}  (${heaviest?.path ?? 'none'})`,
    tooHeavy.map(({ path, weight }) => `${path}: ${weight}`),
  );
}

function checkManifest(): ReturnType<typeof check> {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')));
  const reasons = [
    ...(manifest.permissions.toSorted().join() === PERMISSIONS.join() ? [] : [`permissions are ${manifest.permissions.toSorted().join(', ')}`]),
    ...(manifest.host_permissions?.length ? [`asks for hosts at install: ${manifest.host_permissions.join(', ')}`] : []),
    ...(manifest.content_scripts?.length ? ['declares content scripts: pages would pay without being asked'] : []),
    ...(manifest.web_accessible_resources?.length ? ['has resources that any page can load'] : []),
  ];
  return check('the manifest asks for the least and injects nothing by itself', reasons);
}

/** The extension's policy forbids it anyway; here it is found before a store does. */
function checkRemoteCode(scripts: readonly string[]): ReturnType<typeof check> {
  const remote = /\bimportScripts\(\s*["']https?:|\bimport\(\s*["']https?:|\bsrc\s*=\s*["']https?:[^"']+\.js/;
  return check('no remote code', scripts.filter((path) => remote.test(readFileSync(join(BUILT, path), 'utf8'))));
}
