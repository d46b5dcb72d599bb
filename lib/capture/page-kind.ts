import type { Capture } from '../domain/lead/capture.ts';
import type { ListCapture, PageKind } from '../domain/list/list.ts';

/** Vote total above which a page is plainly about one person or company, whatever it repeats. */
const SURE = 60;

/** Pages by which a site speaks of itself: what repeats on them is a part of that. */
const OWN_PAGE = /\/(?:contact|kontakt|contacto|contatti|contato|imprint|impressum|mentions-legales|about)[\w-]*(?:\.\w{2,5})?\/?$/i;
const OWN_PAGE_POINTS = 18;

/** What the page is first of all: one lead, or a list of them. Both readings stay at hand. */
export function pageKindOf(capture: Capture | null, lists: readonly ListCapture[]): PageKind {
  const single = capture && Object.keys(capture.fields).length > 0 ? capture : null;
  const best = lists[0];
  if (!best) return single?.kind ?? 'none';
  if (!single) return 'list';
  if (single.recipeId !== undefined) return single.kind;
  if (best.recipe !== undefined) return 'list';
  const own = OWN_PAGE.test(single.url.replace(/[?#].*$/, '')) ? OWN_PAGE_POINTS : 0;
  return listWeight(best) > Math.min(single.kindScores[single.kind], SURE) + own ? 'list' : single.kind;
}

/**
 * Points of a list in the measure of the votes for a person or a company: many records, records that name somebody and say
 * how to reach them, and how much of the page they are.
 */
function listWeight(list: ListCapture): number {
  const fields = new Set(list.columns.flatMap((column) => (column.field ? [column.field] : [])));
  const reach = ['email', 'phone', 'website', 'linkedinUrl', 'title', 'companyName', 'address'].filter((field) => fields.has(field as never)).length;
  const quality = Math.min(1.15, 0.35 + list.score / 5);
  return quality * (Math.min(30, 8 * Math.log2(Math.max(1, list.recordCount / 3))) + (fields.has('name') ? 12 : 0) + Math.min(24, reach * 8) + (list.columns.length >= 3 ? 6 : 0));
}
