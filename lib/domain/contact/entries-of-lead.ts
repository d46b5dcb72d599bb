import { FIELDS, isFieldKey } from '../lead/fields.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { Lead } from '../lead/lead.ts';
import { textOf } from '../lead/merge.ts';
import { contactId, profileContactId, type ContactEntry, type ContactId } from './do-not-contact.ts';

/** Entries for all by which a lead could be reached. Guesses are nobody's address yet. A company stands with its domain, which counts for everybody there. */
export function entriesOfLead(lead: Pick<Lead, 'kind' | 'fields' | 'keys'>, at: number): ContactEntry[] {
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
