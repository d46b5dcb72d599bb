import type { LeadId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { bareTask } from '../domain/enrichment/bare-task.ts';
import { TASK_ENDED } from '../domain/enrichment/run.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { sentKey } from './sent-records.ts';

/** What stands in the history where a lead was erased: when something happened and what it had cost, and nothing else. */
export const ERASED_TITLE = 'A lead that was erased';
export const withoutLead = ({ id, at, kind, tableId, taskId, charged }: ActivityRow): ActivityRow => ({
  id, at, kind, title: ERASED_TITLE, detail: '', ...(tableId === undefined ? {} : { tableId }), ...(taskId === undefined ? {} : { taskId }), ...(charged === undefined ? {} : { charged }),
});

/** What has to be named in a transaction that erases what belongs to leads. */
export const followerStores = (db: KilnDatabase) => [db.tasks, db.receipts, db.answers, db.clips, db.activity, db.deliveries, db.deliveryRows, db.sentRecords, db.companyLinks] as const;

/**
 * Erases all that names these leads: questions that have ended, what came back word for word, kept answers, clips, their lines of the
 * history, what is known of their deliveries, links. Charges stay, with amounts. A question that is under way goes when it ends; until
 * then it holds no answer but one that is just being checked.
 */
export async function eraseFollowers(db: KilnDatabase, ids: readonly LeadId[]): Promise<void> {
  const all = [...ids];
  const tasks = await db.tasks.where('leadId').anyOf(all).toArray();
  await db.tasks.bulkDelete(tasks.flatMap(({ id, state }) => (TASK_ENDED.includes(state) ? id : [])));
  await db.tasks.bulkPut(tasks.flatMap((task) => (TASK_ENDED.includes(task.state) ? [] : bareTask(task))));
  await Promise.all([db.receipts.where('leadId').anyOf(all).delete(), db.answers.where('leadId').anyOf(all).delete(), db.clips.where('leadId').anyOf(all).delete(), db.companyLinks.bulkDelete(all), db.companyLinks.where('companyId').anyOf(all).delete()]);
  await db.activity.bulkPut((await db.activity.where('leadId').anyOf(all).toArray()).map(withoutLead));
  await eraseSent(db, all);
}

/** What is known of their deliveries goes; that there was one, how it ended and what it cost stays. */
async function eraseSent(db: KilnDatabase, ids: readonly LeadId[]): Promise<void> {
  const all = [...ids];
  await db.deliveryRows.where('leadId').anyOf(all).modify((row) => {
    const bare = row as { -readonly [K in keyof typeof row]: (typeof row)[K] };
    bare.name = ERASED_TITLE;
    delete bare.detail;
    delete bare.remoteId;
    delete bare.fingerprint;
  });
  const places = new Set((await db.deliveries.toArray()).map(({ place }) => place));
  await db.sentRecords.bulkDelete([...places].flatMap((place) => all.map((id) => sentKey(place, id))));
}

/** Leads as what can be undone knows them: deleted ones could come back from there. */
export async function leadsInUndo(db: KilnDatabase, ids: readonly LeadId[]): Promise<Lead[]> {
  const wanted = new Set(ids);
  const lines = await db.activity.orderBy('undo.at').toArray();
  const leads = lines.flatMap(({ undo }) => (undo?.leads ?? []).flatMap(({ before, after }) => [before ?? [], after ?? []].flat()));
  return leads.filter((lead) => wanted.has(lead.id));
}

/** Of which of these leads, whether they are there or not, something is left. */
export async function leftOf(db: KilnDatabase, ids: readonly LeadId[]): Promise<ReadonlySet<LeadId>> {
  const found = new Set((await leadsInUndo(db, ids)).map(({ id }) => id));
  for (const store of [db.tasks, db.receipts, db.answers, db.clips, db.activity, db.deliveryRows]) {
    for (const key of await store.where('leadId').anyOf([...ids]).uniqueKeys()) found.add(key as LeadId);
  }
  // One that was merged into another is there as what it was, as long as that can be taken back.
  for (const { goneIds } of await db.merges.where('goneIds').anyOf([...ids]).filter(({ undo }) => undo !== undefined).toArray()) for (const id of goneIds) found.add(id);
  return found;
}

const erasedOf = async (db: KilnDatabase, ids: readonly LeadId[]): Promise<LeadId[]> => (await db.erased.bulkGet([...new Set(ids)])).flatMap((row) => row?.leadId ?? []);

/** Inside a transaction that has changed questions about leads that are not there: of those that were erased meanwhile nothing is kept. */
export async function eraseLate(db: KilnDatabase, gone: readonly LeadId[]): Promise<void> {
  if (gone.length === 0) return;
  const erased = await erasedOf(db, gone);
  if (erased.length > 0) await eraseFollowers(db, erased);
}

/** Inside a transaction that has written rows of deliveries: of leads that were erased meanwhile they say nothing. */
export async function eraseLateSent(db: KilnDatabase, ids: readonly LeadId[]): Promise<void> {
  if (ids.length === 0) return;
  const erased = await erasedOf(db, ids);
  if (erased.length > 0) await eraseSent(db, erased);
}

/** Forgets erasures of before a moment, but for those that a question which has yet to end will meet. */
export const forgetErased = (db: KilnDatabase, before: number): Promise<void> =>
  db.transaction('rw', db.erased, db.tasks, async () => {
    const old = await db.erased.where('at').below(before).primaryKeys();
    if (old.length === 0) return;
    const open = new Set((await db.tasks.where('leadId').anyOf(old).filter(({ state }) => !TASK_ENDED.includes(state)).toArray()).map(({ leadId }) => leadId));
    await db.erased.bulkDelete(old.filter((leadId) => !open.has(leadId)));
  });
