import type { ChargeOutcome, ChargeRequest, GrantedLease, LeaseAnswer, LeaseRequest, PullResponse, PushRequest } from '../../../lib/contracts/account-api.ts';
import { err, ok, type Result } from '../../../lib/core/result.ts';
import { acceptsVerdict } from '../../../lib/domain/enrichment/waterfall.ts';
import type { AccountError } from '../../../lib/platform/account-http.ts';
import type { Clock } from './clock.ts';
import type { Fault, Plan } from './faults.ts';
import { numberIn, type Truth } from './truth.ts';

export const CREDIT = 1_000_000;
export const MEMBER = { name: 'Robin Sample', email: 'robin@example.com', workspace: 'Hearth', role: 'owner' };
export const PLAN = { name: 'Team', actionsMonthly: 15_000 * CREDIT, creditsMonthly: 2_500 * CREDIT, renewsAt: null };
export const PRICES = {
  version: 1, effectiveFrom: '2026-01-01', actionsPerResult: CREDIT, actionTiers: [{ upTo: null, microUsd: 4_000 }], creditMicroUsd: 50_000,
  data: { 'find-work-email@acc-c': CREDIT, 'find-work-email@acc-d': 2 * CREDIT, 'verify-email@acc-v': 200_000 } as Record<string, number>, providers: ['acc-c', 'acc-d', 'acc-v'],
};
/** A list that cannot change between two worlds. */
export const balancesOf = (actions: number, credits: number): PullResponse['balances'] =>
  [['actions', actions] as const, ['data_credits', credits] as const].map(([meter, available]) => ({ meter, available, held: 0, leased: 0, granted: 1_000 * CREDIT, spent: 0, deficit: 0 }));

interface Known {
  readonly content: string;
  readonly outcome: ChargeOutcome;
  /** Before this it answers "reserved". */
  readonly readyAt: number;
  readonly at: number;
}
type Answer<T> = Result<T, AccountError>;

/** An account server as the protocol wants it: one id, one outcome, for ever; until it is restored from an older copy. */
export function createAccount({ clock, plan, truth, isOn, broke }: { clock: Clock; plan: Plan; truth: Truth; isOn(fault: Fault): boolean; broke(what: string): void }) {
  const rng = plan.random('account');
  const known = new Map<string, Known>();
  /** Charges that were ever posted here, also by a server that was restored since. */
  const posted = new Map<string, ChargeOutcome>();
  let ops: PushRequest['ops'] = [];
  const opAt = new Map<number, number>();
  const leaseAnswers = new Map<string, LeaseAnswer>();
  const openLeases = new Map<string, GrantedLease>();
  const server = { epoch: 1, knowsUs: true, signIns: 1, version: 1, priceFactor: 1, actions: (plan.on.has('poor-account') ? rng.between(0, 12) : 1_000) * CREDIT, credits: plan.on.has('poor-account') ? rng.between(0, 8) * CREDIT : 1_000 * CREDIT };
  const priceOf = (name: string): number => Math.round((PRICES.data[name] ?? 0) * server.priceFactor);

  const none = { actions: 0, credits: 0 };
  const rejected = (request: ChargeRequest, code: string): ChargeOutcome => ({ chargeId: request.chargeId, sandbox: false, state: 'rejected', posted: none, code });
  function decide(request: ChargeRequest): ChargeOutcome {
    const price = priceOf(`${request.operation}@${request.providerId}`);
    if (request.max.actions < CREDIT || request.priceBookVersion !== server.version || price > request.max.credits) return rejected(request, 'price_changed');
    if (server.credits < price) return rejected(request, 'insufficient_credits');
    if (server.actions < CREDIT) return rejected(request, 'insufficient_actions');
    const voided = (code: string): ChargeOutcome => ({ chargeId: request.chargeId, sandbox: false, state: 'voided', posted: none, code, tookMs: 7 });
    const email = request.operation === 'verify-email' ? (request.input.email ?? '') : truth.addressAt(request.providerId, numberIn(request.input.name ?? ''));
    if (!email) return voided('no_result');
    const verdict = truth.verdictOf(email);
    if (isOn('down') && rng.chance(0.1)) return voided('provider_failed');
    if (request.accept && !acceptsVerdict(request.accept.strategy, verdict)) return { ...voided('rejected_by_verifier'), verdict };
    server.credits -= price;
    server.actions -= CREDIT;
    const fields = request.operation === 'verify-email' ? {} : { workEmail: email };
    return { chargeId: request.chargeId, sandbox: false, state: 'posted', posted: { actions: CREDIT, credits: price }, verdict, answer: { fields, verdict, raw: '{}' }, tookMs: 7, receipt: `v1.key.${request.chargeId.slice(0, 30)}.signed` };
  }
  const spentOf = (leaseId: string): number => ops.reduce((sum, op) => sum + (op.kind === 'spend' && op.body.leaseId === leaseId ? op.body.actions : 0), 0);
  function apply(op: PushRequest['ops'][number]): void {
    if (op.kind === 'spend' && op.body.leaseId !== null) {
      const lease = openLeases.get(op.body.leaseId);
      if (lease && spentOf(lease.leaseId) > lease.amount) broke(`account: ${lease.leaseId} gave more than it has`);
    } else if (op.kind === 'lease_return') {
      const lease = openLeases.get(op.body.leaseId);
      if (lease) server.actions += Math.max(0, lease.amount - spentOf(lease.leaseId));
      openLeases.delete(op.body.leaseId);
    } else if (op.kind === 'ack') {
      // A server that was restored learns again of what it has sold.
      const outcome = posted.get(op.body.chargeId);
      if (!outcome) broke(`account: ${op.body.chargeId} is acknowledged and was never sold`);
      else if (known.get(op.body.chargeId)?.outcome.state !== 'posted') known.set(op.body.chargeId, { content: '', outcome, readyAt: 0, at: clock.now });
    }
  }
  const shown = (charge: Known): ChargeOutcome => (clock.now < charge.readyAt ? { chargeId: charge.outcome.chargeId, sandbox: false, state: 'reserved', posted: none } : charge.outcome);
  const refused = (status: number, code: string, more: object = {}): { ok: false; error: AccountError } => err({ kind: 'refused' as const, status, code, ...more });

  return {
    server,
    posted,
    get ops() {
      return ops;
    },
    /** What was bought and is still known here. */
    isPosted: (id: string): boolean => known.get(id)?.outcome.state === 'posted',
    /** A copy of some time ago takes over: what came since never happened here. */
    restore(sinceMs: number): void {
      server.epoch += 1;
      for (const [id, charge] of known) if (charge.at > clock.now - sinceMs) known.delete(id);
      ops = ops.filter((op) => (opAt.get(op.n) ?? 0) <= clock.now - sinceMs);
    },
    charge(request: ChargeRequest): Answer<ChargeOutcome> {
      if (!server.knowsUs) return err({ kind: 'signed-out' });
      if (request.ledgerEpoch !== server.epoch) return refused(409, 'epoch');
      const content = JSON.stringify({ ...request, deviceId: '', ledgerEpoch: 0 });
      const before = known.get(request.chargeId);
      if (before) return before.content === content ? ok(shown(before)) : refused(422, 'id_reused');
      const outcome = decide(request);
      if (outcome.state === 'posted') {
        const earlier = posted.get(request.chargeId);
        if (earlier && server.epoch === 1) broke(`account: ${request.chargeId} was bought twice`);
        posted.set(request.chargeId, outcome);
      }
      const charge = { content, outcome, at: clock.now, readyAt: clock.now + (isOn('poll') && outcome.state !== 'rejected' && rng.chance(0.3) ? rng.between(500, 45_000) : 0) };
      known.set(request.chargeId, charge);
      return ok(shown(charge));
    },
    getCharge(id: string): Answer<ChargeOutcome> {
      if (!server.knowsUs) return err({ kind: 'signed-out' });
      const charge = known.get(id);
      return charge ? ok(shown(charge)) : refused(404, 'not_found');
    },
    /** Half of what there is, at least one Action while there is one; the same request has the same answer. */
    lease({ requestId, want, ledgerEpoch }: LeaseRequest, nowThere: number): Answer<LeaseAnswer> {
      if (!server.knowsUs) return err({ kind: 'signed-out' });
      if (ledgerEpoch !== server.epoch) return refused(409, 'epoch');
      const before = leaseAnswers.get(requestId);
      if (before) return ok(before);
      const amount = Math.min(want, Math.max(CREDIT, Math.floor(server.actions / 2 / CREDIT) * CREDIT), server.actions);
      const createdSeq = leaseAnswers.size + 1;
      const lease: GrantedLease = { leaseId: `lease-${createdSeq}-0000`, requestId, meter: 'actions', amount, spendUntil: nowThere + 30 * 86_400_000, createdSeq, ledgerEpoch };
      const answer: LeaseAnswer = openLeases.size >= 4 ? { state: 'denied', requestId, code: 'too_many_leases' } : amount > 0 ? { state: 'granted', lease } : { state: 'denied', requestId, code: 'insufficient_actions' };
      leaseAnswers.set(requestId, answer);
      if (answer.state === 'granted') {
        openLeases.set(lease.leaseId, lease);
        server.actions -= amount;
      }
      return ok(answer);
    },
    push(request: PushRequest): Answer<{ lastN: number; results: { n: number; status: 'applied' | 'duplicate' }[] }> {
      if (!server.knowsUs) return err({ kind: 'signed-out' });
      if (request.ledgerEpoch !== server.epoch) return refused(409, 'epoch');
      if (request.baseN > ops.length) return refused(409, 'rewind', { lastN: ops.length });
      const results = request.ops.map((op) => {
        const mine = ops[op.n - 1];
        if (mine && JSON.stringify(mine) !== JSON.stringify(op)) broke(`account: operation ${op.n} came with another content`);
        if (!mine && op.n !== ops.length + 1) broke(`account: operation ${op.n} came after ${ops.length}`);
        if (!mine) {
          ops = [...ops, op];
          opAt.set(op.n, clock.now);
          apply(op);
        }
        return { n: op.n, status: mine ? ('duplicate' as const) : ('applied' as const) };
      });
      return ok({ lastN: ops.length, results });
    },
    pull(serverTime: number): Answer<PullResponse> {
      if (!server.knowsUs) return err({ kind: 'signed-out' });
      const data = Object.fromEntries(Object.keys(PRICES.data).map((name) => [name, priceOf(name)]));
      return ok({
        events: [], nextCursor: 0, hasMore: false, headSeq: leaseAnswers.size, balances: balancesOf(server.actions, server.credits), limits: [], device: { lastN: ops.length, durableN: 0, openLeases: [...openLeases.values()], recall: false },
        priceBook: { ...PRICES, data, version: server.version }, plan: PLAN, member: MEMBER, ledgerEpoch: server.epoch, serverTime,
      });
    },
  };
}
export type Account = ReturnType<typeof createAccount>;
