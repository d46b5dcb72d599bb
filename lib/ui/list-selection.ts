/** Which rows of a list are ticked: those that are new, unless the person said otherwise. */
export interface RowSelection {
  /** What the person said, by row key. */
  readonly said: ReadonlyMap<string, boolean>;
  /** The row last touched, from which Shift extends. */
  readonly anchor: string | null;
}
export const NOTHING_SAID: RowSelection = { said: new Map(), anchor: null };

type Known = ReadonlyMap<string, unknown>;

export const isTicked = (selection: RowSelection, key: string, known: Known): boolean => selection.said.get(key) ?? !known.has(key);

export const tickedOf = (selection: RowSelection, keys: readonly string[], known: Known): string[] => keys.filter((key) => isTicked(selection, key, known));

/** Turns one row; with `shift` everything from the anchor to it becomes as the anchor is. */
export function turn(selection: RowSelection, key: string, shown: readonly string[], known: Known, shift = false): RowSelection {
  const to = !isTicked(selection, key, known);
  const [from, until] = [selection.anchor === null ? -1 : shown.indexOf(selection.anchor), shown.indexOf(key)];
  if (!shift || from < 0 || until < 0) return { said: new Map(selection.said).set(key, to), anchor: key };
  return { said: say(selection, shown.slice(Math.min(from, until), Math.max(from, until) + 1), isTicked(selection, shown[from] ?? key, known)), anchor: selection.anchor };
}

/** All that are shown, or none when all of them are ticked already. */
export function turnAll(selection: RowSelection, shown: readonly string[], known: Known): RowSelection {
  return { said: say(selection, shown, !shown.every((key) => isTicked(selection, key, known))), anchor: null };
}

/** After a save: what was saved is no longer asked for. */
export function forget(selection: RowSelection, keys: readonly string[]): RowSelection {
  const said = new Map(selection.said);
  for (const key of keys) said.delete(key);
  return { ...selection, said };
}

function say(selection: RowSelection, keys: readonly string[], to: boolean): Map<string, boolean> {
  const said = new Map(selection.said);
  for (const key of keys) said.set(key, to);
  return said;
}

/** "true", "false" or "mixed", for the box over the list. */
export const checkedOf = (ticked: number, all: number): 'true' | 'false' | 'mixed' => (ticked === 0 ? 'false' : ticked === all ? 'true' : 'mixed');
