import { PATTERN_PEOPLE } from '../core/own-source-limits.ts';
import { formsOf, type KnownAddress } from '../domain/enrichment/pattern.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { textOf } from '../domain/lead/merge.ts';
import { parsePersonName } from '../domain/lead/name.ts';

/** Less sure addresses say nothing of the form; a guess of Kiln's own counts only when its mailbox was seen to exist. */
const SURE = 50;
const CONFIRMED = 90;

/**
 * The addresses at some domains that people of the person's own tables have, by domain; only the form of each is kept.
 * @param people leads with addresses there
 * @param isPractice practice answers count in practice mode only
 */
export function knownAddresses(people: readonly Lead[], domains: ReadonlySet<string>, isPractice: boolean): ReadonlyMap<string, readonly (KnownAddress & { readonly leadId: string })[]> {
  const found = new Map<string, (KnownAddress & { readonly leadId: string })[]>();
  for (const lead of people) {
    const parsed = parsePersonName(textOf(lead.fields, 'name') ?? '');
    const firstName = textOf(lead.fields, 'firstName') ?? parsed.firstName ?? '';
    const lastName = textOf(lead.fields, 'lastName') ?? parsed.lastName ?? '';
    if (firstName === '' || lastName === '') continue;
    const seen = new Set<string>();
    for (const field of ['workEmail', 'email'] as const) {
      for (const { value, confidence, provenance } of lead.fields[field]?.values ?? []) {
        const email = value.toLowerCase();
        const domain = email.split('@').at(-1) ?? '';
        const isGuess = provenance.origin === 'guess' || provenance.operation === 'verify-email';
        if (!domains.has(domain) || seen.has(email) || confidence < (isGuess ? CONFIRMED : SURE) || (provenance.sandbox === true && !isPractice)) continue;
        seen.add(email);
        const forms = formsOf({ firstName, lastName, email });
        const known = found.get(domain) ?? [];
        if (forms.length > 0 && known.length < PATTERN_PEOPLE) found.set(domain, [...known, { leadId: lead.id, forms, at: provenance.at }]);
      }
    }
  }
  return found;
}
