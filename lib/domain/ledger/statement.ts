/** The statement: the account's feed as lines that add up. Pure; a line is a fact and is never changed. */
import { NOTHING, UNIT, addAmounts, micro, type Amounts, type Meter, type Micro } from './amount.ts';
import { REPEATED } from './charge.ts';

export const ENTRY_KINDS = ['grant', 'reserve', 'post', 'void', 'expire', 'spend', 'reversal', 'lease', 'lease_return', 'plan', 'limit'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One line of the feed; the wire's event has this shape. `seq` is dense and in order of time; amounts are signed micro-units. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly kind: EntryKind;
  readonly actions: number;
  readonly credits: number;
  readonly chargeId?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly member?: string | undefined;
  readonly providerId?: string | undefined;
  readonly operation?: string | undefined;
  readonly enrichment?: string | undefined;
  readonly route?: 'free' | 'own' | 'account' | undefined;
  readonly code?: string | undefined;
  /** `seq` of the entry that this one takes back a part of. */
  readonly reverses?: number | undefined;
}

/** What a person looks for: kinds that mean the same to them. */
export const KIND_GROUPS = {
  taken: ['post', 'spend'],
  missed: ['void'],
  granted: ['grant'],
  reversed: ['reversal'],
  expired: ['expire'],
  aside: ['reserve', 'lease', 'lease_return'],
  notices: ['plan', 'limit'],
} as const satisfies Readonly<Record<string, readonly EntryKind[]>>;
export type KindGroup = keyof typeof KIND_GROUPS;
export const KIND_GROUP_NAMES = Object.keys(KIND_GROUPS) as KindGroup[];

export const groupOf = (kind: EntryKind): KindGroup => KIND_GROUP_NAMES.find((group) => (KIND_GROUPS[group] as readonly EntryKind[]).includes(kind)) ?? 'notices';

const MOVES: ReadonlySet<EntryKind> = new Set(['grant', 'reversal', 'expire', 'spend', 'post']);

/** What a line adds to or takes from all that the account owns. Setting something aside, and giving it back, changes nothing. */
export const effectOf = (entry: Entry): Amounts => (MOVES.has(entry.kind) ? { actions: micro(entry.actions), credits: micro(entry.credits) } : NOTHING);

/** The part of an amount of both meters that belongs to one. */
export const partOf = (amounts: Amounts, meter: Meter): Micro => (meter === 'actions' ? amounts.actions : amounts.credits);

/** All that the account owns of a meter: what can be spent and what is set aside, less what was spent beyond it. */
export const ownedOf = (balance: { readonly available: number; readonly held: number; readonly leased: number; readonly deficit: number }): Micro =>
  micro(balance.available + balance.held + balance.leased - balance.deficit);

/** Sums of a part of the statement. granted + reversed + taken + expired = net, on both meters. */
export interface Sums {
  readonly lines: number;
  readonly granted: Amounts;
  readonly reversed: Amounts;
  /** Zero or less. */
  readonly taken: Amounts;
  /** Zero or less. */
  readonly expired: Amounts;
  readonly net: Amounts;
  /** Answers that were charged, and questions that had none. */
  readonly answers: number;
  readonly misses: number;
}
export const NO_SUMS: Sums = { lines: 0, granted: NOTHING, reversed: NOTHING, taken: NOTHING, expired: NOTHING, net: NOTHING, answers: 0, misses: 0 };

export function addEntry(sums: Sums, entry: Entry): Sums {
  const effect = effectOf(entry);
  const group = groupOf(entry.kind);
  const base = { ...sums, lines: sums.lines + 1, net: addAmounts(sums.net, effect) };
  if (group === 'granted' || group === 'reversed' || group === 'expired') return { ...base, [group]: addAmounts(sums[group], effect) };
  if (group === 'taken') return { ...base, taken: addAmounts(sums.taken, effect), answers: sums.answers + (entry.actions !== 0 || entry.credits !== 0 ? 1 : 0) };
  // An answer that is given again is neither an answer that was charged nor a miss.
  return group === 'missed' && entry.code !== REPEATED ? { ...base, misses: sums.misses + 1 } : base;
}

export interface EntryFilter {
  readonly meter?: Meter | undefined;
  readonly group?: KindGroup | undefined;
  readonly providerId?: string | undefined;
  readonly member?: string | undefined;
  readonly enrichment?: string | undefined;
  /** From this instant on, and before that one; milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Words that all have to occur. */
  readonly text?: string | undefined;
}

export const isFiltered = (filter: EntryFilter): boolean => Object.values(filter).some((value) => value !== undefined && value !== '');

/** True when the line is what is looked for. @param wordsOf the line in words, asked for only when there is a text */
export function matches(entry: Entry, filter: EntryFilter, wordsOf: (entry: Entry) => string): boolean {
  const { meter, group, providerId, member, enrichment, from, until, text } = filter;
  if (from !== undefined && entry.at < from) return false;
  if (until !== undefined && entry.at >= until) return false;
  if (group !== undefined && groupOf(entry.kind) !== group) return false;
  if (providerId !== undefined && entry.providerId !== providerId) return false;
  if (member !== undefined && entry.member !== member) return false;
  if (enrichment !== undefined && entry.enrichment !== enrichment) return false;
  if (meter === 'actions' && entry.actions === 0) return false;
  if (meter === 'data_credits' && entry.credits === 0) return false;
  if (text === undefined || text.trim() === '') return true;
  const words = wordsOf(entry).toLocaleLowerCase('en');
  return text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean).every((part) => words.includes(part));
}

/** Whole Actions in an amount, a begun one counted as whole: tiers are prices of whole ones. */
export const wholeActions = (amount: Micro): number => (amount - (amount % UNIT)) / UNIT + (amount % UNIT > 0 ? 1 : 0);
