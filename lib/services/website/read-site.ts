import { registrableDomain } from '../../capture/domains.ts';
import { toCapture } from '../../capture/normalise.ts';
import { companyOf, type SitePageFacts, type SiteValues } from '../../capture/site/company-of.ts';
import { siteAnswerSchema, type RawSitePage } from '../../contracts/raw-site.ts';
import { SITE_FETCH_MS, SITE_PACE_MS, SITE_PAGES, SITE_READ_MS } from '../../core/own-source-limits.ts';
import { isGranted, isPublicAddress, spellings } from '../../domain/website/may-ask.ts';
import { choosePages, isSameHost, type ChosenPage, type SitePageKind } from '../../domain/website/page-choice.ts';
import { technologiesOf, TRACE_HEADERS, type Technology } from '../../domain/website/technologies.ts';
import type { SitePort, SiteReply } from '../../platform/site-http.ts';

export interface ReadPorts {
  readonly sites: SitePort;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
/** What was read of a site, or why there is nothing. */
export type SiteReading =
  | { readonly kind: 'read'; readonly pages: readonly { readonly kind: SitePageKind; readonly url: string; readonly title: string }[]; readonly values: SiteValues; readonly technologies: readonly Technology[] }
  | { readonly kind: 'none'; readonly reply: Extract<SiteReply, { ok: false }> };

interface Opened {
  readonly facts: SitePageFacts;
  readonly title: string;
  readonly raw: RawSitePage;
  readonly technologies: readonly Technology[];
}

/**
 * Reads the home page of a site and up to four pages that it links to (contact, imprint, about, team), one request a
 * second. A page that fails is left out; without a home page there is nothing.
 * @param domain host of the site, without "www."
 * @param patterns sites that the person has allowed; no other address is asked
 */
export async function readSite(ports: ReadPorts, domain: string, patterns: readonly string[]): Promise<SiteReading> {
  const startedAt = ports.now();
  let lastAt = -Infinity;
  const left = (): number => SITE_READ_MS - (ports.now() - startedAt);
  const isHome = (url: string): boolean => isPublicAddress(url) && isSameHost(new URL(url).hostname, domain);

  async function open(page: ChosenPage): Promise<Opened | Extract<SiteReply, { ok: false }>> {
    const wait = lastAt + SITE_PACE_MS - ports.now();
    if (wait > 0) await ports.sleep(wait);
    lastAt = ports.now();
    const reply = await ports.sites.get(page.url, { isHome, headers: TRACE_HEADERS, timeoutMs: Math.max(1, Math.min(SITE_FETCH_MS, left())) });
    if (!reply.ok) return reply;
    const answer = siteAnswerSchema.safeParse(await ports.sites.parse({ url: reply.url, html: reply.html }));
    if (!answer.success || !answer.data.ok) return { ok: false, problem: 'no-html' };
    const raw = answer.data.page;
    const capture = toCapture(raw.capture, { url: reply.url, title: raw.capture.title }, ports.now());
    if (!capture.ok) return { ok: false, problem: 'no-html' };
    const { kind, fields, otherFields, title } = capture.value;
    return { raw, title, facts: { kind: page.kind, url: reply.url, fields: kind === 'company' ? fields : otherFields }, technologies: technologiesOf({ ...raw, headers: reply.headers }) };
  }

  let first: Awaited<ReturnType<typeof open>> = { ok: false, problem: 'unreachable' };
  for (const url of spellings(domain)) {
    if (!isGranted(patterns, url) || left() <= 0) continue;
    first = await open({ kind: 'home', url });
    // Another spelling helps where nobody answers, not where somebody has answered.
    if (!('ok' in first) || (first.problem !== 'unreachable' && first.problem !== 'timeout')) break;
  }
  if ('ok' in first) return { kind: 'none', reply: first };
  const opened = [first];
  for (const page of choosePages(first.facts.url, first.raw.links, SITE_PAGES - 1)) {
    if (left() <= SITE_PACE_MS || !isGranted(patterns, page.url) || !isHome(page.url)) continue;
    const next = await open(page);
    if (!('ok' in next) && !opened.some((o) => o.facts.url === next.facts.url)) opened.push(next);
  }
  const technologies = new Map(opened.flatMap((o) => o.technologies).map((t) => [t.name, t]));
  return {
    kind: 'read',
    pages: opened.map(({ facts, title }) => ({ kind: facts.kind, url: facts.url, title })),
    values: companyOf(opened.map((o) => o.facts), registrableDomain(domain) ?? domain),
    technologies: [...technologies.values()],
  };
}
