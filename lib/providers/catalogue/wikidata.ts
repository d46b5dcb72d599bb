import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const FACTS = `OPTIONAL { ?item wdt:P452 ?industry . }
  OPTIONAL { ?item wdt:P159 ?seat . }
  OPTIONAL { ?item wdt:P17 ?country . }
  OPTIONAL { ?item wdt:P571 ?inception . }
  OPTIONAL { ?item wdt:P1128 ?employees . }
  OPTIONAL { ?item wdt:P4264 ?linkedin . }
  OPTIONAL { ?item wdt:P2002 ?x . }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en,de,fr,es" . }`;
const SELECT = 'SELECT ?item ?itemLabel ?itemDescription ?site ?industryLabel ?seatLabel ?countryLabel ?inception ?employees ?linkedin ?x WHERE';

/** An address is stored exactly as it was entered: the common spellings are all asked for. */
const BY_SITE = `${SELECT} {
  VALUES ?site { <https://{domain}/> <https://{domain}> <https://www.{domain}/> <https://www.{domain}> <http://{domain}/> <http://{domain}> <http://www.{domain}/> <http://www.{domain}> }
  ?item wdt:P856 ?site .
  ${FACTS}
} LIMIT 3`;
const BY_ITEM = `${SELECT} {
  VALUES ?item { wd:{step.item} }
  ?item wdt:P856 ?site .
  ${FACTS}
} LIMIT 3`;

const sparql = (query: string): StepTemplate => ({
  request: { base: 'https://query.wikidata.org', method: 'GET', path: '/sparql', query: { format: 'json', query }, headers: { Accept: 'application/sparql-results+json' } },
  shape: { path: 'results', exists: true },
});
const search: StepTemplate = {
  request: { method: 'GET', path: '/api.php', query: { action: 'wbsearchentities', search: '{companyName}', language: 'en', type: 'item', limit: 10, format: 'json', origin: '*' } },
  // The search answers with the nearest words, and a fruit may share the name of a company.
  choose: [
    { among: 'search', where: { path: 'description', matches: '\\b(company|companies|corporation|conglomerate|business|firm|enterprise|manufacturer|retailer|start-?up|agency|bank|brand|publisher|airline|organi[sz]ation|university|subsidiary)\\b' }, agree: { path: 'label', with: 'companyName', as: 'name' } },
    { among: 'search', agree: { path: 'label', with: 'companyName', as: 'name' } },
  ],
  save: { item: { path: 'id', as: ['qid'] } },
};
const byName = { path: 'results.bindings[0].itemLabel.value', with: 'companyName', as: 'name' } as const;

const facts = {
  name: 'results.bindings[0].itemLabel.value',
  description: 'results.bindings[0].itemDescription.value',
  website: 'results.bindings[0].site.value',
  domain: { path: 'results.bindings[0].site.value', as: ['domain'] },
  industry: { path: 'results.bindings[*].industryLabel.value', unless: '^Q[0-9]+$' },
  location: { path: 'results.bindings[*].seatLabel.value', unless: '^Q[0-9]+$' },
  country: { path: 'results.bindings[*].countryLabel.value', unless: '^Q[0-9]+$' },
  founded: { path: 'results.bindings[*].inception.value', as: ['year'] },
  employees: { path: 'results.bindings[*].employees.value', as: ['number'] },
  linkedinUrl: { path: 'results.bindings[*].linkedin.value', wrap: 'https://www.linkedin.com/company/{value}' },
  xUrl: { path: 'results.bindings[*].x.value', wrap: 'https://x.com/{value}' },
};

export default {
  kiln: 1,
  id: 'wikidata',
  name: 'Wikidata',
  homepage: 'https://www.wikidata.org',
  docs: 'https://www.wikidata.org/wiki/Wikidata:Data_access',
  baseUrl: 'https://www.wikidata.org/w',
  auth: { kind: 'none' },
  headers: { 'Api-User-Agent': 'Kiln (browser extension)' },
  limits: { perMinute: 60, concurrent: 2 },
  rules: [
    { when: { status: 200, path: 'error.code', matches: 'maxlag|ratelimited' }, then: 'rate-limited' },
    { when: { status: 200, path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error.info', 'error.code'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search, sparql(BY_ITEM)] }],
      answer: { fields: { domain: facts.domain, website: facts.website }, agree: byName },
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [sparql(BY_SITE)] },
        { needs: [['companyName']], steps: [search, sparql(BY_ITEM)], answer: { fields: facts, agree: byName } },
      ],
      answer: { fields: facts },
      notes: ['Asked by name, the answer counts only when the names agree and the item has a website: a search answers with the nearest word.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['www.wikidata.org/wiki/Wikidata:Data_access', 'www.mediawiki.org (wbsearchentities)'],
    on: '2026-11',
    live: false,
    notes: ['P159, P1128, P2139 and P4264 are general knowledge and to be confirmed by one live call.', 'Api-User-Agent is how browsers identify themselves (inferred).', 'Five queries at once per address; 60 s a query.'],
  },
} satisfies Manifest;
