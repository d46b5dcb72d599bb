import { FRESHNESS_DAYS } from '../../core/limits.ts';
import type { Waterfall, WaterfallStep } from './waterfall.ts';
import type { OperationName } from './operation.ts';

const ask = (operation: OperationName, ...providerIds: string[]): WaterfallStep[] =>
  providerIds.map((providerId) => ({ source: 'provider', providerId, operation }));

/** The waterfalls that ship. Same shape as user-made ones; a step whose provider has no key is skipped. */
export const WATERFALL_TEMPLATES: readonly Waterfall[] = [
  {
    id: 'work-email',
    name: 'Find work email',
    enrichment: 'work-email',
    kind: 'person',
    wanted: ['workEmail'],
    steps: [{ source: 'pattern' }, ...ask('find-work-email', 'prospeo', 'hunter', 'findymail', 'apollo', 'people-data-labs')],
    verifier: { providerIds: ['zerobounce', 'hunter', 'findymail'], strategy: 'balanced' },
    stopAfterSameRejected: 2,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'mobile',
    name: 'Find mobile',
    enrichment: 'mobile',
    kind: 'person',
    wanted: ['mobile'],
    steps: ask('find-mobile', 'people-data-labs', 'prospeo', 'findymail'),
    stopAfterSameRejected: 2,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'person',
    name: 'Complete profile',
    enrichment: 'person',
    kind: 'person',
    wanted: ['title', 'companyName', 'companyDomain', 'location', 'linkedinUrl', 'seniority', 'description'],
    steps: ask('enrich-person', 'github', 'people-data-labs', 'apollo', 'prospeo', 'hunter'),
    stopAfterSameRejected: 2,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'verify-email',
    name: 'Verify work email',
    enrichment: 'verify-email',
    kind: 'person',
    wanted: ['emailStatus'],
    steps: ask('verify-email', 'zerobounce', 'hunter', 'findymail'),
    stopAfterSameRejected: 1,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'company',
    name: 'Complete company',
    enrichment: 'company',
    kind: 'company',
    wanted: ['industry', 'employees', 'employeeRange', 'founded', 'location', 'legalName', 'linkedinUrl', 'description'],
    steps: ask('enrich-company', 'people-data-labs', 'apollo', 'prospeo', 'hunter', 'wikidata', 'github'),
    stopAfterSameRejected: 2,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'registry',
    name: 'Registry and legal data',
    enrichment: 'company',
    kind: 'company',
    wanted: ['registryId', 'legalName'],
    steps: ask('enrich-company', 'gleif'),
    stopAfterSameRejected: 1,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'mail-host',
    name: 'Check mail host',
    enrichment: 'company',
    kind: 'company',
    wanted: ['mailHost'],
    steps: ask('check-mail-host', 'doh-mx'),
    stopAfterSameRejected: 1,
    freshnessDays: FRESHNESS_DAYS,
  },
  {
    id: 'domain-age',
    name: 'Check domain age',
    enrichment: 'company',
    kind: 'company',
    wanted: ['domainRegistered'],
    steps: ask('check-domain', 'rdap'),
    stopAfterSameRejected: 1,
    freshnessDays: FRESHNESS_DAYS,
  },
];
