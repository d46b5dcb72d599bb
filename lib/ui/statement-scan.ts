/** Reads the feed once, newest first, a stretch at a time: what is kept of a line is its number and what was owned after it. */
import type { RunId } from '../core/ids.ts';
import { micro, type Amounts } from '../domain/ledger/amount.ts';
import { NO_SUMS, addEntry, effectOf, matches, type Entry, type EntryFilter, type Sums } from '../domain/ledger/statement.ts';
import { searchWords } from '../domain/ledger/explain.ts';

/** Lines of one read. */
export const STRETCH = 2_000;

/** What the scan needs of the store. */
export interface EntrySource {
  bounds(): Promise<{ readonly first: number; readonly last: number } | null>;
  stretch(from: number, to: number): Promise<readonly Entry[]>;
  runsOf(chargeIds: readonly string[]): Promise<ReadonlyMap<string, RunId>>;
}

export type Grouping = 'none' | 'day' | 'run';

/** Lines that belong together, newest first. */
export interface EntryGroup {
  /** A day as milliseconds, a run's id, or '' for what belongs to none. */
  readonly key: string;
  /** Places in the list. */
  readonly places: number[];
  sums: Sums;
}

export interface Facets {
  readonly providers: readonly string[];
  readonly members: readonly string[];
  readonly enrichments: readonly string[];
  /** The member that works on this device, as the feed calls them. */
  readonly me?: string;
}

/** What is known so far; a new object each time it is told, over the same lists. */
export interface Scan {
  /** The newest line that was looked at, and how many of all were. */
  readonly head: number;
  readonly looked: number;
  readonly total: number;
  readonly done: boolean;
  /** Numbers of the lines that fit, newest first, and what was owned after each. */
  readonly seqs: readonly number[];
  readonly actionsAfter: readonly number[];
  readonly creditsAfter: readonly number[];
  readonly groups: readonly EntryGroup[];
  readonly sums: Sums;
  /** Of all lines, whether they fit or not. */
  readonly all: Sums;
  /** What was owned after the newest line. */
  readonly owned: Amounts;
  /** What was owned before the oldest line here: nothing when the feed is whole. */
  readonly opening: Amounts;
  readonly first: number;
  readonly facets: Facets;
}

export interface ScanOptions {
  readonly filter: EntryFilter;
  readonly grouping: Grouping;
  /** What the account owns after its newest line. */
  readonly owned: Amounts;
  readonly nameOf: (providerId: string) => string;
  readonly startOfDay: (at: number) => number;
  /** The id of this device. */
  readonly deviceId?: string | undefined;
  readonly signal: AbortSignal;
  /** Told after the first stretch, now and then, and at the end. */
  readonly onProgress: (scan: Scan) => void;
}

/** Stretches between two tellings. */
const TELL_EVERY = 5;

/** Resolves when all lines were looked at, or at once when it is given up. */
export async function scanStatement(source: EntrySource, options: ScanOptions): Promise<void> {
  const { filter, grouping, signal, nameOf } = options;
  const bounds = await source.bounds();
  const seqs: number[] = [];
  const actionsAfter: number[] = [];
  const creditsAfter: number[] = [];
  const groups = new Map<string, EntryGroup>();
  const facets = { providers: new Set<string>(), members: new Set<string>(), enrichments: new Set<string>() };
  let me: string | undefined;
  let sums = NO_SUMS;
  let all = NO_SUMS;
  let now = options.owned;
  let looked = 0;
  const tell = (done: boolean): void => {
    if (signal.aborted) return;
    options.onProgress({
      head: bounds?.last ?? 0, first: bounds?.first ?? 1, looked, total: bounds ? bounds.last - bounds.first + 1 : 0, done, seqs, actionsAfter, creditsAfter, groups: [...groups.values()], sums, all, owned: options.owned, opening: now,
      facets: { providers: [...facets.providers].sort(), members: [...facets.members].sort(), enrichments: [...facets.enrichments].sort(), ...(me === undefined ? {} : { me }) },
    });
  };
  if (!bounds) return tell(true);
  for (let to = bounds.last, n = 0; to >= bounds.first; to -= STRETCH, n++) {
    const from = Math.max(bounds.first, to - STRETCH + 1);
    const entries = [...(await source.stretch(from, to))].reverse();
    if (signal.aborted) return;
    const runs = grouping === 'run' ? await source.runsOf([...new Set(entries.flatMap((e) => e.chargeId ?? []))]) : undefined;
    for (const entry of entries) {
      if (entry.providerId !== undefined) facets.providers.add(entry.providerId);
      if (entry.member !== undefined) facets.members.add(entry.member);
      if (me === undefined && entry.member !== undefined && entry.deviceId !== undefined && entry.deviceId === options.deviceId) me = entry.member;
      if (entry.enrichment !== undefined) facets.enrichments.add(entry.enrichment);
      all = addEntry(all, entry);
      if (matches(entry, filter, (e) => searchWords(e, nameOf))) {
        if (grouping !== 'none') toGroup(groups, keyOf(entry, grouping, runs, options.startOfDay), entry, seqs.length);
        sums = addEntry(sums, entry);
        seqs.push(entry.seq);
        actionsAfter.push(now.actions);
        creditsAfter.push(now.credits);
      }
      const effect = effectOf(entry);
      now = { actions: micro(now.actions - effect.actions), credits: micro(now.credits - effect.credits) };
    }
    looked += to - from + 1;
    if (n % TELL_EVERY === 0) tell(false);
  }
  tell(true);
}

function toGroup(groups: Map<string, EntryGroup>, key: string, entry: Entry, place: number): void {
  const group = groups.get(key) ?? { key, places: [], sums: NO_SUMS };
  group.places.push(place);
  group.sums = addEntry(group.sums, entry);
  groups.set(key, group);
}

const keyOf = (entry: Entry, grouping: Grouping, runs: ReadonlyMap<string, RunId> | undefined, startOfDay: (at: number) => number): string =>
  grouping === 'day' ? String(startOfDay(entry.at)) : ((entry.chargeId === undefined ? undefined : runs?.get(entry.chargeId)) ?? '');

/** A row of the list: the head of a group, or a line by its place. */
export type ListRow = { readonly kind: 'group'; readonly group: EntryGroup } | { readonly kind: 'line'; readonly place: number };

/** Rows of the list without making them all: groups that are closed are their head alone. */
export interface Rows {
  readonly count: number;
  at(index: number): ListRow | undefined;
}

export function rowsOf(scan: Pick<Scan, 'seqs' | 'groups'>, grouping: Grouping, closed: ReadonlySet<string>): Rows {
  if (grouping === 'none') {
    const { length } = scan.seqs;
    return { count: length, at: (index) => (index >= 0 && index < length ? { kind: 'line', place: index } : undefined) };
  }
  const starts: number[] = [];
  let count = 0;
  for (const group of scan.groups) {
    starts.push(count);
    count += 1 + (closed.has(group.key) ? 0 : group.places.length);
  }
  /** The last group that begins at or before the row. */
  const groupAt = (index: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    count,
    at(index) {
      if (index < 0 || index >= count) return undefined;
      const at = groupAt(index);
      const group = scan.groups[at];
      if (!group) return undefined;
      const place = group.places[index - (starts[at] ?? 0) - 1];
      return place === undefined ? { kind: 'group', group } : { kind: 'line', place };
    },
  };
}

/** True when the statement says the same as the balances: from nothing to what is owned now. */
export const addsUp = (scan: Scan): boolean => scan.first > 1 || (scan.opening.actions === 0 && scan.opening.credits === 0);

