import { browser } from 'wxt/browser';
import { clipRequestSchema, type ClipAnswer, type RawPage } from '../contracts/raw-clip.ts';
import { siteRequestSchema, type SiteAnswer, type SiteRequest } from '../contracts/raw-site.ts';

/** Left open by a worker that died, the parsing page goes by itself. */
const IDLE_MS = 60_000;

export interface Parsers {
  clip(page: RawPage): Promise<ClipAnswer>;
  site(page: SiteRequest['page']): Promise<SiteAnswer>;
}

/**
 * The ear of the page that parses: it hears the worker of this extension and nobody else (pages of the extension and
 * injected scripts have the same id, so the sender's address is looked at as well), and answers that one message.
 */
export function onParse(parsers: Parsers): void {
  let idle = setTimeout(() => window.close(), IDLE_MS);
  browser.runtime.onMessage.addListener((message: unknown, sender, sendResponse) => {
    if (sender.id !== browser.runtime.id || sender.tab !== undefined || sender.url !== workerAddress()) return;
    const parse = parserFor(parsers, message);
    if (!parse) return;
    clearTimeout(idle);
    void parse()
      .catch(() => ({ ok: false }) as const)
      .then((answer) => {
        sendResponse(answer);
        idle = setTimeout(() => window.close(), IDLE_MS);
      });
    return true; // the answer comes later
  });
}

function parserFor(parsers: Parsers, message: unknown): (() => Promise<ClipAnswer | SiteAnswer>) | undefined {
  const clip = clipRequestSchema.safeParse(message);
  if (clip.success) return () => parsers.clip(clip.data.page);
  const site = siteRequestSchema.safeParse(message);
  return site.success ? () => parsers.site(site.data.page) : undefined;
}

const workerAddress = (): string => browser.runtime.getURL('/background.js');
