/** What `table.ts` runs of other libraries, and of the product beside them, in a page of the extension. */
import { stream, STREAMERS, write, WRITERS, type Written } from './files-in-page.ts';
import { GRIDS, type GridTimes } from './grids-in-page.ts';
import { IMPORTERS } from './import-in-page.ts';
import { rowsOf, type BenchRow } from './rows.ts';

const kept = new Map<number, BenchRow[]>();
function rows(count: number): BenchRow[] {
  const there = kept.get(count) ?? rowsOf(count);
  kept.clear();
  kept.set(count, there);
  return there;
}

const peers = {
  names: { csv: Object.keys(WRITERS.csv), xlsx: Object.keys(WRITERS.xlsx), grids: Object.keys(GRIDS), importers: Object.keys(IMPORTERS) },
  write: (kind: 'csv' | 'xlsx', name: string, count: number): Promise<Written> => write(kind, name, rows(count)),
  streamers: { csv: Object.keys(STREAMERS.csv), xlsx: Object.keys(STREAMERS.xlsx) },
  stream,
  grid: (name: string, count: number, frames: number, word: string): Promise<GridTimes> => GRIDS[name]?.(rows(count), frames, word) ?? Promise.reject(new Error(name)),
  importFile: (name: string, file: File, count: number): Promise<number> => IMPORTERS[name]?.(file, count) ?? Promise.reject(new Error(name)),
};
export type TablePeers = typeof peers;
Object.assign(globalThis, { __peers: peers });
