/** Requests that no honest device sends: another question under a known id, a look into another account. */
import type { Message, Reply } from './network.ts';
import type { Rng } from '../rng.ts';
import type { Timeline } from './timeline.ts';

const EVERY_MS = 15_000;
const KEPT = 40;
/** Refused, not now, or not there; never an effect. */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 409, 422, 429, 500]);

export interface Pester {
  /** Remembers requests that had an answer. */
  saw(message: Message, reply: Reply): void;
}

interface Around {
  readonly rng: Rng;
  readonly timeline: Timeline;
  readonly accounts: readonly string[];
  broke(what: string): void;
}

export function createPester(world: Around, serve: (message: Message) => Promise<Reply | null>): Pester {
  const { rng, timeline, accounts, broke } = world;
  const known: Message[] = [];

  async function ask(): Promise<void> {
    if (known.length === 0) return;
    const message = rng.pick(known);
    const body = message.body as Record<string, unknown>;
    if (rng.chance(0.3) && accounts.length > 1 && message.path === '/v1/charges') return lookAcross(message);
    const other = message.path === '/v1/charges' ? { ...body, input: { name: 'Somebody Else' } } : { ...body, want: Number(body['want']) + 1 };
    const reply = await serve({ ...message, body: other });
    if (reply !== null && !REFUSALS.has(reply.status)) broke(`9 another question under a known id was answered ${reply.status}: ${JSON.stringify(reply.body).slice(0, 120)}`);
  }
  /** 34: what one account has bought does not exist for another. */
  async function lookAcross(message: Message): Promise<void> {
    const [, owner = ''] = message.token.split('.');
    const stranger = accounts.find((accountId) => accountId !== owner) ?? '';
    const reply = await serve({ method: 'GET', path: `/v1/charges/${encodeURIComponent(String((message.body as Record<string, unknown>)['chargeId']))}`, token: `sim.${stranger}.user-${stranger.slice(-1)}1.stranger` });
    if (reply !== null && !REFUSALS.has(reply.status)) broke(`34 ${stranger} can see a charge of ${owner}`);
  }
  const later = (): void =>
    void timeline.at(rng.between(EVERY_MS / 2, EVERY_MS * 2), () => {
      ask().catch(() => undefined);
      if (timeline.elapsed < 600_000) later();
    });
  later();

  return {
    saw(message, reply) {
      if (message.method !== 'POST' || reply.status !== 200 || (message.path !== '/v1/charges' && message.path !== '/v1/leases')) return;
      if (known.length < KEPT) known.push(message);
      else known[rng.below(KEPT)] = message;
    },
  };
}
