import { readContactEntry } from '../capture/contact-entry.ts';
import type { ContactEntry, ContactId } from '../domain/contact/do-not-contact.ts';
import { entriesOfLead } from '../domain/contact/entries-of-lead.ts';
import { textOf } from '../domain/lead/merge.ts';
import type { ContactChange } from '../storage/contact-store.ts';
import type { ActivityRow } from '../storage/database.ts';
import type { Deps } from './deps.ts';

type ContactDeps = Pick<Deps, 'store' | 'now' | 'newId'>;

const entriesOf = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'entry' : 'entries'}`;
const lineOf = (id: string, at: number, title: string, detail: string): Omit<ActivityRow, 'undo'> => ({ id, at, kind: 'contacts', title, detail });

/** Adds lines of a list. What is no entry is told by its place and left out. */
export async function addContacts(deps: ContactDeps, { activityId, texts, from }: { readonly activityId: string; readonly texts: readonly string[]; readonly from?: string | undefined }): Promise<ContactChange & { readonly refused: number[] }> {
  const at = deps.now();
  const refused: number[] = [];
  const entries: ContactEntry[] = [];
  for (const [place, text] of texts.entries()) {
    const entry = readContactEntry(text);
    if (entry) entries.push({ ...entry, at, ...(from === undefined ? {} : { from }) });
    else refused.push(place);
  }
  const change = await deps.store.doNotContact.add(entries, (added) => lineOf(activityId, at, `${entriesOf(added)} added to do not contact`, from ?? 'By hand'));
  return { ...change, refused };
}

/** Adds leads with everything by which they could be reached or come back under another name. Null when none of them is there. */
export async function addLeadContacts(deps: ContactDeps, leadIds: readonly string[]): Promise<(ContactChange & { readonly activityId: string }) | null> {
  const leads = await deps.store.leads.getLeads(leadIds);
  if (leads.length === 0) return null;
  const activityId = deps.newId();
  const at = deps.now();
  const title = leads.length === 1 ? `${(leads[0] && textOf(leads[0].fields, 'name')) ?? '1 lead'} is not to be contacted` : `${leads.length.toLocaleString('en')} leads are not to be contacted`;
  const change = await deps.store.doNotContact.add(leads.flatMap((lead) => entriesOfLead(lead, at)), (added) => lineOf(activityId, at, title, `${entriesOf(added)} on the list`));
  return { ...change, activityId };
}

export async function removeContacts(deps: ContactDeps, ids: readonly ContactId[]): Promise<{ readonly removed: number; readonly activityId: string }> {
  const activityId = deps.newId();
  const removed = await deps.store.doNotContact.remove(ids, (n) => lineOf(activityId, deps.now(), `${entriesOf(n)} taken off do not contact`, 'May be contacted again'));
  return { removed, activityId };
}
