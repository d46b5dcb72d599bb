import { ledgerEventSchema, type LedgerEvent } from '../../lib/contracts/account-api.ts';
import { FOLD_ACCOUNTS, FOLD_EVENTS, FOLD_VIEW_EVENTS } from '../../lib/core/limits.ts';
import { insertMany, selectIn } from '../sql/bulk.ts';
import { forEachAccount } from '../sql/each-account.ts';
import { one, type Database, type SqlValue, type Tx } from '../sql/sql.ts';
import { dayOf } from './days.ts';

/** Kinds whose amounts add up to the balance; the others only say what is set aside, given back or changed. */
export const COUNTED_KINDS = ['grant', 'post', 'spend', 'reversal', 'expire'] as const;
export const isCounted = (kind: string): boolean => (COUNTED_KINDS as readonly string[]).includes(kind);
/** Said by the entry that ends it: a hold is not a line of the statement. */
const LEFT_OUT = 'reserve';
const USED_KINDS: readonly string[] = ['post', 'spend', 'reversal'];

export interface Folded {
  /** The statement reaches to here. */
  readonly seq: number;
  /** Newest entry of the account. */
  readonly head: number;
}

interface Cursor {
  seq: number;
  actions_u: number;
  credits_u: number;
}

/**
 * Copies what is new in an account's feed into the tables that the pages read, in steps of their own transaction.
 * The feed is dense and in order of commit, so nothing is skipped and nothing is counted twice.
 * @param most entries at most; the rest is for the next time
 */
export async function foldEntries(db: Database, accountId: string, most: number = FOLD_VIEW_EVENTS): Promise<Folded> {
  for (let done = 0; ; done += FOLD_EVENTS) {
    const seq = await db.transaction((tx) => foldStep(tx, accountId));
    const { head } = await one<{ head: number }>(db, 'select seq as head from account where account_id = ?', [accountId]);
    if (seq >= head || done + FOLD_EVENTS >= most) return { seq, head };
  }
}

/** Accounts whose feed is longer than what was folded, in the order of their ids. @param after the last one of the page before */
export const accountsToFold = async (db: Database, limit: number, after = ''): Promise<string[]> =>
  (await db.all<{ account_id: string }>(
    'select a.account_id from account a left join admin_cursor c on c.account_id = a.account_id where a.account_id > ? and (c.seq is null or c.seq < a.seq) order by a.account_id limit ?',
    [after, limit],
  )).map((row) => row.account_id);

/** Brings every account a step nearer to its head, one after the other; read in between by nobody who waits. */
export const foldNewest = (db: Database, signal: AbortSignal, onError: (error: unknown) => void): Promise<void> =>
  forEachAccount((after) => accountsToFold(db, FOLD_ACCOUNTS, after), (accountId) => foldEntries(db, accountId), signal, onError);

async function foldStep(tx: Tx, accountId: string): Promise<number> {
  await tx.run('insert into admin_cursor (account_id, seq, actions_u, credits_u, supplier_day) values (?, 0, 0, 0, -1) on conflict (account_id) do nothing', [accountId]);
  const cursor = await one<Cursor>(tx, `select seq, actions_u, credits_u from admin_cursor where account_id = ?${tx.lock}`, [accountId]);
  const rows = await tx.all<{ seq: number; at: number; kind: string; body: string }>('select seq, at, kind, body from event where account_id = ? and seq > ? order by seq limit ?', [accountId, cursor.seq, FOLD_EVENTS]);
  const last = rows[rows.length - 1];
  if (last === undefined) return cursor.seq;
  const events = rows.filter((row) => row.kind !== LEFT_OUT).map((row) => ledgerEventSchema.parse({ ...(JSON.parse(row.body) as object), seq: row.seq, at: row.at, kind: row.kind }));
  const places = await placesOf(tx, accountId, events);
  await writeEntries(tx, accountId, events, places, cursor);
  await writeDays(tx, accountId, events, places);
  await tx.run('update admin_cursor set seq = ?, actions_u = ?, credits_u = ? where account_id = ?', [last.seq, cursor.actions_u, cursor.credits_u, accountId]);
  return last.seq;
}

/** What a charge was made in and for; empty = not said. */
interface Place {
  readonly run_id: string;
  readonly table_ref: string;
  readonly waterfall_ref: string;
}
const NOWHERE: Place = { run_id: '', table_ref: '', waterfall_ref: '' };
/** Tables that count by one of them. */
const BY_PLACE = [['usage_run', 'run_id'], ['usage_table', 'table_ref'], ['usage_waterfall', 'waterfall_ref']] as const;

async function placesOf(tx: Tx, accountId: string, events: readonly LedgerEvent[]): Promise<ReadonlyMap<string, Place>> {
  const ids = [...new Set(events.flatMap((event) => (event.chargeId === undefined ? [] : [event.chargeId])))];
  const rows = await selectIn<Place & { charge_id: string }>(tx, 'select charge_id, run_id, table_ref, waterfall_ref from charge where account_id = ? and charge_id in {in}', [accountId], ids);
  return new Map(rows.map((row) => [row.charge_id, row]));
}

/** Moves the cursor's sums along. */
async function writeEntries(tx: Tx, accountId: string, events: readonly LedgerEvent[], places: ReadonlyMap<string, Place>, cursor: Cursor): Promise<void> {
  const rows = events.map((event): SqlValue[] => {
    if (isCounted(event.kind)) {
      cursor.actions_u += event.actions;
      cursor.credits_u += event.credits;
    }
    return [
      accountId, event.seq, event.at, event.kind, event.member ?? '', event.deviceId ?? '', event.providerId ?? '', event.operation ?? '', event.enrichment ?? '', event.route ?? '',
      event.code ?? '', event.chargeId ?? '', (places.get(event.chargeId ?? '') ?? NOWHERE).run_id, event.actions, event.credits, cursor.actions_u, cursor.credits_u,
    ];
  });
  await insertMany(
    tx,
    `insert into entry (account_id, seq, at, kind, member, device_id, provider_id, operation, enrichment, route, code, charge_id, run_id, actions_u, credits_u, actions_after_u, credits_after_u)`,
    rows,
  );
}

interface Sums {
  readonly key: readonly SqlValue[];
  n: number;
  movesActions: number;
  movesCredits: number;
  actions: number;
  credits: number;
}

function addTo(sums: Map<string, Sums>, key: readonly SqlValue[], event: LedgerEvent): void {
  const name = JSON.stringify(key);
  const sum = sums.get(name) ?? { key, n: 0, movesActions: 0, movesCredits: 0, actions: 0, credits: 0 };
  sum.n += 1;
  sum.movesActions += event.actions === 0 ? 0 : 1;
  sum.movesCredits += event.credits === 0 ? 0 : 1;
  // Amounts of kinds that do not count would only be added to be left out again.
  sum.actions += isCounted(event.kind) ? event.actions : 0;
  sum.credits += isCounted(event.kind) ? event.credits : 0;
  sums.set(name, sum);
}

async function writeDays(tx: Tx, accountId: string, events: readonly LedgerEvent[], places: ReadonlyMap<string, Place>): Promise<void> {
  const days = new Map<string, Sums>();
  const byPlace = BY_PLACE.map(([table, column]) => ({ table, column, sums: new Map<string, Sums>() }));
  for (const event of events) {
    const day = dayOf(event.at);
    addTo(days, [accountId, day, event.kind, event.member ?? '', event.providerId ?? '', event.operation ?? '', event.enrichment ?? '', event.route ?? '', event.code ?? ''], event);
    if (!USED_KINDS.includes(event.kind)) continue;
    const place = places.get(event.chargeId ?? '') ?? NOWHERE;
    for (const { column, sums } of byPlace) addTo(sums, [accountId, day, place[column], event.kind, event.member ?? ''], event);
  }
  const adds = (table: string, columns: readonly string[]): string => `do update set ${columns.map((c) => `${c} = ${table}.${c} + excluded.${c}`).join(', ')}`;
  await insertMany(
    tx,
    'insert into usage_day (account_id, day, kind, member, provider_id, operation, enrichment, route, code, n, n_actions, n_credits, actions_u, credits_u)',
    [...days.values()].map((sum) => [...sum.key, sum.n, sum.movesActions, sum.movesCredits, sum.actions, sum.credits]),
    `on conflict (account_id, day, kind, member, provider_id, operation, enrichment, route, code) ${adds('usage_day', ['n', 'n_actions', 'n_credits', 'actions_u', 'credits_u'])}`,
  );
  for (const { table, column, sums } of byPlace) {
    await insertMany(
      tx,
      `insert into ${table} (account_id, day, ${column}, kind, member, n, actions_u, credits_u)`,
      [...sums.values()].map((sum) => [...sum.key, sum.n, sum.actions, sum.credits]),
      `on conflict (account_id, day, ${column}, kind, member) ${adds(table, ['n', 'actions_u', 'credits_u'])}`,
    );
  }
}
