import type { ByLeadKey, LeadKey, MutableByLeadKey } from '../lead/custom.ts';

export const ROW_HEIGHTS = ['short', 'medium', 'tall'] as const;
export type RowHeight = (typeof ROW_HEIGHTS)[number];

/**
 * How the columns of a table stand. The name is always the first and always pinned, so nothing here can say otherwise: it is
 * left out of `order` and `hidden` wherever it stands in them.
 */
export interface ColumnLayout {
  readonly hidden: readonly LeadKey[];
  /** Empty = the usual order. Columns that are not in it follow in their usual order; those that are gone keep their place for when they come back. */
  readonly order: readonly LeadKey[];
  /** In pixels; absent = the usual width of the column. */
  readonly widths: ByLeadKey<number>;
  /** This column and all before it stay at the left edge; absent = the name alone does. */
  readonly pinnedTo?: LeadKey;
  readonly rows: RowHeight;
}
export const USUAL_LAYOUT: ColumnLayout = { hidden: [], order: [], widths: {}, rows: 'medium' };

type Keys = readonly LeadKey[];

/** All columns and those that are gone, in their order. */
function wholeOrder(usual: Keys, { order }: ColumnLayout): LeadKey[] {
  const [name] = usual;
  return [...new Set([...(name === undefined ? [] : [name]), ...order, ...usual])];
}

/** The columns in the order a person gave them, hidden ones among them. @param usual all that there are, the name first */
export function orderedKeys(usual: Keys, layout: ColumnLayout): LeadKey[] {
  const there = new Set(usual);
  return wholeOrder(usual, layout).filter((key) => there.has(key));
}

/** The columns in sight, in their order. */
export function shownKeys(usual: Keys, layout: ColumnLayout): LeadKey[] {
  const hidden = new Set(layout.hidden);
  return orderedKeys(usual, layout).filter((key) => key === usual[0] || !hidden.has(key));
}

/** How many of the columns in sight stay at the left edge: a beginning of them, at least the name. */
export function pinnedOf(usual: Keys, layout: ColumnLayout): number {
  const whole = wholeOrder(usual, layout);
  const before = new Set(layout.pinnedTo === undefined ? [] : whole.slice(0, whole.indexOf(layout.pinnedTo) + 1));
  const shown = shownKeys(usual, layout);
  return Math.max(Math.min(1, shown.length), shown.filter((key) => before.has(key)).length);
}

/**
 * One column in sight at another place among them. What is dragged in among the pinned ones is pinned, what is dragged out of
 * them is not. Places outside are the nearest inside; the name goes nowhere and nothing goes before it.
 * @param from,to places among the columns in sight, `to` as they stand without the column
 */
export function withMoved(usual: Keys, layout: ColumnLayout, from: number, to: number): ColumnLayout {
  const shown = shownKeys(usual, layout);
  const key = shown[from];
  if (key === undefined || from === 0) return layout;
  const rest = shown.toSpliced(from, 1);
  const at = Math.max(1, Math.min(rest.length, to));
  if (at === from) return layout;
  const whole = wholeOrder(usual, layout).filter((other) => other !== key);
  const left = rest[at - 1];
  const order = whole.toSpliced(left === undefined ? 1 : whole.indexOf(left) + 1, 0, key);
  const pinned = pinnedOf(usual, layout);
  const wasPinned = from < pinned;
  const isPinned = at < pinned;
  const next = { ...layout, order: sameList(order, usual) ? [] : order };
  return withPinnedCount(next, rest.toSpliced(at, 0, key), pinned + Number(isPinned) - Number(wasPinned));
}

const sameList = (one: Keys, other: Keys): boolean => one.length === other.length && one.every((key, i) => key === other[i]);

function withPinnedCount({ pinnedTo: _before, ...layout }: ColumnLayout, shown: Keys, count: number): ColumnLayout {
  const last = count > 1 ? shown[count - 1] : undefined;
  return last === undefined ? layout : { ...layout, pinnedTo: last };
}

/** So many columns in sight stay at the left edge; 1 = the name alone. */
export const withPinned = (usual: Keys, layout: ColumnLayout, count: number): ColumnLayout => withPinnedCount(layout, shownKeys(usual, layout), count);

/** A column so wide; the usual width is none of its own. */
export function withWidth(layout: ColumnLayout, key: LeadKey, widthPx: number, usualPx: number): ColumnLayout {
  const widths: MutableByLeadKey<number> = { ...layout.widths };
  if (widthPx === usualPx) delete widths[key];
  else widths[key] = widthPx;
  return { ...layout, widths };
}

/** In sight, or not. The order of what is hidden says nothing. */
export const withHidden = (layout: ColumnLayout, key: LeadKey, isHidden: boolean): ColumnLayout => ({ ...layout, hidden: [...layout.hidden.filter((other) => other !== key), ...(isHidden ? [key] : [])] });

/** The same for two layouts exactly when they look alike. */
export const layoutKey = ({ hidden, order, widths, pinnedTo, rows }: ColumnLayout): string =>
  JSON.stringify([hidden.toSorted(), order, Object.entries(widths).sort(([a], [b]) => (a < b ? -1 : 1)), pinnedTo ?? null, rows]);
