/** Tells records from the parts of records. */
import { bits } from './likeness.ts';
import { at, type Tree } from './tree.ts';

/**
 * The parts of records, not records: every parent holds the same few of them, and those in one place are more alike than
 * those of one parent (a card's header and body, the cells of a row).
 */
export function arePartsOf(tree: Tree, members: readonly number[]): boolean {
  if (alternate(tree, members)) return true;
  const rows: number[][] = [];
  let last = -2;
  for (const i of members) {
    const parent = at(tree.parent, i);
    if (parent === last) rows.at(-1)?.push(i);
    else rows.push([i]);
    last = parent;
  }
  const each = members.length / rows.length;
  if (rows.length < 3 || each > 8 || each < 1.5) return false;
  const usual = rows[Math.floor(rows.length / 2)]?.length ?? 0;
  const full = rows.filter((row) => row.length === usual);
  if (usual < 2 || full.length < rows.length * 0.8) return false;
  const first = (full[0] as number[]).map((i) => at(tree.key, i));
  const areFirst = (row: readonly number[]): boolean => row.every((i, n) => at(tree.key, i) === first[n]);
  if (first.some((key) => key !== first[0]) && full.filter(areFirst).length >= full.length * 0.8) return true;
  let down = 0;
  let across = 0;
  let pairs = 0;
  for (let r = 1; r < full.length && r < 40; r++) {
    for (let c = 0; c < usual; c++, pairs++) {
      down += alike(tree, (full[r] as number[])[c] as number, (full[r - 1] as number[])[c] as number);
      across += alike(tree, (full[r] as number[])[c] as number, (full[r] as number[])[(c + 1) % usual] as number);
    }
  }
  return down > across + pairs * 0.12;
}

const LAGS = 4;

/** Records that span two to four siblings in turn: each is more like the one after the next than like the next. */
function alternate(tree: Tree, members: readonly number[]): boolean {
  const means = [0, 0, 0, 0, 0];
  const pairs = [0, 0, 0, 0, 0];
  for (let n = 0; n < members.length && n < 80; n++) {
    for (let lag = 1; lag <= LAGS && n + lag < members.length; lag++) {
      if (at(tree.parent, members[n] as number) !== at(tree.parent, members[n + lag] as number)) break;
      means[lag] = (means[lag] as number) + alike(tree, members[n] as number, members[n + lag] as number);
      pairs[lag] = (pairs[lag] as number) + 1;
    }
  }
  const mean = (lag: number): number => (means[lag] as number) / Math.max(1, pairs[lag] as number);
  for (let lag = 2; lag <= LAGS; lag++) if ((pairs[lag] as number) >= 3 && mean(lag) >= 0.75 && mean(lag) > mean(1) + 0.2) return true;
  return false;
}

/** Likeness of two subtrees, 0 to 1: their kinds of element, and how many pieces they hold. */
function alike(tree: Tree, a: number, b: number): number {
  const both = bits(at(tree.bloomA, a) & at(tree.bloomA, b)) + bits(at(tree.bloomB, a) & at(tree.bloomB, b));
  const any = bits(at(tree.bloomA, a) | at(tree.bloomA, b)) + bits(at(tree.bloomB, a) | at(tree.bloomB, b));
  const leaves = Math.min(at(tree.leaves, a), at(tree.leaves, b)) / Math.max(1, at(tree.leaves, a), at(tree.leaves, b));
  return (any === 0 ? 1 : both / any) * 0.6 + leaves * 0.4;
}
