import type { ImportProgress } from '../../contracts/import-commands.ts';
import { IMPORT_FILE_BYTES, IMPORT_ROWS, IMPORT_WHOLE_BYTES } from '../../core/limits.ts';
import type { AsideReason, ImportPolicy } from '../../domain/import/import.ts';
import { countOf, plural } from '../format.ts';
import type { ReadProblem } from './file-reader.ts';
import type { FileFacts } from './messages.ts';
import type { ImportEnd, ImportTrouble } from './send-parts.ts';

export const PROBLEM_WORDS: Readonly<Record<ReadProblem, string>> = {
  empty: 'There is nothing in it.',
  'too-large': `It is larger than Kiln reads: ${countOf(IMPORT_FILE_BYTES / 1_000_000)} MB of text, ${countOf(IMPORT_WHOLE_BYTES / 1_000_000)} MB of a workbook, JSON document or contact file. Save it in parts, or as CSV.`,
  'old-excel': 'It is in the format of Excel before 2007. Save it as .xlsx or CSV.',
  encrypted: 'It is protected with a password. Save it without one.',
  'not-a-table': 'It holds no rows that Kiln can read. CSV, TSV, Excel (.xlsx), JSON, JSON Lines and contact cards (.vcf) work.',
  'unpacks-too-large': 'It unpacks to more than any workbook of its kind holds, so it was not unpacked further. Save it as CSV.',
  'broken-book': 'It is damaged, or no workbook. Open it in your spreadsheet program and save it again.',
  'broken-json': 'It is not valid JSON. Check it where it comes from.',
  'no-records': 'It holds no list of records.',
  'broken-quotes': 'Its quotes do not fit: too many are opened and never closed. Save it again as CSV.',
  bug: 'Something in Kiln went wrong while reading it. Nothing was changed. Try again; if it stays, report it.',
  gone: 'It was too much for the reader, which ended. Save it in parts.',
};

const FORMAT_WORDS: Readonly<Record<FileFacts['format'], string>> = { csv: 'CSV', tsv: 'tab-separated', xlsx: 'Excel workbook', json: 'JSON', jsonl: 'JSON Lines', vcard: 'contact cards' };
const DELIMITERS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '|': 'bar' };
const ENCODINGS: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' };

/** "CSV with semicolon, Windows-1252": how a file was understood. */
export function formatWords({ format, delimiter, encoding }: FileFacts): string {
  const parted = format === 'csv' && delimiter !== undefined && DELIMITERS[delimiter] ? ` with ${DELIMITERS[delimiter]}` : '';
  return `${FORMAT_WORDS[format]}${parted}${encoding === undefined ? '' : `, ${ENCODINGS[encoding] ?? encoding}`}`;
}

export const POLICY_WORDS: Readonly<Record<ImportPolicy, string>> = { merge: 'Add what differs as further values', fill: 'Fill only what is empty', skip: 'Leave them as they are' };

export const ASIDE_WORDS: Readonly<Record<AsideReason, string>> = {
  quote: 'A quote is not closed or stands in the wrong place',
  'too-long': 'Longer than a row may be',
  'too-wide': 'More cells than there are columns',
  'not-json': 'Not a JSON record',
  'not-a-card': 'Not a contact card',
  nobody: 'No name, address or page to know it by',
  nothing: 'Empty',
  value: 'Imported without',
  erased: 'Was erased, and is not to come back',
};

/** "1,204 added, 96 updated": what came of it, never more than is so. */
export function outcomeWords({ added, merged, unchanged }: ImportProgress): string {
  const parts = [added > 0 ? `${countOf(added)} added` : '', merged > 0 ? `${countOf(merged)} updated` : '', unchanged > 0 ? `${countOf(unchanged)} known already` : ''].filter(Boolean);
  return parts.length === 0 ? 'Nothing was added' : parts.join(', ');
}

export function troubleWords(trouble: ImportTrouble): string {
  return 'read' in trouble ? PROBLEM_WORDS[trouble.read] : trouble.command.message;
}

/** The head of the report: it is done, or how far it came and why not further. */
export function endWords({ progress, isCut, trouble }: ImportEnd): { readonly tone: 'ok' | 'warn' | 'bad'; readonly title: string; readonly text: string } {
  const outcome = `${outcomeWords(progress)}.`;
  if (trouble) return { tone: 'bad', title: `Stopped after ${plural(progress.looked, 'row')}`, text: `${troubleWords(trouble)} What was read until then is in the table.` };
  if (progress.state === 'cancelled') return { tone: 'warn', title: `Cancelled after ${plural(progress.looked, 'row')}`, text: `${outcome} It stays until you undo it.` };
  if (progress.state === 'stopped') return { tone: 'warn', title: `Stopped after ${plural(progress.looked, 'row')}`, text: `${outcome} The table is not there any more.` };
  if (isCut) return { tone: 'warn', title: `The first ${countOf(IMPORT_ROWS)} rows are in`, text: `${outcome} The file has more: split it for the rest.` };
  return { tone: 'ok', title: progress.added + progress.merged === 0 ? 'Nothing new' : 'Imported', text: outcome };
}
