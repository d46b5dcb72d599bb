import { formatMicro, micro, type Meter } from '../../lib/domain/ledger/amount.ts';
import { addPriceBook, priceBooks } from '../ledger/price-books.ts';
import type { LedgerStore, StoredPriceBook } from '../ledger/store.ts';
import { first, type Database } from '../sql/sql.ts';
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
type Done = 'applied' | 'exists' | 'id_reused';

const METER_TEXT = { actions: 'Actions', data_credits: 'Credits' } as const;

/**
 * Changes that admins make by hand. Each is written down with its actor and its reason before it is done, and both are repeatable:
 * a process that dies between them leaves a form that can be sent again.
 */
export interface AdminChanges {
  grant(by: By, wish: GrantWish): Promise<Done>;
  reverse(by: By, chargeId: string): Promise<Done | 'not_found' | 'not_reversible'>;
  /** `newer` = another version was published meanwhile; nothing is changed then. `form` = what was typed, to know the same form again. */
  publish(by: By, book: StoredPriceBook, form: string): Promise<Done | 'newer'>;
}

export function createAdminChanges(db: Database, store: LedgerStore): AdminChanges {
  return {
    async grant(by, wish) {
      const facts = JSON.stringify(wish);
      const target = `${wish.source}: ${formatMicro(micro(wish.amount))} ${METER_TEXT[wish.meter]}`;
      const noted = await db.transaction((tx) => writeNote(tx, { accountId: by.accountId, noteId: by.id, kind: 'grant.added', target, actor: by.actor, reason: by.reason, facts }));
      if (noted === 'id_reused') return noted;
      return store.grant({ accountId: by.accountId, lotId: by.id, meter: wish.meter, source: wish.source, amount: micro(wish.amount), expiresAt: wish.expiresAt });
    },
    async reverse(by, chargeId) {
      const found = await store.charge(by.accountId, chargeId);
      if (found === null) return 'not_found';
      const known = await store.charge(by.accountId, by.id);
      if (known === null && (found.charge.state !== 'posted' || found.charge.reversalOf !== null || (await isReversed(db, by.accountId, chargeId)))) return 'not_reversible';
      const noted = await db.transaction((tx) => writeNote(tx, { accountId: by.accountId, noteId: by.id, kind: 'charge.reversed', target: chargeId, actor: by.actor, reason: by.reason, facts: chargeId }));
      return noted === 'id_reused' ? noted : store.reverse(by.accountId, chargeId, by.id);
    },
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

async function isReversed(db: Database, accountId: string, chargeId: string): Promise<boolean> {
  return (await db.all('select charge_id from charge where account_id = ? and reversal_of = ? limit 1', [accountId, chargeId])).length > 0;
}
