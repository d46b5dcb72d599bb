import { registrableDomain } from '../../capture/domains.ts';
import { isFreeMailDomain } from '../../capture/free-mail.ts';
import { SITE_KEPT_MS, SITES_AT_ONCE, SITES_KEPT } from '../../core/own-source-limits.ts';
import type { CallError, CallOutcome, OperationInput } from '../../domain/enrichment/operation.ts';
import { isGranted, isPublicAddress, spellings } from '../../domain/website/may-ask.ts';
import type { OwnSource } from '../../providers/own-source.ts';
import type { SiteReply } from '../../platform/site-http.ts';
import { answerOf } from './answer.ts';
import { readSite, type ReadPorts, type SiteReading } from './read-site.ts';

export interface WebsitePorts extends ReadPorts {
  online(): boolean;
}

/** Never changes: receipts, learned orders and people's own waterfalls name it. */
export const WEBSITE_ID = 'company-website';
const NEEDS = ['domain', 'companyDomain'] as const;

/** The company's own website as a source: read in this browser, free, with the right to read that site. */
export function createWebsiteSource(ports: WebsitePorts): OwnSource {
  const readings = createReadings(ports);
  return {
    own: true,
    id: WEBSITE_ID,
    name: 'Company website',
    auth: { kind: 'none' },
    price: { charged: 'free' },
    operations: { 'enrich-company': { needs: NEEDS }, 'find-technologies': { needs: NEEDS }, 'find-phone': { needs: NEEDS } },
    atOnce: SITES_AT_ONCE,
    sites: ['https://*/*'],
    sends: ['company domain'],
    async refusals(sandboxUrl) {
      if (sandboxUrl !== null) return () => 'practice';
      const patterns = await ports.sites.granted();
      return (input) => {
        const site = siteOf(input);
        if (site === undefined) return isGranted(patterns, 'https://any-site.example/') ? null : 'no-permission';
        if (site === null) return 'missing-input';
        if (isFreeMailDomain(site)) return 'free-mail-domain';
        return spellings(site).some((url) => isGranted(patterns, url)) ? null : 'no-permission';
      };
    },
    async call({ operation, input, sandboxUrl }): Promise<CallOutcome> {
      const startedAt = ports.now();
      const took = (): number => Math.max(0, Math.round(ports.now() - startedAt));
      const site = siteOf(input);
      if (!site || sandboxUrl !== undefined || !Object.hasOwn(this.operations, operation)) return { kind: 'failed', tookMs: 0, error: { kind: 'bad-input', retryable: false } };
      if (!ports.online()) return { kind: 'failed', tookMs: 0, error: { kind: 'offline', retryable: true } };
      const reading = await readings(site);
      if (reading.kind === 'none') return ofReply(reading.reply, took());
      const answer = answerOf(operation, reading);
      return answer ? { kind: 'hit', answer, tookMs: took() } : { kind: 'no-result', raw: '', tookMs: took() };
    },
  };
}

/** The host of the site that a question is about: undefined when there is none yet, null when it is no public name. */
function siteOf(input: OperationInput): string | null | undefined {
  const given = (input.domain ?? input.companyDomain)?.trim().toLowerCase().replace(/^www\./, '');
  if (!given) return undefined;
  return registrableDomain(given) !== null && isPublicAddress(`https://${given}/`) ? new URL(`https://${given}/`).hostname : null;
}

function ofReply(reply: Extract<SiteReply, { ok: false }>, tookMs: number): CallOutcome {
  const failed = (error: CallError): CallOutcome => ({ kind: 'failed', error, tookMs });
  const { status = 0 } = reply;
  switch (reply.problem) {
    case 'timeout':
      return failed({ kind: 'timeout', retryable: true });
    case 'unreachable':
      // A name without a website looks the same as one that is down: trying again at once helps neither.
      return failed({ kind: 'offline', retryable: false });
    case 'elsewhere':
      return { kind: 'no-result', raw: JSON.stringify({ problem: 'The address leads to another site.' }), tookMs };
    case 'no-html':
      return { kind: 'no-result', raw: JSON.stringify({ problem: 'The home page is no readable page.' }), tookMs };
    case 'status':
      if (status === 429 || status === 503) return failed({ kind: 'rate-limited', retryable: true, status, ...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }) });
      if (status >= 500) return failed({ kind: 'server', retryable: true, status });
      return { kind: 'no-result', raw: JSON.stringify({ problem: `The site answered ${status}.` }), tookMs };
  }
}

/** Readings that are shared: whoever asks about a site that is being read, or was a moment ago, gets that reading. Few sites at once. */
function createReadings(ports: WebsitePorts): (site: string) => Promise<SiteReading> {
  const known = new Map<string, { readonly reading: Promise<SiteReading>; readonly at: number }>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= SITES_AT_ONCE) await new Promise<void>((go) => void waiting.push(go));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  }
  return async (site) => {
    const kept = known.get(site);
    if (kept && ports.now() - kept.at < SITE_KEPT_MS) return kept.reading;
    // The right to read is looked at when the turn has come: it may have been taken back.
    const reading = inTurn(async () => readSite(ports, site, await ports.sites.granted()));
    known.delete(site);
    known.set(site, { reading, at: ports.now() });
    for (const old of [...known.keys()].slice(0, Math.max(0, known.size - SITES_KEPT))) known.delete(old);
    const forget = (): void => {
      if (known.get(site)?.reading === reading) known.delete(site);
    };
    reading.then((read) => (read.kind === 'none' ? forget() : undefined), forget);
    return reading;
  };
}
