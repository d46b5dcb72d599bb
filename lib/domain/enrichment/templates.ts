import { FRESHNESS_DAYS } from '../../core/limits.ts';
import type { Only } from './condition.ts';
import { ENRICHMENTS, type EnrichmentId } from './enrichments.ts';
import type { OperationName } from './operation.ts';
import type { FirstStep, Waterfall, WaterfallStep } from './waterfall.ts';

const ask = (operation: OperationName, ...providerIds: string[]): WaterfallStep[] =>
  providerIds.map((providerId) => ({ source: 'provider', providerId, operation }));

const first = (operation: OperationName, ...providerIds: string[]): FirstStep[] => providerIds.map((providerId) => ({ providerId, operation }));

/** A register is asked about companies of its country; a name alone would find a namesake abroad. */
const register = (providerId: string, ...countries: string[]): WaterfallStep => {
  const only: Only = { match: 'all', tests: [{ field: 'country', test: 'is', values: countries }] };
  return { source: 'provider', providerId, operation: 'enrich-company', only };
};

function template(id: EnrichmentId, steps: readonly WaterfallStep[], more: Partial<Waterfall> = {}): Waterfall {
  const { ask: name, kind, wanted } = ENRICHMENTS[id];
  return { id, name, enrichment: id, kind, wanted, steps, stopAfterSameRejected: 2, freshnessDays: FRESHNESS_DAYS, ...more };
}

const DOMAIN_FIRST = first('find-domain', 'clearbit-autocomplete', 'wikidata', 'logo-dev', 'companyurlfinder', 'thecompaniesapi', 'snov');
const NAME_FIRST = first('enrich-company', 'wikidata', 'brandfetch', 'people-data-labs', 'thecompaniesapi');
const VERIFIER = { providerIds: ['zerobounce', 'hunter', 'findymail', 'millionverifier', 'bouncer'], strategy: 'balanced' } as const;

/** The waterfalls that ship. Same shape as user-made ones; a step whose provider has no key is skipped. */
export const WATERFALL_TEMPLATES: readonly Waterfall[] = [
  template(
    'work-email',
    [
      { source: 'pattern' },
      ...ask('find-work-email', 'prospeo', 'hunter', 'findymail', 'apollo', 'people-data-labs', 'leadmagic', 'icypeas', 'anymailfinder', 'snov', 'tomba', 'datagma', 'dropcontact', 'rocketreach', 'lusha', 'contactout', 'enrow', 'fullenrich', 'bettercontact'),
    ],
    { verifier: VERIFIER, findFirst: DOMAIN_FIRST },
  ),
  template(
    'mobile',
    [...ask('find-mobile', 'people-data-labs', 'prospeo', 'findymail', 'leadmagic', 'nymeria', 'surfe', 'explorium', 'cognism', 'zoominfo'), ...ask('find-phone', 'datagma', 'lusha', 'rocketreach', 'wiza', 'signalhire', 'amplemarket')],
    { findFirst: DOMAIN_FIRST },
  ),
  template('person', ask('enrich-person', 'github', 'gravatar', 'people-data-labs', 'apollo', 'prospeo', 'hunter', 'leadmagic', 'contactout', 'rocketreach', 'lusha', 'snov', 'dropcontact', 'fullenrich', 'coresignal', 'enrich-layer', 'fullcontact'), { findFirst: DOMAIN_FIRST }),
  template('verify-email', ask('verify-email', 'zerobounce', 'hunter', 'findymail', 'millionverifier', 'bouncer', 'neverbounce', 'kickbox', 'emailable', 'debounce', 'clearout', 'reoon', 'quickemailverification', 'mailgun-validate'), { stopAfterSameRejected: 1 }),
  template('personal-email', ask('find-personal-email', 'people-data-labs', 'contactout', 'lusha', 'nymeria', 'kaspr', 'rocketreach', 'signalhire', 'fullenrich', 'enrich-layer', 'leadmagic', 'kendo', 'apollo'), { verifier: VERIFIER }),
  template('linkedin', ask('find-linkedin', 'leadmagic', 'enrich-layer', 'serper', 'brave-search', 'serpapi', 'tavily', 'exa'), { findFirst: DOMAIN_FIRST, isHidden: true }),
  // The number on a company's website is that of its switchboard: asked last, when nobody has one of the person.
  template('phone', [...ask('find-phone', 'lusha', 'kaspr', 'contactout', 'datagma', 'signalhire', 'tomba', 'adaptio', 'enrich-layer', 'fullenrich', 'bettercontact', 'enrow', 'forager'), ...ask('find-mobile', 'people-data-labs', 'prospeo'), ...ask('find-phone', 'company-website')], { isHidden: true }),
  template('check-phone', ask('check-phone', 'veriphone', 'numverify', 'abstract-phone', 'twilio-lookup', 'telnyx-lookup', 'ipqualityscore', 'vonage-insight'), { stopAfterSameRejected: 1, isHidden: true }),
  template('company', ask('enrich-company', 'company-website', 'people-data-labs', 'apollo', 'prospeo', 'hunter', 'wikidata', 'github', 'thecompaniesapi', 'companyenrich', 'leadmagic', 'coresignal', 'crustdata', 'brandfetch', 'bigpicture', 'abstract-company', 'tomba', 'snov', 'diffbot', 'crunchbase'), { findFirst: DOMAIN_FIRST }),
  template(
    'registry',
    [
      register('companies-house', 'GB'),
      register('recherche-entreprises', 'FR'),
      register('brreg', 'NO'),
      register('prh-fi', 'FI'),
      register('ares-cz', 'CZ'),
      register('cvrapi-dk', 'DK'),
      register('zefix', 'CH'),
      register('kvk-nl', 'NL'),
      register('cro-ie', 'IE'),
      register('abn-lookup', 'AU'),
      register('nzbn', 'NZ'),
      register('brasilapi-cnpj', 'BR'),
      register('uk-charities', 'GB'),
      register('sec-edgar', 'US'),
      ...ask('enrich-company', 'gleif', 'opencorporates'),
    ],
    { findFirst: NAME_FIRST, stopAfterSameRejected: 1 },
  ),
  template('mail-host', ask('check-mail-host', 'doh-mx', 'doh-google'), { findFirst: DOMAIN_FIRST, stopAfterSameRejected: 1 }),
  template('domain-age', ask('check-domain', 'rdap', 'ip2whois'), { findFirst: DOMAIN_FIRST, stopAfterSameRejected: 1 }),
  template('domain', ask('find-domain', 'clearbit-autocomplete', 'wikidata', 'logo-dev', 'companyurlfinder', 'thecompaniesapi', 'snov', 'crunchbase', 'crustdata', 'ocean-io', 'builtwith', 'serper', 'brave-search', 'google-places'), { stopAfterSameRejected: 1 }),
  template('technologies', ask('find-technologies', 'company-website', 'wappalyzer', 'builtwith', 'theirstack', 'predictleads', 'thecompaniesapi', 'companyenrich', 'tomba', 'ocean-io', 'hg-insights', 'storeleads', 'dataforseo', 'github'), { findFirst: DOMAIN_FIRST, stopAfterSameRejected: 1 }),
  template('open-jobs', ask('find-open-jobs', 'greenhouse-jobs', 'lever-jobs', 'ashby-jobs', 'smartrecruiters-jobs', 'workable-jobs', 'theirstack', 'predictleads', 'coresignal', 'adzuna'), { findFirst: [...DOMAIN_FIRST, ...NAME_FIRST], stopAfterSameRejected: 1 }),
  template('traffic', ask('find-traffic', 'similarweb', 'semrush', 'ahrefs', 'ocean-io'), { findFirst: DOMAIN_FIRST, stopAfterSameRejected: 1, isHidden: true }),
  template('news', ask('find-news', 'newsapi', 'predictleads', 'listennotes'), { findFirst: NAME_FIRST, stopAfterSameRejected: 1, isHidden: true }),
];
