import type { SavedTogether } from '../contracts/clip-commands.ts';
import { rawSelectionSchema } from '../contracts/raw-clip.ts';
import { err, ok, type Result } from '../core/result.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import { toBlock, type Block } from '../capture/block.ts';
import { leadsFromLinks } from '../capture/links.ts';
import { rowFields } from '../capture/lists.ts';
import { withIdentity } from '../capture/row-lead.ts';
import { blockOptions } from '../capture/block-options.ts';
import { canonicalUrl, keptUrl } from '../capture/urls.ts';
import type { CaptureProblem } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { problemOfUrl } from './page-problem.ts';
import { saveAllLeads } from './save-together.ts';
import { shortUrl } from './save-lead.ts';

type PartDeps = Pick<Deps, 'store' | 'tabs' | 'clipper' | 'now' | 'newId'>;

/** `nothing-selected`: no part of the page is selected; `nobody`: it is, and it names no person and no company. */
export type PartProblem = CaptureProblem | 'nothing-selected' | 'nobody';

/** Adds the people and companies that the selected links speak of, without opening one; one deed with one undo. */
export async function saveSelectedLinks(deps: PartDeps, tabId: number): Promise<Result<SavedTogether & { links: number; tables: string }, PartProblem>> {
  const tab = await readable(deps, tabId);
  if (!tab.ok) return tab;
  const read = await deps.clipper.selection(tabId);
  if (!read.ok) return err(read.error);
  const raw = rawSelectionSchema.safeParse(read.value);
  if (!raw.success) return err('broken');
  if (raw.data.links.length === 0) return err('nothing-selected');
  const { url } = tab.value;
  const leads = leadsFromLinks(raw.data.links, url, deps.now());
  if (leads.length === 0) return err('nobody');
  // A lead's own page is where it comes from; what is only a mailbox comes from the page it stood on.
  const sourceOf = (lead: (typeof leads)[number]): string => canonicalUrl(lead.fields.profileUrl?.values[0]?.value ?? lead.fields.linkedinUrl?.values[0]?.value ?? '') ?? keptUrl(url);
  const { added, merged, unchanged, activityId, tables } = await saveAllLeads(deps, leads.map((lead) => ({ ...lead, sourceUrl: sourceOf(lead) })), `Links on ${shortUrl(url)}, none opened`);
  return ok({ added, merged, unchanged, activityId, tables, links: raw.data.links.length });
}

/** Reads only the selected part of a page: one person or company, or the records it repeats. */
export async function readBlock(deps: PartDeps, tabId: number): Promise<Result<Block & { url: string }, PartProblem>> {
  const tab = await readable(deps, tabId);
  if (!tab.ok) return tab;
  const { url } = tab.value;
  // The script that knows the selection comes first: the readers take the part from it.
  const selection = await deps.clipper.selection(tabId);
  if (!selection.ok) return err(selection.error);
  const page = await deps.tabs.read(tabId, blockOptions());
  if (!page.ok) return err(page.error);
  if (page.value === null) return err('nothing-selected');
  const lists = await deps.clipper.lists(tabId, blockOptions());
  const after = await deps.tabs.get(tabId);
  if (!after || after.url !== url) return err('gone');
  const block = toBlock({ page: page.value, lists: lists.ok ? lists.value : null, selection: selection.value }, url, deps.now());
  if (!block.ok) return block;
  const isEmpty = Object.keys(block.value.capture.fields).length === 0 && block.value.lists.length === 0;
  return isEmpty ? err('nobody') : ok({ ...block.value, url });
}

/** Reads the selected part in the place of what was read from the tab before: the panel shows it like any page. */
export async function captureBlock(deps: PartDeps, tabId: number): Promise<Result<null, PartProblem>> {
  const block = await readBlock(deps, tabId);
  if (!block.ok) return block;
  const { url, capture } = block.value;
  const at = deps.now();
  const lists = block.value.lists.map((list, i) => (i === 0 ? withIdentity(list, { pageUrl: url, at }) : list));
  if ((await deps.store.captures.get(tabId))?.overlay) await deps.tabs.hideOverlay(tabId); // it outlines what the panel no longer shows
  await deps.store.captures.put({ tabId, url, state: 'read', at, capture, part: 'selection', ...(lists.length > 0 ? { lists, shownList: 0, pageKind: 'list' as const } : {}) });
  return ok(null);
}

/** Saves what a block holds: the records it repeats, or the one it is about; one deed with one undo. */
export async function saveBlock(deps: PartDeps, tabId: number): Promise<Result<SavedTogether & { first: string; tables: string }, PartProblem>> {
  const block = await readBlock(deps, tabId);
  if (!block.ok) return block;
  const { url, capture, lists } = block.value;
  const [list] = lists;
  const at = deps.now();
  const leads = list ? list.rows.map((row) => ({ kind: list.kind, fields: rowFields(list, row, { pageUrl: url, at }) })).filter(({ fields }) => fields.name !== undefined) : [{ kind: capture.kind, fields: capture.fields }];
  if (leads.length === 0) return err('nobody');
  const { saved, tables, added, merged, unchanged, activityId } = await saveAllLeads(deps, leads.map((lead) => ({ ...lead, sourceUrl: keptUrl(url) })), `Selected on ${shortUrl(url)}`);
  return ok({ added, merged, unchanged, activityId, tables, first: saved[0] ? leadLabel(saved[0].lead) : 'Lead' });
}

async function readable(deps: PartDeps, tabId: number): Promise<Result<{ url: string }, CaptureProblem>> {
  const tab = await deps.tabs.get(tabId);
  if (!tab) return err('gone');
  const problem = problemOfUrl(tab.url, await deps.tabs.fileAccess());
  return problem ? err(problem) : ok({ url: tab.url });
}
