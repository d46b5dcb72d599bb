import type { Manifest } from '../../contracts/manifest.ts';

const who = { linkedin_url: '{linkedinUrl}', full_name: '{name}', company_website: '{companyDomain}', company_name: '{companyName}', email: '{email}' } as const;
const VERIFIED = { VERIFIED: 'valid', UNVERIFIED: 'unknown' };
/** A match is paid, and the same person again within 90 days is not. */
const billed = { path: 'person', exists: true, not: { path: 'free_enrichment', is: true } };

export default {
  kiln: 1,
  id: 'prospeo',
  name: 'Prospeo',
  homepage: 'https://prospeo.io',
  docs: 'https://prospeo.io/api-docs',
  baseUrl: 'https://api.prospeo.io',
  auth: { kind: 'header', name: 'X-KEY' },
  key: { label: 'API key', helpUrl: 'https://app.prospeo.io/api' },
  limits: { perSecond: 5, concurrent: 4 },
  resets: [{ header: 'x-minute-reset-seconds', unit: 'seconds' }],
  rules: [
    // The partner says: branch on error_code, the status means little (a miss is a 400).
    { when: { path: 'error_code', is: ['NO_MATCH', 'NO_RESULTS'] }, then: 'no-result' },
    { when: { path: 'error_code', is: 'INSUFFICIENT_CREDITS' }, then: 'no-credits' },
    { when: { path: 'error_code', is: 'INVALID_API_KEY' }, then: 'auth' },
    { when: { path: 'error_code', is: ['INVALID_DATAPOINTS', 'INVALID_REQUEST', 'INVALID_FILTERS'] }, then: 'bad-input' },
    { when: { path: 'error_code', is: 'RATE_LIMITED' }, then: 'rate-limited' },
    { when: { path: 'error_code', is: 'ACCOUNT_RESTRICTED' }, then: 'forbidden-plan' },
    { when: { path: 'error_code', is: 'INTERNAL_ERROR' }, then: 'server' },
    { when: { status: 200, path: 'error', is: true }, then: 'nonsense' },
  ],
  errorText: ['message', 'error_code'],
  keyCheck: { request: { method: 'GET', path: '/account-information' }, creditsLeft: 'response.remaining_credits', notes: ['Free of charge.'] },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['linkedinUrl'], ['name', 'companyDomain'], ['name', 'companyName']],
          // A match is charged even without an address: only matches with a verified one are asked for.
          steps: [{ request: { method: 'POST', path: '/enrich-person', json: { data: who, only_verified_email: true } }, shape: { path: 'person', exists: true } }],
        },
      ],
      answer: {
        fields: {
          workEmail: { path: 'person.email.email', when: { path: 'person.email.revealed', is: true } },
          title: 'person.current_job_title',
          linkedinUrl: 'person.linkedin_url',
          companyName: 'company.name',
        },
        verdict: { path: 'person.email.status', map: VERIFIED, otherwise: 'unknown' },
      },
      price: '1 credit for each match; the same person is free for 90 days',
      billed,
    },
    'find-mobile': {
      ways: [
        {
          needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/enrich-person', json: { data: who, enrich_mobile: true, only_verified_mobile: true } }, shape: { path: 'person', exists: true } }],
        },
      ],
      answer: { fields: { mobile: { path: 'person.mobile.mobile', when: { path: 'person.mobile.revealed', is: true } } } },
      price: '10 credits for each match with a mobile',
      billed,
    },
    'enrich-person': {
      ways: [
        {
          needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/enrich-person', json: { data: who } }, shape: { path: 'person', exists: true } }],
        },
      ],
      answer: {
        fields: {
          name: 'person.full_name',
          title: 'person.current_job_title',
          linkedinUrl: 'person.linkedin_url',
          companyName: 'company.name',
          companyDomain: { path: ['company.domain', 'company.website'], as: ['domain'] },
        },
      },
      price: '1 credit for each match',
      billed,
    },
    'enrich-company': {
      ways: [
        {
          needs: [['domain'], ['linkedinUrl'], ['companyName']],
          steps: [
            {
              request: { method: 'POST', path: '/enrich-company', json: { data: { company_website: '{domain}', company_linkedin_url: '{linkedinUrl}', company_name: '{companyName}' } } },
              shape: { path: 'company', exists: true },
            },
          ],
        },
      ],
      answer: {
        fields: {
          name: 'company.name',
          domain: { path: ['company.domain', 'company.website'], as: ['domain'] },
          website: 'company.website',
          industry: 'company.industry',
          employees: 'company.employee_count',
          employeeRange: 'company.employee_range',
          founded: { path: 'company.founded', as: ['year'] },
          location: { parts: ['company.location.city', 'company.location.state', 'company.location.country'] },
          country: 'company.location.country',
          funding: 'company.funding.total_raised',
          linkedinUrl: 'company.linkedin_url',
        },
      },
      price: '1 credit for each match',
    },
  },
  price: { note: 'About 0.039 USD a credit (39 USD for 1,000, second-hand figure); 100 a month are free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['prospeo.io/api-docs', 'official MCP server code (prospeo-v2/prospeo-mcp-server)'],
    on: '2026-11',
    live: false,
    notes: ['Masked values (revealed false, stars) are no result.', 'The shape of technology is not documented; it is left out.'],
  },
} satisfies Manifest;
