import { rowLead } from '../capture/row-lead.ts';
import { LIST_SAVE_CHUNK } from '../core/limits.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import { kindCount } from '../domain/lead/kind-words.ts';
import type { LeadFields, Table } from '../domain/lead/lead.ts';
import { mergeFields } from '../domain/lead/merge.ts';
import type { ListCapture, ListColumn, ListRow } from '../domain/list/list.ts';
import { hostOfPage, isLead, rowLeadId } from '../domain/list/row-lead.ts';
import type { ActivityRow } from '../storage/database.ts';
import type { SaveChunkRow, SaveRow } from '../storage/list-rows.ts';
import type { ChunkPlan, RowLead } from '../storage/list-store.ts';
import type { Deps } from './deps.ts';
import { shortUrl } from './save-lead.ts';

type SaveDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'exclusively'>;

/** Rows of one page, as they are to be saved. */
export interface RowsToSave {
  readonly kind: LeadKind;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
  readonly pageUrl: string;
  /** When the page was read. */
  readonly at: number;
  /** What was read on the pages of the rows, by row key. */
  readonly details?: Readonly<Record<string, LeadFields>>;
}

/** Stores what is to be saved, in chunks; nothing is a lead yet. Sent twice it is one save. */
export async function startSave(deps: SaveDeps, saveId: string, tableId: string, pages: readonly RowsToSave[]): Promise<void> {
  const [first] = pages;
  if (!first) return;
  const chunks: SaveChunkRow[] = [];
  for (const { columns, rows, pageUrl, at, details = {} } of pages) {
    for (let from = 0; from < rows.length; from += LIST_SAVE_CHUNK) {
      const part = rows.slice(from, from + LIST_SAVE_CHUNK);
      chunks.push({ saveId, n: chunks.length, pageUrl, at, columns, rows: part, details: Object.fromEntries(part.flatMap(({ key }) => (details[key] ? [[key, details[key]]] : []))) });
    }
  }
  const save: SaveRow = {
    id: saveId, at: deps.now(), state: 'running', tableId, kind: first.kind, from: shortUrl(first.pageUrl),
    rows: pages.reduce((sum, page) => sum + page.rows.length, 0), done: 0, added: 0, merged: 0, unchanged: 0, skipped: 0,
    activityId: deps.newId(), hasActivity: false,
  };
  await deps.store.lists.addSave(save, chunks);
}

/**
 * Moves the saves that are under way to their end. Safe to call by anything at any time: one at a time does it, each chunk is
 * one transaction, and after a death the next call goes on with the next chunk.
 * @param wait for another one who is at it, so that everything stored before the call is done after it
 */
export async function moveSaves(deps: SaveDeps, wait = false): Promise<void> {
  await deps.exclusively('list-saves', async () => {
    for (const save of await deps.store.lists.runningSaves()) await moveSave(deps, save);
  }, wait);
}

async function moveSave(deps: SaveDeps, save: SaveRow): Promise<void> {
  for (let chunk = await deps.store.lists.nextChunk(save.id); chunk; chunk = await deps.store.lists.nextChunk(save.id)) {
    if (!(await deps.store.lists.saveChunk(chunk, planOf(chunk, save, deps.now())))) {
      await deps.store.lists.endSave(save.id, 'cancelled');
      return;
    }
  }
  await deps.store.lists.endSave(save.id, 'done');
}

function planOf(chunk: SaveChunkRow, save: SaveRow, now: number): ChunkPlan {
  const list: ListCapture = { id: '', kind: save.kind, score: 0, recordCount: 0, container: '', record: '', heading: '', columns: chunk.columns, rows: [], next: null };
  const host = hostOfPage(chunk.pageUrl);
  const rows = chunk.rows.map((row): RowLead => {
    const own = rowLead(list, row, { pageUrl: chunk.pageUrl, at: chunk.at });
    const detail = chunk.details?.[row.key];
    const fields = detail ? mergeFields(own, detail) : own;
    const identity = identityKeys(save.kind, fields);
    return { id: rowLeadId(save.tableId, host, row.key), fields: isLead(fields, identity) ? fields : null, identity };
  });
  return { rows, sourceUrl: chunk.pageUrl, now, activityOf };
}

/** One line of the history for the whole save, growing with it. */
function activityOf(save: SaveRow, table: Table): Pick<ActivityRow, 'title' | 'detail' | 'kind'> {
  const title = save.added === 0 ? `${kindCount(save.kind, save.merged)} updated in ${table.name}` : `${kindCount(save.kind, save.added)} added to ${table.name}${save.merged > 0 ? `, ${save.merged} updated` : ''}`;
  return { kind: save.added === 0 ? 'lead-merged' : 'lead-added', title, detail: `${save.from} · free` };
}
