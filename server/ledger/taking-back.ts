import { negate } from '../../lib/domain/ledger/amount.ts';
import { TAKEN_BACK, freeOf, isGivenByHand } from '../../lib/domain/ledger/lots.ts';
import { writeNote } from '../admin/notes.ts';
import { first } from '../sql/sql.ts';
import { amountOn, emit, lotById, move, type Books } from './books.ts';
import type { TakeBackInput, TakeBackResult } from './store.ts';

/**
 * The other half of a grant: takes back what is free of one lot that was given by hand, as an entry that names the grant's. All of the
 * amount or nothing of it: what is held, leased or spent at this moment stays. The reason and the line of the audit are written with it.
 */
export async function takeBack(books: Books, input: TakeBackInput): Promise<TakeBackResult> {
  const { takingId, lotId, amount } = input;
  if (amount <= 0) throw new RangeError('what is taken back is more than nothing');
  const known = await first<{ lot_id: string; amount_u: number }>(books.tx, 'select lot_id, amount_u from taken_back where account_id = ? and taking_id = ?', [books.accountId, takingId]);
  if (known !== undefined) return { kind: known.lot_id === lotId && known.amount_u === amount ? 'exists' : 'id_reused' };
  const made = await first<{ seq: number }>(books.tx, 'select created_seq as seq from lot where account_id = ? and lot_id = ?', [books.accountId, lotId]);
  if (made === undefined) return { kind: 'not_found' };
  const lot = await lotById(books, lotId);
  if (!isGivenByHand(lot.source)) return { kind: 'not_given' };
  const free = freeOf(lot, books.now);
  if (amount > free) return { kind: 'not_free', free };
  const note = await writeNote(books.tx, {
    accountId: books.accountId, noteId: takingId, kind: 'grant.taken_back', target: input.target, actor: input.actor, reason: input.reason, facts: JSON.stringify([lotId, amount]),
  });
  if (note !== 'new') return { kind: 'id_reused' };
  await move(books, lot.meter, lotId, amount, 'available', 'expired');
  const seq = emit(books, 'grant', { ...amountOn(lot.meter, negate(amount)), code: TAKEN_BACK, reverses: made.seq });
  await books.tx.run('insert into taken_back (account_id, taking_id, lot_id, amount_u, seq, at) values (?, ?, ?, ?, ?, ?)', [books.accountId, takingId, lotId, amount, seq, books.now]);
  return { kind: 'applied' };
}
