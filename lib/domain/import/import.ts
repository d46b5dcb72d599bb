import type { CustomKey, LeadKey } from '../lead/custom.ts';
import type { LeadKind } from '../lead/fields.ts';

/** What becomes of one column of a file. */
export type ColumnTarget =
  | { readonly kind: 'field'; readonly key: LeadKey }
  /** A column of the person's own that the import makes. */
  | { readonly kind: 'new'; readonly key: CustomKey; readonly name: string; readonly type: 'text' | 'number' }
  | { readonly kind: 'skip' };

export interface ImportColumn {
  /** The name at its head; where there is none, "Column 3". */
  readonly header: string;
  readonly target: ColumnTarget;
}

export interface ImportMapping {
  readonly kind: LeadKind;
  readonly columns: readonly ImportColumn[];
}

/** What is done with a row whose person or company the table knows by an identity key: add what differs as further values, fill what is empty, leave it. */
export const IMPORT_POLICIES = ['merge', 'fill', 'skip'] as const;
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];

/** One value of a row in its normal form, and as it stood where that differs. */
export type ImportValue = readonly [key: LeadKey, value: string, original?: string | null, derived?: true];

/** A row as it goes into the table. */
export interface ImportRow {
  readonly at: number;
  readonly values: readonly ImportValue[];
}

/** Why a row was left out, or went in without one of its values. */
export type AsideReason = 'quote' | 'too-long' | 'too-wide' | 'not-json' | 'not-a-card' | 'nobody' | 'nothing' | 'value' | 'erased';

/** A row that is kept aside with its reason. */
export interface AsideRow {
  readonly at: number;
  readonly reason: AsideReason;
  /** The column whose value was left out, for `value`: the row itself went in. */
  readonly column?: string;
  readonly cells: readonly string[];
}

/** The mapping with another target for one column; two columns may give values to one field. */
export const withTarget = (columns: readonly ImportColumn[], index: number, target: ColumnTarget): ImportColumn[] => columns.map((column, i) => (i === index ? { ...column, target } : column));
