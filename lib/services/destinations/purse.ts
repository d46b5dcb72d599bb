import { capHit, type SpendLimits, type Taken } from '../../domain/enrichment/caps.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { add, addAmounts, micro, NOTHING, ONE_ACTION, subtract, ZERO, type Amounts } from '../../domain/ledger/amount.ts';
import type { Deps } from '../deps.ts';

/** What was taken in an hour and a day is counted anew from the charges no more often than this. */
const COUNT_EVERY_MS = 30_000;

/** The person's own limits for an hour and a day, and what stood on the button, for one lane. */
export interface Purse {
  /** How many records may be begun now; or what is used up: a limit of an hour or a day, or what stood on the button. */
  room(delivery: Delivery): Promise<number | 'limit' | 'cap'>;
  /** So many more were begun. */
  note(records: number): void;
}

export function createPurse(deps: Pick<Deps, 'store' | 'now'>): Purse {
  let limits: SpendLimits = {};
  let taken: Taken | undefined;
  let since: Amounts = NOTHING;
  let countedAt = -Infinity;
  async function load(): Promise<void> {
    const now = deps.now();
    if (now >= countedAt && now - countedAt < COUNT_EVERY_MS) return;
    limits = (await deps.store.meta.get('limits')) ?? {};
    taken = limits.hour || limits.day ? (await deps.store.tasks.countTaken(now)).taken : undefined;
    since = NOTHING;
    countedAt = now;
  }
  const one: Amounts = { actions: ONE_ACTION, credits: ZERO };
  return {
    async room(delivery) {
      if (delivery.free) return Infinity;
      await load();
      const left = Math.floor(subtract(delivery.cap, add(delivery.charged, micro(delivery.counts.sending * ONE_ACTION))) / ONE_ACTION);
      const { run: _perRun, ...windows } = limits;
      if (taken && capHit(windows, { hour: addAmounts(taken.hour, since), day: addAmounts(taken.day, since) }, one)) return 'limit';
      return left < 1 ? 'cap' : taken ? 1 : left;
    },
    note(records) {
      since = { ...since, actions: add(since.actions, micro(records * ONE_ACTION)) };
    },
  };
}
