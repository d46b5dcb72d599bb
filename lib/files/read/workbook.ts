import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { streamXlsxRows } from 'hucre/xlsx';
import { IMPORT_BOOK_PARTS, IMPORT_ROWS, IMPORT_UNPACKED_BYTES } from '../../core/limits.ts';
import { cellText } from '../cells.ts';
import { UnreadableFile, type RawRow } from './row.ts';

const PART = /^(?:\[content_types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedstrings\.xml|xl\/styles\.xml|xl\/worksheets\/[^/]+\.xml)$/i;
const SLICE = 65_536;
const ROWS_AT_ONCE = 1_000;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export interface Workbook {
  readonly sheets: readonly string[];
  /** What was unpacked and counted, packed again without compression: whoever reads it has nothing left to unpack. */
  readonly bytes: Uint8Array;
}

/**
 * Unpacks the parts of a workbook (ECMA-376) that hold rows, counting every byte that comes out.
 * @param most bytes that may come out of all of them
 * @throws UnreadableFile
 */
export function openWorkbook(packed: Uint8Array, most = IMPORT_UNPACKED_BYTES): Workbook {
  const parts = new Map<string, Uint8Array[]>();
  let unpacked = 0;
  let isTooLarge = false;
  const unzip = new Unzip((file) => {
    // What a workbook holds beside its rows (pictures, charts, programs) is never unpacked.
    if (isTooLarge || !PART.test(file.name) || parts.size >= IMPORT_BOOK_PARTS || parts.has(file.name)) return;
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error || isTooLarge) return;
      unpacked += chunk.length;
      isTooLarge = unpacked > most;
      if (!isTooLarge) chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < packed.length && !isTooLarge; at += SLICE) unzip.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length);
  } catch {
    throw new UnreadableFile('broken-book');
  }
  if (isTooLarge) throw new UnreadableFile('unpacks-too-large');
  const whole = Object.fromEntries([...parts].map(([name, chunks]) => [name, joined(chunks)]));
  const book = Object.entries(whole).find(([name]) => /^xl\/workbook\.xml$/i.test(name))?.[1];
  if (!book) throw new UnreadableFile('not-a-table');
  const sheets = [...new TextDecoder().decode(book).matchAll(/<(?:\w+:)?sheet\b[^>]*?\sname="([^"]*)"/g)].map(([, name]) => decoded(name ?? ''));
  if (sheets.length === 0) throw new UnreadableFile('broken-book');
  return { sheets, bytes: zipSync(whole, { level: 0 }) };
}

const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos);/g, (all, name: string) => ENTITIES[name] ?? all);

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The rows of one sheet; formulas as the value that was stored with them, dates as days. Empty rows are left out and counted. */
export async function* readSheet({ bytes }: Workbook, sheet: number): AsyncGenerator<RawRow[]> {
  let rows: RawRow[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet, maxRows: IMPORT_ROWS + 1 })) {
      const cells = values.map((value) => (value === undefined ? '' : cellText(value)));
      if (cells.every((cell) => cell === '')) continue;
      rows.push({ at: index + 1, cells });
      if (rows.length < ROWS_AT_ONCE) continue;
      yield rows;
      rows = [];
    }
  } catch {
    throw new UnreadableFile('broken-book');
  }
  if (rows.length > 0) yield rows;
}
