import type { LedgerEvent } from '../../lib/contracts/account-api.ts';
import { micro, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import type { Lot, LotSource } from '../../lib/domain/ledger/lots.ts';
import { one, type Tx } from '../sql/sql.ts';
import { EPOCH_SQL } from './epoch.ts';
import type { LimitRow } from './limits.ts';
import { enqueue } from '../webhooks/outbox.ts';
import { messageOf } from '../webhooks/topics.ts';

export const METERS: readonly Meter[] = ['actions', 'data_credits'];
/** The places that value can be in; a movement is between two of them. */
export type Place = 'available' | 'leased' | 'held' | 'spent' | 'expired';
const PLACES: readonly Place[] = ['available', 'leased', 'held', 'spent', 'expired'];

export interface MeterState extends Record<Place, number> {
  deficit: number;
}

/** One account, locked, inside one transaction. The meters are kept here and written once at the end. */
export interface Books {
  readonly tx: Tx;
  readonly accountId: string;
  /** Database time, never earlier than what this account has seen. */
  readonly now: number;
  readonly state: 'open' | 'frozen';
  planId: string;
  planVersion: number;
  readonly anchorDay: number;
  /** Raised by a restore from a backup; of the database, never of the process. */
  readonly epoch: number;
  readonly meters: Record<Meter, MeterState>;
  /** Read when first asked for, written at the end. */
  limits: LimitRow[] | null;
  seq: number;
  dueAt: number;
}

interface AccountRow {
  state: 'open' | 'frozen';
  plan_id: string;
  plan_version: number;
  anchor_day: number;
  seq: number;
  last_at: number;
  due_at: number;
  epoch: number;
  now: number;
}
type MeterRow = { meter: Meter; deficit_u: number } & Record<`${Place}_u`, number>;

/** Locks the account's row and reads its meters. Throws when there is no such account. */
export async function openBooks(tx: Tx, accountId: string): Promise<Books> {
  const account = await one<AccountRow>(
    tx,
    `select state, plan_id, plan_version, anchor_day, seq, last_at, due_at, ${EPOCH_SQL} as epoch, kiln_now() as now from account where account_id = ?${tx.lock}`,
    [accountId],
  );
  const rows = await tx.all<MeterRow>('select meter, available_u, leased_u, held_u, spent_u, expired_u, deficit_u from account_meter where account_id = ?', [accountId]);
  const stateOf = (meter: Meter): MeterState => {
    const row = rows.find((r) => r.meter === meter);
    if (row === undefined) throw new Error('account without meter');
    return { available: row.available_u, leased: row.leased_u, held: row.held_u, spent: row.spent_u, expired: row.expired_u, deficit: row.deficit_u };
  };
  return {
    tx,
    accountId,
    now: Math.max(account.now, account.last_at),
    state: account.state,
    planId: account.plan_id,
    planVersion: account.plan_version,
    anchorDay: account.anchor_day,
    epoch: account.epoch,
    meters: { actions: stateOf('actions'), data_credits: stateOf('data_credits') },
    limits: null,
    seq: account.seq,
    dueAt: account.due_at,
  };
}

/** Writes the meters, the sequence and the clock. Nothing of the account may change after this in the transaction. */
export async function closeBooks(books: Books): Promise<void> {
  for (const meter of METERS) {
    const s = books.meters[meter];
    await books.tx.run(
      'update account_meter set available_u = ?, leased_u = ?, held_u = ?, spent_u = ?, expired_u = ?, deficit_u = ? where account_id = ? and meter = ?',
      [s.available, s.leased, s.held, s.spent, s.expired, s.deficit, books.accountId, meter],
    );
  }
  await books.tx.run('update account set seq = ?, last_at = ?, due_at = ? where account_id = ?', [books.seq, books.now, books.dueAt, books.accountId]);
}

/** Moves value of one lot from one place to another, in the lot and in its meter alike. */
export async function move(books: Books, meter: Meter, lotId: string, amount: Micro, from: Place, to: Place): Promise<void> {
  if (amount < 0) throw new RangeError('a movement is not negative');
  if (amount === 0 || from === to) return;
  const delta = (place: Place): number => (place === to ? amount : 0) - (place === from ? amount : 0);
  const changed = await books.tx.run(
    `update lot set ${PLACES.map((p) => `${p}_u = ${p}_u + ?`).join(', ')} where account_id = ? and lot_id = ? and meter = ?`,
    [...PLACES.map(delta), books.accountId, lotId, meter],
  );
  if (changed !== 1) throw new Error('movement on a lot that does not exist');
  const state = books.meters[meter];
  state[from] = micro(state[from] - amount);
  state[to] = micro(state[to] + amount);
}

export type EventBody = Omit<LedgerEvent, 'seq' | 'at' | 'kind'>;

/**
 * Appends to the account's feed, and to its outbox where the world outside is told of such an event.
 * The number comes from the locked row, so it is dense and in order of commit.
 */
export async function emit(books: Books, kind: LedgerEvent['kind'], body: EventBody): Promise<number> {
  books.seq += 1;
  await books.tx.run('insert into event (account_id, seq, kind, body, at) values (?, ?, ?, ?, ?)', [books.accountId, books.seq, kind, JSON.stringify(body), books.now]);
  const message = messageOf(kind, books.seq, body);
  if (message !== null) await enqueue(books, message.topic, message.payload, `event-${books.seq}`);
  return books.seq;
}

/** An event about one meter only. */
export const amountOn = (meter: Meter, amount: number): { actions: number; credits: number } =>
  meter === 'actions' ? { actions: amount, credits: 0 } : { actions: 0, credits: amount };

interface LotRow extends Record<`${Place}_u`, number> {
  lot_id: string;
  meter: Meter;
  source: LotSource;
  priority: number;
  effective_at: number;
  expires_at: number | null;
  amount_u: number;
}
const LOT_COLUMNS = 'lot_id, meter, source, priority, effective_at, expires_at, amount_u, available_u, leased_u, held_u, spent_u, expired_u';

const toLot = (row: LotRow): Lot => ({
  id: row.lot_id,
  meter: row.meter,
  source: row.source,
  priority: row.priority,
  effectiveAt: row.effective_at,
  expiresAt: row.expires_at,
  amount: micro(row.amount_u),
  available: micro(row.available_u),
  leased: micro(row.leased_u),
  held: micro(row.held_u),
  spent: micro(row.spent_u),
  expired: micro(row.expired_u),
});

/** Lots of a meter that still have something to give, live or not. */
export const lotsWithValue = async (books: Books, meter: Meter): Promise<Lot[]> =>
  (await books.tx.all<LotRow>(`select ${LOT_COLUMNS} from lot where account_id = ? and meter = ? and available_u > 0`, [books.accountId, meter])).map(toLot);

/** Plan lots that count towards the cap: whatever of them is not yet spent or expired. */
export const openPlanLots = async (books: Books, meter: Meter): Promise<Lot[]> =>
  (await books.tx.all<LotRow>(
    `select ${LOT_COLUMNS} from lot where account_id = ? and meter = ? and source = 'plan' and available_u + held_u + leased_u > 0`,
    [books.accountId, meter],
  )).map(toLot);

export async function lotById(books: Books, lotId: string): Promise<Lot> {
  return toLot(await one<LotRow>(books.tx, `select ${LOT_COLUMNS} from lot where account_id = ? and lot_id = ?`, [books.accountId, lotId]));
}
