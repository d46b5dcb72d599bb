import type { ChargeRequest } from '../../lib/contracts/account-api.ts';
import { CALL_ATTEMPT_MS, CALL_CLAIM_MS, CALL_RENEW_MS, POLLS } from '../../lib/core/limits.ts';
import type { CallOutcome, OperationName } from '../../lib/domain/enrichment/operation.ts';
import type { Verdict } from '../../lib/domain/enrichment/waterfall.ts';
import type { CallRequest } from '../../lib/providers/engine-api.ts';
import type { Claim, Resolution } from '../ledger/store.ts';
import type { Breakers, Refused } from './breakers.ts';
import { costOfCall, paidFor } from './call-cost.ts';
import type { GatewayPorts } from './ports.ts';
import { judge, type Decision } from './judge.ts';
import { resultLabel } from './outcome.ts';

/** What is asked of the provider; sealed in the call's row until it ends. */
type Question = Pick<ChargeRequest, 'providerId' | 'operation' | 'input' | 'accept' | 'wanted'>;
type ProviderQuestion = Omit<CallRequest, 'signal' | 'sandboxUrl' | 'payer'>;
interface Asked {
  readonly providerId: string;
  readonly operation: OperationName;
  readonly outcome: string;
  readonly tookMs: number;
  /** Which question of this attempt it was; 0 = the charge's own. */
  readonly nth: number;
  /** What it cost the account, micro-USD. */
  readonly cost: number;
}
/** A call of one attempt: the charge's own question is the first, others check its answer. */
interface Place {
  readonly accountId: string;
  readonly chargeId: string;
  readonly fence: number;
  readonly nth: number;
}
/** The account's limit for this provider and day leaves no room: nobody was asked. */
const OVER_LIMIT = { kind: 'over-limit' } as const;
/** `onNext`: another charge has waited for this one in vain and is to be asked now. */
export type Attempt = (accountId: string, chargeId: string, options: { readonly takeover: boolean; readonly signal: AbortSignal; onNext(chargeId: string): void }) => Promise<void>;

/** One worker's way with one charge: claim, call, decide, end. Asynchronous jobs are parked in the row between polls. */
export function createAttempt(ports: GatewayPorts, breakers: Breakers): Attempt {
  const { store, vault, keys, engine } = ports;

  return async function attempt(accountId, chargeId, options) {
    for (let takeover = options.takeover; ; takeover = false) {
      const claim = await store.claim(accountId, chargeId, { id: ports.workerId, claimMs: CALL_CLAIM_MS, takeover });
      if (claim === null) return;
      const decision = await whileAlive(accountId, chargeId, claim, options);
      if (decision === null || decision.kind !== 'park') return;
      if (!(await store.park(accountId, chargeId, claim.fence, decision.poll))) return;
      try {
        await ports.sleep(Math.max(0, decision.poll.notBefore - ports.now()), options.signal);
      } catch {
        return; // The row waits for the next process.
      }
    }
  };

  /** Calls and ends the charge while a heartbeat keeps the claim; null when this process is stopping. */
  async function whileAlive(accountId: string, chargeId: string, claim: Claim, { signal: stopping, onNext }: Parameters<Attempt>[2]): Promise<Decision | null> {
    const done = new AbortController();
    const limit = new AbortController();
    const signal = AbortSignal.any([limit.signal, stopping]);
    void heartbeat(accountId, chargeId, claim.fence, done.signal);
    void ports.sleep(CALL_ATTEMPT_MS, done.signal).then(() => limit.abort(), () => undefined);
    const asked: Asked[] = [];
    try {
      const decision = await decide(accountId, chargeId, claim, signal, asked);
      // A call cut off by the shutdown has an unknown outcome: the next process decides by its price.
      if (stopping.aborted && decision.kind === 'void' && decision.detail.error !== undefined) return null;
      const isDelivered = decision.kind === 'park' || (await end(accountId, chargeId, claim, decision, onNext));
      if (decision.kind !== 'park') await logAsked(accountId, chargeId, claim, asked, isDelivered);
      return decision;
    } finally {
      done.abort();
    }
  }

  async function heartbeat(accountId: string, chargeId: string, fence: number, done: AbortSignal): Promise<void> {
    try {
      do await ports.sleep(CALL_RENEW_MS, done);
      while (await store.renew(accountId, chargeId, fence, CALL_CLAIM_MS));
    } catch {
      // The call is over, or the database is away and the claim lapses.
    }
  }

  async function decide(accountId: string, chargeId: string, claim: Claim, signal: AbortSignal, asked: Asked[]): Promise<Decision> {
    const question = JSON.parse(await vault.open(accountId, `request|${chargeId}`, claim.sealedRequest)) as Question;
    const secret = await keys.reveal(accountId, question.providerId);
    if (secret === null) return { kind: 'void', code: 'no_provider_key', detail: {} };
    if (claim.poll !== null && claim.poll.polls >= POLLS) return { kind: 'void', code: 'provider_failed', detail: { error: { kind: 'timeout', retryable: true } } };
    const place: Place = { accountId, chargeId, fence: claim.fence, nth: 0 };
    const outcome = await call({ ...question, secret, idempotencyKey: chargeId, ...(claim.poll === null ? {} : { poll: claim.poll }) }, place, signal, asked);
    if (outcome.kind === 'over-limit') return { kind: 'void', code: 'limit', detail: {} };
    if (outcome.kind === 'rests') return { kind: 'void', code: 'provider_failed', detail: { error: outcome.error } };
    return judge(question, outcome, (email) => verify(place, question, email, signal, asked));
  }

  /** The first verifier that the account holds a key for and that can say; the account pays it, never the user. */
  async function verify(first: Place, question: Question, email: string, signal: AbortSignal, asked: Asked[]): Promise<Verdict | null> {
    for (const [i, providerId] of (question.accept?.verifierIds ?? []).entries()) {
      const secret = await keys.reveal(first.accountId, providerId);
      if (secret === null) continue;
      const outcome = await call({ providerId, operation: 'verify-email', input: { email }, secret }, { ...first, nth: i + 1 }, signal, asked);
      if (outcome.kind === 'hit' && outcome.answer.verdict !== undefined) return outcome.answer.verdict;
      if (outcome.kind === 'hit' || outcome.kind === 'no-result') return 'unknown';
    }
    return null;
  }

  /** One question, unless its provider rests or has been paid enough today. A job that runs there is looked after whatever becomes of new questions. */
  async function call(request: ProviderQuestion, place: Place, signal: AbortSignal, asked: Asked[]): Promise<CallOutcome | typeof OVER_LIMIT | Refused> {
    const { providerId, operation, poll } = request;
    const turn = poll === undefined ? breakers.enter(place.accountId, providerId) : breakers.look(place.accountId, providerId);
    if (turn.kind === 'rests') return turn;
    try {
      const cost = costOfCall(ports.catalogue?.get(providerId), await store.priceBook(), providerId, operation);
      // Asking how a job stands is not paid for: the job was, when it was given.
      if (poll === undefined && !(await store.planSupplierCall({ ...place, providerId, worst: cost.worst }))) return OVER_LIMIT;
      const outcome = await ask(request, place.accountId, signal);
      turn.note(outcome);
      asked.push({ providerId, operation, outcome: outcome.kind === 'failed' ? outcome.error.kind : outcome.kind, tookMs: outcome.tookMs, nth: place.nth, cost: paidFor(cost, outcome) });
      return outcome;
    } finally {
      turn.leave();
    }
  }

  async function ask({ providerId, operation, input, secret, poll, idempotencyKey }: ProviderQuestion, payer: string, signal: AbortSignal): Promise<CallOutcome> {
    const given = await engine.call({
      providerId, operation, input, signal, payer,
      ...(secret === undefined ? {} : { secret }),
      ...(poll === undefined ? {} : { poll }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(ports.sandboxUrl === undefined ? {} : { sandboxUrl: ports.sandboxUrl }),
    });
    // Cut off by our own time limit: to the user that is a timeout, nobody cancelled anything.
    return given.kind === 'failed' && given.error.kind === 'cancelled' ? { ...given, error: { kind: 'timeout', retryable: true } } : given;
  }

  /** The result and its price in one transaction. False when the charge had ended before: the answer is thrown away. That of a stopped account is kept and counts. */
  async function end(accountId: string, chargeId: string, claim: Claim, decision: Exclude<Decision, { kind: 'park' }>, onNext: (chargeId: string) => void): Promise<boolean> {
    const sealedResult = await vault.seal(accountId, resultLabel(chargeId), JSON.stringify(decision.detail));
    const resolution: Resolution = decision.kind === 'post' ? { kind: 'post', amounts: claim.quoted, sealedResult } : { kind: 'void', code: decision.code, sealedResult };
    const { applied, waits, charge, next } = await store.resolve(accountId, chargeId, resolution, claim.ledgerEpoch);
    if (next !== undefined) onNext(next);
    const isKept = applied || waits === true;
    if (!isKept) ports.log('charge.answer_too_late', { chargeId, state: charge.state, attempt: claim.attempt });
    return isKept;
  }

  async function logAsked(accountId: string, chargeId: string, claim: Claim, asked: readonly Asked[], delivered: boolean): Promise<void> {
    for (const [i, { nth, cost, ...one }] of asked.entries()) {
      await store.logSupplierCall({ accountId, chargeId, callId: `${chargeId}/${claim.fence}/${i}`, ...one, delivered, paid: { fence: claim.fence, nth, cost } });
    }
  }
}
