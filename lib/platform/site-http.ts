import { browser } from 'wxt/browser';
import type { SiteRequest } from '../contracts/raw-site.ts';
import { boundedBytes } from '../core/bounded-body.ts';
import { SITE_HTML_BYTES, SITE_PARSE_MS } from '../core/own-source-limits.ts';
import { retryAfterMs } from '../core/retry-after.ts';
import { decodePage } from './page-text.ts';
import { askParser } from './parser-page.ts';

/** A page of a site as it answered, or why there is none. */
export type SiteReply =
  | { readonly ok: true; readonly url: string; readonly html: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problem: 'status' | 'elsewhere' | 'no-html' | 'unreachable' | 'timeout'; readonly status?: number; readonly retryAfterMs?: number };

/** The network and the right to use it, for pages of companies. */
export interface SitePort {
  /** Match patterns of the sites that the person has allowed. */
  granted(): Promise<readonly string[]>;
  /**
   * Asks for a page without cookies, referrer or cache. HTML only, SITE_HTML_BYTES at most; of a larger page the beginning is taken.
   * @param isHome whether an address is still one of the site: an answer from elsewhere is not read
   * @param headers names of the answer's headers that are kept
   */
  get(url: string, options: { readonly isHome: (url: string) => boolean; readonly headers: readonly string[]; readonly timeoutMs: number }): Promise<SiteReply>;
  /** What a page says, read in an inert document; null when it took too long. Hostile until it is parsed. */
  parse(page: SiteRequest['page']): Promise<unknown>;
}

export const sitePort: SitePort = {
  granted: async () => (await browser.permissions.getAll()).origins ?? [],
  parse: (page) => askParser({ type: 'site.parse', page } satisfies SiteRequest, SITE_PARSE_MS),
  async get(url, { isHome, headers: wanted, timeoutMs }) {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'follow', signal, headers: { accept: 'text/html,application/xhtml+xml;q=0.9' } });
      const headers = Object.fromEntries(wanted.flatMap((name) => [[name, response.headers.get(name)] as const]).filter((pair): pair is [string, string] => pair[1] !== null).map(([name, value]) => [name, value.slice(0, 200)]));
      const type = response.headers.get('content-type') ?? '';
      const problem = !isHome(response.url) ? 'elsewhere' : !response.ok ? 'status' : !/^\s*(?:text\/html|application\/xhtml\+xml)/i.test(type) ? 'no-html' : undefined;
      if (problem) {
        await response.body?.cancel();
        return { ok: false, problem, status: response.status, ...retryAfter(response) };
      }
      return { ok: true, url: response.url, html: decodePage((await boundedBytes(response, SITE_HTML_BYTES)).bytes, type), headers };
    } catch {
      return { ok: false, problem: signal.aborted ? 'timeout' : 'unreachable' };
    }
  },
};

function retryAfter(response: Response): { retryAfterMs?: number } {
  const ms = retryAfterMs(response.headers.get('retry-after'), Date.now());
  return ms ? { retryAfterMs: Math.min(ms, 3_600_000) } : {};
}
