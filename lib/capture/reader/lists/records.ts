/** One group of repeated records, as the detector hands it to the reader of columns. */
export interface RecordGroup {
  /** Hash of the tag path of the records: the same on every page of the template. */
  readonly id: string;
  readonly score: number;
  /** Nearest element that holds every record. */
  readonly container: Element;
  /** Each record: its element, or its run of siblings when it has no element of its own (h3 p p h3 p p, two-row records). */
  readonly records: readonly (readonly Element[])[];
}
