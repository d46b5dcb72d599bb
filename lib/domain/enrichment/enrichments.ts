import type { FieldKey, LeadKind } from '../lead/fields.ts';
import type { OperationName } from './operation.ts';

interface EnrichmentDefinition {
  readonly kind: LeadKind;
  readonly noun: string;
  /** The question as a button says it. */
  readonly ask: string;
  /** What has to be known, after "Needs". */
  readonly needs: string;
  /** Fields that answer it unless a waterfall says otherwise; the first names the question. */
  readonly wanted: readonly FieldKey[];
  /** Operations of providers that can answer it. */
  readonly operations: readonly OperationName[];
  /** The answer is an e-mail address, so a verifier can check it. */
  readonly address?: true;
}

/** The questions that can be asked of a lead. */
export const ENRICHMENTS = {
  'work-email': { kind: 'person', noun: 'Work email', ask: 'Find work email', needs: 'a full name and a company domain', wanted: ['workEmail'], operations: ['find-work-email'], address: true },
  'personal-email': { kind: 'person', noun: 'Personal email', ask: 'Find personal email', needs: 'a profile or a work email', wanted: ['personalEmail'], operations: ['find-personal-email'], address: true },
  mobile: { kind: 'person', noun: 'Mobile', ask: 'Find mobile', needs: 'a work email or a profile', wanted: ['mobile'], operations: ['find-mobile', 'find-phone'] },
  phone: { kind: 'person', noun: 'Phone', ask: 'Find phone', needs: 'a work email or a profile', wanted: ['phone', 'mobile'], operations: ['find-phone', 'find-mobile'] },
  linkedin: { kind: 'person', noun: 'LinkedIn profile', ask: 'Find LinkedIn profile', needs: 'a work email, or a full name and a company', wanted: ['linkedinUrl'], operations: ['find-linkedin'] },
  person: {
    kind: 'person', noun: 'Person profile', ask: 'Complete profile', needs: 'a work email or a profile',
    wanted: ['title', 'companyName', 'companyDomain', 'location', 'linkedinUrl', 'seniority', 'description'], operations: ['enrich-person'],
  },
  'verify-email': { kind: 'person', noun: 'Email check', ask: 'Verify work email', needs: 'an email', wanted: ['emailStatus'], operations: ['verify-email'] },
  'check-phone': { kind: 'person', noun: 'Phone check', ask: 'Check phone', needs: 'a phone number', wanted: ['phoneStatus', 'phoneType', 'carrier'], operations: ['check-phone'] },
  company: {
    kind: 'company', noun: 'Company facts', ask: 'Complete company', needs: 'a domain',
    wanted: ['industry', 'employees', 'employeeRange', 'founded', 'location', 'legalName', 'linkedinUrl', 'description'], operations: ['enrich-company'],
  },
  domain: { kind: 'company', noun: 'Domain', ask: 'Find domain', needs: 'a company name', wanted: ['domain'], operations: ['find-domain'] },
  technologies: { kind: 'company', noun: 'Technologies', ask: 'Find technologies', needs: 'a domain', wanted: ['technologies'], operations: ['find-technologies'] },
  registry: { kind: 'company', noun: 'Register entry', ask: 'Registry and legal data', needs: 'a company name', wanted: ['registryId', 'companyNumber', 'legalName'], operations: ['enrich-company'] },
  'open-jobs': { kind: 'company', noun: 'Open jobs', ask: 'Find open jobs', needs: 'a domain or a company name', wanted: ['openJobs', 'jobTitles'], operations: ['find-open-jobs'] },
  traffic: { kind: 'company', noun: 'Traffic', ask: 'Find traffic', needs: 'a domain', wanted: ['monthlyVisits', 'trafficRank'], operations: ['find-traffic'] },
  news: { kind: 'company', noun: 'News', ask: 'Find news', needs: 'a company name', wanted: ['news'], operations: ['find-news'] },
  'mail-host': { kind: 'company', noun: 'Mail host', ask: 'Check mail host', needs: 'a domain', wanted: ['mailHost'], operations: ['check-mail-host'] },
  /** What a person asks of a language model: about people and companies alike, answered in columns of its own. */
  question: { kind: 'person', noun: 'AI question', ask: 'Ask an AI question', needs: 'one of the fields it uses', wanted: [], operations: ['answer-question'] },
  'domain-age': { kind: 'company', noun: 'Domain age', ask: 'Check domain age', needs: 'a domain', wanted: ['domainRegistered'], operations: ['check-domain'] },
} as const satisfies Record<string, EnrichmentDefinition>;

export type EnrichmentId = keyof typeof ENRICHMENTS;
/** Those that a waterfall can answer; an AI question is written, not put together of steps. */
export const ENRICHMENT_IDS = Object.keys(ENRICHMENTS).filter((id) => id !== 'question') as [EnrichmentId, ...EnrichmentId[]];
export const enrichmentOf = (id: EnrichmentId): EnrichmentDefinition => ENRICHMENTS[id];
