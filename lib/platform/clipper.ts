import type { ClipRequest, RawPage } from '../contracts/raw-clip.ts';
import { CLIP_PARSE_MS, CLIP_WAIT_MS } from '../core/limits.ts';
import { answerOf, inject, type Injected } from './inject.ts';
import { askParser } from './parser-page.ts';

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

export const clipper: ClipperPort = {
  page: (tabId) => answerOf(inject(tabId, ['/page-clip.js'], () => (globalThis as PageGlobals).__kilnClip?.html() ?? null, null), CLIP_WAIT_MS),
  selection: (tabId) => answerOf(inject(tabId, ['/page-clip.js'], () => (globalThis as PageGlobals).__kilnClip?.selection() ?? null, null), CLIP_WAIT_MS),
  lists: (tabId, options) => answerOf(inject(tabId, ['/page-lists.js'], (o) => (globalThis as PageGlobals).__kilnLists?.(o) ?? null, options), CLIP_WAIT_MS),
  parse(page) {
    const request: ClipRequest = { type: 'clip.parse', page };
    return askParser(request, CLIP_PARSE_MS);
  },
};
