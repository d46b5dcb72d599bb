import type { RateLimits } from '../../../lib/contracts/manifest.ts';
import type { Rng } from '../rng.ts';
import type { Clock } from './clock.ts';
import type { Fault, Plan } from './faults.ts';
import { catalogueOf } from './providers.ts';
import { numberIn, type Truth } from './truth.ts';

/** A request as a partner gets it. */
export interface Received {
  readonly providerId: string;
  /** The name of the call: the charge, with `.check` for the check of its answer. */
  readonly call: string;
  readonly kind: 'find' | 'submit' | 'poll' | 'verify' | 'domain';
  readonly url: URL;
  readonly body: string;
  readonly key: string | null;
  /** Sent again within one call: the worker after this one does not know of it. */
  readonly isRepeat: boolean;
}
export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the partner took, in milliseconds. */
  readonly afterMs: number;
  /** It says what the partner knows: it may have been billed. */
  readonly isGood?: true;
}
interface Span {
  readonly lengthMs: number;
  readonly most: number;
}

const SPANS: readonly (readonly [keyof RateLimits, number])[] = [['perSecond', 1_000], ['perMinute', 60_000], ['perHour', 3_600_000], ['perDay', 86_400_000]];
const spansOf = (limits: RateLimits | undefined): Span[] => SPANS.flatMap(([name, lengthMs]) => (limits?.[name] === undefined ? [] : [{ lengthMs, most: limits[name] }]));

/** One partner: it counts what reaches it by its own clock, knows what it knows, and has its bad moments. */
export function createPartner(providerId: string, { clock, plan, truth, isOn, broke }: { clock: Clock; plan: Plan; truth: Truth; isOn(fault: Fault): boolean; broke(what: string): void }) {
  const rng: Rng = plan.random(`partner ${providerId}`);
  const spans = spansOf(catalogueOf(plan.hasQuotas).get(providerId)?.limits);
  /** One engine keeps a pace; a second worker beside it knows nothing of what the first sends. */
  const isJudged = !plan.on.has('two-workers');
  const arrivals: number[] = [];
  /** Those that a device can know of. */
  let judged: { readonly at: number; readonly isRepeat: boolean }[] = [];
  const jobs = new Map<string, { readonly person: number; readonly readyAt: number; readonly polls: number }>();
  /** Answers per question that were given out whole. */
  let answered = 0;
  const quota = rng.between(2, 8);
  let stormUntil = -1;
  let downUntil = -1;
  /** From here on the pace is judged: before it a jump of the clock or a second worker has made it impossible to keep. */
  let judgedFrom = 0;

  function overPace(isRepeat: boolean): number {
    arrivals.push(clock.now);
    judged.push({ at: clock.now, isRepeat });
    for (const { lengthMs, most } of spans) {
      const known = judged.at(-most - 1);
      if (isJudged && known && clock.now - known.at < lengthMs && known.at >= judgedFrom) broke(`pace: ${most + 1} calls reached ${providerId} within ${clock.now - known.at} ms of ${lengthMs}`);
      const first = arrivals.at(-most - 1);
      if (first !== undefined && clock.now - first < lengthMs) return lengthMs - (clock.now - first);
    }
    return 0;
  }
  const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Sent => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body), afterMs: rng.between(15, 400) });
  const busy = (ms: number): Sent => reply(429, { error: 'slow down' }, rng.chance(0.7) ? { 'retry-after': String(Math.ceil(ms / 1_000)) } : {});

  function trouble(isRepeat: boolean): Sent | null {
    const late = overPace(isRepeat);
    if (late > 0) return busy(late);
    if (clock.now < stormUntil) return busy(stormUntil - clock.now);
    if (clock.now < downUntil) return reply(rng.pick([500, 502, 503]), 'down');
    if (isOn('storm') && rng.chance(0.08)) {
      stormUntil = clock.now + rng.pick([500, 3_000, 25_000, 70_000]);
      return busy(stormUntil - clock.now);
    }
    if (isOn('down') && rng.chance(0.06)) {
      downUntil = clock.now + rng.pick([0, 2_000, 40_000]);
      return reply(500, 'down');
    }
    if (isOn('nonsense') && rng.chance(0.08)) return reply(rng.pick([200, 200, 418]), rng.pick(['<html>sorry</html>', '{"ok":', '{}', '[]', '']));
    if (isOn('quota') && answered >= quota) return reply(402, { error: 'nothing left' });
    return null;
  }
  const isLate = (): boolean => isOn('late-answer') && rng.chance(0.05);
  const known = (sent: Sent): Sent => {
    answered += 1;
    return { ...sent, isGood: true, ...(isLate() ? { afterMs: rng.between(3_000, 60_000) } : {}) };
  };
  const ofPerson = (person: number): object => {
    const email = truth.addressAt(providerId, person);
    return { ok: true, email, ...(email ? { verdict: truth.verdictOf(email) } : {}) };
  };

  return {
    forgive(): void {
      judgedFrom = clock.now + 1;
    },
    /** A worker has died: what it repeated within its calls is known to nobody. */
    forgetRepeats(): void {
      judged = judged.filter((call) => !call.isRepeat);
    },
    /** Nothing is wrong from now on. */
    heal(): void {
      stormUntil = downUntil = -1;
    },
    answer({ kind, url, body, isRepeat }: Received): Sent {
      const bad = trouble(isRepeat);
      if (bad) return bad;
      switch (kind) {
        case 'find':
          return known(reply(200, ofPerson(numberIn(url.searchParams.get('name') ?? ''))));
        case 'verify':
          return known(reply(200, { ok: true, verdict: truth.verdictOf(url.searchParams.get('email') ?? '') }));
        case 'domain':
          return known(reply(200, { ok: true, domain: truth.domainOf(url.searchParams.get('company') ?? '') }));
        case 'submit': {
          const job = `job-${jobs.size + 1}`;
          jobs.set(job, { person: numberIn(body), readyAt: clock.now + (isOn('poll') ? rng.between(0, 40_000) : 0), polls: 0 });
          return known(reply(200, { ok: true, job, state: 'working' }));
        }
        case 'poll': {
          const job = jobs.get(url.pathname.split('/').at(-1) ?? '');
          if (!job) return reply(404, { error: 'no such job' });
          return clock.now < job.readyAt ? reply(200, { ok: true, state: 'working' }) : { ...reply(200, ofPerson(job.person)), isGood: true };
        }
      }
    },
  };
}
export type Partner = ReturnType<typeof createPartner>;
