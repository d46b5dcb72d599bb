/** Limits that a person sets on what may be taken: by run, by hour, by day, and of one table by hour, day and month. Null or absent = no limit of one's own. */
import { maxOf, micro, NOTHING, ZERO, type Amounts, type Meter, type Micro } from '../ledger/amount.ts';

/** Spans of time that a limit counts in. All of them roll: what was taken within so long of now. */
export const CAP_WINDOWS = ['hour', 'day', 'month'] as const;
export type CapWindow = (typeof CAP_WINDOWS)[number];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Milliseconds. A month is 30 days: it needs no account whose month could be meant, and has no first day on which twice as much can be taken. */
export const CAP_WINDOW_MS: Readonly<Record<CapWindow, number>> = { hour: HOUR_MS, day: DAY_MS, month: 30 * DAY_MS };

/** What all runs and deliveries of the device keep to. */
export type DeviceScope = 'run' | 'hour' | 'day';
export const CAP_SCOPES: readonly DeviceScope[] = ['run', 'hour', 'day'];
export type TableScope = `table-${CapWindow}`;
export type CapScope = DeviceScope | TableScope;
export const isOfTable = (scope: CapScope): scope is TableScope => scope.startsWith('table-');
/** Those that time moves on. */
export type WindowScope = Exclude<CapScope, 'run'>;

export interface Cap {
  readonly actions?: Micro;
  readonly credits?: Micro;
}
/** Limits of one table. */
export type TableCaps = { readonly [W in CapWindow]?: Cap };
export interface SpendLimits {
  readonly run?: Cap;
  readonly hour?: Cap;
  readonly day?: Cap;
  /** By the id of the table. */
  readonly tables?: Readonly<Record<string, TableCaps>>;
  /** A run that may take this many Data Credits or more asks once more; absent = the rule of the workspace. */
  readonly confirmAtCredits?: Micro;
  /** A run that takes this share more than it was expected to pauses itself, in percent. */
  readonly pauseOverPercent?: number;
}

export type TableTaken = Readonly<Record<CapWindow, Amounts>>;
/** What was taken and is held: within an hour and a day of now, and of the tables that have a limit within each window. */
export interface Taken {
  readonly hour: Amounts;
  readonly day: Amounts;
  readonly tables?: Readonly<Record<string, TableTaken>>;
}
export const NOTHING_TAKEN: Taken = { hour: NOTHING, day: NOTHING };

/** Whether anything has to be counted at all. */
export const countsTaken = ({ hour, day, tables }: SpendLimits): boolean => hour !== undefined || day !== undefined || Object.keys(tables ?? {}).length > 0;

/** Those of some tables that have limits, each once. */
export const limitedTables = ({ tables = {} }: SpendLimits, tableIds: Iterable<string>): readonly string[] => [...new Set(tableIds)].filter((id) => tables[id] !== undefined);

/** One limit and what was taken of it. */
export interface Bound {
  readonly scope: CapScope;
  readonly cap: Cap;
  readonly taken: Amounts;
}
export interface CapHit {
  readonly scope: CapScope;
  readonly meter: Meter;
  /** The limit, and what is left of it. */
  readonly limit: Micro;
  readonly left: Micro;
}

/** The limits of the device, smallest scope first. */
export function deviceBounds(limits: SpendLimits, taken: Taken): readonly Bound[] {
  const used: Readonly<Record<DeviceScope, Amounts>> = { run: NOTHING, hour: taken.hour, day: taken.day };
  return CAP_SCOPES.flatMap((scope) => (limits[scope] ? [{ scope, cap: limits[scope], taken: used[scope] }] : []));
}

/** The limits of one table, smallest window first; none when it has none. */
export function tableBounds(limits: SpendLimits, taken: Taken, tableId: string | undefined): readonly Bound[] {
  const caps = tableId === undefined ? undefined : limits.tables?.[tableId];
  if (!caps || tableId === undefined) return [];
  return CAP_WINDOWS.flatMap((window) => (caps[window] ? [{ scope: `table-${window}` as const, cap: caps[window], taken: taken.tables?.[tableId]?.[window] ?? NOTHING }] : []));
}

/** How much each limit leaves, by meter. */
export const roomsOf = (bounds: readonly Bound[]): readonly CapHit[] =>
  bounds.flatMap(({ scope, cap, taken }) =>
    (['actions', 'credits'] as const).flatMap((key): CapHit[] => {
      const limit = cap[key];
      return limit === undefined ? [] : [{ scope, meter: key === 'actions' ? 'actions' : 'data_credits', limit, left: maxOf(ZERO, micro(limit - taken[key])) }];
    }),
  );

const wantedOf = (wanted: Amounts, meter: Meter): Micro => (meter === 'actions' ? wanted.actions : wanted.credits);

/** The first of these that `wanted` would not fit into; undefined when all fit. */
export const firstHit = (rooms: readonly CapHit[], wanted: Amounts): CapHit | undefined => rooms.find(({ meter, left }) => wantedOf(wanted, meter) > left);

/** The first limit that `wanted` would not fit into, smallest scope first and those of the table last; undefined when all fit. */
export const capHit = (limits: SpendLimits, taken: Taken, wanted: Amounts, tableId?: string): CapHit | undefined =>
  firstHit(roomsOf([...deviceBounds(limits, taken), ...tableBounds(limits, taken, tableId)]), wanted);

/** What is left once so much is taken, of the limit that has the smallest share left; undefined without one. */
export function tightestAfter(rooms: readonly CapHit[], wanted: Amounts): CapHit | undefined {
  const after = rooms.map((room) => ({ ...room, left: maxOf(ZERO, micro(room.left - wantedOf(wanted, room.meter))) }));
  return after.toSorted((a, b) => a.left / Math.max(1, a.limit) - b.left / Math.max(1, b.limit))[0];
}

/** What one run may take at most: what stood on its button, and never more than the limit for every run or the one that was set for this. */
export const withinRunCap = (limits: SpendLimits, cap: Amounts, stopAt: Cap = {}): Amounts => ({
  actions: micro(Math.min(cap.actions, limits.run?.actions ?? cap.actions, stopAt.actions ?? cap.actions)),
  credits: micro(Math.min(cap.credits, limits.run?.credits ?? cap.credits, stopAt.credits ?? cap.credits)),
});
