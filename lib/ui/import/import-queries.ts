import { useLiveQuery } from 'dexie-react-hooks';
import { writeCsv } from '../../files/csv.ts';
import type { ImportRecord } from '../../storage/import-rows.ts';
import { database } from '../../storage/open.ts';
import { saveBlob } from '../download.ts';
import { ASIDE_WORDS } from './words.ts';

const lockOf = (importId: string): string => `kiln-import-${importId}`;

/** While `work` runs every page of Kiln can see that somebody is at this import. */
export const holding = <T>(importId: string, work: () => Promise<T>): Promise<T> => navigator.locks.request(lockOf(importId), work);

/** Imports that count as running and that no page is at: the page was closed, or crashed. */
export function useStoppedImports(): readonly ImportRecord[] {
  return (
    useLiveQuery(async () => {
      const running = await database.imports.where('state').equals('running').toArray();
      if (running.length === 0) return [];
      const held = new Set((await navigator.locks.query()).held?.map((lock) => lock.name));
      return running.filter(({ id }) => !held.has(lockOf(id)));
    }, []) ?? []
  );
}

/** The imports of late, newest first. */
export const useImports = (limit: number): readonly ImportRecord[] => useLiveQuery(() => database.imports.orderBy('at').reverse().limit(limit).toArray(), [limit]) ?? [];

/** Saves what an import kept aside as a CSV file: the columns as they stood, then where and why. */
export async function saveAside(record: Pick<ImportRecord, 'id' | 'fileName' | 'headers'>): Promise<boolean> {
  const parts = await database.importParts.where('[importId+n]').between([record.id, -Infinity], [record.id, Infinity]).toArray();
  const aside = parts.flatMap((part) => part.aside);
  if (aside.length === 0) return false;
  const width = aside.reduce((most, { cells }) => Math.max(most, cells.length), record.headers.length);
  const labels = Array.from({ length: width }, (_, i) => record.headers[i] ?? `Column ${i + 1}`);
  const rows = aside.map(({ at, reason, column, cells }) => [...labels.map((_, i) => cells[i] ?? ''), at, `${ASIDE_WORDS[reason]}${column === undefined ? '' : ` ${column}`}`]);
  const columns = [...labels.map((label) => ({ label, type: 'text' as const })), { label: 'Row', type: 'number' as const }, { label: 'Reason', type: 'text' as const }];
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of writeCsv([rows], { columns, bom: true })) chunks.push(chunk);
  saveBlob(`${record.fileName.replace(/\.[^.]{1,8}$/, '')}-kept-aside.csv`, new Blob(chunks, { type: 'text/csv;charset=utf-8' }));
  return true;
}
