/** What the outline of a list shows; everything in it is text or a selector. */
export interface OverlayInput {
  /** Matches the element that holds the records, and each record inside it. */
  readonly container: string;
  readonly record: string;
  readonly columns: readonly { readonly selector: string; readonly label: string; readonly field: string }[];
  /** Texts by which a known record is told, and what its tag says. */
  readonly known: readonly { readonly texts: readonly string[]; readonly tag: string }[];
  readonly title: string;
  /** "2 known"; empty when none is. */
  readonly note: string;
  /** "List 1 of 3"; empty when there is only one. */
  readonly step: string;
}
/** `replaced`: another one was shown; `gone`: the list is no longer on the page, or cannot be shown there. */
export type OverlayAnswer = 'next' | 'previous' | 'use' | 'leave' | 'replaced' | 'gone';

/** A record to scroll to. */
export interface RecordTarget {
  readonly container: string;
  readonly record: string;
  /** Where the record stood among the others. */
  readonly index: number;
  /** Texts of its cells. */
  readonly texts: readonly string[];
}
