/**
 * Pictures of every state of the interface, light and dark, from the built pages: `npm run shots -- [dist] [names]`, where the names
 * are a regular expression; KILN_SHOTS names another folder than out/shots, KILN_LOOKS which looks, as in "^dark$". The rows are put into the real database of the extension; only the background's answers are canned.
 * Each picture is checked with axe, and for a page that is wider than its window.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromePath } from '../browser.mjs';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { followShots } from './follow-states.ts';
import { QUOTE, panelShots, type Shot } from './panel-states.ts';
import { placed } from './placed.ts';
import { PAGE_URL, PROVIDERS, TAB } from './seeds.ts';
import { listShots } from './list-states.ts';
import { tableShots } from './table-states.ts';
import { tableToolShots } from './table-tool-states.ts';
import { accountShots } from './account-states.ts';
import { clipShots } from './clip-states.ts';
import { learnedShots } from './learned-states.ts';
import { optionsShots } from './options-states.ts';
import { questionShots } from './questions-states.ts';
import { recipesShots } from './recipes-states.ts';
import { waterfallsShots } from './waterfalls-states.ts';

const EXTENSION_ID = 'ffgniocfhmjkpgcecibmgkimdfmlpjfj';
const dist = resolve(process.argv[2] ?? '.output/chrome-mv3');
const filter = new RegExp(process.argv[3] ?? '');
const wanted = new RegExp(process.env['KILN_LOOKS'] ?? '');
const out = resolve(process.env['KILN_SHOTS'] ?? 'out/shots');

/** Runs inside the page, before its scripts: what the browser and the background would say. */
function standIn(given: { answers: Record<string, unknown>; tabUrl: string | null; tabId: number; pending: string | null }): void {
  const tab = { id: given.tabId, status: 'complete', ...(given.tabUrl === null ? {} : { url: given.tabUrl }) };
  Object.assign(chrome.storage.session, { get: () => Promise.resolve({ session: 'shots' }) });
  Object.assign(chrome.tabs, { get: () => Promise.resolve(tab), query: () => Promise.resolve([tab]) });
  crypto.randomUUID = () => '00000000-0000-4000-8000-000000000001';
  chrome.runtime.sendMessage = ((message: { name: string }) =>
    message.name === given.pending ? new Promise(() => undefined) : Promise.resolve(message.name in given.answers ? { ok: true, value: given.answers[message.name] } : { ok: false, error: { code: 'none', message: `${message.name} is not answered here.` } })) as typeof chrome.runtime.sendMessage;
}

/** Empties the database and writes the rows of a state. Runs inside the page. */
async function seed(rows: Record<string, unknown[]>): Promise<void> {
  const db = await new Promise<IDBDatabase>((done, fail) => {
    const request = indexedDB.open('kiln');
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const transaction = db.transaction([...db.objectStoreNames], 'readwrite');
  for (const name of db.objectStoreNames) {
    const store = transaction.objectStore(name);
    store.clear();
    for (const row of rows[name] ?? []) store.put(row);
  }
  await new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onerror = () => fail(transaction.error);
  });
  db.close();
}

interface Look {
  readonly suffix: string;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}
/** As the state says, and, of a page that has many widths, narrow and wide. */
const looksOf = ({ width, widths }: Shot): Look[] => [
  { suffix: 'light', colorScheme: 'light', width },
  { suffix: 'dark', colorScheme: 'dark', width },
  ...(widths ?? []).flatMap((other): Look[] => [{ suffix: `${other}-light`, colorScheme: 'light', width: other }, ...(other < width ? [{ suffix: `${other}-dark`, colorScheme: 'dark' as const, width: other }] : [])]),
];

async function take(context: BrowserContext, shot: Shot): Promise<string[]> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (e) => problems.push(`error: ${e.message}`));
  page.on('console', (m) => m.type() === 'error' && problems.push(`error: ${m.text()}`));
  await page.setViewportSize({ width: shot.width, height: shot.height });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const answers = { 'catalogue.list': PROVIDERS, 'waterfall.list': WATERFALL_TEMPLATES, 'run.quote': { ...QUOTE, ...shot.quote }, 'settings.set': null, 'list.show': null, ...shot.answers };
  await page.addInitScript(standIn, { answers, tabUrl: shot.tabUrl === undefined ? PAGE_URL : shot.tabUrl, tabId: TAB, pending: shot.pending ?? null });
  const url = `chrome-extension://${EXTENSION_ID}/${shot.page}.html${shot.page === 'sidepanel' ? `?tab=${TAB}` : ''}${shot.hash ? `#${shot.hash}` : ''}`;
  await page.goto(url);
  await page.waitForFunction(async () => (await indexedDB.databases()).some((d) => d.name === 'kiln'));
  await page.evaluate(seed, placed(shot.rows));
  await page.reload();
  await page.waitForLoadState('networkidle');
  if (shot.offline) await context.setOffline(true);
  await settle(page);
  if (shot.press) await shot.press(page);
  for (const { suffix, colorScheme, width } of looksOf(shot).filter((look) => wanted.test(look.suffix))) {
    await page.setViewportSize({ width, height: shot.height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settle(page);
    await page.screenshot({ path: join(out, `${shot.name}-${suffix}.png`) });
    const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).disableRules(['region', 'page-has-heading-one', 'landmark-one-main']).analyze();
    problems.push(...axe.violations.map((v) => `${suffix} axe ${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 140)} ${n.any[0]?.message ?? ''}`).join(' | ').slice(0, 700)}`));
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) problems.push(`${suffix} is wider than its window`);
  }
  await context.setOffline(false);
  await page.close();
  return problems;
}

/** Two frames after the last change, so that live queries have answered. */
const settle = async (page: Page): Promise<void> => {
  await page.evaluate(() => new Promise((done) => {
    let timer = setTimeout(done, 200);
    new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, 200);
    }).observe(document.body, { childList: true, subtree: true });
    setTimeout(done, 1_500);
  }));
};

mkdirSync(out, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'kiln-shots-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: chromePath(),
  headless: true,
  args: [`--disable-extensions-except=${dist}`, `--load-extension=${dist}`, '--no-first-run', '--disable-background-networking', '--hide-scrollbars'],
});
let found = 0;
for (const shot of [...panelShots, ...listShots, ...followShots, ...tableShots, ...tableToolShots, ...optionsShots, ...learnedShots, ...recipesShots, ...questionShots, ...clipShots, ...waterfallsShots, ...accountShots].filter((s) => filter.test(s.name))) {
  const problems = await take(context, shot).catch((e: unknown) => [`failed: ${String(e).slice(0, 300)}`]);
  for (const problem of problems) console.log(`${shot.name}: ${problem}`);
  found += problems.length;
}
await context.close();
rmSync(profile, { recursive: true, force: true });
console.log(`${found} problems. Pictures are in ${out}.`);
process.exitCode = found === 0 ? 0 : 1;
