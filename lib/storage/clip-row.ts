import type { LeadId } from '../core/ids.ts';

/** A page kept as Markdown. The text is data of a page nobody trusts: it is shown as text and nothing else. */
export interface ClipRow {
  readonly id: string;
  /** The lead it is kept with; absent while the lead of its page is not saved. */
  readonly leadId?: LeadId;
  /** Its page, see domain/lead/page-key.ts. */
  readonly pageKey: string;
  readonly url: string;
  readonly title: string;
  readonly byline: string;
  readonly site: string;
  /** As the page says it, usually a date. */
  readonly published: string;
  readonly markdown: string;
  readonly words: number;
  /** The page was larger than the limits: the text is true but not all of it. */
  readonly truncated: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The lines of the history that made it, that gave it its lead, and that removed it; undoing a line undoes its part. */
  readonly addedBy: string;
  readonly attachedBy?: string;
  readonly removedBy?: string;
}
