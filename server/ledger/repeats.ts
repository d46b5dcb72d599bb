import { selectIn } from '../sql/bulk.ts';
import { first, one, type Sql } from '../sql/sql.ts';
import type { Books } from './books.ts';
import { changeCharge, findCharge, prefetchCharges } from './charge-rows.ts';
import type { ChargeRow } from './rows.ts';
import { flush } from './sheet.ts';
import type { Question } from './store.ts';

/** An answer that is there already: which charge has bought it, and its text as it was sealed for that one. */
export interface KnownAnswer {
  readonly of: string;
  readonly sealedResult: string;
  /** How long the one that bought it keeps it. */
  readonly expiresAt: number;
}

/** Reads which charges put these questions, for all calls of one transaction with one look at the index; no more than that when there are none. */
export async function prefetchQuestions(books: Books, hashes: readonly string[]): Promise<void> {
  const { questions } = books.sheet;
  const wanted = [...new Set(hashes)].filter((hash) => !questions.has(hash));
  if (wanted.length === 0) return;
  const rows = await selectIn<{ question_hash: string; charge_id: string }>(books.tx, 'select question_hash, charge_id from charge where account_id = ? and question_hash in {in}', [books.accountId], wanted);
  for (const hash of wanted) questions.set(hash, new Set());
  for (const row of rows) questions.get(row.question_hash)?.add(row.charge_id);
  await prefetchCharges(books, rows.map((row) => row.charge_id));
}

/** Charges with this question as they are now, the newest first. */
async function sameQuestion(books: Books, hash: string): Promise<ChargeRow[]> {
  await prefetchQuestions(books, [hash]);
  const rows = [...(books.sheet.questions.get(hash) ?? [])].flatMap((id) => books.sheet.charges.get(id)?.row ?? []);
  return rows.filter((row) => row.question_hash === hash).sort((a, b) => b.created_seq - a.created_seq);
}

/** How old an answer may be, milliseconds; 0 = it is bought anew. */
const windowOf = (books: Books, question: Question): number => Math.min(books.repeatMs, question.freshMs ?? books.repeatMs);

/** Whether what is bought for this question may be given to others. */
export const isRepeatable = (books: Books, question: Question | undefined): question is Question => question !== undefined && books.repeatMs > 0;
/** Whether it may be answered by what another charge of the account has bought or is buying. */
export const takesKnown = (books: Books, question: Question): boolean => windowOf(books, question) > 0;

/** The newest answer to this question that was paid for inside the window and is still kept. */
export async function knownAnswer(books: Books, question: Question): Promise<KnownAnswer | null> {
  if (!takesKnown(books, question)) return null;
  const since = books.now - windowOf(books, question);
  for (const row of await sameQuestion(books, question.hash)) {
    if (row.state !== 'posted' || (row.resolved_at ?? 0) <= since) continue;
    // It may be as new as this transaction.
    await flush(books);
    const kept = await first<{ body: string; expires_at: number }>(books.tx, 'select body, expires_at from result_blob where account_id = ? and charge_id = ? and expires_at > ?', [books.accountId, row.charge_id, books.now]);
    if (kept !== undefined) return { of: row.charge_id, sealedResult: kept.body, expiresAt: kept.expires_at };
  }
  return null;
}

/** The charge that is asking this question now: reserved, waiting for nobody, and not left over from before a restore. */
export async function askerOf(books: Books, hash: string, except = ''): Promise<string | null> {
  const reserved = (await sameQuestion(books, hash)).filter((row) => row.state === 'reserved' && row.charge_id !== except).map((row) => row.charge_id);
  if (reserved.length === 0) return null;
  await flush(books);
  const asking = await selectIn<{ charge_id: string }>(
    books.tx,
    `select charge_id from provider_call where account_id = ? and ledger_epoch = ? and waits_for is null and state in ('queued', 'started') and charge_id in {in}`,
    [books.accountId, books.epoch],
    reserved,
  );
  return asking[0]?.charge_id ?? null;
}

/** Says that another charge waits for this one. */
export const noteAwaited = (books: Books, chargeId: string): Promise<void> => changeCharge(books, chargeId, { awaited: 1 });

/** A hold of before a restore that was taken up again: it waits behind whoever asks the same meanwhile, or asks. Where it asks anew, it does so beside them. */
export async function takePlace(books: Books, row: ChargeRow, asksAnew: boolean): Promise<void> {
  if (row.question_hash === null) return;
  const asker = await askerOf(books, row.question_hash, row.charge_id);
  await books.tx.run('update provider_call set waits_for = ? where account_id = ? and charge_id = ?', [asksAnew ? null : asker, books.accountId, row.charge_id]);
  if (asker === null) return;
  if (asksAnew) await changeCharge(books, row.charge_id, { question_hash: null, awaited: 0 });
  await books.tx.run('update provider_call set waits_for = ? where account_id = ? and waits_for = ?', [asker, books.accountId, row.charge_id]);
  await noteAwaited(books, asker);
}

/** Charges that wait for this one, those of erased leads last, those first that can be worked on, then in the order in which they came. */
export async function waitersOf(books: Books, chargeId: string): Promise<string[]> {
  await flush(books);
  const rows = await books.tx.all<{ charge_id: string }>(
    `select p.charge_id from provider_call p join charge c on c.account_id = p.account_id and c.charge_id = p.charge_id
     where p.account_id = ? and p.waits_for = ? and c.state = 'reserved' order by case when c.subject = 'erased' then 1 else 0 end, case when p.ledger_epoch = ? then 0 else 1 end, c.created_seq`,
    [books.accountId, chargeId, books.epoch],
  );
  return rows.map((row) => row.charge_id);
}

/** Whom they waited for has ended without an answer: the first one asks, the others wait for it. Answers which one. */
export async function promote(books: Books, ended: string, waiters: readonly string[]): Promise<string | undefined> {
  const [next, ...others] = waiters;
  if (next === undefined) return undefined;
  await books.tx.run('update provider_call set waits_for = ? where account_id = ? and waits_for = ?', [next, books.accountId, ended]);
  await books.tx.run('update provider_call set waits_for = null where account_id = ? and charge_id = ?', [books.accountId, next]);
  if (others.length > 0) await noteAwaited(books, next);
  return next;
}

/** What this one is answered goes to nobody else: who waits for it asks at once, and is found by who comes with the same question. */
export async function letGo(books: Books, chargeId: string): Promise<void> {
  const [next, ...others] = await waitersOf(books, chargeId);
  const row = next === undefined ? null : await findCharge(books, next);
  // None but erased ones: they stay.
  if (row?.question_hash == null) return;
  await promote(books, chargeId, [row.charge_id, ...others]);
  await changeCharge(books, chargeId, { awaited: 0 });
}

/** How long answers of this account are given again, from now on. */
export const setRepeatWindow = (books: Books, ms: number): Promise<unknown> => books.tx.run('update account set repeat_ms = ? where account_id = ?', [ms, books.accountId]);

/** Deletes results past their time, and first what their questions are found by: a hash of what was asked lasts no longer than its answer. */
export async function forgetAnswers(sql: Sql, accountId: string): Promise<number> {
  // Read once: what ends between the two statements would leave its question behind.
  const { now } = await one<{ now: number }>(sql, 'select kiln_now() as now');
  await sql.run('update charge set question_hash = null where account_id = ? and question_hash is not null and charge_id in (select charge_id from result_blob where account_id = ? and expires_at <= ?)', [accountId, accountId, now]);
  return sql.run('delete from result_blob where account_id = ? and expires_at <= ?', [accountId, now]);
}
