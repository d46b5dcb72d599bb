import { parsePersonName } from '../domain/lead/name.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import type { Candidate } from './candidates.ts';
import { registrableDomain, resembles } from './domains.ts';
import { isFreeMailDomain, isRoleMailbox } from './free-mail.ts';
import { mergeCandidates, type MergeContext } from './merge-candidates.ts';
import type { Page } from './page.ts';
import { canonicalUrl } from './urls.ts';

/**
 * The last steps for a person: the parts of the name, which address is the work address, the company's domain from it,
 * and the page itself as profile.
 */
export function finishPerson(page: Page, candidates: readonly Candidate[], name: string, isSubject: boolean, context: MergeContext): LeadFields {
  const first = mergeCandidates(candidates, context);
  const companyName = first.companyName?.values[0]?.value ?? '';
  const domain = first.companyDomain?.values[0]?.value;
  const all: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.field !== 'email') all.push(candidate);
    else all.push(...addressCandidates(candidate, page, companyName, domain));
  }
  all.push(...nameParts(first, candidates, name));
  const profile = isSubject ? ownProfile(page) : null;
  if (profile) all.push(profile);
  return mergeCandidates(all, context);
}

/** An address on the company's domain is the work address, and tells the domain where nothing else did. */
function addressCandidates(candidate: Candidate, page: Page, companyName: string, domain: string | undefined): Candidate[] {
  const host = registrableDomain(candidate.value.replace(/^mailto:/i, ''));
  if (!host || isFreeMailDomain(host) || isRoleMailbox(candidate.value)) return [candidate];
  const isNamed = companyName !== '' && resembles(companyName, host);
  const isWork = host === domain || (domain === undefined && (isNamed || (page.isOwnSite && host === page.domain && !page.isHome)));
  if (!isWork) return [candidate];
  const work: Candidate = { ...candidate, field: 'workEmail' };
  return domain === undefined && isNamed ? [work, { ...candidate, field: 'companyDomain', value: host, confidence: Math.min(candidate.confidence, 62) }] : [work];
}

/** First name, last name, prefix and suffix out of the name that shows, where no source told them. */
export function nameParts(fields: LeadFields, candidates: readonly Candidate[], name: string): Candidate[] {
  const shown = fields.name?.values[0];
  if (!shown) return [];
  const parts = parsePersonName(shown.original ?? shown.value);
  const own = parsePersonName(name);
  const source = candidates.find((c) => c.field === 'name' && c.method === shown.provenance.method);
  if (!source) return [];
  const make = (field: Candidate['field'], value: string | undefined): Candidate[] => (value && !fields[field] ? [{ ...source, field, value, confidence: Math.max(1, shown.confidence - 4) }] : []);
  return [...make('firstName', parts.firstName ?? own.firstName), ...make('lastName', parts.lastName ?? own.lastName), ...make('prefix', parts.prefix), ...make('suffix', parts.suffix)];
}

/** The page as the person's profile: only when its address names this page alone, or two people could share the key. */
function ownProfile(page: Page): Candidate | null {
  if (page.isHome || page.hasQuery || page.path.length < 2 || page.isPlatform) return null;
  const url = canonicalUrl(page.url);
  return url ? { field: 'profileUrl', value: url, method: 'meta', confidence: 60, order: 0, path: 'address of the page' } : null;
}
