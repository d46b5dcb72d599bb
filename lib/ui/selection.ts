import type { Positions } from './positions.ts';

/** Which leads are ticked: a bit for each place of the table, and the last one touched, from which Shift extends. */
export interface Selection {
  readonly bits: Uint8Array;
  readonly anchor: number | null;
}
export const NO_SELECTION: Selection = { bits: new Uint8Array(0), anchor: null };

export const isTicked = ({ bits }: Selection, place: number): boolean => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;

/** A copy with room for a place. */
function roomFor(bits: Uint8Array, place: number): Uint8Array {
  const copy = new Uint8Array(Math.max(bits.length, (place >> 3) + 1));
  copy.set(bits);
  return copy;
}
const set = (bits: Uint8Array, place: number): void => void (bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7)));

/** Ticks or unticks one; it becomes the anchor. Where no lead stands nothing happens. */
export function toggle(selection: Selection, place: number): Selection {
  if (place <= 0) return selection;
  const bits = roomFor(selection.bits, place);
  bits[place >> 3] = (bits[place >> 3] ?? 0) ^ (1 << (place & 7));
  return { bits, anchor: place };
}

/** Ticks everything between the anchor and `place`, in the order shown. Without an anchor that is shown, only `place`. */
export function extend(selection: Selection, place: number, shown: Positions): Selection {
  const from = selection.anchor === null ? -1 : shown.rowOf(selection.anchor);
  const to = shown.rowOf(place);
  if (from < 0 || to < 0) return toggle(selection, place);
  return { bits: withRows(selection.bits, shown, Math.min(from, to), Math.max(from, to)), anchor: selection.anchor };
}

/** Ticks the rows from one to another, in the order shown. */
export const tickRows = (selection: Selection, shown: Positions, from: number, to: number): Selection => ({ bits: withRows(selection.bits, shown, from, to), anchor: shown.at(to) });

function withRows(bits: Uint8Array, shown: Positions, from: number, to: number): Uint8Array {
  let most = 0;
  for (let row = from; row <= to; row++) most = Math.max(most, shown.at(row));
  const copy = roomFor(bits, most);
  for (let row = from; row <= to; row++) {
    const place = shown.at(row);
    if (place > 0) set(copy, place);
  }
  return copy;
}

/** All shown, or none when all are ticked already. */
export function toggleAll(selection: Selection, shown: Positions): Selection {
  return shown.length === 0 || tickedOf(selection, shown).length === shown.length ? NO_SELECTION : { bits: withRows(new Uint8Array(0), shown, 0, shown.length - 1), anchor: null };
}

/** The places of the ticked ones that are shown, in the order shown. */
export function tickedOf(selection: Selection, shown: Positions): Uint32Array {
  if (selection.bits.length === 0) return new Uint32Array(0);
  const out = new Uint32Array(shown.length);
  let count = 0;
  for (let row = 0; row < shown.length; row++) {
    const place = shown.at(row);
    if (isTicked(selection, place)) out[count++] = place;
  }
  return out.slice(0, count);
}
