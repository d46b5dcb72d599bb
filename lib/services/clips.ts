import { clipAnswerSchema, rawPageSchema, type ClipText } from '../contracts/raw-clip.ts';
import { err, ok, type Result } from '../core/result.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { pageKeyOf } from '../domain/lead/page-key.ts';
import type { ClipRow } from '../storage/clip-row.ts';
import type { CaptureProblem } from '../storage/database.ts';
import { capturePage } from './capture-page.ts';
import type { Deps } from './deps.ts';
import { problemOfUrl } from './page-problem.ts';
import { shortUrl } from './save-lead.ts';

type ClipDeps = Pick<Deps, 'store' | 'tabs' | 'clipper' | 'now' | 'newId'>;

/** `empty`: the page has no text. */
export type ClipProblem = CaptureProblem | 'empty';

export interface Clipped {
  readonly clip: ClipRow;
  /** The lead it is kept with; absent while that is not saved. */
  readonly lead?: Lead;
  /** Null when the very same text was kept already. */
  readonly activityId: string | null;
}

/** Keeps a page as Markdown with the lead that the page is about. Until that lead is saved the clip waits for it, by the page's address. */
export async function clipPage(deps: ClipDeps, tabId: number): Promise<Result<Clipped, ClipProblem>> {
  const tab = await deps.tabs.get(tabId);
  if (!tab) return err('gone');
  const problem = problemOfUrl(tab.url, await deps.tabs.fileAccess());
  if (problem) return err(problem);
  const text = await readText(deps, tabId, tab.url);
  if (!text.ok) return text;
  if (text.value.markdown === '') return err('empty');
  const url = tab.url || text.value.url;
  const pageKey = pageKeyOf(url);
  const lead = await leadOfPage(deps, tabId, pageKey);
  const { clip, isNew } = await keep(deps, { ...text.value, url, pageKey }, lead);
  return ok({ clip, ...(lead ? { lead } : {}), activityId: isNew ? clip.addedBy : null });
}

async function readText(deps: ClipDeps, tabId: number, expected: string): Promise<Result<ClipText & { url: string }, ClipProblem>> {
  const read = await deps.clipper.page(tabId);
  if (!read.ok) return err(read.error);
  const page = rawPageSchema.safeParse(read.value);
  if (!page.success) return err('broken');
  if (page.data.contentType === 'application/pdf') return err('pdf');
  const after = await deps.tabs.get(tabId);
  if (!after || after.url !== expected) return err('gone');
  // The address is the browser's own where it is known; a page can say anything.
  const answer = await deps.clipper.parse({ ...page.data, ...(expected === '' ? {} : { url: expected.slice(0, 2_000) }) });
  if (answer === null) return err('timeout');
  const parsed = clipAnswerSchema.safeParse(answer);
  return parsed.success && parsed.data.ok ? ok({ ...parsed.data.text, url: page.data.url }) : err('broken');
}

/** The saved lead that this page is about, if any: the one in the current table first, then the oldest. */
async function leadOfPage(deps: ClipDeps, tabId: number, pageKey: string): Promise<Lead | undefined> {
  const row = await deps.store.captures.get(tabId);
  const isRead = row?.capture !== undefined && pageKeyOf(row.url) === pageKey;
  if (isRead && row.pageKind === 'list') return undefined; // a page of many is about none of them
  const capture = isRead ? row.capture : await capturePage(deps, tabId);
  if (!capture) return undefined;
  const known = await deps.store.leads.matching(capture.kind, identityKeys(capture.kind, capture.fields));
  const { currentTables } = await deps.store.meta.settings();
  return known.find((lead) => lead.tableId === currentTables[capture.kind]) ?? known[0];
}

async function keep(deps: ClipDeps, text: ClipText & { url: string; pageKey: string }, lead: Lead | undefined): Promise<{ clip: ClipRow; isNew: boolean }> {
  const clip: ClipRow = { id: deps.newId(), ...text, ...(lead ? { leadId: lead.id } : {}), at: deps.now(), addedBy: deps.newId() };
  const kept = await deps.store.clips.add(clip, {
    id: clip.addedBy,
    at: clip.at,
    kind: 'clip-added',
    title: lead ? `${leadLabel(lead)}: page clipped` : `Page clipped: ${clip.title || shortUrl(clip.url)}`,
    detail: `${shortUrl(clip.url)} · ${wordsOf(clip.words)} · free`,
    ...(lead ? { leadId: lead.id, tableId: lead.tableId } : {}),
  });
  return { clip: kept, isNew: kept.id === clip.id };
}

/** Takes a clip away; its line in the history brings it back. Null when it is gone. */
export async function removeClip(deps: Pick<Deps, 'store' | 'now' | 'newId'>, clipId: string): Promise<string | null> {
  const activityId = deps.newId();
  const removed = await deps.store.clips.remove(clipId, (clip) => ({
    id: activityId, at: deps.now(), kind: 'clip-removed', title: `Clip removed: ${clip.title || shortUrl(clip.url)}`, detail: 'Undo brings it back', ...(clip.leadId ? { leadId: clip.leadId } : {}),
  }));
  return removed ? activityId : null;
}

/** "1,240 words" */
export const wordsOf = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'word' : 'words'}`;
