/** Writes the statement to a file, oldest line first, a stretch at a time: what is in memory is one stretch, the rest is with the browser. */
import { micro } from '../domain/ledger/amount.ts';
import type { Entry } from '../domain/ledger/statement.ts';
import { STATEMENT_COLUMNS, statementCells, statementTotal } from '../domain/ledger/statement-line.ts';
import { fileBlob } from '../files/blob.ts';
import { writeCsv } from '../files/csv.ts';
import type { Scan } from './statement-scan.ts';

/** Lines of one stretch. */
const PART = 2_000;

export interface FileOptions {
  readonly nameOf: (providerId: string) => string;
  readonly lines: (seqs: readonly number[]) => Promise<readonly Entry[]>;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}
type Scanned = Pick<Scan, 'seqs' | 'actionsAfter' | 'creditsAfter' | 'sums'>;

/** CSV with a byte order mark, so that spreadsheets read it as UTF-8. Null when it was given up. */
export async function statementFile(scan: Scanned, options: FileOptions): Promise<Blob | null> {
  const columns = STATEMENT_COLUMNS.map((label) => ({ label, type: 'text' as const }));
  const blob = await fileBlob(writeCsv(stretches(scan, options), { columns, bom: true }), 'text/csv');
  return options.signal.aborted ? null : blob;
}

async function* stretches(scan: Scanned, { nameOf, lines, signal, onProgress }: FileOptions): AsyncGenerator<readonly (readonly string[])[]> {
  for (let end = scan.seqs.length; end > 0; end -= PART) {
    const start = Math.max(0, end - PART);
    const seqs = scan.seqs.slice(start, end).reverse();
    const known = new Map((await lines(seqs)).map((entry) => [entry.seq, entry]));
    if (signal.aborted) return;
    yield seqs.flatMap((seq, i) => {
      const place = end - 1 - i;
      const entry = known.get(seq);
      return entry ? [statementCells(entry, { actions: micro(scan.actionsAfter[place] ?? 0), credits: micro(scan.creditsAfter[place] ?? 0) }, nameOf)] : [];
    });
    onProgress((scan.seqs.length - start) / scan.seqs.length);
  }
  yield [statementTotal(scan.sums)];
}
