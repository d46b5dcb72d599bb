import { rawSelectionSchema, type RawSelection } from '../contracts/raw-clip.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Capture } from '../domain/lead/capture.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import { mergeFields } from '../domain/lead/merge.ts';
import type { ListCapture } from '../domain/list/list.ts';
import { leadsFromContext } from './context.ts';
import { leadsFromLinks } from './links.ts';
import { toLists } from './lists.ts';
import { toCapture } from './normalise.ts';
import { withoutPlaces } from './clip/without-places.ts';

/** What a selected part of a page holds: one person or company, or several records of them. */
export interface Block {
  readonly capture: Capture;
  /** Best first; empty when the part is about one. */
  readonly lists: readonly ListCapture[];
}

/** Records below this number are no list, but one lead and its neighbour. */
const LIST_RECORDS = 3;

/**
 * Puts together what was read of a selected part: by the reader of pages (labels, links, structured data), and line by line
 * as selected text, which names what has no heading.
 * @param raw hostile: a reading of a copy of the part, its lists, and its text
 */
export function toBlock(raw: { readonly page: unknown; readonly lists: unknown; readonly selection: unknown }, url: string, at: number): Result<Block, 'broken'> {
  // The title speaks of the whole page, so it says nothing about a part of it.
  const read = toCapture(withoutPlaces(raw.page), { url, title: '' }, at, []);
  const selection = rawSelectionSchema.safeParse(raw.selection);
  if (!read.ok || !selection.success) return err('broken');
  const found = toLists(raw.lists, { url });
  const lists = found.ok ? found.value.filter((list) => list.rows.length >= LIST_RECORDS && list.columns.some((column) => column.field === 'name')) : [];
  return ok({ capture: withText(read.value, selection.data, url, at), lists: lists.map((list) => ({ ...list, container: '', record: '', next: null })) });
}

/** Adds what the lines and the links say. A name among them decides whom the part is about when nothing else did. */
function withText(capture: Capture, { text, links }: RawSelection, url: string, at: number): Capture {
  const leads = leadsFromContext({ pageUrl: url, selectionText: text }, at);
  const [first] = leads;
  if (!first || leads.filter((lead) => lead.fields.name !== undefined).length > 1) return capture;
  const undecided = Math.max(capture.kindScores.person, capture.kindScores.company) < SURE && capture.fields.name === undefined;
  const kind = undecided ? first.kind : capture.kind;
  const [fields, otherFields] = kind === capture.kind ? [capture.fields, capture.otherFields] : [capture.otherFields, capture.fields];
  const name = (of: LeadFields): string | undefined => of.name?.values[0]?.value;
  const own = leadsFromLinks(links, url, at).filter((lead) => lead.kind === kind && (name(lead.fields) ?? name(first.fields)) === name(first.fields));
  const said = [...(first.kind === kind ? [first] : []), ...own].reduce((all, lead) => mergeFields(all, lead.fields), fields);
  return { ...capture, kind, fields: said, otherFields };
}

/** Votes for a kind above which the words of the lines do not change it. */
const SURE = 40;
