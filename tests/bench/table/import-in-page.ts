/** The plain way of two libraries to get a CSV file into IndexedDB: a record a row, two indexes, nothing compared, nothing to undo. */
import { csvParseRows } from 'd3-dsv';
import { Dexie, type Table } from 'dexie';
import Papa from 'papaparse';

const AT_ONCE = 5_000;
type Rec = Record<string, string>;

async function into(name: string, fill: (put: (rows: readonly Rec[]) => Promise<unknown>) => Promise<void>, count: number): Promise<number> {
  const db = new Dexie(`bench-${name}`, { cache: 'disabled' });
  await db.delete();
  db.version(1).stores({ rows: '++id, Email, Company' });
  await db.open();
  const rows = db.table('rows') as Table<Rec>;
  const start = performance.now();
  await fill((some) => rows.bulkAdd(some));
  const ms = performance.now() - start;
  const there = await rows.count();
  await db.delete();
  if (there !== count) throw new Error(`${name} took ${there} rows`);
  return ms;
}

export const IMPORTERS: Readonly<Record<string, (file: Blob, count: number) => Promise<number>>> = {
  'papaparse, Dexie': (file, count) =>
    into('papaparse', (put) =>
      new Promise<void>((resolve, reject) => {
        Papa.parse<Rec>(file as File, {
          header: true, skipEmptyLines: true, chunkSize: 1_000_000,
          chunk: ({ data }, parser) => {
            parser.pause();
            put(data).then(() => parser.resume(), reject);
          },
          complete: () => resolve(),
          error: reject,
        });
      }), count),
  'd3-dsv, Dexie': (file, count) =>
    into('d3', async (put) => {
      // Not `csvParse`, which makes code of the head: the extension's policy forbids that.
      const [head = [], ...cells] = csvParseRows(await file.text());
      const rows = cells.map((row): Rec => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
      for (let at = 0; at < rows.length; at += AT_ONCE) await put(rows.slice(at, at + AT_ONCE));
    }, count),
};
