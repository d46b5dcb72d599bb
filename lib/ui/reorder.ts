/** Putting the items of a list into another order, by pointer and by keys. Pure; the hook holds the state. */

/** The list with one item at another place. Places outside are the nearest inside. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined) return [...list];
  const rest = list.filter((_, i) => i !== from);
  const at = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, at), item, ...rest.slice(at)];
}

export interface Box {
  readonly top: number;
  readonly height: number;
}

/** Where the dragged item would land: past the middle of those that its own middle has passed. @param boxes of all items as they stood when the drag began */
export function landing(boxes: readonly Box[], from: number, deltaY: number): number {
  const own = boxes[from];
  if (!own) return from;
  const middle = own.top + own.height / 2 + deltaY;
  let to = from;
  boxes.forEach((box, i) => {
    const other = box.top + box.height / 2;
    if (i > from && middle > other - box.height * 0.1) to = i;
    if (i < from && to >= from && middle < other + box.height * 0.1) to = i;
  });
  return to;
}

/** How far an item moves out of the way while another one is dragged over it, in pixels. */
export function shiftOf(boxes: readonly Box[], index: number, from: number, to: number): number {
  const own = boxes[from]?.height ?? 0;
  if (index > from && index <= to) return -own;
  if (index < from && index >= to) return own;
  return 0;
}

/** What is read aloud. */
export const reorderWords = {
  lifted: (name: string, at: number, of: number): string => `${name} is picked up, place ${at + 1} of ${of}. Arrow up and down move it, Enter puts it down, Escape takes it back.`,
  over: (name: string, at: number, of: number): string => `${name}, place ${at + 1} of ${of}`,
  dropped: (name: string, at: number, of: number): string => `${name} is put down, place ${at + 1} of ${of}`,
  cancelled: (name: string, at: number): string => `${name} is back at place ${at + 1}`,
} as const;
