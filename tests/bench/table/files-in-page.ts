/** Ways to make a file of rows that are in memory: the product's own writers, and libraries that do the same. */
import { csvFormatRows } from 'd3-dsv';
import { stringify } from 'csv-stringify/browser/esm/sync';
import { writeCsv as hucreCsv } from 'hucre/csv';
import { writeXlsx as hucreXlsx, writeXlsxStream } from 'hucre/xlsx';
import Papa from 'papaparse';
import writeExcelFile from 'write-excel-file/browser';
import { writeCsv } from '../../../lib/files/csv.ts';
import type { FileBytes } from '../../../lib/files/cells.ts';
import { writeXlsx } from '../../../lib/files/xlsx/write.ts';
import { COLUMNS, rowNo, type BenchRow } from './rows.ts';

const BATCH = 2_048;
/** Chunks between two sweeps of the heap. */
const SWEEP = 50;
const HEAD = COLUMNS.map(({ label }) => label);

/** Megabytes of the heap that are used, garbage included: only the difference to before says something. */
const heap = (): number => ((performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0) / 1_048_576;

export interface Written {
  readonly ms: number;
  readonly megabytes: number;
  /** Most that the heap grew by while it was written. */
  readonly heapMb: number;
}
type Writer = (rows: readonly BenchRow[], grown: () => void) => Promise<number>;

function* batches(rows: readonly BenchRow[]): Generator<readonly BenchRow[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH);
}
/** Bytes of a file that is made chunk by chunk and put into a blob, as the product does. */
async function blobOf(chunks: FileBytes, grown: () => void): Promise<number> {
  const parts: Blob[] = [];
  for await (const chunk of chunks) {
    parts.push(new Blob([chunk]));
    grown();
  }
  return new Blob(parts).size;
}
const encoded = (text: string): number => new Blob([new TextEncoder().encode(text)]).size;

export const WRITERS: Readonly<Record<'csv' | 'xlsx', Readonly<Record<string, Writer>>>> = {
  csv: {
    kiln: (rows, grown) => blobOf(writeCsv(batches(rows), { columns: COLUMNS }), grown),
    'd3-dsv': async (rows) => encoded(csvFormatRows([HEAD, ...rows] as unknown as string[][])),
    hucre: async (rows) => encoded(hucreCsv([HEAD, ...rows])),
    papaparse: async (rows) => encoded(Papa.unparse({ fields: HEAD, data: rows as BenchRow[] })),
    'csv-stringify': async (rows) => encoded(stringify([HEAD, ...rows])),
  },
  xlsx: {
    kiln: (rows, grown) => blobOf(writeXlsx([{ name: 'Leads', columns: COLUMNS, rows: batches(rows) }]), grown),
    'hucre stream': async (rows, grown) => {
      const stream = writeXlsxStream(rows, { name: 'Leads', columns: HEAD.map((header) => ({ header })) });
      const parts: Blob[] = [];
      for await (const chunk of stream as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
        parts.push(new Blob([chunk]));
        grown();
      }
      return new Blob(parts).size;
    },
    hucre: async (rows) => new Blob([(await hucreXlsx({ sheets: [{ name: 'Leads', rows: [HEAD, ...rows] }] })) as Uint8Array<ArrayBuffer>]).size,
    'write-excel-file': async (rows) => (await writeExcelFile([HEAD, ...rows], { sheet: 'Leads' }).toBlob()).size,
  },
};

export async function write(kind: 'csv' | 'xlsx', name: string, rows: readonly BenchRow[]): Promise<Written> {
  const writer = WRITERS[kind][name];
  if (!writer) throw new Error(`nobody is called ${name}`);
  const before = heap();
  let most = before;
  const grown = (): void => void (most = Math.max(most, heap()));
  const start = performance.now();
  const bytes = await writer(rows, grown);
  const ms = performance.now() - start;
  grown();
  return { ms, megabytes: bytes / 1_000_000, heapMb: most - before };
}

const encoder = new TextEncoder();
/** A library that makes texts, asked batch by batch. */
function* texts(batches: Iterable<readonly BenchRow[]>, textOf: (rows: readonly BenchRow[]) => string): Generator<Uint8Array<ArrayBuffer>> {
  yield encoder.encode(textOf([HEAD]));
  for (const rows of batches) yield encoder.encode(textOf(rows));
}
function* each(batches: Iterable<readonly BenchRow[]>): Generator<BenchRow> {
  for (const rows of batches) yield* rows;
}

/** Who can write rows that are never in memory together. */
export const STREAMERS: Readonly<Record<'csv' | 'xlsx', Readonly<Record<string, (batches: Iterable<readonly BenchRow[]>) => FileBytes | Iterable<Uint8Array<ArrayBuffer>>>>>> = {
  csv: {
    kiln: (made) => writeCsv(made, { columns: COLUMNS }),
    'd3-dsv, in batches': (made) => texts(made, (rows) => `${csvFormatRows(rows as unknown as string[][])}\n`),
    'papaparse, in batches': (made) => texts(made, (rows) => `${Papa.unparse(rows as BenchRow[])}\r\n`),
    'csv-stringify, in batches': (made) => texts(made, (rows) => stringify(rows as BenchRow[])),
  },
  xlsx: {
    kiln: (made) => writeXlsx([{ name: 'Leads', columns: COLUMNS, rows: made }]),
    'hucre stream': (made) => writeXlsxStream(each(made), { name: 'Leads', columns: HEAD.map((header) => ({ header })) }) as unknown as FileBytes,
  },
};

/** A file of rows that are never in memory together; what making the rows takes is told apart. */
export async function stream(kind: 'csv' | 'xlsx', name: string, count: number): Promise<Written & { readonly making: number }> {
  const streamer = STREAMERS[kind][name];
  if (!streamer) throw new Error(`nobody is called ${name}`);
  let making = 0;
  function* made(): Generator<BenchRow[]> {
    for (let at = 0; at < count; at += BATCH) {
      const begun = performance.now();
      const rows = Array.from({ length: Math.min(BATCH, count - at) }, (_, i) => rowNo(at + i));
      making += performance.now() - begun;
      yield rows;
    }
  }
  let chunks = 0;
  let pausing = 0;
  let most = 0;
  // What is held, and not what waits to be swept: swept now and then, outside of the time.
  const held = (): void => {
    if (chunks++ % SWEEP !== 0) return;
    const begun = performance.now();
    // Twice: buffers that the first sweep lets go count until the next one begins.
    for (let sweep = 0; sweep < 2; sweep++) (globalThis as { gc?: () => void }).gc?.();
    most = Math.max(most, heap());
    pausing += performance.now() - begun;
  };
  held();
  const before = most;
  const start = performance.now();
  pausing = 0;
  const bytes = await blobOf(streamer(made()) as FileBytes, held);
  return { ms: performance.now() - start - pausing, megabytes: bytes / 1_000_000, heapMb: most - before, making };
}
