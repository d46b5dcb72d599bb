/** Rows of a database in memory, and how what was done to them is taken back. */
import type { Key } from './keys.ts';

export type Row = Readonly<Record<string, unknown>>;
export interface Stored {
  readonly key: Key;
  readonly row: Row;
}
export type Rows = Map<string, Stored>;
/** What was there before a write. */
export interface Undo {
  readonly rows: Rows;
  readonly id: string;
  readonly before: Stored | undefined;
}

export function revert(undo: readonly Undo[]): void {
  for (let i = undo.length - 1; i >= 0; i--) {
    const step = undo[i];
    if (step === undefined) continue;
    if (step.before === undefined) step.rows.delete(step.id);
    else step.rows.set(step.id, step.before);
  }
}

const ours = new WeakSet<object>();
/** A copy that nobody can change: what structured cloning protects from, made cheap by sharing what is frozen already. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ours.has(value)) return value;
  const proto: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && proto !== Object.prototype && proto !== null) return value;
  let copy: unknown[] | Record<string, unknown>;
  if (Array.isArray(value)) copy = value.map(frozen);
  else {
    copy = {};
    for (const key in value) copy[key] = frozen((value as Record<string, unknown>)[key]);
  }
  Object.freeze(copy);
  ours.add(copy);
  return copy as T;
}
