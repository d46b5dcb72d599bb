/** Records that may be one list. Numbers are places in the tree. */
export interface Group {
  /** The first element of each record, in document order. */
  readonly heads: readonly number[];
  /** Each record's elements; only when a record has more than one (h3 p p h3 p p, two-row records). */
  readonly spans?: readonly (readonly number[])[];
  /** Names the template: what the heads have in common. */
  readonly kind: 'path' | 'loose' | 'flat' | 'component';
  readonly cheap: number;
}

/** Fewer records are no list: two alike are a coincidence. */
export const MIN_RECORDS = 3;
