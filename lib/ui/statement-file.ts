/** Writes the statement to a file, oldest line first, a stretch at a time: what is in memory is one stretch, the rest is with the browser. */
import { csvFormatRow } from 'd3-dsv';
import { defuseFormula } from '../core/formula.ts';
import { micro } from '../domain/ledger/amount.ts';
import type { Entry } from '../domain/ledger/statement.ts';
import { STATEMENT_COLUMNS, statementCells, statementTotal } from '../domain/ledger/statement-line.ts';
import type { Scan } from './statement-scan.ts';

/** Lines of one stretch. */
const PART = 2_000;
const MIME = 'text/csv;charset=utf-8';

export interface FileOptions {
  readonly nameOf: (providerId: string) => string;
  readonly lines: (seqs: readonly number[]) => Promise<readonly Entry[]>;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

const row = (cells: readonly string[]): string => `${csvFormatRow(cells.map(defuseFormula))}\r\n`;

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. Null when it was given up. */
export async function statementFile(scan: Pick<Scan, 'seqs' | 'actionsAfter' | 'creditsAfter' | 'sums'>, options: FileOptions): Promise<Blob | null> {
  const parts: Blob[] = [new Blob([`\uFEFF${row(STATEMENT_COLUMNS)}`], { type: MIME })];
  for (let end = scan.seqs.length; end > 0; end -= PART) {
    const start = Math.max(0, end - PART);
    const seqs = scan.seqs.slice(start, end).reverse();
    const lines = new Map((await options.lines(seqs)).map((entry) => [entry.seq, entry]));
    if (options.signal.aborted) return null;
    const text = seqs.map((seq, i) => {
      const place = end - 1 - i;
      const entry = lines.get(seq);
      return entry ? row(statementCells(entry, { actions: micro(scan.actionsAfter[place] ?? 0), credits: micro(scan.creditsAfter[place] ?? 0) }, options.nameOf)) : '';
    });
    parts.push(new Blob(text, { type: MIME }));
    options.onProgress((scan.seqs.length - start) / scan.seqs.length);
  }
  parts.push(new Blob([row(statementTotal(scan.sums))], { type: MIME }));
  return new Blob(parts, { type: MIME });
}
