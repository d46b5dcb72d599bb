/** Reads what the writers make with readers that are not ours. */
import { parse } from 'papaparse';
import { readXlsx } from 'hucre/xlsx';
import type { FileBytes } from '../../../lib/files/cells.ts';

export async function bytesOf(file: FileBytes): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of file) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
export const textOf = async (file: FileBytes): Promise<string> => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await bytesOf(file));

/** Papa Parse, told nothing but that it is CSV. */
export function csvRows(text: string): string[][] {
  const { data, errors } = parse<string[]>(text.replace(/\r\n$/, ''), { delimiter: ',', newline: '\r\n' });
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  return data;
}
export const xlsxBook = (bytes: Uint8Array) => readXlsx(bytes);
