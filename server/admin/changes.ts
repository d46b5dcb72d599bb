import { formatMicro, micro, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import type { LimitSpan } from '../../lib/domain/ledger/limits.ts';
import { usdText } from '../../lib/domain/ledger/money-text.ts';
import { isOwnLot } from '../ledger/books.ts';
import { AccountFrozen } from '../ledger/frame.ts';
import { addPriceBook, priceBooks } from '../ledger/price-books.ts';
import type { LedgerStore, PlanChangeOutcome, StoredPriceBook, TakeBackResult } from '../ledger/store.ts';
import type { PlanFacts } from './account.ts';
import { first, one, type Database, type Tx } from '../sql/sql.ts';
import { lotLine } from './lots.ts';
import { writeNote } from './notes.ts';

/** Who changes something, and the id that came with the form: the same form sent twice does its work once. */
export interface By {
  readonly accountId: string;
  readonly actor: string;
  readonly id: string;
  readonly reason: string;
}
export type GrantSource = 'topup' | 'promo' | 'adjust';
export interface GrantWish {
  readonly meter: Meter;
  readonly source: GrantSource;
  readonly amount: number;
  readonly expiresAt: number | null;
}
export interface TakeBackWish {
  readonly lotId: string;
  readonly amount: Micro;
}
export interface LimitWish {
  /** Empty = the workspace. */
  readonly userId: string;
  readonly meter: Meter;
  readonly span: LimitSpan;
  readonly limit: Micro | null;
  /** What the audit says of it. */
  readonly text: string;
}
export interface ProviderLimitWish {
  readonly providerId: string;
  /** What the audit calls it. */
  readonly name: string;
  /** Micro-USD a day; null = none. */
  readonly limit: number | null;
}
type Done = 'applied' | 'exists' | 'id_reused';

const METER_TEXT = { actions: 'Actions', data_credits: 'Credits' } as const;

/**
 * Changes that admins make by hand. Each is written down with its actor and its reason before it is done, and both are repeatable:
 * a process that dies between them leaves a form that can be sent again. A stopped account refuses each by `AccountFrozen`, and nothing
 * is written down then.
 */
export interface AdminChanges {
  /** `reserved_id`: ids of this form are those of the ledger's own lots. */
  grant(by: By, wish: GrantWish): Promise<Done | 'reserved_id'>;
  /** Of a lot that was given by hand, what is free of it; written down and done in one. */
  takeBack(by: By, wish: TakeBackWish): Promise<TakeBackResult>;
  reverse(by: By, chargeId: string): Promise<Done | 'not_found' | 'not_reversible'>;
  /** More begins at once, less with the next month (`waiting`). */
  changePlan(by: By, plan: PlanFacts): Promise<PlanChangeOutcome>;
  /** Sets (null: removes) a cap. A form that comes again after a later one changed the same cap does not undo that. */
  setLimit(by: By, wish: LimitWish): Promise<Done>;
  /** The same for what a provider may be paid a day. */
  setProviderLimit(by: By, wish: ProviderLimitWish): Promise<Done>;
  /** For how long an answer is given again, free, milliseconds; 0 = never. The same. */
  setRepeatWindow(by: By, ms: number): Promise<Done>;
  /** `newer` = another version was published meanwhile; nothing is changed then. `form` = what was typed, to know the same form again. */
  publish(by: By, book: StoredPriceBook, form: string): Promise<Done | 'newer'>;
}

export function createAdminChanges(db: Database, store: LedgerStore): AdminChanges {
  /** Nothing is written down of what a stopped account refuses. */
  const noteIn = async (tx: Tx, note: Parameters<typeof writeNote>[1]): ReturnType<typeof writeNote> => {
    const { state } = await one<{ state: string }>(tx, 'select state from account where account_id = ?', [note.accountId]);
    if (state === 'frozen') throw new AccountFrozen();
    return writeNote(tx, note);
  };
  const noted = (note: Parameters<typeof writeNote>[1]): ReturnType<typeof writeNote> => db.transaction((tx) => noteIn(tx, note));
  /** Writes a cap down and sets it, unless a later form changed the same one meanwhile. */
  const capped = async (by: By, what: readonly string[], limit: number | null, target: string, set: () => Promise<void>): Promise<Done> => {
    const isSet = limit !== null;
    const note = await noted({ accountId: by.accountId, noteId: by.id, kind: isSet ? 'limit.set' : 'limit.removed', target, actor: by.actor, reason: by.reason, facts: JSON.stringify(isSet ? [...what, limit] : what) });
    if (note === 'id_reused') return note;
    if (note === 'known' && !(await isNewest(db, by, JSON.stringify(what).slice(0, -1)))) return 'exists';
    await set();
    return note === 'new' ? 'applied' : 'exists';
  };
  return {
    async grant(by, wish) {
      if (isOwnLot(by.id)) return 'reserved_id';
      const facts = JSON.stringify(wish);
      const target = `${wish.source}: ${formatMicro(micro(wish.amount))} ${METER_TEXT[wish.meter]}`;
      const note = await noted({ accountId: by.accountId, noteId: by.id, kind: 'grant.added', target, actor: by.actor, reason: by.reason, facts });
      if (note === 'id_reused') return note;
      return store.grant({ accountId: by.accountId, lotId: by.id, meter: wish.meter, source: wish.source, amount: micro(wish.amount), expiresAt: wish.expiresAt });
    },
    async takeBack(by, { lotId, amount }) {
      const lot = await lotLine(db, by.accountId, lotId);
      const target = lot === null ? lotId : `${lot.source}: ${formatMicro(amount)} ${METER_TEXT[lot.meter]}`;
      return store.takeBack({ accountId: by.accountId, takingId: by.id, lotId, amount, actor: by.actor, reason: by.reason, target });
    },
    async reverse(by, chargeId) {
      const found = await store.charge(by.accountId, chargeId);
      if (found === null) return 'not_found';
      const known = await store.charge(by.accountId, by.id);
      if (known === null && (found.charge.state !== 'posted' || found.charge.reversalOf !== null || (await isReversed(db, by.accountId, chargeId)))) return 'not_reversible';
      const note = await noted({ accountId: by.accountId, noteId: by.id, kind: 'charge.reversed', target: chargeId, actor: by.actor, reason: by.reason, facts: chargeId });
      return note === 'id_reused' ? note : store.reverse(by.accountId, chargeId, by.id);
    },
    async changePlan(by, plan) {
      const note = await noted({ accountId: by.accountId, noteId: by.id, kind: 'plan.changed', target: plan.name, actor: by.actor, reason: by.reason, facts: `${plan.planId} ${plan.version}` });
      return note === 'id_reused' ? note : store.changePlan(by.accountId, { changeId: by.id, planId: plan.planId, planVersion: plan.version });
    },
    setLimit(by, { userId, meter, span, limit, text }) {
      return capped(by, [userId, meter, span], limit, limit === null ? text : `${text}: ${formatMicro(limit)}`, () => store.setLimit(by.accountId, { userId, meter, span, limit }));
    },
    setProviderLimit(by, { providerId, name, limit }) {
      const text = `${name}, paid a day`;
      return capped(by, ['provider', providerId], limit, limit === null ? text : `${text}: ${usdText(limit)} USD`, () => store.setProviderLimit(by.accountId, providerId, limit));
    },
    setRepeatWindow: (by, ms) => capped(by, ['repeat'], ms, `Answers given again: ${windowText(ms)}`, () => store.setRepeatWindow(by.accountId, ms)),
    publish: (by, book, form) =>
      db.transaction(async (tx) => {
        const newest = (await priceBooks(tx))[0];
        const isTaken = newest !== undefined && newest.version >= book.version;
        const known = await first<{ facts: string }>(tx, 'select facts from admin_note where account_id = ? and note_id = ?', [by.accountId, by.id]);
        if (known !== undefined) return known.facts === form ? 'exists' : 'id_reused';
        if (isTaken) return 'newer';
        await writeNote(tx, { accountId: by.accountId, noteId: by.id, kind: 'prices.published', target: `version ${book.version}`, actor: by.actor, reason: by.reason, facts: form });
        await addPriceBook(tx, book);
        return 'applied';
      }),
  };
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** "never", "for 6 hours", "for 7 days". */
export function windowText(ms: number): string {
  if (ms === 0) return 'never';
  const hours = Math.round(ms / HOUR_MS);
  const [n, unit] = hours > DAY_HOURS && hours % DAY_HOURS === 0 ? [hours / DAY_HOURS, 'day'] : [hours, 'hour'];
  return `for ${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** Whether no later form changed the same cap; its facts begin alike. */
async function isNewest(db: Database, by: By, facts: string): Promise<boolean> {
  const newest = await first<{ note_id: string }>(db, `select note_id from admin_note where account_id = ? and kind in ('limit.set', 'limit.removed') and substr(facts, 1, ?) = ? order by at desc, note_id desc limit 1`, [by.accountId, facts.length, facts]);
  return newest?.note_id === by.id;
}

async function isReversed(db: Database, accountId: string, chargeId: string): Promise<boolean> {
  return (await db.all('select charge_id from charge where account_id = ? and reversal_of = ? limit 1', [accountId, chargeId])).length > 0;
}
