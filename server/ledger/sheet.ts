import { insertMany, runIn, runInRows, updateNumbers } from '../sql/bulk.ts';
import type { SqlValue } from '../sql/sql.ts';
import { enqueueAll } from '../webhooks/outbox.ts';
import { PLACES, type Books } from './books.ts';
import { CHARGE_COLUMNS, CHARGE_MUTABLE } from './charge-rows.ts';
import { writeLeases } from './lease-rows.ts';

/** Writes what waits, in the order that the foreign keys want. To be called before anything is read that could be among it. */
export async function flush(books: Books): Promise<void> {
  const { tx, accountId, sheet } = books;
  const lots = [...books.dirtyLots].flatMap((lotId) => books.lots.get(lotId) ?? []);
  await updateNumbers(tx, 'lot', accountId, 'lot_id', PLACES.map((place) => `${place}_u`), lots.map((lot) => [lot.id, ...PLACES.map((place) => lot[place])]));
  books.dirtyLots.clear();
  await insertMany(tx, 'insert into event (account_id, seq, kind, body, at)', sheet.events.splice(0));
  await enqueueAll(books, sheet.messages.splice(0));
  await writeCharges(books);
  await writeAllocs(books);
  await insertMany(tx, CALL_HEAD, sheet.calls.splice(0));
  for (const state of ['answered', 'abandoned'] as const) {
    // The request holds what was asked about a person: it is not needed any more.
    const ids = [...sheet.endedCalls].filter(([, end]) => end === state).map(([id]) => id);
    await runIn(tx, `update provider_call set state = '${state}', request = null, poll = null where account_id = ? and charge_id in {in}`, [accountId], ids);
  }
  sheet.endedCalls.clear();
  await insertMany(tx, 'insert into result_blob (account_id, charge_id, body, expires_at)', sheet.results.splice(0));
  await insertMany(tx, 'insert into device_op (account_id, device_id, n, op_id, body_hash, kind, status, code, seq, at)', sheet.ops.splice(0));
  await writeLeases(books);
  await writeTaken(books);
}

const CALL_HEAD = 'insert into provider_call (account_id, charge_id, state, request, poll, not_before, hold_expires_at, attempt, fence, worker_id, deadline, credits_quoted_u, ledger_epoch, waits_for)';
const CHARGE_HEAD = `insert into charge (account_id, ${CHARGE_COLUMNS.join(', ')})`;
const CHARGE_TAIL = `on conflict (account_id, charge_id) do update set ${CHARGE_MUTABLE.map((c) => `${c} = excluded.${c}`).join(', ')}`;

async function writeCharges(books: Books): Promise<void> {
  const rows = { new: [] as SqlValue[][], changed: [] as SqlValue[][] };
  for (const known of books.sheet.charges.values()) {
    const { row } = known;
    if (row === null || known.change === 'none') continue;
    rows[known.change].push([books.accountId, ...CHARGE_COLUMNS.map((column) => row[column])]);
    known.change = 'none';
  }
  await insertMany(books.tx, CHARGE_HEAD, rows.new);
  await insertMany(books.tx, CHARGE_HEAD, rows.changed, CHARGE_TAIL);
}

async function writeAllocs(books: Books): Promise<void> {
  const written: SqlValue[][] = [];
  const gone: SqlValue[][] = [];
  for (const [chargeId, allocs] of books.sheet.allocs) {
    for (const alloc of allocs) {
      if (alloc.amount === alloc.stored) continue;
      if (alloc.amount === 0) gone.push([chargeId, alloc.meter, alloc.lotId]);
      else written.push([books.accountId, chargeId, alloc.meter, alloc.lotId, alloc.amount]);
      alloc.stored = alloc.amount;
    }
  }
  await runInRows(books.tx, 'delete from charge_alloc where account_id = ? and (charge_id, meter, lot_id) in {in}', [books.accountId], gone);
  await insertMany(books.tx, 'insert into charge_alloc (account_id, charge_id, meter, lot_id, amount_u)', written, 'on conflict (account_id, charge_id, meter, lot_id) do update set amount_u = excluded.amount_u');
}

async function writeTaken(books: Books): Promise<void> {
  const { taken } = books.sheet;
  if (taken.actions === 0 && taken.data_credits === 0) return;
  await books.tx.run(`update period set spent_u = spent_u + case meter when 'actions' then cast(? as bigint) else cast(? as bigint) end where account_id = ? and starts_at <= ? and ends_at > ?`, [
    taken.actions, taken.data_credits, books.accountId, books.now, books.now,
  ]);
  taken.actions = 0;
  taken.data_credits = 0;
}
