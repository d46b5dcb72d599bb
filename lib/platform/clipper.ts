import { browser } from 'wxt/browser';
import type { ClipRequest, RawPage } from '../contracts/raw-clip.ts';
import { CLIP_PARSE_MS, CLIP_WAIT_MS } from '../core/limits.ts';
import { answerOf, inject, withTimeout, type Injected } from './inject.ts';

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
  page: (tabId) => answerOf(inject(tabId, ['/page-clip.js'], () => (globalThis as PageGlobals).__kilnClip?.html() ?? null, null), CLIP_WAIT_MS),
  selection: (tabId) => answerOf(inject(tabId, ['/page-clip.js'], () => (globalThis as PageGlobals).__kilnClip?.selection() ?? null, null), CLIP_WAIT_MS),
  lists: (tabId, options) => answerOf(inject(tabId, ['/page-lists.js'], (o) => (globalThis as PageGlobals).__kilnLists?.(o) ?? null, options), CLIP_WAIT_MS),
  async parse(page) {
    const request: ClipRequest = { type: 'clip.parse', page };
    const answer: unknown = await inParser(() => withTimeout(browser.runtime.sendMessage(request), CLIP_PARSE_MS)).catch(() => null);
    return answer === 'timeout' ? null : answer;
  },
};
