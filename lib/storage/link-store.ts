import type { LeadId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { ActivityRow, KilnDatabase } from './database.ts';
import { heirsOf } from './merge-heirs.ts';
import type { CompanyLinkRow } from './link-rows.ts';
import { mergesInto } from './merged-leads.ts';
import { leadRows } from './leads/rows.ts';
import { leadStores } from './leads/stores.ts';
import { trimUndo } from './undo.ts';

const same = (a: CompanyLinkRow | null, b: CompanyLinkRow | null): boolean => a?.companyId === b?.companyId && (a === null) === (b === null);

/** Links between people and companies by hand. A change and its undo are one transaction. */
export function createLinkStore(db: KilnDatabase) {
  const put = async (leadId: LeadId, row: CompanyLinkRow | null): Promise<void> => {
    if (row) await db.companyLinks.put(row);
    else await db.companyLinks.delete(leadId);
  };
  const turn = (activityId: string, now: number, isBack: boolean): Promise<number | null> =>
    db.transaction('rw', db.companyLinks, db.activity, async () => {
      const line = await db.activity.get(activityId);
      const link = line?.undo?.link;
      if (!line || !link || (line.undoneAt === undefined) !== isBack) return null;
      const [from, to] = isBack ? [link.after, link.before] : [link.before, link.after];
      // What was chosen since stays.
      if (same((await db.companyLinks.get(link.leadId)) ?? null, from)) await put(link.leadId, to);
      const { undoneAt: _undone, ...kept } = line;
      await db.activity.put(isBack ? { ...line, undoneAt: now } : kept);
      return 1;
    });
  return {
    /**
     * Links a person to a company, to none (null), or leaves it to domain and name again (`auto`).
     * Null when one of the two is not there any more or is not what it should be.
     */
    set: (leadId: string, to: { readonly companyId: string } | 'none' | 'auto', now: number, row: (lead: Lead, company: Lead | undefined) => Omit<ActivityRow, 'undo'>): Promise<'changed' | 'unchanged' | null> =>
      db.transaction('rw', [...leadStores(db), db.companyLinks, db.activity], async () => {
        const [lead, company] = await leadRows(db).getAll([leadId, typeof to === 'object' ? to.companyId : '']);
        if (lead?.kind !== 'person' || (typeof to === 'object' && company?.kind !== 'company')) return null;
        const before = (await db.companyLinks.get(lead.id)) ?? null;
        const after: CompanyLinkRow | null = to === 'auto' ? null : { leadId: lead.id, companyId: company?.id ?? null, at: now };
        if (same(before, after)) return 'unchanged';
        await put(lead.id, after);
        const line = row(lead, company);
        await db.activity.put({ ...line, undo: { at: line.at, leads: [], link: { leadId: lead.id, before, after } } });
        await trimUndo(db);
        return 'changed';
      }),
    undo: (activityId: string, now: number) => turn(activityId, now, true),
    redo: (activityId: string, now: number) => turn(activityId, now, false),
  };
}

/** What was chosen by hand for a person, also for one that was merged into it. */
export async function linkOf(db: KilnDatabase, leadId: LeadId): Promise<CompanyLinkRow | undefined> {
  const own = await db.companyLinks.get(leadId);
  if (own) return own;
  const gone = [...(await mergesInto(db, [leadId])).values()].flat().flatMap(({ goneIds }) => goneIds);
  const rows = (await db.companyLinks.bulkGet(gone)).flatMap((row) => (row ? [row] : []));
  return rows.toSorted((a, b) => b.at - a.at)[0];
}

/** The company of a link as it is now: the one that it was merged into, where it was. */
export async function companyOf(db: KilnDatabase, companyId: LeadId): Promise<Lead | undefined> {
  return (await leadRows(db).get(companyId)) ?? (await heirsOf(db, [companyId])).get(companyId);
}

/** The links by hand to a company, or to one that was merged into it. */
export async function linksTo(db: KilnDatabase, companyId: LeadId, most: number): Promise<CompanyLinkRow[]> {
  const gone = [...(await mergesInto(db, [companyId])).values()].flat().flatMap(({ goneIds }) => goneIds);
  return db.companyLinks.where('companyId').anyOf([companyId, ...gone]).limit(most).toArray();
}
