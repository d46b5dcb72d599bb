/** Which leads are ticked. A set of ids and the last one touched, from which Shift extends. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}
export const NO_SELECTION: Selection = { ids: new Set(), anchor: null };

/** Ticks or unticks one; it becomes the anchor. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/** Ticks everything between the anchor and `id`, in the order shown. Without an anchor that is shown, only `id`. */
export function extend(selection: Selection, id: string, shown: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  if (from < 0 || to < 0) return toggle(selection, id);
  const ids = new Set(selection.ids);
  for (const each of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(each);
  return { ids, anchor: selection.anchor };
}

/** All shown, or none when all are ticked already. */
export function toggleAll(selection: Selection, shown: readonly string[]): Selection {
  return shown.length > 0 && shown.every((id) => selection.ids.has(id)) ? NO_SELECTION : { ids: new Set(shown), anchor: null };
}

/** The ticked ones that still exist, in the order shown. */
export const selectedOf = (selection: Selection, shown: readonly string[]): string[] => shown.filter((id) => selection.ids.has(id));
