import { browser } from 'wxt/browser';
import type { ClipRequest, RawPage } from '../contracts/raw-clip.ts';
import { CLIP_PARSE_MS, CLIP_WAIT_MS } from '../core/limits.ts';
import { injectError, withTimeout, type InjectError } from './tabs.ts';

type Injected = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: InjectError };

/** The page side and the parsing side of clipping. Every value is hostile until it is parsed. */
export interface ClipperPort {
  /** The tab's page as inert HTML. */
  page(tabId: number): Promise<Injected>;
  /** Text and links of what is selected in the tab. */
  selection(tabId: number): Promise<Injected>;
  /** The repeated records of what is selected, see contracts/raw-list.ts. */
  lists(tabId: number, options: unknown): Promise<Injected>;
  /** The article of a page; null when it took too long or the parsing page is gone. */
  parse(page: RawPage): Promise<unknown>;
}

interface PageGlobals {
  readonly __kilnClip?: { html(): unknown; selection(): unknown };
  readonly __kilnLists?: (options: unknown) => unknown;
}

async function ask(tabId: number, file: '/page-clip.js' | '/page-lists.js', func: (input: unknown) => unknown, input: unknown): Promise<Injected> {
  try {
    const work = browser.scripting.executeScript({ target: { tabId }, files: [file] }).then(() => browser.scripting.executeScript({ target: { tabId }, func, args: [input] }));
    const answer = await withTimeout(work, CLIP_WAIT_MS);
    return answer === 'timeout' ? { ok: false, error: 'timeout' } : { ok: true, value: answer[0]?.result ?? null };
  } catch (error) {
    return { ok: false, error: injectError(error) };
  }
}

const PARSER_PAGE = 'offscreen.html';
/** One page parses for everybody; whoever is last closes it. */
let opening: Promise<void> | null = null;
let closing: Promise<void> = Promise.resolve();
let users = 0;

async function openParser(): Promise<void> {
  await closing;
  // A worker that died may have left it open: it serves as well as a new one.
  const open = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (open.length > 0) return;
  await browser.offscreen.createDocument({ url: PARSER_PAGE, reasons: ['DOM_PARSER'], justification: 'Turns the page you clip into text; a worker has no parser for HTML.' });
}

async function inParser<T>(work: () => Promise<T>): Promise<T> {
  users++;
  opening ??= openParser();
  try {
    await opening;
    return await work();
  } finally {
    if (--users === 0) {
      opening = null;
      closing = browser.offscreen.closeDocument().catch(() => undefined);
    }
  }
}

export const clipper: ClipperPort = {
  page: (tabId) => ask(tabId, '/page-clip.js', () => (globalThis as PageGlobals).__kilnClip?.html() ?? null, null),
  selection: (tabId) => ask(tabId, '/page-clip.js', () => (globalThis as PageGlobals).__kilnClip?.selection() ?? null, null),
  lists: (tabId, options) => ask(tabId, '/page-lists.js', (o) => (globalThis as PageGlobals).__kilnLists?.(o) ?? null, options),
  async parse(page) {
    const request: ClipRequest = { type: 'clip.parse', page };
    const answer: unknown = await inParser(() => withTimeout(browser.runtime.sendMessage(request), CLIP_PARSE_MS)).catch(() => null);
    return answer === 'timeout' ? null : answer;
  },
};
