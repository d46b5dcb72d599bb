/** Looking through the rest of the database for leads that were erased: working copies, the history, what can be undone. */
import type { Table as DexieTable } from 'dexie';
import type { LeadId } from '../core/ids.ts';
import { TRACE_ROWS } from '../core/limits.ts';
import { identityKeys } from '../domain/lead/identity.ts';
import type { Capture } from '../domain/lead/capture.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import { tells, textTells, type Traces } from '../domain/lead/traces.ts';
import type { ListRow } from '../domain/list/list.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { withoutLead } from './erase-followers.ts';
import type { ImportPartRow } from './import-rows.ts';

/** Who is gone, and by what they are known again. */
export interface Gone {
  readonly ids: ReadonlySet<LeadId>;
  readonly traces: Traces;
}
/** One store, gone through from end to end. */
interface Pass {
  readonly name: string;
  run(): Promise<void>;
}

/** All stores that can hold something of a lead without naming it, in the order in which they are looked through. */
export function tracePasses(db: KilnDatabase, gone: Gone): readonly Pass[] {
  const about = (value: unknown): boolean => tells(value, gone.traces);
  const pass = <T extends object, K, I>(store: DexieTable<T, K, I>, change: (row: T) => T | null): Pass => ({ name: store.name, run: async () => eachOf(db, store, await store.toCollection().primaryKeys(), change) });
  return [
    pass(db.activity, (line) => lineWithout(line, gone)),
    // Of a deed over cells, each part by the leads that it names.
    { name: 'cellParts', run: async () => eachOf(db, db.cellParts, await db.cellParts.where('leadIds').anyOf([...gone.ids]).distinct().primaryKeys(), (row) => ({ ...row, leadIds: row.leadIds.filter((id) => !gone.ids.has(id)), changes: row.changes.filter(({ leadId }) => !gone.ids.has(leadId)) })) },
    // Who went into whom is kept: it is ids. What they were is not.
    pass(db.merges, (row) => (row.undo && [row.keepId, ...row.goneIds].some((id) => gone.ids.has(id)) ? without(row, 'undo', 'undoable') : row)),
    pass(db.importParts, (row) => partWithout(row, gone, about)),
    pass(db.answers, (row) => (tells(row.answer, gone.traces, false) ? null : row)),
    pass(db.clips, (row) => (row.leadId === undefined && about([row.url, row.title, row.byline, row.markdown]) ? null : row)),
    pass(db.captures, (row) => (about([row.url, row.lists, row.listsAsRead]) || isOfPage(row.capture, gone) ? null : row)),
    pass(db.tabReads, (row) => (about([row.url, row.title]) || isOfPage(row.capture, gone) ? null : row)),
    pass(db.drafts, (row) => (about([row.url, row.preview]) ? without(row, 'preview') : row)),
    pass(db.followRows, (row) => {
      const kept = row.rows.flatMap((one, i) => (isAboutRow(one, about) ? [] : [i]));
      return kept.length === row.rows.length ? row : { ...row, rows: kept.flatMap((i) => row.rows[i] ?? []), keys: kept.flatMap((i) => row.keys[i] ?? []) };
    }),
    pass(db.followDetails, (row) => (about(row) ? null : row)),
    pass(db.saveChunks, (row) => {
      const rows = row.rows.filter((one) => !isAboutRow(one, about) && !about(row.details?.[one.key]));
      const keys = new Set(rows.map(({ key }) => key));
      return rows.length === row.rows.length ? row : { ...row, rows, details: Object.fromEntries(Object.entries(row.details ?? {}).filter(([key]) => keys.has(key))) };
    }),
    pass(db.recipeHealth, (row) => (about(row) ? { ...without(row, 'okUrl', 'drift'), samples: {} } : row)),
    // Files are copies that wait to be saved; who saved them has them.
    { name: 'files', run: () => db.files.clear() },
  ];
}

/** What was read from a page: by its words, or because it would be found as the lead again. */
function isOfPage(capture: Capture | undefined, { traces }: Gone): boolean {
  if (!capture) return false;
  const { kind, fields, otherFields } = capture;
  const isKnown = (as: LeadKind, read: LeadFields): boolean => identityKeys(as, read).some((key) => traces.has(`k${key}`));
  return tells([capture.url, capture.title, fields, otherFields], traces) || isKnown(kind, fields) || isKnown(kind === 'person' ? 'company' : 'person', otherFields);
}

function partWithout(row: ImportPartRow, { ids }: Gone, about: (value: unknown) => boolean): ImportPartRow {
  const changes = row.changes.filter(({ after }) => !ids.has(after.id));
  const aside = row.aside.map((one) => (one.cells.length > 0 && (about(one.cells) || about(one.cells.join(' '))) ? { ...one, cells: [] } : one));
  return changes.length === row.changes.length && aside.every((one, i) => one === row.aside[i]) ? row : { ...row, changes, aside };
}

const isAboutRow = (row: ListRow, about: (value: unknown) => boolean): boolean => about([row.key, row.cells, row.identity]) || about(row.cells.join(' '));

function lineWithout(line: ActivityRow, { ids, traces }: Gone): ActivityRow {
  const { undo } = line;
  const names = line.leadId === undefined || ids.has(line.leadId);
  const isTold = textTells(`${line.title}\n${line.detail}`, traces, names);
  const leads = undo?.leads.filter(({ before, after }) => ![before, after].some((lead) => lead && ids.has(lead.id)));
  const listed = { added: undo?.contacts?.added.filter((id) => !traces.has(`c${id}`)), removed: undo?.contacts?.removed.filter(({ id }) => !traces.has(`c${id}`)) };
  const isLinked = undo?.link !== undefined && [undo.link.leadId, undo.link.before?.companyId, undo.link.after?.companyId].some((id) => id != null && ids.has(id));
  const isSame = leads?.length === undo?.leads.length && listed.added?.length === undo?.contacts?.added.length && listed.removed?.length === undo?.contacts?.removed.length && !isLinked;
  if (isSame && !isTold) return line;
  // Nothing of it is left to take back.
  const isOver = undo !== undefined && (isLinked || (leads?.length === 0 && undo.leads.length > 0 && undo.tables === undefined));
  const said = isTold || isLinked ? { ...withoutLead(line), ...(line.leadId === undefined || ids.has(line.leadId) ? {} : { leadId: line.leadId }), ...(line.undoneAt === undefined ? {} : { undoneAt: line.undoneAt }), ...(line.changes === undefined ? {} : { changes: line.changes }), ...(undo === undefined ? {} : { undo }) } : line;
  if (undo === undefined) return said;
  if (isOver) return without(said, 'undo', 'undoneAt');
  const leadIds = undo.leadIds?.filter((id) => !ids.has(id));
  return {
    ...said,
    undo: {
      ...without(undo, 'leadIds'), leads: leads ?? [], ...(leadIds === undefined || leadIds.length === 0 ? {} : { leadIds }),
      ...(undo.contacts ? { contacts: { added: listed.added ?? [], removed: listed.removed ?? [] } } : {}),
    },
  };
}

function without<T extends object, K extends string>(row: T, ...keys: readonly K[]): Omit<T, K> & T {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !(keys as readonly string[]).includes(key))) as Omit<T, K> & T;
}

/** Goes through rows by their keys, some in each transaction. */
async function eachOf<T extends object, K, I>(db: KilnDatabase, store: DexieTable<T, K, I>, keys: readonly K[], change: (row: T) => T | null): Promise<void> {
  for (let at = 0; at < keys.length; at += TRACE_ROWS) {
    const some = keys.slice(at, at + TRACE_ROWS);
    await db.transaction('rw', store, async () => {
      const put: T[] = [];
      const removed: K[] = [];
      for (const [i, row] of (await store.bulkGet(some)).entries()) {
        const key = some[i];
        if (!row || key === undefined) continue;
        const next = change(row);
        if (next === null) removed.push(key);
        else if (next !== row) put.push(next);
      }
      if (put.length > 0) await store.bulkPut(put as unknown as I[]);
      if (removed.length > 0) await store.bulkDelete(removed);
    });
  }
}
