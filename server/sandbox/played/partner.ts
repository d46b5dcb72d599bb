import type { Manifest, RequestTemplate } from '../../../lib/contracts/manifest.ts';
import { isOperation, type OperationName } from '../../../lib/domain/enrichment/operation.ts';
import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { chance, DEFAULT_HIT_RATE } from './chance.ts';
import type { PlayedAnswer, PlayedCase, PlayedFixture } from './fixture.ts';
import { bodyOf, keyIn, type Slot } from './slots.ts';
import { joined, rewriter, swapsOf, swapsOfJson, withScalar, type Swap } from './words.ts';

/** One request that the partner knows how to answer: a call of a case, with the template it was made from. */
interface Turn {
  readonly operation: OperationName;
  readonly played: PlayedCase;
  readonly place: number;
  readonly ask: NonNullable<PlayedCase['exchanges'][number]['ask']>;
  readonly template: RequestTemplate;
}

/** What is remembered between two requests of one question, under the number that the first answer gave. */
interface Memory {
  readonly swaps: readonly Swap[];
  readonly isKnown: boolean;
  readonly operation: OperationName;
}

const MEMORIES = 20_000;

/** How a partner without a part of its own behaves: the answers of its fixture, rewritten to the question of each request. */
export interface PlayedOptions {
  /** Share of the questions that have an answer, 0 to 1; each question always gets the same. */
  hitRate(): number;
}

/**
 * A partner made of its manifest and its fixture. A request is matched with the templates of the manifest; the words of the
 * question stand in the answer where the fixture has its own. What it does not know how to answer is a 404.
 */
export function playedPartner(manifest: Manifest, fixture: PlayedFixture, options: PlayedOptions = { hitRate: () => DEFAULT_HIT_RATE }): Partner {
  const turns = turnsOf(manifest, fixture);
  const memories = new Map<string, Memory>();
  const all = Object.values(fixture.operations).flatMap((operation) => operation.cases);
  const failing = (error: string, fallback: number): PlayedAnswer => all.find((c) => c.expect.kind === 'failed' && c.expect.error === error)?.exchanges.at(-1)?.answer ?? { status: fallback, json: { error } };
  const login = manifest.auth.kind === 'token' ? manifest.auth.request : undefined;
  let jobs = 0;
  /** Operations that read one answer of the partner: each fixture shows its own part of it. */
  const sameRequest = (turn: Turn): Turn[] => turns.filter((other) => other !== turn && other.place === turn.place && other.template.method === turn.template.method && other.played.exchanges.length === turn.played.exchanges.length && other.played.exchanges[turn.place]?.answer.status === turn.played.exchanges[turn.place]?.answer.status && new URL(other.ask.url).pathname === new URL(turn.ask.url).pathname);

  const remember = (id: string, memory: Memory): void => {
    memories.set(id, memory);
    if (memories.size > MEMORIES) memories.delete(memories.keys().next().value ?? '');
  };

  function answerTurn(turn: Turn, swaps: readonly Swap[]): PartnerReply {
    const known = swaps.map(({ to }) => memories.get(to)).find((m) => m !== undefined);
    const words = known?.swaps ?? swaps;
    const isKnown = known?.isKnown ?? isHit(manifest.id, words, options.hitRate());
    const played = isKnown ? turn.played : missOf(fixture, [turn, ...sameRequest(turn)]);
    const exchange = played.exchanges[Math.min(turn.place, played.exchanges.length - 1)];
    if (!exchange) return { status: 404, json: { error: 'no such question' } };
    const whole = isKnown ? sameRequest(turn).reduce<unknown>((sum, other) => joined(sum, other.played.exchanges[turn.place]?.answer.json), exchange.answer.json) : exchange.answer.json;
    let json = rewriter(words)(whole);
    for (const id of passedOn(played, turn.place, turns, swaps)) {
      const own = /^\d+$/.test(id) ? String(1_000_000 + ++jobs) : `${id}-${++jobs}`;
      json = withScalar(json, id, own);
      remember(own, { swaps: words, isKnown, operation: turn.operation });
    }
    const isLast = turn.place >= played.exchanges.length - 1;
    return { ...replyOf({ ...exchange.answer, ...(exchange.answer.json === undefined ? {} : { json }), ...(exchange.answer.text === undefined ? {} : { text: String(rewriter(words)(exchange.answer.text)) }) }), ...(isKnown && isLast ? { billed: true as const } : {}) };
  }

  return {
    id: manifest.id,
    keyOf: keyIn,
    ...(manifest.auth.kind === 'none' || manifest.auth.optional ? { keyless: true as const } : {}),
    freePaths: [manifest.keyCheck?.request.path, login?.path].filter((path) => path !== undefined),
    badKey: (request) => replyOf(login && fits(login, request) && fixture.login ? fixture.login.refused : failing('auth', 401)),
    noCredits: () => replyOf(failing('no-credits', 402)),
    rateLimited: () => replyOf(failing('rate-limited', 429)),
    answer(request) {
      if (login && fits(login, request) && fixture.login) return replyOf({ ...fixture.login.answer, json: withTokens(fixture.login.answer.json, keyIn(request) ?? '') });
      const fitting = turns.flatMap((turn) => {
        const swaps = swapsFor(turn, request);
        return swaps ? [{ turn, swaps, strange: strangeNames(turn.template, request) }] : [];
      });
      // A later request of a question belongs to the operation that began it.
      const strays = ({ turn, swaps }: (typeof fitting)[number]): number => Number(swaps.some(({ to }) => (memories.get(to)?.operation ?? turn.operation) !== turn.operation));
      const best = fitting.sort((a, b) => strays(a) - strays(b) || a.strange - b.strange || b.swaps.length - a.swaps.length)[0];
      if (best) return answerTurn(best.turn, best.swaps);
      if (manifest.keyCheck && fits(manifest.keyCheck.request, request) && isSameQuery(manifest.keyCheck.request, request)) {
        const status = request.credits > 0 ? 'works' : 'empty';
        const check = fixture.keyCheck?.find((c) => c.expect.status === status) ?? fixture.keyCheck?.find((c) => c.expect.status === 'works');
        if (check) return replyOf(check.answer);
      }
      return undefined;
    },
  };
}

/** Turns of all cases that end in a hit, the first calls before the later ones. */
function turnsOf(manifest: Manifest, fixture: PlayedFixture): Turn[] {
  const turns: Turn[] = [];
  for (const [operation, { cases }] of Object.entries(fixture.operations)) {
    const spec = isOperation(operation) ? manifest.operations[operation] : undefined;
    if (!spec || !isOperation(operation)) continue;
    const templates = [...spec.ways.flatMap((way) => way.steps.map((step) => step.request)), ...(spec.poll?.kind === 'job' ? [spec.poll.request] : [])];
    for (const played of cases.filter((c) => c.expect.kind === 'hit')) {
      played.exchanges.forEach(({ ask }, place) => {
        if (!ask) return;
        const template = templates.find((t) => t.method === ask.method && swapsOfAsk(t, ask, slotOfAsk(ask, manifest)) !== null);
        if (template) turns.push({ operation, played, place, ask, template });
      });
    }
  }
  // Of cases with the same request the plain hit that says most speaks for all.
  const size = (turn: Turn): number => JSON.stringify(turn.played.exchanges[turn.place]?.answer ?? '').length;
  return turns.sort((a, b) => Number(b.played.name.startsWith('hit')) - Number(a.played.name.startsWith('hit')) || size(b) - size(a));
}

const slotOfAsk = (ask: Turn['ask'], manifest: Manifest): Slot => ({ path: new URL(ask.url).pathname.slice(basePathOf(ask.url, manifest).length), query: { ...Object.fromEntries(new URL(ask.url).searchParams), ...ask.query }, body: ask.form ?? ask.json });

/** The part of an address that the sandbox leaves away: the path of the base. */
function basePathOf(url: string, manifest: Manifest): string {
  const bases = [manifest.baseUrl, ...Object.values(manifest.operations).flatMap((spec) => (spec?.ways ?? []).flatMap((way) => way.steps.flatMap((step) => step.request.base ?? [])))];
  const base = bases.filter((b) => url.startsWith(b)).sort((a, b) => b.length - a.length)[0];
  return base ? new URL(base).pathname.replace(/\/$/, '') : '';
}

function swapsOfAsk(template: RequestTemplate, ask: Turn['ask'], there: Slot, here: Slot = there): Swap[] | null {
  if (template.method !== ask.method) return null;
  const swaps = swapsOf(template.path, there.path, here.path, '([^/]+)');
  const inQuery = swapsOfJson(Object.fromEntries(Object.entries(template.query ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : String(value)])), there.query, here.query);
  const inBody = swapsOfJson(template.form ?? template.json ?? {}, there.body ?? {}, here.body ?? {});
  return swaps && inQuery && inBody ? [...swaps, ...inQuery, ...inBody] : null;
}

function swapsFor(turn: Turn, request: PartnerRequest): Swap[] | null {
  if (request.method !== turn.ask.method) return null;
  const url = new URL(turn.ask.url);
  const there: Slot = { path: decodeURI(url.pathname), query: { ...Object.fromEntries(url.searchParams), ...turn.ask.query }, body: turn.ask.form ?? turn.ask.json };
  const here: Slot = { path: decodeURI(request.path), query: Object.fromEntries(request.query), body: bodyOf(request, turn.ask.form !== undefined) };
  // The fixture's address has the path of the base before it.
  const cut = there.path.length - fixedLength(turn.template, there.path);
  return swapsOfAsk(turn.template, turn.ask, { ...there, path: there.path.slice(cut) }, here);
}

const isSameQuery = (template: RequestTemplate, request: PartnerRequest): boolean => [...request.query].every(([name, value]) => String(template.query?.[name]) === value || keyIn(request) === value);

/** Parameters and members of a request that a template does not know: it is the request of another one. */
function strangeNames(template: RequestTemplate, request: PartnerRequest): number {
  const known = new Set([...Object.keys(template.query ?? {}), ...Object.keys(template.form ?? {}), ...(typeof template.json === 'object' && template.json !== null ? Object.keys(template.json) : [])]);
  const body = bodyOf(request, template.form !== undefined);
  return [...request.query.keys(), ...(typeof body === 'object' && body !== null ? Object.keys(body) : [])].filter((name) => !known.has(name)).length;
}

/** How much of the end of a path a template fills. */
function fixedLength(template: RequestTemplate, path: string): number {
  for (let cut = 0; cut <= path.length; cut++) {
    if (path[cut] !== '/' && cut < path.length) continue;
    if (swapsOf(template.path, path.slice(cut), path.slice(cut), '([^/]+)')) return path.length - cut;
  }
  return path.length;
}

/** Values of an answer that the next request of the same question is asked with: the number of a job, of a company. */
function passedOn(played: PlayedCase, place: number, turns: readonly Turn[], swaps: readonly Swap[]): string[] {
  const next = turns.find((t) => t.played === played && t.place === place + 1);
  if (!next) return [];
  const url = new URL(next.ask.url);
  const asked = new Set([...decodeURI(url.pathname).split('/'), ...url.searchParams.values(), ...Object.values(next.ask.query ?? {}), ...scalars(next.ask.json ?? next.ask.form)]);
  return [...new Set(scalars(played.exchanges[place]?.answer.json))].filter((text) => text.length > 1 && asked.has(text) && !swaps.some(({ from }) => from === text) && /\d/.test(text));
}

const scalars = (value: unknown): string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalars) : [];
};

/** The token is the practice key again, so that a call with it is told from one without. */
function withTokens(json: unknown, key: string): unknown {
  if (typeof json === 'string') return json.startsWith(TOKEN) ? key : json;
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, inner]) => [name, withTokens(inner, key)]));
}
const TOKEN = 'tkn-';

/** The case in which nothing is found: the emptiest answer of those that the operations with this request know. */
function missOf(fixture: PlayedFixture, [turn, ...others]: readonly [Turn, ...Turn[]]): PlayedCase {
  const operations = new Set([turn, ...others].map((t) => t.operation));
  const misses = [...operations].flatMap((operation) => fixture.operations[operation]?.cases ?? []).filter((c) => c.expect.kind === 'no-result' && c.exchanges.length > 0);
  const size = (c: PlayedCase): number => JSON.stringify(c.exchanges.map((e) => e.answer)).length;
  return misses.sort((a, b) => Number(b.exchanges.length > turn.place) - Number(a.exchanges.length > turn.place) || size(a) - size(b))[0] ?? turn.played;
}

/** The same question always gets the same; providers differ around the wanted rate. */
const isHit = (providerId: string, swaps: readonly Swap[], rate: number): boolean => chance(`${providerId} ${swaps.map((s) => s.to.toLowerCase()).sort().join(' ')}`) < rate;

const fits = (template: Pick<RequestTemplate, 'method' | 'path'>, request: PartnerRequest): boolean => template.method === request.method && swapsOf(template.path, request.path, request.path, '([^/]+)') !== null;

function replyOf(answer: PlayedAnswer): PartnerReply {
  return { status: answer.status, ...(answer.text === undefined ? { json: answer.json } : { text: answer.text }), ...(answer.headers ? { headers: answer.headers } : {}) };
}
