import { contactId, profileContactId, type ContactEntry } from '../domain/contact/do-not-contact.ts';
import { registrableDomain } from './domains.ts';
import { profileOf, withScheme } from './urls.ts';
import { normaliseValue } from './values.ts';

/** What an entry of the do-not-contact list says, without when and where from. */
export type ReadEntry = Pick<ContactEntry, 'id' | 'kind' | 'shown'>;

/**
 * One line as it is typed, pasted or stands in an unsubscribe list: an e-mail address (also `Name <address>`), a domain (`example.com`,
 * `@example.com`, `*.example.com`, a website), a profile address, a telephone number with its country. Null when it is none of these.
 */
export function readContactEntry(text: string): ReadEntry | null {
  const line = text.trim().replace(/^["']+|["',;]+$/g, '').trim();
  if (line === '' || line.length > 500) return null;
  const bracketed = /<([^<>\s]+@[^<>\s]+)>$/.exec(line)?.[1];
  const context = { kind: 'person', pageUrl: '', country: undefined } as const;
  const email = /^[@*]/.test(line) ? null : normaliseValue('email', bracketed ?? line, context);
  if (email) return { id: contactId('email', email.value), kind: 'email', shown: email.value };
  const profile = profileOf(withScheme(line));
  if (profile) return { id: profileContactId(profile.url), kind: 'person', shown: profile.url };
  const host = hostIn(line);
  if (host && registrableDomain(host)) return { id: contactId('domain', host), kind: 'domain', shown: host };
  const phone = /^(?:tel:)?[+0(][\d\s()./-]{5,30}$/i.test(line) ? normaliseValue('phone', line, context) : null;
  return phone ? { id: contactId('phone', phone.value), kind: 'phone', shown: phone.value } : null;
}

/** The host of `@example.com`, `*.example.com`, `example.com` or an address of a site; www is not part of it. */
function hostIn(line: string): string | null {
  const bare = line.replace(/^https?:\/\//i, '').replace(/^(?:\*\.|\*@|@|\*)/, '').replace(/[/?#:].*$/, '').replace(/^www\./i, '').replace(/\.$/, '').toLowerCase();
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(bare) ? bare : null;
}
