/** What the outline of a list shows; everything in it is text or a selector. */
export interface OverlayInput {
  readonly container: string;
  readonly record: string;
  readonly columns: readonly { readonly selector: string; readonly label: string; readonly field: string }[];
  readonly known: readonly { readonly texts: readonly string[]; readonly tag: string }[];
  readonly title: string;
  readonly note: string;
  readonly step: string;
}
/** `replaced`: another one was shown; `gone`: the list is no longer on the page. */
export type OverlayAnswer = 'next' | 'previous' | 'use' | 'leave' | 'replaced' | 'gone';
