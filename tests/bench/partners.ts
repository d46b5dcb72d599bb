/**
 * The practice partners behind one fast server, for measuring: HTTP/2 as real providers have it (a browser keeps six
 * connections to an HTTP/1.1 host, which would be the limit of everything), a latency per partner, and the pace that each
 * manifest promises, enforced at arrival. Every call is written down.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RateLimits } from '../../lib/contracts/manifest.ts';
import { record } from '../../server/sandbox/partner.ts';
import { PARTNERS } from '../../server/sandbox/partners/all.ts';

export interface PartnerPlan {
  readonly id: string;
  /** Milliseconds, evenly spread. */
  readonly latency: readonly [number, number];
  readonly limits: RateLimits;
}
export interface PartnerCall {
  readonly providerId: string;
  /** The question without the key: twice the same is asked twice. */
  readonly question: string;
  readonly at: number;
  readonly status: number;
  readonly tookMs: number;
  readonly isFree: boolean;
  /** Refused because it came too early, whatever the partner's word for that is. */
  readonly isOver: boolean;
}

/** Calls that were sent a second apart may arrive closer together on a busy machine: so many milliseconds are forgiven. */
const JITTER_MS = 250;
const LENGTHS = [['perSecond', 1_000], ['perMinute', 60_000], ['perHour', 3_600_000]] as const;

export interface BenchPartners {
  readonly url: string;
  readonly calls: PartnerCall[];
  close(): Promise<void>;
}

export async function startPartners(plans: readonly PartnerPlan[], random: () => number): Promise<BenchPartners> {
  const dir = mkdtempSync(join(tmpdir(), 'kiln-bench-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(dir, 'key.pem'), '-out', join(dir, 'cert.pem'), '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
  const calls: PartnerCall[] = [];
  const partners = new Map(PARTNERS.map((partner) => [partner.id, partner]));
  const state = new Map(plans.map((plan) => [plan.id, { plan, running: 0, starts: LENGTHS.map(() => [] as number[]) }]));

  /** Null when the call is within the pace, else the seconds to wait. */
  function overPace(id: string, now: number): number | null {
    const of = state.get(id);
    if (!of) return null;
    if (of.running >= (of.plan.limits.concurrent ?? Infinity)) return 1;
    for (const [i, [name, lengthMs]] of LENGTHS.entries()) {
      const limit = of.plan.limits[name];
      const starts = of.starts[i] ?? [];
      while ((starts[0] ?? Infinity) <= now - lengthMs + JITTER_MS) starts.shift();
      if (limit !== undefined && starts.length >= limit) return Math.max(1, Math.ceil(((starts[0] ?? now) + lengthMs - now) / 1_000));
    }
    for (const starts of of.starts) starts.push(now);
    return null;
  }

  async function serve(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    const url = new URL(request.url, 'https://127.0.0.1');
    const id = url.pathname.split('/')[1] ?? '';
    const partner = partners.get(id);
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const now = performance.now();
    if (!partner) return void response.writeHead(404).end();
    const path = url.pathname.slice(id.length + 1) || '/';
    const header = (name: string): string | undefined => [request.headers[name.toLowerCase()]].flat()[0];
    let json: Readonly<Record<string, unknown>> = {};
    try {
      json = record(JSON.parse(body));
    } catch {
      // No body.
    }
    const isFree = partner.freePaths?.includes(path) === true;
    const over = isFree ? null : overPace(id, now);
    const of = state.get(id);
    if (of) of.running += 1;
    const [least, most] = of?.plan.latency ?? [1, 1];
    const reply = over === null ? partner.answer({ method: request.method, path, query: url.searchParams, json, body, headers: () => Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), header, credits: 100_000, timesAsked: 0 }) : { ...partner.rateLimited(), headers: { 'Retry-After': String(over) } };
    if (over === null && !isFree) await new Promise((resolve) => setTimeout(resolve, least + random() * (most - least)));
    if (of) of.running -= 1;
    calls.push({ providerId: id, question: `${path} ${[...url.searchParams].filter(([name]) => !/key|token/.test(name)).join('&')} ${body}`, at: now, status: reply?.status ?? 404, tookMs: performance.now() - now, isFree, isOver: over !== null });
    response.writeHead(reply?.status ?? 404, { 'content-type': 'application/json', ...reply?.headers });
    response.end(JSON.stringify(reply?.json ?? null));
  }

  const server = createSecureServer({ key: readFileSync(join(dir, 'key.pem')), cert: readFileSync(join(dir, 'cert.pem')), allowHTTP1: true }, (request, response) => void serve(request, response));
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: async () => {
      rmSync(dir, { recursive: true, force: true });
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}
