import { CAPTURE_EVIDENCE_CHARS } from '../../core/limits.ts';
import type { FieldKey } from '../../domain/lead/fields.ts';
import type { LeadFields } from '../../domain/lead/lead.ts';
import type { SitePageKind } from '../../domain/website/page-choice.ts';
import { registrableDomain, domainLabel } from '../domains.ts';
import { isFreeMailDomain, isRoleMailbox } from '../free-mail.ts';

/** What one page of the site says about the company, as the normaliser made it. */
export interface SitePageFacts {
  readonly kind: SitePageKind;
  readonly url: string;
  readonly fields: LeadFields;
}
/** One value with where it was seen. */
export interface SiteValue {
  readonly value: string;
  /** Address of the page that says it best. */
  readonly page: string;
  /** Pages that say it. */
  readonly pages: number;
  readonly how: string;
  readonly text?: string;
}
export type SiteValues = { readonly [K in FieldKey]?: readonly SiteValue[] };

const TAKEN: readonly FieldKey[] = [
  'name', 'legalName', 'description', 'industry', 'employees', 'employeeRange', 'founded', 'location', 'address', 'country', 'email', 'phone', 'fax', 'website',
  'companyNumber', 'vatId', 'registryId', 'linkedinUrl', 'githubUrl', 'xUrl', 'facebookUrl', 'instagramUrl', 'youtubeUrl',
];
/** Pages that a field is looked for first, and what that is worth beside the reader's own confidence. */
const BEST_AT: Partial<Record<FieldKey, Partial<Record<SitePageKind, number>>>> = {
  name: { home: 12 },
  description: { home: 14, about: 8 },
  legalName: { imprint: 16, contact: 4 },
  address: { imprint: 12, contact: 12 },
  email: { contact: 10, imprint: 8 },
  phone: { contact: 10, imprint: 8 },
  fax: { contact: 6, imprint: 8 },
  linkedinUrl: { home: 10 }, githubUrl: { home: 10 }, xUrl: { home: 10 }, facebookUrl: { home: 10 }, instagramUrl: { home: 10 }, youtubeUrl: { home: 10 },
};
/** A page of people has their telephones and profiles on it. */
const NOT_OF_TEAM: ReadonlySet<FieldKey> = new Set(['name', 'phone', 'fax', 'description', 'linkedinUrl', 'githubUrl', 'xUrl', 'address', 'location']);
const AGREES = 5;
const VALUES = 4;

interface Gathered {
  score: number;
  pages: Set<string>;
  best: SiteValue;
}

/** Merges what the pages of one site say: values that several pages agree on and that stand where such a value belongs come first. */
export function companyOf(pages: readonly SitePageFacts[], domain: string): SiteValues {
  const merged: { -readonly [K in FieldKey]?: SiteValue[] } = {};
  for (const field of TAKEN) {
    const gathered = new Map<string, Gathered>();
    for (const page of pages) {
      if (page.kind === 'team' && NOT_OF_TEAM.has(field)) continue;
      for (const { value, confidence, provenance } of page.fields[field]?.values ?? []) {
        if (field === 'email' && !isGeneral(value, domain)) continue;
        const score = confidence + (BEST_AT[field]?.[page.kind] ?? 0) + (field === 'email' && registrableDomain(value) === domain ? 10 : 0);
        const known = gathered.get(value);
        const text = provenance.evidence?.text?.slice(0, CAPTURE_EVIDENCE_CHARS);
        const here: SiteValue = { value, page: page.url, pages: 1, how: provenance.method ?? 'text', ...(text ? { text } : {}) };
        if (!known) gathered.set(value, { score, pages: new Set([page.url]), best: here });
        else {
          known.pages.add(page.url);
          if (score > known.score) Object.assign(known, { score, best: here });
        }
      }
    }
    const ranked = [...gathered.values()].sort((a, b) => b.score + AGREES * b.pages.size - (a.score + AGREES * a.pages.size) || (a.best.value < b.best.value ? -1 : 1));
    if (ranked.length > 0) merged[field] = ranked.slice(0, VALUES).map(({ best, pages: seenOn }) => ({ ...best, pages: seenOn.size }));
  }
  return merged;
}

/**
 * True for a mailbox that belongs to the company and to nobody in it: of a function, or named after the company. At a mail
 * service for everybody too; at the domain of somebody else (the agency that made the site) never.
 */
export function isGeneral(email: string, domain: string): boolean {
  const at = registrableDomain(email);
  const local = (email.split('@')[0] ?? '').toLowerCase();
  if (at === null || (at !== domain && !isFreeMailDomain(at))) return false;
  const label = domainLabel(domain).replace(/[^a-z0-9]/g, '');
  const plain = local.replace(/[^a-z0-9]/g, '');
  const isNamedAfterCompany = label.length >= 4 && (plain === label || plain.startsWith(label));
  return at === domain ? isRoleMailbox(email) || GENERAL.has(local.split(/[.\-_+0-9]/)[0] ?? '') || isNamedAfterCompany : isNamedAfterCompany;
}

/** Mailboxes of a function in the languages of the pages that are looked for. */
const GENERAL: ReadonlySet<string> = new Set(
  (
    'info post mail office zentrale empfang anfrage anfragen service bestellung verkauf einkauf werkstatt praxis kanzlei sekretariat presse karriere personal rechnung ' +
    'bonjour commercial commerciale secretariat recrutement presse ventas atencion comercial administracion hola informacion pedidos informazioni commerciale amministrazione ufficio segreteria vendite ordini ' +
    'geral comercial vendas atendimento administratie verkoop klantenservice biuro sekretariat sprzedaz firma kontor firmapost postmottak salg salj myynti asiakaspalvelu toimisto iroda ertekesites bilgi satis ' +
    'obchod prodej secretariat vanzari reception reservations booking bookings orders shop store general hr people team studio partners partnerships'
  ).split(' '),
);
