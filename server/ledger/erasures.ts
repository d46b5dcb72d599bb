import { audit } from '../audit.ts';
import { insertMany, runIn, selectIn } from '../sql/bulk.ts';
import type { Sql } from '../sql/sql.ts';
import { emit, type Books } from './books.ts';
import { giveUp } from './charges.ts';
import { ERASED } from './erased.ts';
import { letGo } from './repeats.ts';
import { flush } from './sheet.ts';
import type { Resolution } from './store.ts';

export interface Erasure {
  readonly accountId: string;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}
/** Writes erasures down where a restore of an older copy finds them. Durable when it returns; twice is once. */
export type NoteErased = (erasures: readonly Erasure[]) => Promise<void>;

interface By {
  readonly actor: string;
  /** Of the deed: its line of the audit is written once. */
  readonly id: string;
  readonly deviceId?: string;
}

/**
 * Invariant 35: what was bought for these leads is deleted at once, wherever it was given again, and their pseudonyms leave the charges;
 * amounts, outcomes and the order of entries stay. Nothing more is asked about them: holds whose call was not begun are given back. Calls
 * that are out end as they would have, and their answers are thrown away: who waits for one asks. Doing it again deletes what came since
 * and tells nobody a second time.
 * @returns how many of them were not erased before
 */
export async function eraseSubjects(books: Books, noteErased: NoteErased, subjects: readonly string[], by: By): Promise<number> {
  await flush(books);
  const wanted = [...new Set(subjects)].filter((subject) => subject !== ERASED);
  const known = await selectIn<{ subject: string }>(books.tx, 'select subject from erased_subject where account_id = ? and subject in {in}', [books.accountId], wanted);
  const there = new Set(known.map((row) => row.subject));
  const fresh = wanted.filter((subject) => !there.has(subject));
  // First: if this transaction fails the wish stands all the same, and the device sends it again.
  if (fresh.length > 0) await noteErased(fresh.map((subject) => ({ accountId: books.accountId, subject, at: books.now })));
  await deleteResults(books, wanted);
  if (fresh.length === 0) return 0;
  books.hasErased = true;
  const seq = emit(books, 'erase', { actions: 0, credits: 0, ...(by.deviceId === undefined ? {} : { deviceId: by.deviceId }) });
  await insertMany(books.tx, 'insert into erased_subject (account_id, subject, seq, at)', fresh.map((subject) => [books.accountId, subject, seq, books.now]));
  await audit(books.tx, books.accountId, { actor: by.actor, action: 'lead.erased', target: fresh.length === 1 ? '1 lead' : `${fresh.length} leads`, id: `erase.${by.id}` });
  return fresh.length;
}

async function deleteResults(books: Books, subjects: readonly string[]): Promise<void> {
  const { tx, accountId, sheet } = books;
  const own = await selectIn<{ charge_id: string; repeat_of: string | null; awaited: number }>(tx, 'select charge_id, repeat_of, awaited from charge where account_id = ? and subject in {in}', [accountId], subjects);
  const ids = own.map((row) => row.charge_id);
  // Another lead that was given the same answer: it cost nothing there, and is asked again where it is still wanted.
  const given = await selectIn<{ charge_id: string }>(tx, 'select charge_id from charge where account_id = ? and repeat_of in {in}', [accountId], ids);
  await runIn(tx, 'delete from result_blob where account_id = ? and charge_id in {in}', [accountId], [...ids, ...given.map((row) => row.charge_id)]);
  // An answer that waits for a stopped account still ends its charge, without what it said.
  const waiting = await selectIn<{ charge_id: string; body: string }>(tx, 'select w.charge_id, w.body from waiting_answer w join charge c on c.account_id = w.account_id and c.charge_id = w.charge_id where w.account_id = ? and c.subject in {in}', [accountId], subjects);
  for (const { charge_id, body } of waiting) {
    const { sealedResult: _gone, ...rest } = JSON.parse(body) as Resolution;
    await tx.run('update waiting_answer set body = ? where account_id = ? and charge_id = ?', [JSON.stringify(rest), accountId, charge_id]);
  }
  // Nor does a hash of what was asked, or a task, tie what is left to one person. A request that has not ended is still compared by it.
  await runIn(tx, `update charge set subject = '${ERASED}', task_id = '', request_hash = case when state = 'reserved' then request_hash else '${ERASED}' end where account_id = ? and subject in {in}`, [accountId], subjects);
  // Neither they nor what they were answered from is given again.
  const silent = new Set([...ids, ...own.flatMap((row) => row.repeat_of ?? [])]);
  await runIn(tx, 'update charge set question_hash = null where account_id = ? and charge_id in {in}', [accountId], [...silent]);
  // What this transaction has read already must say the same.
  const gone = new Set(subjects);
  for (const { row } of sheet.charges.values()) {
    if (row !== null && gone.has(row.subject)) Object.assign(row, { subject: ERASED, task_id: '', ...(row.state === 'reserved' ? {} : { request_hash: ERASED }) });
    if (row !== null && silent.has(row.charge_id)) row.question_hash = null;
  }
  for (const row of own) if (row.awaited === 1) await letGo(books, row.charge_id);
  await giveUp(books, ids);
}

/** The pseudonyms of the entries after a cursor, by the number of the entry, as long as their tombstones are kept. */
export async function erasedBetween(sql: Sql, accountId: string, after: number, last: number): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await sql.all<{ seq: number; subject: string }>('select seq, subject from erased_subject where account_id = ? and seq > ? and seq <= ? order by seq, subject', [accountId, after, last]);
  const bySeq = new Map<number, string[]>();
  for (const { seq, subject } of rows) bySeq.set(seq, [...(bySeq.get(seq) ?? []), subject]);
  return bySeq;
}
