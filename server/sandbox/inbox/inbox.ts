import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Box, InboxReply, InboxRequest, Kept, Shape } from './shape.ts';
import { SHAPES } from './shapes.ts';

/** Something that goes wrong on purpose. */
interface InboxFaults {
  /** Every so many requests are refused as too many. */
  readonly busyEvery?: number;
  /** The so-manieth request that is kept is never answered: its connection ends, and so do all others for so many milliseconds. */
  readonly dieAt?: number;
  readonly downMs?: number;
  /** Answers with this status instead, or with a page. */
  readonly status?: number;
  readonly page?: boolean;
}

/** The destinations of the practice sandbox: they hold to the documented limits of the real ones and keep what they got. */
export class Inbox {
  readonly #now: () => number;
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }
  readonly #boxes = new Map<string, Map<string, Kept>>();
  readonly #tokens = new Map<string, { tokens: number; at: number }>();
  readonly #moments = new Map<string, readonly number[]>();
  #faults: InboxFaults = {};
  #requests = 0;
  #kept = 0;
  #downUntil = 0;
  #ids = 0;
  /** Requests by what came of them. */
  readonly seen: { readonly id: string; readonly status: number; readonly path: string; readonly body: string }[] = [];

  /** Records of a destination, in the order in which they came. */
  records(id: string): readonly Kept[] {
    return [...(this.#boxes.get(id)?.values() ?? [])];
  }
  behave(faults: InboxFaults): void {
    this.#faults = faults;
    this.#requests = 0;
    this.#kept = 0;
  }
  reset(): void {
    this.#boxes.clear();
    this.#tokens.clear();
    this.#moments.clear();
    this.#downUntil = 0;
    this.seen.length = 0;
    this.behave({});
  }

  #boxOf(id: string): Box {
    const rows = this.#boxes.get(id) ?? new Map<string, Kept>();
    this.#boxes.set(id, rows);
    return {
      put: (key, values) => {
        const known = rows.get(key);
        const kept: Kept = { id: known?.id ?? `rec${++this.#ids}`, values: { ...known?.values, ...values }, times: (known?.times ?? 0) + 1 };
        rows.set(key, kept);
        return { kept, isNew: !known };
      },
      find: (test) => [...rows.values()].find(test),
      get size() {
        return rows.size;
      },
      nextId: () => `new${++this.#ids}`,
    };
  }

  /** What is documented, and a little room for the clock of the other side. */
  #isTooFast({ id, limits }: Shape): boolean {
    const now = this.#now();
    if ('window' in limits) {
      const { requests, seconds } = limits.window;
      const recent = (this.#moments.get(id) ?? []).filter((at) => now - at < seconds * 950);
      const isTooFast = recent.length >= requests;
      this.#moments.set(id, isTooFast ? recent : [...recent, now]);
      return isTooFast;
    }
    const bucket = this.#tokens.get(id) ?? { tokens: limits.burst, at: now };
    const tokens = Math.min(limits.burst, bucket.tokens + ((now - bucket.at) / 1_000) * limits.perSecond);
    this.#tokens.set(id, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens < 1;
  }

  /** The answer to a request; null = the connection ends without one. */
  answer(id: string, request: InboxRequest): InboxReply | null {
    const shape = SHAPES.get(id);
    if (!shape) return { status: 404, json: { error: 'no such destination' } };
    const now = this.#now();
    if (now < this.#downUntil) return null;
    if (request.method === 'HEAD') return { status: 204 };
    this.#requests += 1;
    const { busyEvery, dieAt, downMs, status, page } = this.#faults;
    if (page) return { status: 200, text: '<!doctype html><title>Sign in to the network</title>', headers: { 'Content-Type': 'text/html' } };
    if (status !== undefined) return status === 429 ? shape.tooMany : { status, json: { message: 'It broke.' } };
    if (this.#isTooFast(shape) || (busyEvery !== undefined && this.#requests % busyEvery === 0)) return shape.tooMany;
    if (Buffer.byteLength(request.body) > shape.limits.bodyBytes) return shape.tooLarge;
    const bad = shape.badKey(request);
    if (bad) return bad;
    const reply = shape.answer(request, this.#boxOf(id));
    if (reply.status < 300 && request.method !== 'GET' && ++this.#kept === dieAt) {
      this.#downUntil = now + (downMs ?? 0);
      return null;
    }
    return reply;
  }

  /** Serves `/to/<destination>/<path of the real one>`. */
  async serve(c: Context<{ Bindings: HttpBindings }>, id: string): Promise<Response> {
    const url = new URL(c.req.url);
    const body = await c.req.text();
    const path = url.pathname.slice(`/to/${id}`.length) || '/';
    const reply = this.answer(id, { method: c.req.method, path, query: url.searchParams, body, json: jsonOf(body), at: this.#now(), header: (name) => c.req.header(name) });
    this.seen.push({ id, status: reply?.status ?? 0, path, body });
    if (!reply) {
      c.env.incoming.socket.destroy();
      return new Response(null, { status: 503 });
    }
    const isEmpty = reply.status === 204 || reply.status === 304;
    return new Response(isEmpty ? null : (reply.text ?? JSON.stringify(reply.json ?? {})), { status: reply.status, headers: { 'Content-Type': reply.text === undefined ? 'application/json' : 'text/plain', 'X-Kiln-Sandbox': '1', ...reply.headers } });
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
