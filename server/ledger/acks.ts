import { RESULT_ACKED_MS } from '../../lib/core/limits.ts';
import { METERS, NOTHING, ZERO, add, micro, negate, subtract, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { isLive } from '../../lib/domain/ledger/lots.ts';
import { emit, lotsWithValue, move, type Books } from './books.ts';
import { addAllocation, changeCharge, describe, findCharge, insertCharge, leaveUncovered, type NewCharge } from './charge-rows.ts';
import { resolve } from './charges.ts';
import { subjectOf } from './erased.ts';
import { countBoth } from './limits.ts';
import { countSpent, spendAvailable } from './periods.ts';
import type { ReceiptBody, Receipts } from './receipts.ts';
import { flush } from './sheet.ts';
import type { Applied } from './spends.ts';
import type { ChargeRow } from './rows.ts';

/** Marks a charge that was lost with a restore and written down again from its receipt. */
export const RESTORED = 'restored';

/**
 * A device says that it stored a result. The server may forget it a day later; and where a restore has lost the charge,
 * the receipt brings it back, because what was delivered is charged.
 */
export async function acknowledge(books: Books, receipts: Receipts, chargeId: string, receipt: string): Promise<Applied> {
  const known = await findCharge(books, chargeId);
  if (known?.state === 'posted') {
    await flush(books);
    // As long as it can be given again it is kept all the same.
    const until = Math.max(books.now + RESULT_ACKED_MS, (known.resolved_at ?? 0) + (known.question_hash === null ? 0 : books.repeatMs));
    await books.tx.run('update result_blob set expires_at = ? where account_id = ? and charge_id = ? and expires_at > ?', [until, books.accountId, chargeId, until]);
    return { status: 'applied' };
  }
  const word = receipts.read(receipt);
  if (word === null || word.account !== books.accountId || word.charge !== chargeId) return { status: 'rejected', code: 'bad_receipt' };
  return known === undefined ? writeAgain(books, word) : endAgain(books, known, word);
}

const amountsOf = (word: ReceiptBody): Amounts => ({ actions: micro(word.actions), credits: micro(word.credits) });

/** The restored books do not know the charge. */
async function writeAgain(books: Books, word: ReceiptBody): Promise<Applied> {
  const posted = amountsOf(word);
  const charge: NewCharge = {
    chargeId: word.charge, path: 'account', route: 'account', deviceId: word.device, userId: word.user, runId: word.run, taskId: word.task, subject: await subjectOf(books, word.subject),
    enrichment: word.enrichment, providerId: word.provider, operation: word.operation, ...(word.table === undefined ? {} : { tableRef: word.table }), ...(word.waterfall === undefined ? {} : { waterfallRef: word.waterfall }), requestHash: word.hash, priceBookVersion: word.book,
    state: 'posted', code: RESTORED, quoted: posted, posted, holdExpiresAt: null, reversalOf: null, sandbox: word.sandbox,
  };
  const seq = emit(books, 'post', { ...describe(charge), actions: negate(posted.actions), credits: negate(posted.credits), code: RESTORED });
  insertCharge(books, charge, seq);
  await countBoth(books, word.user, posted, 1);
  return cover(books, word);
}

/**
 * The restored books know it as it was before its end, or ended it otherwise meanwhile, maybe for another request: a copy of the browser
 * that was stopped takes the id with a price of nothing. The id is what is paid, once, and the delivered end counts.
 */
async function endAgain(books: Books, row: ChargeRow, word: ReceiptBody): Promise<Applied> {
  const posted = amountsOf(word);
  if (row.state === 'reserved') {
    const fits = posted.actions <= row.actions_quoted_u && posted.credits <= row.credits_quoted_u;
    await resolve(books, row.charge_id, fits ? { kind: 'post', amounts: posted, code: RESTORED } : { kind: 'void', code: RESTORED });
    if (fits) return { status: 'applied' };
  }
  const seq = emit(books, 'post', {
    ...describe({ chargeId: row.charge_id, deviceId: row.device_id, userId: row.user_id, enrichment: row.enrichment, providerId: row.provider_id, operation: row.operation }),
    actions: negate(posted.actions), credits: negate(posted.credits), code: RESTORED,
  });
  await changeCharge(books, row.charge_id, {
    state: 'posted', code: RESTORED, actions_quoted_u: posted.actions, credits_quoted_u: posted.credits, actions_posted_u: posted.actions, credits_posted_u: posted.credits,
    resolved_at: books.now, resolved_seq: seq, ledger_epoch: books.epoch, question_hash: null,
  });
  await countBoth(books, row.user_id, posted, 1, row.created_at);
  return cover(books, word);
}

/** Takes the amounts from the lots of the receipt as far as they still have them, then from the others; the rest is owed. */
async function cover(books: Books, word: ReceiptBody): Promise<Applied> {
  let owed: Micro = ZERO;
  for (const meter of METERS) {
    const amount = meter === 'actions' ? amountsOf(word).actions : amountsOf(word).credits;
    countSpent(books, meter, amount);
    const same = await sameLots(books, word, meter, amount);
    const others = await spendAvailable(books, meter, word.charge, subtract(amount, same));
    const uncovered = subtract(amount, add(same, others));
    await leaveUncovered(books, word.charge, meter, uncovered);
    owed = add(owed, uncovered);
  }
  return { status: owed === NOTHING.actions ? 'applied' : 'deficit' };
}

async function sameLots(books: Books, word: ReceiptBody, meter: Meter, amount: Micro): Promise<Micro> {
  let taken: Micro = ZERO;
  const lots = await lotsWithValue(books, meter);
  for (const [lotMeter, lotId, given] of word.lots) {
    const lot = lots.find((l) => l.id === lotId);
    if (lotMeter !== meter || lot === undefined || !isLive(lot, books.now)) continue;
    const part = micro(Math.min(given, lot.available, subtract(amount, taken)));
    if (part === 0) continue;
    await move(books, meter, lotId, part, 'available', 'spent');
    await addAllocation(books, word.charge, meter, { lotId, amount: part });
    taken = add(taken, part);
  }
  return taken;
}
