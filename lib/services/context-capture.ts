import { leadsFromContext, type ContextInfo } from '../capture/context.ts';
import { canonicalUrl, keptUrl } from '../capture/urls.ts';
import { pageKeyOf } from '../domain/lead/page-key.ts';
import { mergeFields } from '../domain/lead/merge.ts';
import { capturePage } from './capture-page.ts';
import type { Deps } from './deps.ts';
import { currentTable, saveLead, shortUrl } from './save-lead.ts';
import type { SavedLead } from '../storage/lead-store.ts';

type ContextDeps = Pick<Deps, 'store' | 'tabs' | 'now' | 'newId'>;

/**
 * Right click: what was clicked becomes one or several leads of the current table, told by a toast with Undo in the
 * page. Works with the panel closed. A click on the page itself (or an image) reads the page.
 */
export async function captureContext(deps: ContextDeps, tabId: number, info: ContextInfo): Promise<readonly SavedLead[]> {
  const clicked = leadsFromContext(info, deps.now());
  const saved = clicked.length > 0 && !info.srcUrl ? await saveClicked(deps, info, clicked) : await savePage(deps, tabId, clicked[0]);
  const text = await toastText(deps, saved);
  const answer = await deps.tabs.toast(tabId, { ...text, undo: saved.some((s) => s.activityId !== null), ...(saved.length > 0 ? { openLabel: 'Open' } : {}) });
  if (answer === 'undo') for (const { activityId } of saved) if (activityId) await deps.store.leads.undo(activityId, deps.now());
  if (answer === 'open') await deps.tabs.openTable();
  return saved;
}

async function saveClicked(deps: ContextDeps, info: ContextInfo, leads: ReturnType<typeof leadsFromContext>): Promise<SavedLead[]> {
  const saved: SavedLead[] = [];
  for (const { kind, fields } of leads) {
    const table = await currentTable(deps, kind);
    const from = info.selectionText ? `Selection on ${shortUrl(info.pageUrl)}` : 'From the link, page not opened';
    const lead = await saveLead(deps, { tableId: table.id, kind, fields, sourceUrl: sourceOf(info), from });
    if (lead) saved.push(lead);
  }
  return saved;
}

/** Where a clicked lead comes from: the page a link leads to, never its script, its mail or its number. */
const sourceOf = ({ linkUrl, pageUrl }: ContextInfo): string => (linkUrl === undefined ? null : canonicalUrl(linkUrl)) ?? keptUrl(pageUrl);

async function savePage(deps: ContextDeps, tabId: number, extra: ReturnType<typeof leadsFromContext>[number] | undefined): Promise<SavedLead[]> {
  const capture = await capturePage(deps, tabId);
  if (!capture || Object.keys(capture.fields).length === 0) return [];
  const fields = extra ? mergeFields(capture.fields, extra.fields) : capture.fields;
  const table = await currentTable(deps, capture.kind);
  const lead = await saveLead(deps, { tableId: table.id, kind: capture.kind, fields, sourceUrl: capture.url, clipsOf: pageKeyOf(capture.url), from: shortUrl(capture.url) });
  return lead ? [lead] : [];
}

async function toastText(deps: ContextDeps, saved: readonly SavedLead[]): Promise<{ title: string; detail: string; tone?: 'bad' }> {
  const [first] = saved;
  if (!first) return { title: 'Nothing to save here', detail: 'No person or company was found. It cost nothing.', tone: 'bad' };
  const table = (await deps.store.leads.getTable(first.lead.tableId))?.name ?? 'the table';
  if (saved.length > 1) {
    const added = saved.filter((s) => s.outcome === 'added').length;
    return { title: `${added} of ${saved.length} added to ${table}`, detail: added < saved.length ? 'The others were known. Free.' : 'Free.' };
  }
  const name = nameOf(first);
  if (first.outcome === 'unchanged') return { title: `${name} is already in ${table}`, detail: 'Nothing new on this page. Free.' };
  return { title: first.outcome === 'added' ? `${name} added to ${table}` : `${name} updated in ${table}`, detail: 'Free.' };
}

const nameOf = ({ lead }: SavedLead): string => {
  const { name, workEmail, email, domain, phone } = lead.fields;
  return (name ?? workEmail ?? email ?? domain ?? phone)?.values[0]?.value ?? 'Lead';
};
