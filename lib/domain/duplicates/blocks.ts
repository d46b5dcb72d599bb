import { DUPLICATE_BLOCK, DUPLICATE_WINDOW } from '../../core/limits.ts';

/** Rows that an index can tell apart: a number and the 32 bits of a hash share the 53 bits of a double. */
const ROWS = 2 ** 21;

/**
 * Which rows share a key, for very many rows: 8 bytes for each key of each row and no text kept, so that a table of a million fits
 * where its texts would not. Two texts that have one hash meet in one block: whoever compares the rows finds that they differ.
 */
export class BlockIndex {
  #entries = new Float64Array(1_024);
  #count = 0;

  /** @param row from 0 to 2,097,151; rows above that are left out */
  add(row: number, keys: Iterable<string>): void {
    if (row >= ROWS) return;
    for (const key of keys) {
      if (this.#count === this.#entries.length) {
        const more = new Float64Array(this.#entries.length * 2);
        more.set(this.#entries);
        this.#entries = more;
      }
      this.#entries[this.#count++] = hashOf(key) * ROWS + row;
    }
  }

  /** The rows of each key that two or more have, ascending. O(n log n). */
  *blocks(): Generator<number[]> {
    const sorted = this.#entries.subarray(0, this.#count).sort();
    let block: number[] = [];
    let hash = -1;
    for (const entry of sorted) {
      const own = Math.floor(entry / ROWS);
      const row = entry % ROWS;
      if (own !== hash) {
        if (block.length > 1) yield block;
        block = [];
        hash = own;
      }
      if (block.at(-1) !== row) block.push(row);
    }
    if (block.length > 1) yield block;
  }
}

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll and Vo). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * The pairs of one block that are worth a comparison: all of them, and in a block that is far too large those that are near each
 * other in the order of `sortKeyOf` (sorted neighbourhood; Hernández and Stolfo 1995), so that the work grows with the number of rows.
 */
export function* pairsIn<T>(block: readonly T[], sortKeyOf: (one: T) => string): Generator<readonly [T, T]> {
  const isSmall = block.length <= DUPLICATE_BLOCK;
  const rows = isSmall ? block : block.map((one) => [sortKeyOf(one), one] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
  for (const [i, one] of rows.entries()) for (const other of rows.slice(i + 1, isSmall ? undefined : i + DUPLICATE_WINDOW)) yield [one, other];
}
