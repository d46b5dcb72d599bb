/**
 * Runs the built capture script on saved pages in a real Chromium, in an isolated world as the extension does.
 * Scripts of the page do not run and nothing is fetched; the page stands under the address it was saved from.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { chromePath } from '../browser.mjs';
import { projectFiles } from '../files.ts';
import type { SavedPage } from './saved-pages.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SCRIPTS = ['page-reader.js', 'page-lists.js'].map((name) => join(ROOT, '.output/chrome-mv3', name));
const LOAD_MS = 20_000;
/** Nothing of the page runs or loads; what is written in it keeps its own style. */
const QUIET = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

export interface RawAnswers {
  readonly raw: unknown;
  readonly rawLists: unknown;
  readonly title: string;
  readonly ms: { readonly read: number; readonly lists: number };
}

/** The capture scripts. Builds the extension when one is missing or older than the code. */
export function builtReader(): string {
  const newest = (folder: string): number => projectFiles(join(ROOT, folder)).reduce((latest, file) => Math.max(latest, statSync(join(ROOT, folder, file)).mtimeMs), 0);
  const isThere = SCRIPTS.every((script) => existsSync(script));
  const isGiven = process.env['KILN_BUILT'] !== undefined && isThere; // a test run has just built it
  if (!isGiven && (!isThere || Math.min(...SCRIPTS.map((script) => statSync(script).mtimeMs)) < Math.max(newest('lib'), newest('entrypoints')))) {
    execFileSync(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return SCRIPTS.map((script) => readFileSync(script, 'utf8')).join('\n');
}

/** What the two injected readers are called with. */
export interface PageOptions {
  readonly single: unknown;
  readonly lists: unknown;
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromePath(), args: ['--no-sandbox'] });

/** Opens one page and reads it. @param recipes options of the reader for this address */
export async function readSaved(browser: Browser, saved: SavedPage, reader: string, options: PageOptions): Promise<RawAnswers> {
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: false, viewport: { width: 1_280, height: 900 } });
  try {
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.dismiss());
    if (saved.file !== undefined) await serve(page, saved, readFileSync(saved.file));
    await page.goto(saved.url, { waitUntil: 'load', timeout: LOAD_MS }).catch((error: unknown) => {
      if (saved.file === undefined) throw error;
    });
    return await readIn(await context.newCDPSession(page), reader, options);
  } finally {
    await context.close();
  }
}

/** The saved bytes answer the first request for the page; every other request, and a page that wants to go elsewhere, gets nothing. */
async function serve(page: Page, saved: SavedPage, body: Buffer): Promise<void> {
  let isServed = false;
  await page.route('**/*', (route) => {
    const request = route.request();
    // An aborted navigation leaves the page as it is; a failed one would put an error page in its place.
    if (isServed || !request.isNavigationRequest() || request.frame() !== page.mainFrame()) return route.abort('aborted');
    isServed = true;
    const charset = saved.encoding === undefined ? '' : `; charset=${saved.encoding}`;
    return route.fulfill({ status: 200, headers: { 'content-type': `text/html${charset}`, 'content-security-policy': QUIET }, body });
  });
}

async function readIn(session: CDPSession, reader: string, options: PageOptions): Promise<RawAnswers> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'kiln' });
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(reader);
  const timed = async (call: string): Promise<{ value: unknown; ms: number }> =>
    (await evaluate(`(async () => { const at = performance.now(); const value = await ${call}; return { value, ms: performance.now() - at }; })()`)) as { value: unknown; ms: number };
  const read = await timed(`__kilnRead(${JSON.stringify(options.single)})`);
  const lists = await timed(`__kilnLists(${JSON.stringify(options.lists)})`);
  return { raw: read.value, rawLists: lists.value, title: String(await evaluate('document.title')), ms: { read: read.ms, lists: lists.ms } };
}
