import { readContactEntry } from '../../capture/contact-entry.ts';
import { propose } from '../../capture/import/propose.ts';
import { readRow } from '../../capture/import/row-values.ts';
import { DO_NOT_CONTACT, IMPORT_ASIDE_CHARS, IMPORT_COLUMNS, IMPORT_PART, IMPORT_PART_CHARS, IMPORT_ROWS, IMPORT_SAMPLE, IMPORT_SHOWN } from '../../core/limits.ts';
import type { AsideRow, ImportMapping, ImportRow } from '../../domain/import/import.ts';
import type { CustomKey } from '../../domain/lead/custom.ts';
import { openFile, type OpenFile } from '../../files/read/open.ts';
import { UnreadableFile, type RawRow } from '../../files/read/row.ts';
import type { Part, ReaderCall, ReaderCalls, Reading, ShownRow } from './messages.ts';

const SAMPLES = 3;
/** Longer cells name nobody. */
const CONTACT_CHARS = 1_000;

/** Reads one file for the page, in a worker of its own: a file that is hostile or huge holds up nothing but itself. */
export function createReader() {
  let file: OpenFile | null = null;
  let parts: AsyncGenerator<Part> | null = null;
  const beginnings = new Map<number, readonly RawRow[]>();
  const opened = (): OpenFile => {
    if (!file) throw new UnreadableFile('empty');
    return file;
  };
  const beginning = async (sheet: number): Promise<readonly RawRow[]> => {
    const known = beginnings.get(sheet);
    if (known) return known;
    const rows: RawRow[] = [];
    for await (const some of opened().rows(sheet)) {
      for (const row of some) rows.push(row);
      if (rows.length > IMPORT_SAMPLE) break;
    }
    beginnings.set(sheet, rows);
    return rows;
  };

  const calls: { readonly [C in ReaderCall]: (input: ReaderCalls[C]['in']) => Promise<ReaderCalls[C]['out']> } = {
    async open({ file: blob }) {
      beginnings.clear();
      file = await openFile(blob);
      const { format, unit, encoding, delimiter, sheets, names } = file;
      return { format, unit, hasNames: names !== undefined, ...(encoding === undefined ? {} : { encoding }), ...(delimiter === undefined ? {} : { delimiter }), ...(sheets === undefined ? {} : { sheets }) };
    },
    async propose({ sheet, own, kind, hasHeader, seed }) {
      const { names } = opened();
      const rows = (await beginning(sheet)).filter((row) => row.problem === undefined).map((row) => row.cells);
      if (rows.length === 0) throw new UnreadableFile('empty');
      let made = 0;
      const proposal = propose({ rows, ...(names ? { names } : {}) }, own, () => `x.${seed}${(made++).toString(36)}` satisfies CustomKey, kind, hasHeader);
      const below = proposal.hasHeader ? rows.slice(1) : rows;
      return { ...proposal, samples: proposal.columns.map((_, i) => [...new Set(below.map((row) => (row[i] ?? '').slice(0, 80)).filter(Boolean))].slice(0, SAMPLES)) };
    },
    async preview({ sheet, hasHeader, mapping }) {
      const rows = (await beginning(sheet)).slice(hasHeader ? 1 : 0);
      return rows.slice(0, IMPORT_SHOWN).map((row): ShownRow => {
        const read = row.problem ? ({ kind: 'aside', reason: row.problem } as const) : readRow(row.cells, row.at, mapping);
        const cells = row.cells.map((cell) => cell.slice(0, 200));
        return read.kind === 'aside' ? { at: row.at, values: [], aside: read.reason, cells } : { at: row.at, values: read.row.values, cells };
      });
    },
    async count({ sheet }) {
      let rows = 0;
      for await (const some of opened().rows(sheet)) rows += some.length;
      return { rows };
    },
    async contacts() {
      const column = contactColumn((await beginning(0)).map((row) => row.cells));
      if (column === null) return null;
      const lines: string[] = [];
      for await (const some of opened().rows(0)) {
        for (const { cells, problem } of some) {
          const cell = cells[column]?.trim() ?? '';
          if (problem === undefined && cell !== '' && cell.length <= CONTACT_CHARS) lines.push(cell);
        }
        if (lines.length > DO_NOT_CONTACT) break;
      }
      // The head of the column is no entry.
      return readContactEntry(lines[0] ?? '') === null ? lines.slice(1) : lines;
    },
    start(input) {
      parts = partsOf(opened(), input);
      return Promise.resolve(null);
    },
    async next() {
      const { value, done } = (await parts?.next()) ?? { value: undefined, done: true };
      return done || !value ? { rows: [], aside: [], lastAt: 0, isLast: true } : value;
    },
  };
  return calls;
}

/** The column with the most entries among the first rows: at least every other filled cell is one; e-mail addresses come first. */
function contactColumn(rows: readonly (readonly string[])[]): number | null {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  let best: { readonly column: number; readonly score: number } | null = null;
  for (let column = 0; column < width; column++) {
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '' && cell.length <= CONTACT_CHARS);
    const entries = cells.map(readContactEntry).filter((entry) => entry !== null);
    const score = entries.length + entries.filter((entry) => entry.kind === 'email').length;
    if (entries.length > 0 && entries.length * 2 >= cells.length - 1 && score > (best?.score ?? 0)) best = { column, score };
  }
  return best?.column ?? null;
}

async function* partsOf(file: OpenFile, { sheet, hasHeader, mapping }: Reading & { readonly mapping: ImportMapping }): AsyncGenerator<Part> {
  let rows: ImportRow[] = [];
  let aside: AsideRow[] = [];
  let looked = 0;
  let lastAt = 0;
  let chars = 0;
  const whole = (end: { isLast: boolean; isCut?: true }): Part => {
    const part = { rows, aside, lastAt, ...end };
    rows = [];
    aside = [];
    chars = 0;
    return part;
  };
  let isHeader = hasHeader;
  for await (const some of file.rows(sheet)) {
    for (const row of some) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      if (++looked > IMPORT_ROWS) {
        yield whole({ isLast: true, isCut: true });
        return;
      }
      lastAt = row.at;
      const read = row.problem ? ({ kind: 'aside', reason: row.problem } as const) : readRow(row.cells, row.at, mapping);
      if (read.kind === 'aside') {
        if (read.reason !== 'nothing') aside.push({ at: row.at, reason: read.reason, cells: kept(row.cells) });
      } else {
        rows.push(read.row);
        for (const [, value, original] of read.row.values) chars += value.length + (original?.length ?? 0);
        if (read.leftOut.length > 0) aside.push({ at: row.at, reason: 'value', column: read.leftOut.join(', ').slice(0, 200), cells: kept(row.cells) });
      }
      if (rows.length >= IMPORT_PART || aside.length >= IMPORT_PART || chars >= IMPORT_PART_CHARS) yield whole({ isLast: false });
    }
  }
  yield whole({ isLast: true });
}

/** As many letters as the file of the rows that are kept aside holds of one. */
function kept(cells: readonly string[]): string[] {
  let room = IMPORT_ASIDE_CHARS;
  return cells.slice(0, IMPORT_COLUMNS + 1).map((cell) => {
    const text = cell.slice(0, room);
    room -= text.length;
    return text;
  });
}
