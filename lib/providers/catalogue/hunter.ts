import type { Manifest } from '../../contracts/manifest.ts';

const status = {
  valid: 'valid',
  accept_all: 'catch-all',
  invalid: 'invalid',
  disposable: 'invalid',
  webmail: 'unknown',
  unknown: 'unknown',
};

export default {
  kiln: 1,
  id: 'hunter',
  name: 'Hunter',
  homepage: 'https://hunter.io',
  docs: 'https://hunter.io/api-documentation/v2',
  baseUrl: 'https://api.hunter.io/v2',
  auth: { kind: 'header', name: 'X-API-KEY' },
  key: { label: 'API key', helpUrl: 'https://hunter.io/api-keys' },
  limits: { perSecond: 15, perMinute: 500, concurrent: 8 },
  rules: [
    { when: { status: 202 }, then: 'pending' },
    // Hunter says 403 for its pace and 429 for a used-up month.
    { when: { status: 403 }, then: 'rate-limited' },
    { when: { status: 429 }, then: 'no-credits' },
    { when: { status: 451 }, then: 'legal-suppressed' },
  ],
  errorText: ['errors[0].details', 'errors[0].id'],
  keyCheck: {
    request: { method: 'GET', path: '/account' },
    creditsLeft: { path: ['data.requests.credits.available', 'data.requests.searches.available'] },
  },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [
            {
              request: { method: 'GET', path: '/email-finder', query: { domain: '{companyDomain}', company: '{companyName}', first_name: '{firstName}', last_name: '{lastName}' } },
              shape: { path: 'data', exists: true },
            },
          ],
        },
        {
          needs: [['linkedinUrl']],
          steps: [{ request: { method: 'GET', path: '/email-finder', query: { linkedin_handle: '{linkedinUrl|linkedinSlug}' } }, shape: { path: 'data', exists: true } }],
        },
      ],
      answer: {
        fields: { workEmail: 'data.email', title: 'data.position', phone: 'data.phone_number', linkedinUrl: 'data.linkedin_url', companyName: 'data.company' },
        confidence: 'data.score',
        verdict: { path: 'data.verification.status', map: status, otherwise: 'unknown' },
      },
      poll: { kind: 'repeat', everyMs: 5_000 },
      price: '1 credit for each address found',
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/email-verifier', query: { email: '{email}' } }, shape: { path: 'data.status', exists: true } }] }],
      answer: { fields: {}, confidence: 'data.score', verdict: { path: 'data.status', map: status, otherwise: 'unknown' } },
      limits: { perSecond: 10, perMinute: 300 },
      poll: { kind: 'repeat', everyMs: 5_000 },
      price: '0.5 to 1 credit; unknown and disposable addresses are free',
      charged: 'call',
      billed: { path: 'data.status', is: ['valid', 'invalid', 'accept_all', 'webmail'] },
    },
    'enrich-person': {
      ways: [
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/people/find', query: { email: '{email}' } }, shape: { path: 'data', exists: true } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/people/find', query: { linkedin_handle: '{linkedinUrl|linkedinSlug}' } }, shape: { path: 'data', exists: true } }] },
      ],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: {
          name: 'data.name.fullName',
          firstName: 'data.name.givenName',
          lastName: 'data.name.familyName',
          title: 'data.employment.title',
          seniority: 'data.employment.seniority',
          companyName: 'data.employment.name',
          companyDomain: 'data.employment.domain',
          linkedinUrl: { path: 'data.linkedin.handle', as: ['personHandle'], wrap: 'https://www.linkedin.com/{value}' },
          phone: 'data.phone',
          location: { parts: ['data.geo.city', 'data.geo.state', 'data.geo.country'] },
          country: 'data.geo.country',
        },
      },
      price: '1 credit for each person found',
      notes: ['Parts of data.geo follow the company answer; they are not spelled out for people.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/find', query: { domain: '{domain}' } }, shape: { path: 'data', exists: true } }] }],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: {
          name: 'data.name',
          industry: 'data.category.industry',
          employees: { path: ['data.metrics.employees', 'data.metrics.employeesCount'], as: ['number'] },
          employeeRange: { path: ['data.metrics.employeesRange', 'data.metrics.employees'] },
          founded: { path: 'data.foundedYear', as: ['year'] },
          revenue: 'data.metrics.annualRevenue',
          funding: 'data.metrics.raised',
          ticker: 'data.ticker',
          location: { parts: ['data.geo.city', 'data.geo.state', 'data.geo.country'] },
          country: 'data.geo.country',
          linkedinUrl: { path: 'data.linkedin.handle', as: ['companyHandle'], wrap: 'https://www.linkedin.com/{value}' },
          technologies: { path: 'data.tech', by: ', ' },
        },
      },
      price: '1 credit for each company found',
    },
  },
  price: { note: 'About 0.025 USD a credit (49 USD for 2,000 a month); 50 a month are free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['hunter.io/api-documentation/v2', 'OpenAPI of the account call, api-evangelist/hunter-io'],
    on: '2026-11',
    live: false,
    notes: ['403 is a throttle and 429 the used-up month.', '451 means that the person asked not to be processed: no result.'],
  },
} satisfies Manifest;
