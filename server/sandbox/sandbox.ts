import { serve } from '@hono/node-server';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { setTimeout as wait } from 'node:timers/promises';
import { cors } from './cors.ts';
import { Inbox } from './inbox/inbox.ts';
import { faultSchema } from './faults.ts';
import type { Fault } from './faults.ts';
import { record } from './partner.ts';
import type { Partner, PartnerReply, PartnerRequest } from './partner.ts';
import { PARTNERS } from './partners/all.ts';
import { Behaviours, behaviourSchema, type Behaviour } from './played/behaviour.ts';
import { chance, DEFAULT_HIT_RATE } from './played/chance.ts';
import { loadPlayed } from './played/load.ts';

/** One call a partner received; `question` is the same for the same question, whatever the key. */
export interface SandboxCall {
  readonly n: number;
  readonly providerId: string;
  readonly method: string;
  readonly path: string;
  readonly question: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly status: number;
  /** The real partner would have billed this answer. */
  readonly billed: boolean;
  readonly idempotencyKey?: string;
}

export interface Sandbox {
  /** Destinations: what was sent to them, and what goes wrong there. */
  readonly inbox: Inbox;
  /** Origin without a slash: `http://127.0.0.1:8788`. */
  readonly url: string;
  calls(): readonly SandboxCall[];
  /** Answers that were billed more than once for the same question. */
  boughtTwice(): readonly SandboxCall[];
  setFault(fault: Fault): void;
  /** Changes how partners behave from now on. */
  behave(behaviour: Behaviour): void;
  /** Forgets calls and faults. */
  reset(): void;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Delay of every answer in milliseconds, so that a run takes long enough to be looked at. */
  readonly delayMs?: number;
  readonly now?: () => number;
}

/** Delay of keys that begin with `slow-`, milliseconds. */
export const SLOW_MS = 1_500;
const BODY_BYTES = 200_000;
const CREDITS = 4_200;
const CALLS_KEPT = 100_000;
const SECRET_PARAMETERS = ['api_key', 'key', 'apikey', 'token'];

/** The question without the key: method, path, sorted query, body. */
function questionOf(method: string, path: string, query: URLSearchParams, body: string): string {
  const asked = [...query].filter(([name]) => !SECRET_PARAMETERS.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([method, path, asked, body])).digest('hex').slice(0, 16);
}

function parseBody(body: string): PartnerRequest['json'] {
  try {
    return record(JSON.parse(body));
  } catch {
    return {};
  }
}

/**
 * Starts the practice sandbox: partners with the shapes of the real ones over the invented world of world.ts, at `/<providerId>/<real path>`.
 * Keys: `sandbox-…` works, `empty-…` has no credits, `slow-…` works slowly, anything else is a bad key.
 * For tests also by HTTP: GET /calls, POST /faults, POST /reset. Listens on 127.0.0.1 only.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const behaviours = new Behaviours();
  const played = await loadPlayed((id) => behaviours.of(id).hitRate ?? DEFAULT_HIT_RATE);
  // The partners with a part of their own know the invented world; the others are played from their fixtures.
  const partners = new Map([...played, ...PARTNERS].map((partner) => [partner.id, partner]));
  let calls: SandboxCall[] = [];
  let faults: (Fault & { left: number })[] = [];
  const closing = new AbortController();
  let count = 0;

  const takeFault = (providerId: string, path: string): Fault | undefined => {
    const fault = faults.find((f) => f.left > 0 && (f.providerId === undefined || f.providerId === providerId) && (f.path === undefined || f.path === path));
    if (fault) fault.left -= 1;
    return fault;
  };

  const faulty = async (fault: Fault, partner: Partner, request: PartnerRequest, hung: AbortSignal): Promise<PartnerReply | 'html' | 'drop'> => {
    switch (fault.kind) {
      case 'rate-limited': {
        const reply = partner.rateLimited();
        return { ...reply, headers: { ...reply.headers, 'Retry-After': String(fault.retryAfterSeconds ?? 1) } };
      }
      case 'server': return { status: 500, json: { error: 'internal' } };
      case 'no-credits': return partner.noCredits(request);
      case 'bad-key': return partner.badKey(request);
      case 'html': return 'html';
      case 'delay': {
        await wait(fault.delayMs ?? SLOW_MS, undefined, { signal: hung }).catch(() => undefined);
        return answerTo(partner, request);
      }
      case 'hang': {
        await new Promise<void>((resolve) => hung.addEventListener('abort', () => resolve(), { once: true }));
        return 'drop';
      }
    }
  };

  const answerTo = (partner: Partner, request: PartnerRequest): PartnerReply => {
    const key = partner.keyOf(request);
    if (key === undefined ? !partner.keyless : !/^(sandbox|empty|slow)-/.test(key)) return partner.badKey(request);
    if (key?.startsWith('empty-') && !partner.freePaths?.includes(request.path)) return partner.noCredits(request);
    return partner.answer(request) ?? { status: 404, json: { error: 'no such path' } };
  };

  const serveCall = async (c: Context, partner: Partner): Promise<Response> => {
    const url = new URL(c.req.url);
    const path = url.pathname.slice(partner.id.length + 1) || '/';
    const body = (await c.req.text()).slice(0, BODY_BYTES);
    const question = questionOf(c.req.method, `${partner.id}${path}`, url.searchParams, body);
    const isFree = partner.freePaths?.includes(path) === true;
    const request: PartnerRequest = {
      method: c.req.method, path, query: url.searchParams, json: parseBody(body),
      header: (name) => c.req.header(name),
      headers: () => c.req.header(),
      body,
      credits: 0,
      timesAsked: calls.filter((call) => call.question === question && call.status < 400).length,
    };
    const key = partner.keyOf(request) ?? '';
    const asked: PartnerRequest = { ...request, credits: key.startsWith('empty-') ? 0 : CREDITS };
    const hung = AbortSignal.any([closing.signal, c.req.raw.signal]);
    const { latencyMs, errorRate } = behaviours.of(partner.id);
    const lot = chance(`${partner.id} ${count + 1} ${question}`);
    const delay = (options.delayMs ?? 0) + (key.startsWith('slow-') ? SLOW_MS : 0) + (latencyMs && !isFree ? latencyMs[0] + lot * (latencyMs[1] - latencyMs[0]) : 0);
    const isTooMany = !isFree && behaviours.isTooMany(partner.id, now());
    if (delay > 0) await wait(delay, undefined, { signal: hung }).catch(() => undefined);
    const fault = isFree ? undefined : (takeFault(partner.id, path) ?? (isTooMany ? { kind: 'rate-limited' as const } : chance(`error ${lot}`) < (errorRate ?? 0) ? { kind: 'server' as const } : undefined));
    // The call is written down when the partner has decided: an answer that nobody waited for was still bought.
    const reply = fault ? await faulty(fault, partner, asked, hung) : answerTo(partner, asked);
    const status = reply === 'drop' ? 0 : reply === 'html' ? 200 : reply.status;
    const idempotencyKey = c.req.header('idempotency-key');
    calls.push({ n: ++count, providerId: partner.id, method: c.req.method, path, question, at: now(), status, billed: typeof reply === 'object' && reply.billed === true, ...(idempotencyKey ? { idempotencyKey } : {}) });
    if (calls.length > CALLS_KEPT) calls = calls.slice(-CALLS_KEPT);
    if (reply === 'drop') return new Response(null, { status: 503 });
    if (reply === 'html') return c.html('<!doctype html><title>Maintenance</title><h1>We are back soon</h1>');
    return new Response(reply.text ?? JSON.stringify(reply.json ?? null), { status: reply.status, headers: { 'Content-Type': 'application/json', 'X-Kiln-Sandbox': '1', ...reply.headers } });
  };

  const inbox = new Inbox();
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use('*', cors);
  app.get('/', (c) => c.json({ sandbox: true, providers: [...partners.keys()] }));
  app.get('/calls', (c) => c.json(calls));
  app.post('/reset', (c) => (reset(), c.json({ ok: true })));
  app.post('/faults', async (c) => {
    const fault = faultSchema.safeParse(await c.req.json().catch(() => null));
    if (!fault.success) return c.json({ error: 'bad_input' }, 400);
    setFault(fault.data);
    return c.json({ ok: true });
  });
  app.post('/behaviour', async (c) => {
    const behaviour = behaviourSchema.safeParse(await c.req.json().catch(() => null));
    if (!behaviour.success) return c.json({ error: 'bad_input' }, 400);
    behaviours.set(behaviour.data);
    return c.json({ ok: true });
  });
  app.all('/to/:id/*', (c) => inbox.serve(c, c.req.param('id')));
  app.all('/:providerId/*', async (c) => {
    const partner = partners.get(c.req.param('providerId'));
    return partner ? serveCall(c, partner) : c.json({ error: 'no such provider' }, 404);
  });
  app.onError((_error, c) => c.json({ error: 'sandbox_failed' }, 500));

  function reset(): void {
    calls = [];
    faults = [];
    behaviours.reset();
    inbox.reset();
  }
  function setFault(fault: Fault): void {
    faults.push({ ...fault, left: fault.times ?? 1 });
  }

  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' }, (info: AddressInfo) => resolve({ server: started, port: info.port }));
    started.once('error', reject);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    inbox,
    calls: () => calls,
    boughtTwice: () => calls.filter((call, i) => call.billed && calls.slice(0, i).some((earlier) => earlier.billed && earlier.question === call.question)),
    setFault,
    behave: (behaviour) => behaviours.set(behaviour),
    reset,
    close: async () => {
      closing.abort();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
