import type { SkipReason } from '../domain/enrichment/run.ts';
import type { Lease } from '../domain/ledger/lease.ts';
import { isLow, leaseWant, NO_USE } from '../domain/ledger/lease-size.ts';
import { askForLease, type LeaseOutcome } from './lease-request.ts';
import type { SyncDeps } from './sync-deps.ts';

/** A run or a delivery, and how many Actions it may still take. */
export interface WorkAhead {
  readonly id: string;
  readonly ahead: number;
}

/** Keeps runs and deliveries supplied with Actions: asks for the next lease before the last is used up, and holds steps back that have to wait for one. */
export interface Allowance {
  /** Nothing that costs an Action here can begin now. */
  readonly isShort: boolean;
  readonly isAsking: boolean;
  /** Why the account gives nothing at the moment; undefined while it has not said no. */
  refusal(): SkipReason | undefined;
  /** What a transaction of this work has seen of the leases. */
  note(work: WorkAhead, leases: readonly Lease[] | undefined): void;
  /** Something found no lease that covers it. */
  ranShort(work: WorkAhead): void;
  /** Something may have changed: the next step finds out. */
  reset(): void;
  /** Asks when there is reason to and the moment has come. Call it outside of any transaction. */
  tick(): void;
  /** Milliseconds until there is something to do. */
  idleMs(): number;
}

const REFUSALS: Readonly<Record<string, SkipReason>> = { limit: 'cap', signed_out: 'signed-out', revoked: 'signed-out' };
/** A refusal that ends by itself as soon as the account has heard what was given back. */
const PASSING = 'too_many_leases';

/** @param changed called when steps that were held back can go on, or have been refused */
export function createAllowance(deps: SyncDeps, changed: () => void): Allowance {
  const ahead = new Map<string, number>();
  let isShort = false;
  let isLittle = false;
  let asking = false;
  let denied: Extract<LeaseOutcome, { kind: 'denied' }> | undefined;
  /** Not asked again before this moment. */
  let quietUntil = 0;

  const countAhead = (): number => [...ahead.values()].reduce((sum, n) => sum + n, 0);

  function ask(): void {
    if (asking || deps.now() < quietUntil) return;
    asking = true;
    isLittle = false;
    void askForLease(deps, { ahead: countAhead(), isWaited: isShort })
      .catch((): LeaseOutcome => ({ kind: 'later', at: deps.now() + 1_000 }))
      .then((outcome) => {
        asking = false;
        settle(outcome);
      });
  }
  function settle(outcome: LeaseOutcome): void {
    const wasShort = isShort;
    denied = outcome.kind === 'denied' && outcome.code !== PASSING ? outcome : undefined;
    quietUntil = outcome.kind === 'later' ? outcome.at : outcome.kind === 'denied' ? outcome.until : 0;
    isShort = wasShort && quietUntil > 0 && denied === undefined;
    if (wasShort) changed();
  }

  return {
    get isShort() {
      return isShort;
    },
    get isAsking() {
      return asking;
    },
    refusal() {
      if (!denied || deps.now() >= denied.until) return undefined;
      return REFUSALS[denied.code] ?? 'no-actions';
    },
    note(work, leases) {
      if (!leases) return;
      ahead.set(work.id, work.ahead);
      isLittle = isLow(leases, leaseWant(NO_USE, countAhead(), deps.now()));
    },
    ranShort(work) {
      ahead.set(work.id, work.ahead);
      isShort = true;
    },
    reset() {
      isShort = false;
      denied = undefined;
      quietUntil = 0;
    },
    tick() {
      if (isShort || isLittle) ask();
    },
    idleMs: () => (isShort && !asking ? Math.max(0, quietUntil - deps.now()) : Infinity),
  };
}
