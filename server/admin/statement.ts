import { one, type Database, type Sql } from '../sql/sql.ts';
import { DAY_MS, dayStart } from './days.ts';
import { balanceBefore, entryPage, seqAt, whereOf, type EntryFilter, type EntryPage } from './entries.ts';
import { foldEntries, isCounted } from './fold.ts';

export interface BothMeters {
  readonly actions: number;
  readonly credits: number;
}
/** All entries of one kind in the time shown. */
export interface KindSum extends BothMeters {
  readonly kind: string;
  readonly n: number;
}
export interface Statement {
  readonly opening: BothMeters;
  readonly closing: BothMeters;
  /** Kinds that move the balance, whatever the filter says. */
  readonly sums: readonly KindSum[];
  /** What passes the filter, and what does not. */
  readonly shown: BothMeters & { readonly n: number };
  readonly hidden: BothMeters & { readonly n: number };
  /** opening + every counted entry = closing, on both meters. */
  readonly addsUp: boolean;
  /** The newest balance against the meters themselves; null when newer entries are still to be copied. */
  readonly meetsMeters: boolean | null;
  /** Entries not copied yet. */
  readonly behind: number;
  readonly page: EntryPage;
}

const NONE: BothMeters = { actions: 0, credits: 0 };
const plus = (a: BothMeters, b: BothMeters): BothMeters => ({ actions: a.actions + b.actions, credits: a.credits + b.credits });
const isSame = (a: BothMeters, b: BothMeters): boolean => a.actions === b.actions && a.credits === b.credits;

/** The account's statement for some days: where it began, what happened, where it ended, and whether that adds up. */
export async function statement(db: Database, accountId: string, filter: EntryFilter, place: { readonly before?: number; readonly after?: number }, limit: number): Promise<Statement> {
  const folded = await foldEntries(db, accountId);
  const low = await seqAt(db, accountId, dayStart(filter.fromDay));
  const high = await seqAt(db, accountId, dayStart(filter.toDay) + DAY_MS);
  const opening = await balanceBefore(db, accountId, low);
  const closing = await balanceBefore(db, accountId, high);
  const all = await sumsByKind(db, accountId, filter, false);
  const passed = await sumsByKind(db, accountId, filter, true);
  const total = all.reduce<BothMeters>(plus, NONE);
  const shown = totalOf(passed);
  const everything = totalOf(all);
  return {
    opening,
    closing,
    sums: all.filter((sum) => isCounted(sum.kind)),
    shown,
    hidden: { n: everything.n - shown.n, actions: everything.actions - shown.actions, credits: everything.credits - shown.credits },
    addsUp: isSame(plus(opening, total), closing),
    meetsMeters: await meetsMeters(db, accountId),
    behind: folded.head - folded.seq,
    // The days know that nothing passes: the entries need not be looked through for it.
    page: shown.n === 0 ? { entries: [], older: null, newer: null } : await entryPage(db, accountId, filter, place, limit),
  };
}

const totalOf = (sums: readonly KindSum[]): BothMeters & { readonly n: number } => ({ n: sums.reduce((n, sum) => n + sum.n, 0), ...sums.reduce<BothMeters>(plus, NONE) });

/** Amounts of kinds that do not count are 0 in the days. */
async function sumsByKind(sql: Sql, accountId: string, filter: EntryFilter, isFiltered: boolean): Promise<KindSum[]> {
  const where = isFiltered ? whereOf(filter) : { text: '', params: [] };
  const count = !isFiltered || filter.meter === undefined ? 'n' : filter.meter === 'actions' ? 'n_actions' : 'n_credits';
  const rows = await sql.all<{ kind: string; n: number; actions_u: number; credits_u: number }>(
    `select kind, cast(sum(${count}) as bigint) as n, cast(sum(actions_u) as bigint) as actions_u, cast(sum(credits_u) as bigint) as credits_u
     from usage_day where account_id = ? and day >= ? and day <= ?${where.text} group by kind order by kind`,
    [accountId, filter.fromDay, filter.toDay, ...where.params],
  );
  return rows.map((row) => ({ kind: row.kind, n: row.n, actions: row.actions_u, credits: row.credits_u }));
}

interface HeadRow {
  seq: number;
  folded: number;
  actions_u: number;
  credits_u: number;
  meter_actions_u: number;
  meter_credits_u: number;
}

/** The feed's sum against what can be spent, is held and is leased, less the deficit: in one statement, so of one instant. */
async function meetsMeters(sql: Sql, accountId: string): Promise<boolean | null> {
  const meter = (name: string): string => `(select available_u + held_u + leased_u - deficit_u from account_meter m where m.account_id = a.account_id and m.meter = '${name}')`;
  const head = await one<HeadRow>(
    sql,
    `select a.seq, c.seq as folded, c.actions_u, c.credits_u, ${meter('actions')} as meter_actions_u, ${meter('data_credits')} as meter_credits_u
     from account a join admin_cursor c on c.account_id = a.account_id where a.account_id = ?`,
    [accountId],
  );
  return head.seq === head.folded ? head.actions_u === head.meter_actions_u && head.credits_u === head.meter_credits_u : null;
}

/** What is wrong with the statement; the page hides the line when nothing is. */
export const statementIsSound = (s: Statement): boolean => s.addsUp && s.meetsMeters !== false;
