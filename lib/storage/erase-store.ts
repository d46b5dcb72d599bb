import type { LeadId } from '../core/ids.ts';
import { ERASE_PART, ERASE_SUBJECTS, TOMBSTONE_MS } from '../core/limits.ts';
import { entriesOfLead } from '../domain/contact/entries-of-lead.ts';
import { hashedEntry } from '../domain/contact/hashed-entry.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { tracesOf } from '../domain/lead/traces.ts';
import { saltOf } from './contact-store.ts';
import type { KilnDatabase, MetaRows } from './database.ts';
import { eraseFollowers, followerStores, forgetErased, leadsInUndo, leftOf } from './erase-followers.ts';
import type { EraseJob } from './erase-rows.ts';
import { tracePasses } from './erase-traces.ts';
import { openBook } from './ledger-book.ts';
import { ledgerRows } from './ledger-dexie.ts';
import { eraseFromBlocks } from './leads/erase.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { leadWrites } from './leads/writes.ts';
import { mergesInto } from './merged-leads.ts';

export interface EraseWish {
  readonly id: string;
  readonly leadIds: readonly LeadId[];
  readonly keepAway: boolean;
  /** False where the account has told of it. */
  readonly tells: boolean;
  readonly now: number;
}
/** What the account tells of erasures, with the place in its feed up to which that is. */
interface Told {
  readonly subjects: readonly LeadId[];
  readonly upTo: { readonly feed: string; readonly feedSeq: number };
}
const NOBODY: ReadonlySet<LeadId> = new Set();
/** Erased jobs that are kept to be shown. */
const JOBS_KEPT = 20;

/**
 * Erasing leads for good. A job is a row: it goes on after the death of the worker from its last part, each of which is one transaction
 * of the leads, all that names them, the hashes that keep them away, and the word to the account. Then every store that could hold
 * something of them without naming them is looked through. Nothing of it can be taken back.
 */
export function createEraseStore(db: KilnDatabase) {
  const rows = leadRows(db);
  const writes = leadWrites(db);

  /** Leads as far as they are there, with those that had been merged into them. */
  async function withMerged(ids: readonly LeadId[]): Promise<LeadId[]> {
    const merges = await mergesInto(db, ids);
    return [...new Set([...ids, ...[...merges.values()].flat().flatMap(({ goneIds }) => goneIds)])];
  }

  /** What else of them is on the list, and where it was wished their hashes: whoever was on it stays protected. */
  async function keepAway(leads: readonly Lead[], all: boolean, newSalt: string, now: number): Promise<void> {
    const entries = [...new Map(leads.flatMap((lead) => entriesOfLead(lead, now)).map((entry) => [entry.id, entry])).values()];
    const listed = new Set((await db.doNotContact.bulkGet(entries.map(({ id }) => id))).flatMap((entry) => (entry ? [entry.id] : [])));
    const wanted = all ? entries : entries.filter(({ id }) => listed.has(id));
    if (wanted.length === 0) return;
    const salt = (await saltOf(db)) ?? newSalt;
    await note({ salt });
    await db.doNotContact.bulkDelete([...listed]);
    await db.doNotContact.bulkPut(wanted.map((entry) => hashedEntry(salt, entry, now)));
  }

  /** Inside a transaction. */
  async function note(more: MetaRows['erasing']): Promise<void> {
    await db.meta.put({ key: 'erasing', value: { ...(await noted()), ...more } });
  }
  const noted = async (): Promise<MetaRows['erasing']> => ((await db.meta.get('erasing'))?.value as MetaRows['erasing'] | undefined) ?? {};

  /**
   * @param from how many leads of this job were told before: an operation has its place in the job for its id, whatever else is told in between
   * @returns false when there is no account that could be told
   */
  async function tell(id: string, from: number, subjects: readonly LeadId[], now: number): Promise<boolean> {
    const ledger = ledgerRows(db);
    const [hasAccount, device] = await Promise.all([ledger.meta.hasAccount(), ledger.meta.get('device')]);
    if (!hasAccount || !device) return false;
    const book = await openBook(ledger);
    for (let at = 0; at < subjects.length; at += ERASE_SUBJECTS) book.tell({ kind: 'erase', body: { subjects: subjects.slice(at, at + ERASE_SUBJECTS) } }, `erase.${id}-${from + at}`, now);
    await book.write();
    return true;
  }

  /** One part of the leads; the job as it is then. */
  const part = (id: string, newSalt: string, now: number): Promise<EraseJob | null> =>
    db.transaction('rw', [...leadStores(db), ...followerStores(db), db.merges, db.doNotContact, db.meta, db.leases, db.outbox, db.eraseJobs, db.erased], async () => {
      const job = await db.eraseJobs.get(id);
      if (job?.state !== 'leads') return job ?? null;
      const asked = job.waiting.slice(0, ERASE_PART);
      const ids = await withMerged(asked);
      const there = (await rows.getAll(ids)).filter((lead) => lead !== undefined);
      const found = new Set(there.map((lead) => lead.id));
      const deleted = (await leadsInUndo(db, ids)).filter((lead) => !found.has(lead.id));
      await keepAway(there, job.keepAway, newSalt, now);
      await writes.remove(there);
      await eraseFromBlocks(db, ids);
      await eraseFollowers(db, ids);
      await db.erased.bulkPut(ids.map((leadId) => ({ leadId, at: now })));
      if (!(job.tells ? await tell(id, job.ids.length, ids, now) : await ledgerRows(db).meta.hasAccount())) await note({ owed: '' });
      const waiting = job.waiting.slice(asked.length);
      const next: EraseJob = {
        ...job, waiting, done: job.done + asked.length, ids: [...job.ids, ...ids], state: waiting.length > 0 ? 'leads' : 'traces',
        traces: [...new Set([...job.traces, ...[...there, ...deleted].flatMap(tracesOf)])],
      };
      await db.eraseJobs.put(next);
      return next;
    });

  return {
    /** Writes a job down; begun twice it is one. Leads that are erased already are not asked for again. Null when none of them is left to erase. */
    begin: ({ id, leadIds, keepAway: isKept, tells, now }: EraseWish): Promise<EraseJob | null> =>
      db.transaction('rw', [...leadStores(db), ...followerStores(db), db.merges, db.eraseJobs, db.erased], async () => {
        const known = await db.eraseJobs.get(id);
        if (known) return known;
        const unique = [...new Set(leadIds)];
        const [there, erased, left] = await Promise.all([rows.getAll(unique), db.erased.bulkGet(unique), tells ? NOBODY : leftOf(db, unique)]);
        const waiting = unique.filter((id, i) => (there[i] !== undefined || left.has(id)) && erased[i] === undefined);
        if (waiting.length === 0) return null;
        const job: EraseJob = { id, at: now, state: 'leads', leads: waiting.length, done: 0, looked: 0, keepAway: isKept, tells, waiting, ids: [], traces: [] };
        await db.eraseJobs.add(job);
        return job;
      }),

    open: (): Promise<EraseJob[]> => db.eraseJobs.where('state').anyOf('leads', 'traces').sortBy('at'),

    part,

    /** Tells the account of some leads that were erased while there was none; how many. `id` is of this part alone. */
    async tellOwed(id: string, now: number): Promise<number> {
      if ((await noted()).owed === undefined || !(await ledgerRows(db).meta.hasAccount())) return 0;
      return db.transaction('rw', [db.meta, db.leases, db.outbox, db.erased], async () => {
        const { owed, ...rest } = await noted();
        if (owed === undefined) return 0;
        const ids = await db.erased.where('leadId').above(owed).limit(ERASE_SUBJECTS).primaryKeys();
        if (ids.length > 0 && !(await tell(id, 0, ids, now))) return 0;
        const last = ids.length < ERASE_SUBJECTS ? undefined : ids.at(-1);
        await db.meta.put({ key: 'erasing', value: last === undefined ? rest : { ...rest, owed: last } });
        return ids.length;
      });
    },

    /** Looks every other store through; afterwards the job knows nothing of whom it was about. */
    async look(id: string): Promise<void> {
      const job = await db.eraseJobs.get(id);
      if (job?.state !== 'traces') return;
      const passes = tracePasses(db, { ids: new Set(job.ids), traces: new Set(job.traces) });
      for (const [i, pass] of passes.entries()) {
        await pass.run();
        await db.eraseJobs.update(id, { looked: i + 1 });
      }
      await db.transaction('rw', db.eraseJobs, async () => {
        await db.eraseJobs.put({ ...job, state: 'done', looked: passes.length, waiting: [], ids: [], traces: [] });
        const old = await db.eraseJobs.where('state').equals('done').sortBy('at');
        await db.eraseJobs.bulkDelete(old.slice(0, Math.max(0, old.length - JOBS_KEPT)).map((one) => one.id));
      });
    },

    /** Entries of the account's feed that tell of erasures, from the last that was looked at on, with the number up to which that is. */
    told: (): Promise<Told | null> =>
      db.transaction('r', db.events, db.meta, async () => {
        const last = (await db.events.orderBy('seq').last())?.seq ?? 0;
        const [device, { feed: seenOf, feedSeq = 0 }] = await Promise.all([ledgerRows(db).meta.get('device'), noted()]);
        const feed = device ? `${device.deviceId} ${device.ledgerEpoch}` : '';
        // The feed begins anew after a restore, and may be longer by now than it was: all of it is looked at again.
        const from = seenOf === feed && feedSeq <= last ? feedSeq : 0;
        if (last === from) return null;
        const subjects = (await db.events.where('seq').above(from).filter(({ kind }) => kind === 'erase').toArray()).flatMap((event) => event.subjects ?? []);
        return { subjects: subjects as LeadId[], upTo: { feed, feedSeq: last } };
      }),
    taken: (upTo: Told['upTo']): Promise<void> => db.transaction('rw', db.meta, async () => note(upTo)),

    /** Forgets that leads were erased when nothing can come for them any more. Safe at any time. */
    sweep: (now: number): Promise<void> => forgetErased(db, now - TOMBSTONE_MS),
  };
}
