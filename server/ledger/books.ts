import type { LedgerEvent } from '../../lib/contracts/account-api.ts';
import { METERS, add, micro, subtract, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { LOT_PRIORITY, type Lot, type LotSource } from '../../lib/domain/ledger/lots.ts';
import { updateNumbers } from '../sql/bulk.ts';
import { one, type Tx } from '../sql/sql.ts';
import { EPOCH_SQL } from './epoch.ts';
import { messageOf } from '../webhooks/topics.ts';
import { emptySheet, type LimitRow, type Sheet } from './rows.ts';

/** The places that value can be in; a movement is between two of them. */
export type Place = 'available' | 'leased' | 'held' | 'spent' | 'expired';
export const PLACES: readonly Place[] = ['available', 'leased', 'held', 'spent', 'expired'];

export interface MeterState extends Record<Place, number> {
  deficit: number;
}
/** A lot as it stands in these books; written when the books are closed. */
export type OpenLot = { -readonly [K in keyof Lot]: Lot[K] };

export interface Plan {
  readonly name: string;
  readonly actions_u: number;
  readonly credits_u: number;
}

/** One account, locked, inside one transaction. What changes is kept here and written at the end, many rows at a time. */
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
  /** How long an answer is given again, free; 0 = never. */
  readonly repeatMs: number;
  readonly meters: Record<Meter, MeterState>;
  seq: number;
  dueAt: number;
  /** Caches of rows, filled when first asked for. */
  limits: LimitRow[] | null;
  plan: Plan | null;
  revoked: ReadonlySet<string> | null;
  /** Some lead of this account was erased, and its tombstone is kept. */
  hasErased: boolean;
  readonly lots: Map<string, OpenLot>;
  /** All lots that are not yet spent or expired altogether have been read. */
  hasOpenLots: boolean;
  readonly dirtyLots: Set<string>;
  /** What waits to be written. */
  readonly sheet: Sheet;
  isTouched: boolean;
  /** Some lot has other value than before. */
  hasMoved: boolean;
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
  repeat_ms: number;
  limits_n: number;
  has_revoked: number;
  has_erased: number;
  now: number;
}
type MeterRow = { meter: Meter; deficit_u: number } & Record<`${Place}_u`, number>;

/** Locks the account's row and reads its meters. Throws when there is no such account. */
export async function openBooks(tx: Tx, accountId: string): Promise<Books> {
  const account = await one<AccountRow>(
    tx,
    `select state, plan_id, plan_version, anchor_day, seq, last_at, due_at, limits_n, repeat_ms, ${EPOCH_SQL} as epoch, kiln_now() as now,
       (select count(*) from device d where d.account_id = account.account_id and d.revoked_at is not null) as has_revoked,
       (select count(*) from (select 1 from erased_subject e where e.account_id = account.account_id limit 1) found) as has_erased
     from account where account_id = ?${tx.lock}`,
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
    repeatMs: account.repeat_ms,
    meters: { actions: stateOf('actions'), data_credits: stateOf('data_credits') },
    seq: account.seq,
    dueAt: account.due_at,
    limits: account.limits_n === 0 ? [] : null,
    plan: null,
    revoked: account.has_revoked === 0 ? new Set() : null,
    hasErased: account.has_erased > 0,
    lots: new Map(),
    hasOpenLots: false,
    dirtyLots: new Set(),
    sheet: emptySheet(),
    isTouched: false,
    hasMoved: false,
  };
}

/** Writes the meters, the sequence and the clock. Nothing of the account may change after this in the transaction. */
export async function closeBooks(books: Books): Promise<void> {
  if (!books.isTouched) return;
  const places = [...PLACES, 'deficit'] as const;
  await updateNumbers(books.tx, 'account_meter', books.accountId, 'meter', places.map((place) => `${place}_u`), METERS.map((meter) => [meter, ...places.map((place) => books.meters[meter][place])]));
  await books.tx.run('update account set seq = ?, last_at = ?, due_at = ?, plan_id = ?, plan_version = ? where account_id = ?', [books.seq, books.now, books.dueAt, books.planId, books.planVersion, books.accountId]);
}

/** The account is brought up to now no later than at this instant; null = not for its sake. */
export function dueBy(books: Books, at: number | null): void {
  if (at !== null) books.dueAt = Math.min(books.dueAt, at);
}

/** Moves value of one lot from one place to another, in the lot and in its meter alike. */
export async function move(books: Books, meter: Meter, lotId: string, amount: Micro, from: Place, to: Place): Promise<void> {
  if (amount < 0) throw new RangeError('a movement is not negative');
  if (amount === 0 || from === to) return;
  const lot = await openLot(books, lotId);
  if (lot.meter !== meter) throw new Error('movement on a lot of another meter');
  lot[from] = subtract(lot[from], amount);
  lot[to] = add(lot[to], amount);
  // A lot with nothing left is not waited for; what comes back to it is.
  if (to === 'available') dueBy(books, lot.expiresAt);
  books.dirtyLots.add(lotId);
  const state = books.meters[meter];
  state[from] = micro(state[from] - amount);
  state[to] = micro(state[to] + amount);
  books.isTouched = true;
  books.hasMoved = true;
}

export type EventBody = Omit<LedgerEvent, 'seq' | 'at' | 'kind'>;

/**
 * Appends to the account's feed, and to its outbox where the world outside is told of such an event.
 * The number comes from the locked row, so it is dense and in order of commit.
 */
export function emit(books: Books, kind: LedgerEvent['kind'], body: EventBody): number {
  books.seq += 1;
  books.sheet.events.push([books.accountId, books.seq, kind, JSON.stringify(body), books.now]);
  const message = messageOf(kind, books.seq, body);
  if (message !== null) books.sheet.messages.push({ ...message, id: `event-${books.seq}` });
  books.isTouched = true;
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

/** Lots of a meter that are not yet spent or expired altogether; those of both meters are read once. */
async function openLots(books: Books, meter: Meter): Promise<OpenLot[]> {
  if (!books.hasOpenLots) {
    const rows = await books.tx.all<LotRow>(`select ${LOT_COLUMNS} from lot where account_id = ? and available_u + held_u + leased_u > 0`, [books.accountId]);
    for (const row of rows) if (!books.lots.has(row.lot_id)) books.lots.set(row.lot_id, toLot(row));
    books.hasOpenLots = true;
  }
  return [...books.lots.values()].filter((lot) => lot.meter === meter);
}

async function openLot(books: Books, lotId: string): Promise<OpenLot> {
  const known = books.lots.get(lotId);
  if (known !== undefined) return known;
  const lot: OpenLot = toLot(await one<LotRow>(books.tx, `select ${LOT_COLUMNS} from lot where account_id = ? and lot_id = ?`, [books.accountId, lotId]));
  books.lots.set(lotId, lot);
  return lot;
}

/** Lots of a meter that still have something to give, live or not, as they are now. */
export const lotsWithValue = async (books: Books, meter: Meter): Promise<Lot[]> => (await openLots(books, meter)).filter((lot) => lot.available > 0).map((lot) => ({ ...lot }));

/** Plan lots that count towards the cap: whatever of them is not yet spent or expired. */
export const openPlanLots = async (books: Books, meter: Meter): Promise<Lot[]> =>
  (await openLots(books, meter)).filter((lot) => lot.source === 'plan' && lot.available + lot.held + lot.leased > 0).map((lot) => ({ ...lot }));

export const lotById = async (books: Books, lotId: string): Promise<Lot> => ({ ...(await openLot(books, lotId)) });

export interface NewLot {
  readonly lotId: string;
  readonly meter: Meter;
  readonly source: LotSource;
  readonly amount: Micro;
  readonly effectiveAt: number;
  readonly expiresAt: number | null;
  readonly periodNo: number | null;
  /** What the feed says of it; absent = its source. */
  readonly code?: string;
}

/** Lots that the ledger makes itself, for months and refunds, have ids of this form; nobody else's have. */
export const isOwnLot = (lotId: string): boolean => /^(?:plan|refund)-/.test(lotId);

/** Adds value; false when the lot is known already. */
export async function addLot(books: Books, lot: NewLot): Promise<boolean> {
  const priority = LOT_PRIORITY[lot.source];
  const added = await books.tx.run(
    `insert into lot (account_id, lot_id, meter, source, priority, effective_at, expires_at, period_no, amount_u, available_u, leased_u, held_u, spent_u, expired_u, created_seq)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?) on conflict (account_id, lot_id) do nothing`,
    [books.accountId, lot.lotId, lot.meter, lot.source, priority, lot.effectiveAt, lot.expiresAt, lot.periodNo, lot.amount, lot.amount, books.seq + 1],
  );
  if (added === 0) return false;
  const none = micro(0);
  books.lots.set(lot.lotId, { id: lot.lotId, meter: lot.meter, source: lot.source, priority, effectiveAt: lot.effectiveAt, expiresAt: lot.expiresAt, amount: lot.amount, available: lot.amount, leased: none, held: none, spent: none, expired: none });
  const state = books.meters[lot.meter];
  state.available = add(micro(state.available), lot.amount);
  dueBy(books, lot.expiresAt);
  books.hasMoved = true;
  emit(books, 'grant', { ...amountOn(lot.meter, lot.amount), code: lot.code ?? lot.source });
  return true;
}

/** The plan of the running month. */
export async function planOf(books: Books): Promise<Plan> {
  books.plan ??= await one<Plan>(books.tx, 'select name, actions_u, credits_u from plan where plan_id = ? and version = ?', [books.planId, books.planVersion]);
  return books.plan;
}
