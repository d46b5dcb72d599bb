import { readContactEntry } from '../capture/contact-entry.ts';
import { contactId, profileContactId, type ContactEntry, type ContactId } from '../domain/contact/do-not-contact.ts';
import { FIELDS, isFieldKey } from '../domain/lead/fields.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import type { Lead } from '../domain/lead/lead.ts';
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

/** Guesses are nobody's address yet. A company stands with its domain, which counts for everybody there. */
function entriesOfLead(lead: Lead, at: number): ContactEntry[] {
  const name = textOf(lead.fields, 'name');
  const made = new Map<ContactId, ContactEntry>();
  const put = (id: ContactId, kind: ContactEntry['kind'], shown: string): void => void made.set(id, { id, kind, shown, at });
  for (const key of Object.keys(lead.fields) as LeadKey[]) {
    const type = isFieldKey(key) ? FIELDS[key].type : 'text';
    for (const { value, provenance } of lead.fields[key]?.values ?? []) {
      if (provenance.origin === 'guess') continue;
      if (type === 'email') put(contactId('email', value), 'email', value);
      else if (type === 'phone' && lead.kind === 'person' && key !== 'fax') put(contactId('phone', value), 'phone', value);
      else if (key === 'domain' && lead.kind === 'company') put(contactId('domain', value), 'domain', value);
      else if (type === 'url' && key !== 'website') put(profileContactId(value), 'person', name === undefined ? value : `${name}, ${value}`);
    }
  }
  for (const key of lead.keys) if (key.startsWith('person:at:')) put(contactId('person', key), 'person', name === undefined ? key.slice('person:at:'.length) : `${name} at ${key.slice(key.lastIndexOf('@') + 1)}`);
  return [...made.values()];
}
