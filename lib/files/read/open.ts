import { IMPORT_COLUMNS, IMPORT_FILE_BYTES, IMPORT_WHOLE_BYTES } from '../../core/limits.ts';
import { readDelimited, sniffDelimiter } from './delimited.ts';
import { sniffEncoding, textOf, type Encoding } from './encoding.ts';
import { jsonLines, jsonRecords, type NamedRow } from './json-rows.ts';
import { UnreadableFile, type FileFormat, type RawRow, type RowUnit } from './row.ts';
import { vcardRecords } from './vcards.ts';
import { openWorkbook, readSheet } from './workbook.ts';

/** A file whose rows can be read, again and again. */
export interface OpenFile {
  readonly format: FileFormat;
  readonly unit: RowUnit;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  /** Names of the sheets of a workbook. */
  readonly sheets?: readonly string[];
  /** The columns, where the format names them; else the first row may. */
  readonly names?: readonly string[];
  /** @param sheet of a workbook, counted from 0 */
  rows(sheet?: number): AsyncGenerator<RawRow[]>;
}

const SAMPLE_BYTES = 200_000;

/**
 * Looks at a file by what is in it, not by its name.
 * @throws UnreadableFile
 */
export async function openFile(file: Blob): Promise<OpenFile> {
  if (file.size === 0) throw new UnreadableFile('empty');
  if (file.size > IMPORT_FILE_BYTES) throw new UnreadableFile('too-large');
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  const begins = (...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) return workbook(file);
  // The container of the old formats is also that of encrypted new ones.
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableFile((await names(file)).includes('EncryptedPackage') ? 'encrypted' : 'old-excel');
  if (begins(0x25, 0x50, 0x44, 0x46) || begins(0x89, 0x50, 0x4e, 0x47) || begins(0xff, 0xd8, 0xff) || begins(0x1f, 0x8b)) throw new UnreadableFile('not-a-table');
  const encoding = await sniffEncoding(file);
  const sample = await beginning(file, encoding);
  if (sample.trim() === '') throw new UnreadableFile('empty');
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && sample.includes('\0')) throw new UnreadableFile('not-a-table');
  if (/^\s*BEGIN:VCARD/i.test(sample)) return named('vcard', 'card', encoding, vcardRecords(await whole(file, encoding)));
  if (/^\s*[[{]/.test(sample)) return json(file, encoding, sample);
  const delimiter = sniffDelimiter(sample);
  return { format: delimiter === '\t' ? 'tsv' : 'csv', unit: 'line', encoding, delimiter, rows: () => readDelimited(textOf(file, encoding), delimiter) };
}

async function workbook(file: Blob): Promise<OpenFile> {
  if (file.size > IMPORT_WHOLE_BYTES) throw new UnreadableFile('too-large');
  const book = openWorkbook(new Uint8Array(await file.arrayBuffer()));
  return { format: 'xlsx', unit: 'row', sheets: book.sheets, rows: (sheet = 0) => readSheet(book, sheet) };
}

/** One record a line, or one document. */
async function json(file: Blob, encoding: Encoding, sample: string): Promise<OpenFile> {
  const [first = ''] = sample.trimStart().split('\n', 1);
  const isAlone = file.size <= SAMPLE_BYTES && sample.trimStart().slice(first.length).trim() === '';
  if (isAlone || !isRecord(first)) return named('json', 'record', encoding, jsonRecords(await whole(file, encoding)));
  const columns = new Set<string>();
  for await (const rows of jsonLines(textOf(file, encoding))) for (const { values } of rows) for (const name of values.keys()) if (columns.size < IMPORT_COLUMNS) columns.add(name);
  const order = [...columns];
  return {
    format: 'jsonl', unit: 'line', encoding, names: order,
    async *rows() {
      for await (const rows of jsonLines(textOf(file, encoding))) yield rows.map((row) => placed(row, order));
    },
  };
}

function isRecord(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function named(format: FileFormat, unit: RowUnit, encoding: Encoding, records: readonly NamedRow[]): OpenFile {
  if (records.length === 0) throw new UnreadableFile('no-records');
  const columns = new Set<string>();
  for (const { values } of records) for (const name of values.keys()) if (columns.size < IMPORT_COLUMNS) columns.add(name);
  const order = [...columns];
  return {
    format, unit, encoding, names: order,
    async *rows() {
      for (let at = 0; at < records.length; at += 1_000) yield records.slice(at, at + 1_000).map((row) => placed(row, order));
    },
  };
}

const placed = ({ at, values, problem, text }: NamedRow, order: readonly string[]): RawRow => (problem ? { at, cells: [text ?? ''], problem } : { at, cells: order.map((name) => values.get(name) ?? '') });

async function whole(file: Blob, encoding: Encoding): Promise<string> {
  if (file.size > IMPORT_WHOLE_BYTES) throw new UnreadableFile('too-large');
  let text = '';
  for await (const part of textOf(file, encoding)) text += part;
  return text;
}

async function beginning(file: Blob, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const part of textOf(file.slice(0, SAMPLE_BYTES), encoding)) text += part;
  // The last letter may be cut in half.
  return file.size > SAMPLE_BYTES ? text.slice(0, text.lastIndexOf('\n') + 1) || text : text;
}

/** The stream names of an OLE container stand in it as UTF-16. */
const names = async (file: Blob): Promise<string> => new TextDecoder('utf-16le').decode(await file.slice(0, 65_536).arrayBuffer());
