import type { Books } from './books.ts';
import { mustFind, toRecord } from './charge-rows.ts';
import { giveUp, resolve } from './charges.ts';
import { ERASED } from './erased.ts';
import { flush } from './sheet.ts';
import type { Resolution, ResolveResult } from './store.ts';

/**
 * The account is stopped: no value moves. The supplier has answered and is paid, so the answer waits, in the order of arrival the
 * first one of a charge, until the account is opened again.
 */
export async function keepAnswer(books: Books, chargeId: string, resolution: Resolution, claimedIn: number): Promise<ResolveResult> {
  const charge = toRecord(await mustFind(books, chargeId));
  if (charge.state !== 'reserved' || claimedIn !== books.epoch) return { applied: false, charge };
  await flush(books);
  await books.tx.run('insert into waiting_answer (account_id, charge_id, body, claimed_in, at) values (?, ?, ?, ?, ?) on conflict (account_id, charge_id) do nothing', [
    books.accountId, chargeId, JSON.stringify(resolution), claimedIn, books.now,
  ]);
  return { applied: false, waits: true, charge };
}

/** Ends the charges whose answers waited; part of opening an account. An answer from before a restore is not the answer of the restored charge. */
export async function applyWaiting(books: Books): Promise<void> {
  // Erased while no value could move.
  const erased = await books.tx.all<{ charge_id: string }>(`select charge_id from charge where account_id = ? and subject = '${ERASED}' and state = 'reserved'`, [books.accountId]);
  await giveUp(books, erased.map((row) => row.charge_id));
  const waiting = await books.tx.all<{ charge_id: string; body: string; claimed_in: number }>('select charge_id, body, claimed_in from waiting_answer where account_id = ? order by at, charge_id', [books.accountId]);
  for (const answer of waiting) await resolve(books, answer.charge_id, JSON.parse(answer.body) as Resolution, { claimedIn: answer.claimed_in });
  await books.tx.run('delete from waiting_answer where account_id = ?', [books.accountId]);
}
