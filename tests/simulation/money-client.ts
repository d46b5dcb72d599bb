/** A device that spends, buys and syncs over a bad network, and remembers what it was told. */
import type { Balance, ChargeOutcome, ChargeRequest, Op, PullResponse, PushResponse } from '../../lib/contracts/account-api.ts';
import { UNIT } from '../../lib/domain/ledger/amount.ts';
import type { SpendOp } from '../unit/server/world.ts';
import type { PlantedBug } from './planted-bugs.ts';
import type { Rng } from './rng.ts';
import type { Schedule } from './schedule.ts';

export type Request =
  | { readonly kind: 'push'; readonly deviceId: string; readonly baseN: number; readonly ops: readonly Op[] }
  | { readonly kind: 'pull'; readonly deviceId: string; readonly cursor: number; readonly limit: number }
  | { readonly kind: 'charge'; readonly request: ChargeRequest; readonly waitMs: number }
  | { readonly kind: 'look'; readonly chargeId: string };
type Page = Pick<PullResponse, 'events' | 'nextCursor' | 'hasMore' | 'balances' | 'headSeq'>;
export type Answer =
  | { readonly kind: 'pushed'; readonly response: PushResponse }
  | { readonly kind: 'pulled'; readonly page: Page }
  | { readonly kind: 'charged'; readonly outcome: ChargeOutcome | null }
  | { readonly kind: 'refused'; readonly error: string };

export interface ClientWorld {
  readonly schedule: Schedule;
  readonly rng: Rng;
  readonly bug: PlantedBug | null;
  /** Sends over the network; the answer comes once, twice, late or never. */
  send(request: Request, answered: (answer: Answer) => void): void;
  broke(what: string): void;
}

interface Intent {
  readonly request: ChargeRequest;
  /** First end that was heard; every later one must be the same. */
  end: string | null;
}

export interface Client {
  readonly deviceId: string;
  readonly ops: readonly Op[];
  readonly acked: number;
  readonly intents: ReadonlyMap<string, Intent>;
  /** One turn: something new, or something again. In the quiet phase nothing new is begun. */
  turn(isQuiet: boolean): void;
  isQuiet(headSeq: number): boolean;
}

const OPERATIONS = [
  { providerId: 'hunter', operation: 'find-work-email', credits: UNIT },
  { providerId: 'prospeo', operation: 'find-work-email', credits: UNIT / 2 },
  { providerId: 'prospeo', operation: 'find-mobile', credits: 10 * UNIT },
  { providerId: 'nobody', operation: 'find-work-email', credits: UNIT },
] as const;

/** Kinds whose amounts add up to what the account has. */
const FOLDED: ReadonlySet<string> = new Set(['grant', 'reversal', 'expire', 'spend', 'post']);

export function createClient(world: ClientWorld, deviceId: string): Client {
  const { rng, schedule } = world;
  const ops: SpendOp[] = [];
  const intents = new Map<string, Intent>();
  const statuses = new Map<number, string>();
  const view = { cursor: 0, actions: 0, credits: 0, acked: 0 };
  let tasks = 0;

  const spend = (): void => {
    const n = ops.length + 1;
    const known = ops.length > 0 && rng.chance(0.05) ? rng.pick(ops).body : null;
    ops.push({
      n, opId: `${deviceId}-op-${n}`, kind: 'spend', clientAt: schedule.now + rng.between(-1e12, 1e12),
      body: known ?? {
        chargeId: `${deviceId}-local-${n}`, actions: rng.pick([UNIT, UNIT, 5 * UNIT]), runId: 'run-000001', taskId: `${deviceId}-task-l${n}`, subject: 's', enrichment: 'person', providerId: 'github', operation: 'enrich-person', route: rng.pick(['own', 'free'] as const), leaseId: null,
      },
    });
  };
  const buy = (): void => {
    const what = rng.pick(OPERATIONS);
    const task = `${deviceId}-task-${++tasks}`;
    const request: ChargeRequest = {
      chargeId: `${task}.0`, deviceId, ledgerEpoch: 1, priceBookVersion: rng.chance(0.05) ? 2 : 1, providerId: what.providerId, operation: what.operation,
      input: { name: task, domain: 'example.com' }, max: { actions: UNIT, credits: what.credits }, runId: 'run-000001', taskId: task, subject: 's', enrichment: 'work-email',
      ...(rng.chance(0.3) ? { accept: { strategy: 'conservative' as const, verifierIds: ['zerobounce'] } } : {}),
    };
    intents.set(request.chargeId, { request, end: null });
    submit(request);
  };

  let attempts = 0;
  const submit = (request: ChargeRequest): void => {
    const sent = world.bug === 'id-per-attempt' ? { ...request, chargeId: `${request.taskId}.${++attempts}` } : request;
    world.send({ kind: 'charge', request: sent, waitMs: rng.between(0, 3_000) }, (answer) => heard(request.chargeId, answer));
  };
  const heard = (chargeId: string, answer: Answer): void => {
    if (answer.kind !== 'charged') return world.broke(`a charge was answered with ${JSON.stringify(answer)}`);
    const intent = intents.get(chargeId);
    if (intent === undefined || answer.outcome === null) return;
    const { state, posted, code, answer: value } = answer.outcome;
    if ((state === 'posted') !== (value !== undefined)) world.broke(`11 ${chargeId} is ${state} with ${value === undefined ? 'no' : 'an'} answer`);
    if (state === 'reserved') return;
    const end = JSON.stringify([state, posted, code, value]);
    if (intent.end !== null && intent.end !== end) world.broke(`9 ${chargeId} ended as ${intent.end} and as ${end}`);
    intent.end = end;
  };

  const push = (): void => {
    const ack = view.acked;
    world.send({ kind: 'push', deviceId, baseN: ack, ops: ops.slice(ack, ack + rng.between(1, 8)) }, (answer) => {
      if (answer.kind !== 'pushed') return world.broke(`19 a push was answered with ${JSON.stringify(answer)}`);
      for (const { n, status, code } of answer.response.results) {
        const before = statuses.get(n);
        const now = `${status} ${code ?? ''}`;
        if (before !== undefined && before !== now) world.broke(`14 operation ${n} was ${before} and is ${now}`);
        statuses.set(n, now);
      }
      view.acked = Math.max(view.acked, answer.response.lastN);
    });
  };
  const pull = (): void => {
    const cursor = view.cursor;
    world.send({ kind: 'pull', deviceId, cursor, limit: rng.between(1, 60) }, (answer) => {
      if (answer.kind !== 'pulled') return world.broke(`20 a pull was answered with ${JSON.stringify(answer)}`);
      if (view.cursor === cursor) apply(answer.page);
    });
  };
  const apply = (page: Page): void => {
    for (const event of page.events) {
      if (event.seq !== view.cursor + 1) world.broke(`21 ${event.seq} came after ${view.cursor}`);
      view.cursor = event.seq;
      if (!FOLDED.has(event.kind)) continue;
      view.actions += event.actions;
      view.credits += event.credits;
    }
    if (page.nextCursor !== view.cursor) world.broke(`20 the cursor is ${page.nextCursor}, the last event ${view.cursor}`);
    if (page.hasMore) return;
    const total = (b: Balance | undefined): number => (b === undefined ? 0 : b.available + b.held + b.leased - b.deficit);
    const [actions, credits] = page.balances;
    if (total(actions) !== view.actions || total(credits) !== view.credits) world.broke(`20 at ${view.cursor} the feed says ${view.actions}/${view.credits}, the balances ${total(actions)}/${total(credits)}`);
  };

  const again = (): void => {
    const open = [...intents.values()].filter((i) => i.end === null);
    for (const { request } of open.slice(0, 4)) {
      if (rng.chance(0.5) || world.bug === 'id-per-attempt') submit(request);
      else world.send({ kind: 'look', chargeId: request.chargeId }, (answer) => (answer.kind === 'charged' && answer.outcome === null ? submit(request) : heard(request.chargeId, answer)));
    }
  };
  /** What was settled long ago is asked again, and an id is tried with another question. */
  const pester = (): void => {
    const ended = [...intents.values()].filter((i) => i.end !== null);
    if (ended.length === 0) return;
    const { request } = rng.pick(ended);
    if (rng.chance(0.7)) return submit(request);
    world.send({ kind: 'charge', request: { ...request, input: { name: 'somebody else' } }, waitMs: 0 }, (answer) => {
      const isRight = world.bug === 'id-per-attempt' || (answer.kind === 'refused' && answer.error === 'id_reused');
      if (!isRight) world.broke(`9 another question under a known id was answered with ${JSON.stringify(answer)}`);
    });
  };

  return {
    deviceId,
    ops,
    intents,
    get acked() {
      return view.acked;
    },
    turn(isQuiet) {
      if (!isQuiet && rng.chance(0.35)) spend();
      if (!isQuiet && rng.chance(0.35)) buy();
      if (rng.chance(0.1)) pester();
      if (rng.chance(0.6)) push();
      if (rng.chance(0.5)) pull();
      if (rng.chance(0.5)) again();
    },
    isQuiet: (headSeq) => view.acked === ops.length && view.cursor === headSeq && [...intents.values()].every((i) => i.end !== null),
  };
}
