import type { Meter } from '../../lib/domain/ledger/amount.ts';
import { TAKEN_BACK } from '../../lib/domain/ledger/lots.ts';
import { first, type Sql, type SqlValue } from '../sql/sql.ts';
import { DAY_MS, dayStart } from './days.ts';
import { isCounted } from './fold.ts';
import { selectIn } from '../sql/bulk.ts';

/** What of the statement is shown. Days are whole days since 1970 (UTC), the last one included. */
export interface EntryFilter {
  readonly fromDay: number;
  readonly toDay: number;
  readonly meter?: Meter;
  readonly member?: string;
  readonly providerId?: string;
  readonly kind?: string;
}

/** A part of a lot that an entry gave or took. */
export interface LotPart {
  readonly lotId: string;
  /** The form by which it was given or taken back; its note has this id. */
  readonly noteId: string;
  readonly source: string;
  readonly meter: Meter;
  readonly amount: number;
  readonly expiresAt: number | null;
}

export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly counts: boolean;
  readonly member: string;
  readonly deviceId: string;
  readonly providerId: string;
  readonly operation: string;
  readonly enrichment: string;
  readonly route: string;
  readonly code: string;
  readonly chargeId: string;
  readonly runId: string;
  readonly actions: number;
  readonly credits: number;
  readonly actionsAfter: number;
  readonly creditsAfter: number;
}

interface EntryRow {
  seq: number;
  at: number;
  kind: string;
  member: string;
  device_id: string;
  provider_id: string;
  operation: string;
  enrichment: string;
  route: string;
  code: string;
  charge_id: string;
  run_id: string;
  actions_u: number;
  credits_u: number;
  actions_after_u: number;
  credits_after_u: number;
}

const toEntry = (row: EntryRow): Entry => ({
  seq: row.seq,
  at: row.at,
  kind: row.kind,
  counts: isCounted(row.kind),
  member: row.member,
  deviceId: row.device_id,
  providerId: row.provider_id,
  operation: row.operation,
  enrichment: row.enrichment,
  route: row.route,
  code: row.code,
  chargeId: row.charge_id,
  runId: row.run_id,
  actions: row.actions_u,
  credits: row.credits_u,
  actionsAfter: row.actions_after_u,
  creditsAfter: row.credits_after_u,
});

/** First entry at or after an instant; times never go back along the feed. */
export const seqAt = async (sql: Sql, accountId: string, at: number): Promise<number> =>
  (await first<{ seq: number }>(sql, 'select seq from entry where account_id = ? and at >= ? order by at, seq limit 1', [accountId, at]))?.seq ?? Number.MAX_SAFE_INTEGER;

/** What the account had just before an entry: everything that came before it added up. */
export async function balanceBefore(sql: Sql, accountId: string, seq: number): Promise<{ readonly actions: number; readonly credits: number }> {
  const row = await first<{ actions_after_u: number; credits_after_u: number }>(sql, 'select actions_after_u, credits_after_u from entry where account_id = ? and seq < ? order by seq desc limit 1', [accountId, seq]);
  return { actions: row?.actions_after_u ?? 0, credits: row?.credits_after_u ?? 0 };
}

/** Entries and places to go on from. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  /** `seq` to ask for older ones before; null at the end. */
  readonly older: number | null;
  /** `seq` to ask for newer ones after; null at the head. */
  readonly newer: number | null;
}

/** One page of the statement, newest first. */
export async function entryPage(sql: Sql, accountId: string, filter: EntryFilter, place: { readonly before?: number; readonly after?: number }, limit: number): Promise<EntryPage> {
  const low = await seqAt(sql, accountId, dayStart(filter.fromDay));
  const high = await seqAt(sql, accountId, dayStart(filter.toDay) + DAY_MS);
  const isBack = place.after !== undefined;
  const rows = await readEntries(sql, accountId, filter, {
    low: Math.max(low, place.after === undefined ? 0 : place.after + 1),
    high: Math.min(high, place.before ?? high),
    order: isBack ? 'asc' : 'desc',
    limit: limit + 1,
  });
  const isMore = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (isBack) shown.reverse();
  const [newest, oldest] = [shown[0]?.seq, shown[shown.length - 1]?.seq];
  const hasNewer = isBack ? isMore : place.before !== undefined && newest !== undefined;
  const hasOlder = isBack ? oldest !== undefined : isMore;
  return { entries: shown, older: hasOlder ? oldest ?? null : null, newer: hasNewer ? newest ?? null : null };
}

/** Entries with `low <= seq < high` that pass the filter. */
export async function readEntries(
  sql: Sql,
  accountId: string,
  filter: Pick<EntryFilter, 'meter' | 'member' | 'providerId' | 'kind'>,
  range: { readonly low: number; readonly high: number; readonly order: 'asc' | 'desc'; readonly limit: number },
): Promise<Entry[]> {
  const where = whereOf(filter);
  const meter = filter.meter === undefined ? '' : ` and ${filter.meter === 'actions' ? 'actions_u' : 'credits_u'} <> 0`;
  const rows = await sql.all<EntryRow>(
    `select seq, at, kind, member, device_id, provider_id, operation, enrichment, route, code, charge_id, run_id, actions_u, credits_u, actions_after_u, credits_after_u
     from entry where account_id = ? and seq >= ? and seq < ?${where.text}${meter} order by seq ${range.order} limit ?`,
    [accountId, range.low, range.high, ...where.params, range.limit],
  );
  return rows.map(toEntry);
}

/** The parts of the filter that both the entries and the days have as columns. */
export function whereOf(filter: Pick<EntryFilter, 'member' | 'providerId' | 'kind'>): { readonly text: string; readonly params: readonly SqlValue[] } {
  const parts: (readonly [string, string | undefined])[] = [['member', filter.member], ['provider_id', filter.providerId], ['kind', filter.kind]];
  const given = parts.filter((part): part is readonly [string, string] => part[1] !== undefined);
  return { text: given.map(([column]) => ` and ${column} = ?`).join(''), params: given.map(([, value]) => value) };
}

interface LotRow {
  /** Of the charge, or of the form. */
  of_id: string;
  lot_id: string;
  source: string;
  meter: Meter;
  amount_u: number;
  expires_at: number | null;
}

/** The lots of entries by their `seq`: where charges took from, where reversals gave back to, what grants made, and what was taken back of. */
export async function lotsOf(sql: Sql, accountId: string, entries: readonly Entry[]): Promise<ReadonlyMap<number, readonly LotPart[]>> {
  const charges = entries.filter((entry) => entry.chargeId !== '' && (entry.kind === 'post' || entry.kind === 'spend' || entry.kind === 'reversal'));
  const originals = new Map(
    (await selectIn<{ charge_id: string; reversal_of: string }>(
      sql,
      'select charge_id, reversal_of from charge where account_id = ? and reversal_of is not null and charge_id in {in}',
      [accountId],
      charges.filter((entry) => entry.kind === 'reversal').map((entry) => entry.chargeId),
    )).map((row) => [row.charge_id, row.reversal_of]),
  );
  const chargeOf = (entry: Entry): string => originals.get(entry.chargeId) ?? entry.chargeId;
  const parts = await selectIn<LotRow>(
    sql,
    `select a.charge_id as of_id, a.lot_id, l.source, a.meter, a.amount_u, l.expires_at from charge_alloc a join lot l on l.account_id = a.account_id and l.lot_id = a.lot_id
     where a.account_id = ? and a.charge_id in {in}`,
    [accountId],
    [...new Set(charges.map(chargeOf))],
  );
  const found = new Map<number, readonly LotPart[]>();
  for (const entry of charges) found.set(entry.seq, parts.filter((part) => part.of_id === chargeOf(entry)).map(toPart));
  for (const entry of entries.filter((e) => e.kind === 'grant')) {
    found.set(entry.seq, (await sql.all<LotRow>(entry.code === TAKEN_BACK ? TAKEN_LOT : MADE_LOT, [accountId, entry.seq])).map(toPart));
  }
  return found;
}

const MADE_LOT = 'select lot_id as of_id, lot_id, source, meter, amount_u, expires_at from lot where account_id = ? and created_seq = ?';
const TAKEN_LOT = `select t.taking_id as of_id, t.lot_id, l.source, l.meter, t.amount_u, l.expires_at from taken_back t join lot l on l.account_id = t.account_id and l.lot_id = t.lot_id
  where t.account_id = ? and t.seq = ?`;

const toPart = (row: LotRow): LotPart => ({ lotId: row.lot_id, noteId: row.of_id, source: row.source, meter: row.meter, amount: row.amount_u, expiresAt: row.expires_at });
