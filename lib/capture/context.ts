import { CAPTURE_SELECTION_LEADS } from '../core/limits.ts';
import type { FieldKey, LeadKind } from '../domain/lead/fields.ts';
import type { LeadFields } from '../domain/lead/lead.ts';
import { hasLegalForm } from '../domain/lead/legal-form.ts';
import { personNameScore } from '../domain/lead/name.ts';
import type { Candidate } from './candidates.ts';
import { hostCountry } from './country.ts';
import { isPlatformHost, registrableDomain } from './domains.ts';
import { isFreeMailDomain, isRoleMailbox } from './free-mail.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { nameParts } from './person-details.ts';
import { readSelection, type SelectedLead } from './selection.ts';
import { canonicalUrl, keptUrl, profileOf } from './urls.ts';

/** What the browser hands over with a click in the context menu. */
export interface ContextInfo {
  readonly pageUrl: string;
  readonly selectionText?: string | undefined;
  readonly linkUrl?: string | undefined;
  readonly linkText?: string | undefined;
  readonly srcUrl?: string | undefined;
  readonly mediaType?: string | undefined;
}
export interface ContextLead {
  readonly kind: LeadKind;
  readonly fields: LeadFields;
}

const PERSON_PATH = /\/(?:people|person|persons|team|staff|members?|authors?|profiles?|faculty|bio|attorneys?|speakers?|experts?)\/[^/]+/i;

/**
 * Leads out of what was clicked, without opening anything: a selection of names, addresses and numbers gives several, a
 * profile or company link gives one, an image gives the picture of the page's subject. Empty when the click says nothing.
 * @param at milliseconds since 1970
 */
export function leadsFromContext(info: ContextInfo, at: number): ContextLead[] {
  const make = maker(info, at);
  const selection = info.selectionText?.trim() ?? '';
  if (selection !== '') return distinct(readSelection(selection).map((lead) => fromSelected(lead, selection, make)));
  if (info.srcUrl && (info.mediaType === undefined || info.mediaType === 'image')) {
    return distinct([make('person', [['photoUrl', info.srcUrl]], info.srcUrl)]);
  }
  return info.linkUrl ? distinct(fromLink(info.linkUrl, info, make)) : [];
}

type Pairs = readonly (readonly [field: FieldKey, value: string | undefined, confidence?: number])[];
type Make = (kind: LeadKind, pairs: Pairs, text: string) => ContextLead;

function maker(info: ContextInfo, at: number): Make {
  const country = hostCountry(hostOf(info.pageUrl));
  return (kind, pairs, text) => {
    const candidates: Candidate[] = pairs.flatMap(([field, value, confidence = 70], order) => (value ? [{ field, value, method: 'context' as const, confidence, order, text: text.slice(0, 300) }] : []));
    const context = { kind, pageUrl: keptUrl(info.pageUrl), country, at };
    const fields = mergeCandidates(candidates, context);
    const name = fields.name?.values[0]?.value;
    return { kind, fields: kind === 'person' && name ? mergeCandidates([...candidates, ...nameParts(fields, candidates, name)], context) : fields };
  };
}

function fromSelected(lead: SelectedLead, text: string, make: Make): ContextLead {
  const [email] = lead.emails;
  const isCompany = lead.name === undefined && (lead.company !== undefined || (email !== undefined ? isRoleMailbox(email) : lead.phones.length === 0 || lead.urls.length > 0) && lead.title === undefined && !lead.urls.some((url) => profileOf(url)?.kind === 'person'));
  const shared: Pairs = [...lead.phones.map((phone) => ['phone', phone] as const), ...lead.urls.flatMap((url) => urlFields(url, isCompany))];
  if (isCompany) return make('company', [['name', lead.company], ...lead.emails.flatMap(companyMail), ...shared], text);
  return make('person', [['name', lead.name], ['title', lead.title, 60], ['companyName', lead.company, 60], ...lead.emails.flatMap(personMail), ...shared], text);
}

/** A personal address on a domain that is not open to everybody is a work address. */
function personMail(email: string): Pairs {
  const domain = registrableDomain(email);
  return domain && !isFreeMailDomain(domain) && !isRoleMailbox(email) ? [['workEmail', email], ['companyDomain', domain, 58]] : [['email', email]];
}

function companyMail(email: string): Pairs {
  const domain = registrableDomain(email);
  return domain && !isFreeMailDomain(domain) ? [['email', email], ['domain', domain, 60]] : [['email', email]];
}

function urlFields(url: string, isCompany: boolean): Pairs {
  const address = canonicalUrl(url);
  if (!address) return [];
  const profile = profileOf(address);
  if (profile) return [[profile.field, profile.url]];
  const domain = registrableDomain(address);
  return isCompany && domain ? [['website', address], ['domain', domain]] : [['website', address, 55]];
}

function fromLink(link: string, info: ContextInfo, make: Make): ContextLead[] {
  const caption = info.linkText?.trim().slice(0, 200) ?? '';
  const name = personNameScore(caption) > 0 ? caption : undefined;
  const text = caption || link;
  const scheme = /^(mailto|tel|callto|sms):/i.exec(link)?.[1]?.toLowerCase();
  if (scheme === 'mailto') return decode(link.slice(7).split('?')[0] ?? '').split(/[,;]/).slice(0, CAPTURE_SELECTION_LEADS).map((mail) => fromMail(mail.trim(), name, text, make));
  if (scheme) return [make('person', [['name', name], ['phone', decode(link.slice(scheme.length + 1).split(/[?;]/)[0] ?? '')]], text)];
  const address = canonicalUrl(link);
  if (!address) return [];
  const profile = profileOf(address);
  if (profile) {
    const kind = profile.kind ?? (hasLegalForm(caption) ? 'company' : 'person');
    return [make(kind, [[profile.field, profile.url, 85], ['name', kind === 'person' ? name : companyCaption(caption)]], text)];
  }
  return fromSite(address, caption, name, text, info, make);
}

function fromMail(mail: string, name: string | undefined, text: string, make: Make): ContextLead {
  return name === undefined && isRoleMailbox(mail) ? make('company', companyMail(mail), text) : make('person', [['name', name], ...personMail(mail)], text);
}

/** A page that is no known profile: of a person when name or path says so, else the company whose site it is. */
function fromSite(address: string, caption: string, name: string | undefined, text: string, info: ContextInfo, make: Make): ContextLead[] {
  const host = hostOf(address);
  const isSameSite = host === hostOf(info.pageUrl);
  const isUnique = !address.includes('?');
  if (name !== undefined || (PERSON_PATH.test(address) && isUnique)) return [make('person', [['name', name], ['profileUrl', isUnique ? address : undefined, 75]], text)];
  const domain = registrableDomain(host);
  if (!domain || isSameSite || isPlatformHost(host)) return [];
  const root = canonicalUrl(`${new URL(address).origin}/`);
  return [make('company', [['domain', domain, 80], ['website', root ?? undefined, 75], ['name', companyCaption(caption)]], text)];
}

/** The words of a link as a company's name: not "Visit website", not a sentence, not an address. */
function companyCaption(caption: string): string | undefined {
  const isName = caption.length >= 2 && caption.length <= 60 && /^[\p{Lu}\p{Lo}\d]/u.test(caption) && !/^(?:visit|website|home|homepage|learn|read|more|here|click|link|view|open|see|go|www|follow|linkedin|twitter|x|facebook|github|instagram|youtube)\b/i.test(caption) && !/[.!?]\s|^\S+\.\w{2,}$/.test(caption);
  return isName && caption.split(/\s+/).length <= 6 ? caption : undefined;
}

/** Leads that hold something, each once, and not more than the limit. */
function distinct(leads: readonly ContextLead[]): ContextLead[] {
  const seen = new Set<string>();
  return leads
    .filter((lead) => {
      const key = JSON.stringify([lead.kind, Object.entries(lead.fields).map(([field, state]) => [field, state.values[0]?.value])]);
      if (Object.keys(lead.fields).length === 0 || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, CAPTURE_SELECTION_LEADS);
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.toLowerCase().replace(/^www\./, '');
  } catch {
    return '';
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
