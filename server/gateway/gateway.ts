import type { ChargeOutcome, ChargeRequest } from '../../lib/contracts/account-api.ts';
import { CALL_ATTEMPTS, CHARGE_LOOK_MS, CHARGE_WAIT_MS, HOLD_TTL_MS, PAID_RETRY_MICRO, SWEEP_CALLS } from '../../lib/core/limits.ts';
import { err, ok, type Result } from '../../lib/core/result.ts';
import { hashOf } from '../canonical.ts';
import { refsOf } from '../ledger/charge-rows.ts';
import type { DueCall } from '../ledger/store.ts';
import { createAttempt } from './attempt.ts';
import { createBreakers } from './breakers.ts';
import { decidePrice } from './decide-price.ts';
import { toOutcome } from './outcome.ts';
import type { GatewayPorts } from './ports.ts';
import { questionHash } from './question-hash.ts';

export interface Caller {
  readonly accountId: string;
  readonly userId: string;
}

/** Buys answers with the account's keys: reserve, claim, call, then post or void; what the account has bought already is given again, and one question is asked once at a time. Never a network call inside a transaction. */
export interface Gateway {
  /** Answers the recorded outcome, waiting up to `waitMs` for the end; `id_reused` when the id belongs to another request, `epoch` when the request is from before a restore. */
  submit(caller: Caller, request: ChargeRequest, waitMs?: number): Promise<Result<ChargeOutcome, 'id_reused' | 'epoch'>>;
  /** A charge of the caller's own; null when there is none, or it is somebody else's. */
  look(caller: Caller, chargeId: string, waitMs?: number): Promise<ChargeOutcome | null>;
  /** Picks up what nobody works on: holds never stay open. Answers how many calls it found. */
  sweep(): Promise<number>;
  /** Providers that accounts leave alone for a while because they failed again and again, in this process. */
  resting(): number;
  /** Begins nothing new and lets what is out end, for so long; what is out then is cut off and left to the next process. */
  stop(graceMs?: number): Promise<void>;
}

/** The request without its envelope: the same question under the same id is the same charge, whichever device sends it. */
const requestHash = ({ deviceId: _device, ledgerEpoch: _epoch, tableRef: _table, waterfallRef: _waterfall, ...request }: ChargeRequest): string => hashOf(request);

export function createGateway(ports: GatewayPorts): Gateway {
  const { store, vault } = ports;
  const breakers = createBreakers(ports);
  const attempt = createAttempt(ports, breakers);
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let isClosing = false;

  /** Works on a charge until it ends or somebody else has it; at most one worker per charge in this process. */
  function start(accountId: string, chargeId: string, takeover: boolean): Promise<void> {
    const key = `${accountId}/${chargeId}`;
    const known = running.get(key);
    if (known !== undefined) return known;
    const onNext = (next: string): void => void (isClosing ? undefined : start(accountId, next, false));
    const work = attempt(accountId, chargeId, { takeover, signal: stopping.signal, onNext })
      .catch((error: unknown) => ports.log('charge.attempt_broke', { chargeId, error: error instanceof Error ? error.name : 'unknown' }))
      .finally(() => running.delete(key));
    running.set(key, work);
    return work;
  }

  /** Waits for the end of a charge, whichever process works on it. With a person, only of one of theirs. */
  async function awaitEnd(accountId: string, chargeId: string, waitMs: number, userId?: string): Promise<ChargeOutcome | null> {
    const until = ports.now() + waitMs;
    for (;;) {
      const found = await store.charge(accountId, chargeId);
      if (found === null || (userId !== undefined && found.charge.userId !== userId)) return null;
      const outcome = await toOutcome(vault, accountId, found);
      const rest = until - ports.now();
      if (outcome.state !== 'reserved' || rest <= 0 || stopping.signal.aborted) return outcome;
      await firstOf(running.get(`${accountId}/${chargeId}`), rest);
    }
  }
  async function firstOf(work: Promise<void> | undefined, restMs: number): Promise<void> {
    const over = new AbortController();
    const pause = ports.sleep(work === undefined ? Math.min(CHARGE_LOOK_MS, restMs) : restMs, AbortSignal.any([over.signal, stopping.signal])).catch(() => undefined);
    await (work === undefined ? pause : Promise.race([work, pause]));
    over.abort();
  }

  async function submit(caller: Caller, request: ChargeRequest, waitMs: number = CHARGE_WAIT_MS): Promise<Result<ChargeOutcome, 'id_reused' | 'epoch'>> {
    const { accountId } = caller;
    const [book, hasKey] = await Promise.all([store.priceBook(), ports.keys.has(accountId, request.providerId)]);
    const missingInput = ports.engine.missingInput(request.providerId, request.operation, request.input);
    const { providerId, operation, input, accept, wanted } = request;
    const reserved = await store.reserve({
      accountId,
      userId: caller.userId,
      ledgerEpoch: request.ledgerEpoch,
      chargeId: request.chargeId,
      deviceId: request.deviceId,
      runId: request.runId,
      taskId: request.taskId,
      subject: request.subject,
      enrichment: request.enrichment,
      ...refsOf(request),
      providerId,
      operation,
      requestHash: requestHash(request),
      priceBookVersion: request.priceBookVersion,
      decision: decidePrice(request, { book, hasKey, missingInput }),
      sealedRequest: await vault.seal(accountId, `request|${request.chargeId}`, JSON.stringify({ providerId, operation, input, ...(accept === undefined ? {} : { accept }), ...(wanted === undefined ? {} : { wanted }) })),
      holdMs: HOLD_TTL_MS,
      sandbox: ports.sandboxUrl !== undefined,
      question: { hash: await questionHash(vault, accountId, request, ports.sandboxUrl !== undefined), ...(request.freshMs === undefined ? {} : { freshMs: request.freshMs }) },
    });
    if (reserved.kind === 'id_reused' || reserved.kind === 'epoch') return err(reserved.kind);
    if (reserved.charge.state === 'reserved' && reserved.waits !== true && !isClosing) void start(accountId, request.chargeId, false);
    const outcome = await awaitEnd(accountId, request.chargeId, waitMs);
    if (outcome === null) throw new Error('charge vanished');
    return ok(outcome);
  }

  async function sweepOne(due: DueCall): Promise<void> {
    if (running.has(`${due.accountId}/${due.chargeId}`)) return;
    const isSpent = due.state === 'started' && !due.hasPoll && (due.attempt >= CALL_ATTEMPTS || due.creditsQuoted > PAID_RETRY_MICRO);
    if (due.holdExpired) await store.abandon(due, { kind: 'expire', code: 'hold_expired' });
    else if (isSpent) await store.abandon(due, { kind: 'void', code: 'outcome_unknown' });
    else void start(due.accountId, due.chargeId, true);
  }

  return {
    submit,
    look: ({ accountId, userId }, chargeId, waitMs = 0) => awaitEnd(accountId, chargeId, waitMs, userId),
    async sweep() {
      if (isClosing) return 0;
      const due = await store.dueCalls(SWEEP_CALLS);
      for (const call of due) await sweepOne(call);
      return due.length;
    },
    resting: breakers.open,
    async stop(graceMs = 0) {
      isClosing = true;
      const late = new AbortController();
      if (graceMs > 0) await Promise.race([Promise.allSettled(running.values()), ports.sleep(graceMs, late.signal).catch(() => undefined)]);
      late.abort();
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}
