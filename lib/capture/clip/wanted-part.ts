import type { Within } from '../block-options.ts';

/** Where the clipping script, injected before, says what is selected. */
interface PageGlobals {
  readonly __kilnClip?: { part(): Document | null };
}

/** The document that a reader is to read: the page, or the inert copy of what is selected in it. Null when nothing is selected. */
export const wantedPart = (options: Within, doc: Document, world: unknown): Document | null => (options.within === 'selection' ? ((world as PageGlobals).__kilnClip?.part() ?? null) : doc);
