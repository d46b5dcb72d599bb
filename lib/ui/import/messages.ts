import type { FileFormat, FileProblem, RowUnit } from '../../files/read/row.ts';
import type { Proposal } from '../../capture/import/propose.ts';
import type { AsideRow, ImportMapping, ImportRow, ImportValue } from '../../domain/import/import.ts';
import type { CustomColumn } from '../../domain/lead/custom.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';

/** What the reader found out about a file. */
export interface FileFacts {
  readonly format: FileFormat;
  readonly unit: RowUnit;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheets?: readonly string[];
  /** The format names its columns: no row is a head. */
  readonly hasNames: boolean;
}
/** How a file is to be understood: what the person can change before the import. */
export interface Reading {
  readonly sheet: number;
  /** The first row holds the heads. */
  readonly hasHeader: boolean;
}
export interface ShownRow {
  readonly at: number;
  /** In the order of the columns of the mapping, as they will be; empty where there is nothing. */
  readonly values: readonly ImportValue[];
  /** Why it will be kept aside instead. */
  readonly aside?: AsideRow['reason'];
  readonly cells: readonly string[];
}
export interface Part {
  readonly rows: readonly ImportRow[];
  readonly aside: readonly AsideRow[];
  readonly lastAt: number;
  readonly isLast: boolean;
  /** The file has more rows than one import takes. */
  readonly isCut?: true;
}

/** What the page asks the reader: name of the question, what it says, what it answers. */
export interface ReaderCalls {
  open: { readonly in: { readonly file: Blob }; readonly out: FileFacts };
  /** What the columns are; `hasHeader` and `kind` are told where the person has said so. */
  propose: { readonly in: { readonly sheet: number; readonly own: readonly CustomColumn[]; readonly kind?: LeadKind; readonly hasHeader?: boolean; readonly seed: string }; readonly out: Proposal & { readonly samples: readonly (readonly string[])[] } };
  preview: { readonly in: Reading & { readonly mapping: ImportMapping }; readonly out: readonly ShownRow[] };
  /** All rows, heads included; asked again it counts on. */
  count: { readonly in: { readonly sheet: number }; readonly out: { readonly rows: number; readonly problem?: FileProblem } };
  start: { readonly in: Reading & { readonly mapping: ImportMapping }; readonly out: null };
  /** The cells of the column by which people of a list are known; null when there is none. */
  contacts: { readonly in: Record<string, never>; readonly out: readonly string[] | null };
  next: { readonly in: Record<string, never>; readonly out: Part };
}
export type ReaderCall = keyof ReaderCalls;
export interface ReaderQuestion<C extends ReaderCall = ReaderCall> {
  readonly id: number;
  readonly call: C;
  readonly input: ReaderCalls[C]['in'];
}
export type ReaderAnswer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly problem: FileProblem | 'bug' };
