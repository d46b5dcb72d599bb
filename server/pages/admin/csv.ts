import { csvFormatRow } from 'd3-dsv';
import type { Context } from 'hono';
import { defuseFormula } from '../../../lib/core/formula.ts';

export type Cells = readonly (string | number)[];

/** Rows of a file by RFC 4180; line ends inside a cell stay as they are, and nothing is a formula to a spreadsheet. */
export const csvText = (rows: readonly Cells[]): string => rows.map((row) => `${recordOf(row.map((cell) => (typeof cell === 'number' ? String(cell) : defuseFormula(cell))))}\r\n`).join('');

/** A record of one empty cell would be an empty line, which readers skip. */
const recordOf = (cells: string[]): string => (cells.length === 1 && cells[0] === '' ? '""' : csvFormatRow(cells));

/** A file that is written while it is read: as long as it may be, it is never whole in memory. */
export function csvFile(c: Context, name: string, pages: AsyncIterable<readonly Cells[]>): Response {
  const encoder = new TextEncoder();
  const rows = pages[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const next = await rows.next();
        if (next.done === true) return controller.close();
        if (next.value.length > 0) return controller.enqueue(encoder.encode(csvText(next.value)));
      }
    },
    async cancel() {
      await rows.return?.();
    },
  });
  return c.body(body, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name.replace(/[^a-z0-9.-]/gi, '-')}"` });
}
