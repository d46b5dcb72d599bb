/** Why a row of a file cannot be read. */
export type RowProblem =
  | 'quote' // a quote is not closed or stands where none may
  | 'too-long' // longer than one record may be
  | 'too-wide' // more cells than columns
  | 'not-json'
  | 'not-a-card';

/** One row of a file as it stands there. */
export interface RawRow {
  /** Counted from 1: the line where the row begins in texts, the row in workbooks, the record or card in the others. */
  readonly at: number;
  readonly cells: readonly string[];
  readonly problem?: RowProblem;
}

export type FileFormat = 'csv' | 'tsv' | 'xlsx' | 'json' | 'jsonl' | 'vcard';
export type RowUnit = 'line' | 'row' | 'record' | 'card';

/** Why nothing of a file is read. */
export type FileProblem =
  | 'empty'
  | 'too-large'
  | 'old-excel' // the binary format before 2007
  | 'encrypted'
  | 'not-a-table' // pictures, programs, documents
  | 'unpacks-too-large'
  | 'broken-book'
  | 'broken-json'
  | 'no-records' // JSON without a list of objects
  | 'broken-quotes';

/** A file that cannot be read; the only thing the readers throw. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly problem: FileProblem;
  constructor(problem: FileProblem) {
    super(problem);
    this.problem = problem;
  }
}
