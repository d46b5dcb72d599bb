import type { Manifest } from '../../contracts/manifest.ts';

const person = { linkedin_url: '{linkedinUrl}', email: '{email}', name: '{name}', current_employer: '{companyName}' } as const;
const byDomain = { name: '{name}', current_employer: '{companyDomain}' } as const;
const lookup = { method: 'GET', path: '/person/lookup' } as const;
/** A profile that is complete is the answer itself; a list of one comes when it is asked for later. Paths pass through both. */
const poll = {
  kind: 'job' as const,
  id: { path: 'id', when: { not: { path: 'status', is: 'complete' } } },
  request: { method: 'GET' as const, path: '/person/checkStatus', query: { ids: '{job.id}' } },
  everyMs: 3_000,
  maxWaitMs: 300_000,
};
const pace = { perMinute: 15 };

export default {
  kiln: 1,
  id: 'rocketreach',
  name: 'RocketReach',
  homepage: 'https://rocketreach.co',
  docs: 'https://docs.rocketreach.co',
  baseUrl: 'https://api.rocketreach.co/api/v2',
  auth: { kind: 'header', name: 'Api-Key' },
  key: { label: 'API key', helpUrl: 'https://docs.rocketreach.co' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    { when: { status: 200, path: 'status', is: ['progress', 'searching', 'waiting'] }, then: 'pending' },
    { when: { status: 404 }, then: 'no-result' },
    { when: { status: 200, path: 'status', is: 'failed' }, then: 'no-result' },
  ],
  errorText: ['message', 'detail'],
  keyCheck: { request: { method: 'GET', path: '/account/' }, notes: ['Plans count differently; what is left is not read.'] },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['linkedinUrl'], ['name', 'companyName']], steps: [{ request: { ...lookup, query: { ...person, lookup_type: 'standard' } } }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { ...lookup, query: { ...byDomain, lookup_type: 'standard' } } }] },
      ],
      answer: {
        fields: {
          workEmail: { path: ['recommended_professional_email', 'current_work_email', 'emails[?type=="professional"].email'] },
          title: 'current_title',
          linkedinUrl: 'linkedin_url',
          companyName: 'current_employer',
        },
      },
      poll,
      limits: pace,
      price: '1 lookup credit for each person found',
      notes: ['The check of each address is given in a list, not for the recommended one: no verdict is read.'],
    },
    'find-personal-email': {
      ways: [
        { needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [{ request: { ...lookup, query: { ...person, lookup_type: 'standard' } } }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { ...lookup, query: { ...byDomain, lookup_type: 'standard' } } }] },
      ],
      answer: { fields: { personalEmail: { path: ['recommended_personal_email', 'emails[?type=="personal"].email'] } } },
      poll,
      limits: pace,
      price: '1 lookup credit for each person found',
    },
    'find-phone': {
      ways: [
        { needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [{ request: { ...lookup, query: { ...person, lookup_type: 'premium' } } }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { ...lookup, query: { ...byDomain, lookup_type: 'premium' } } }] },
      ],
      answer: {
        fields: {
          mobile: { path: ['phones[?type=="mobile"].e164', 'phones[?type=="mobile"].number'], as: ['e164'] },
          phone: { path: ['phones[?type!="mobile"].e164', 'phones[?type!="mobile"].number'], as: ['e164'] },
        },
      },
      poll,
      limits: pace,
      price: '1 premium credit for each person found',
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [{ request: { ...lookup, query: { ...person, lookup_type: 'standard' } } }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { ...lookup, query: { ...byDomain, lookup_type: 'standard' } } }] },
      ],
      answer: {
        fields: {
          name: 'name',
          title: 'current_title',
          workEmail: { path: ['recommended_professional_email', 'current_work_email'] },
          linkedinUrl: 'linkedin_url',
          companyName: 'current_employer',
          companyDomain: { path: ['current_employer_domain', 'current_employer_website'], as: ['domain'] },
          location: 'location',
          country: { path: 'country_code', as: ['upper'] },
        },
      },
      poll,
      limits: pace,
      price: '1 lookup credit for each person found',
    },
    'enrich-company': {
      ways: [{ needs: [['domain'], ['companyName'], ['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/company/lookup/', query: { domain: '{domain}', name: '{companyName}', linkedin_url: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: 'name',
          domain: { path: 'domain', as: ['domain'] },
          industry: 'industry',
          employees: 'num_employees',
          founded: { path: 'year_founded', as: ['year'] },
          revenue: 'revenue',
          ticker: 'ticker_symbol',
          location: { parts: ['address.city', 'address.region', 'address.country'] },
          address: { parts: ['address.postal_code', 'address.city', 'address.country'] },
          country: 'address.country',
          linkedinUrl: 'links.linkedin',
          technologies: { path: 'techstack', by: ', ' },
        },
        wanted: ['name'],
      },
    },
  },
  price: { note: 'Lookup credits of the plan; asking for a running lookup is free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.rocketreach.co', 'vendor OpenAPI'],
    on: '2026-11',
    live: false,
    notes: ['10 calls a second; lookups of people 15 a minute on the smallest plan, which is used.', 'The numbers of a person are opened by premium lookups only.'],
  },
} satisfies Manifest;
