import type { Manifest } from '../../contracts/manifest.ts';

const status = { valid: 'valid', deliverable: 'valid', accept_all: 'catch-all', risky: 'catch-all', invalid: 'invalid', undeliverable: 'invalid', disposable: 'invalid', webmail: 'unknown', unknown: 'unknown' };

export default {
  kiln: 1,
  id: 'tomba',
  name: 'Tomba',
  homepage: 'https://tomba.io',
  docs: 'https://docs.tomba.io/api',
  baseUrl: 'https://api.tomba.io/v1',
  auth: { kind: 'parts', parts: ['key', 'secret'], headers: { 'X-Tomba-Key': '{key.key}', 'X-Tomba-Secret': '{key.secret}' } },
  key: { label: 'Key and secret (key:secret)', helpUrl: 'https://app.tomba.io/auth/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // A bad key is a 400.
    { when: { path: 'errors.type', is: 'authentication_failed' }, then: 'auth' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['errors.message', 'errors.type'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'GET', path: '/email-finder', query: { domain: '{companyDomain}', company: '{companyName}', first_name: '{firstName}', last_name: '{lastName}' } } }],
        },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/linkedin', query: { url: '{linkedinUrl}' } } }] },
      ],
      answer: {
        fields: { workEmail: 'data.email', title: 'data.position', linkedinUrl: 'data.linkedin', companyName: 'data.company' },
        confidence: 'data.score',
        verdict: { path: 'data.verification.status', map: status, otherwise: 'unknown' },
        wanted: ['workEmail'],
      },
    },
    'find-phone': {
      ways: [
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/phone-finder', query: { email: '{email}' } } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/phone-finder', query: { linkedin: '{linkedinUrl}' } } }] },
      ],
      answer: {
        fields: {
          phone: { path: ['data.e164_format', 'data.intl_format'] },
          phoneType: { path: 'data.line_type', map: { mobile: 'mobile', landline: 'landline', fixed_line: 'landline', fixed_line_or_mobile: 'landline-or-mobile', voip: 'voip', toll_free: 'toll-free', premium_rate: 'premium-rate', shared_cost: 'shared-cost' } },
          carrier: 'data.carrier',
          phoneStatus: { path: 'data.valid', map: { true: 'valid', false: 'invalid' } },
        },
        wanted: ['phone'],
      },
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/email-verifier', query: { email: '{email}' } }, shape: { path: 'data.email', exists: true } }] }],
      answer: { fields: {}, confidence: 'data.email.score', verdict: { path: ['data.email.status', 'data.email.result'], map: status, otherwise: 'unknown' } },
    },
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/enrich', query: { email: '{email}' } } }] }],
      answer: {
        fields: {
          name: 'data.full_name',
          firstName: 'data.first_name',
          lastName: 'data.last_name',
          title: 'data.position',
          companyName: 'data.company',
          companyDomain: { path: 'data.website_url', as: ['domain'] },
          linkedinUrl: 'data.linkedin',
          xUrl: 'data.twitter',
          country: 'data.country',
        },
        wanted: ['name', 'firstName', 'title', 'companyName', 'linkedinUrl'],
      },
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/find', query: { domain: '{domain}' } } }] }],
      answer: {
        fields: {
          name: { path: ['data.organization', 'data.name'] },
          website: { path: ['data.website', 'data.website_url'] },
          industry: { path: ['data.industry', 'data.industries'] },
          employeeRange: { path: ['data.employees', 'data.company_size'] },
          founded: { path: 'data.founded', as: ['year'] },
          location: { parts: ['data.city', 'data.state', 'data.country'] },
          country: 'data.country',
          linkedinUrl: { path: ['data.linkedin_url', 'data.linkedin'], as: ['lastSegment', 'prefix:https://www.linkedin.com/company/'] },
        },
        wanted: ['name', 'industry', 'linkedinUrl'],
      },
      notes: ['Two pages of the partner name the fields differently; both forms are read.', 'LinkedIn comes as a bare name or as an address; both are read.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/technology', query: { domain: '{domain}' } } }] }],
      answer: { fields: { technologies: { path: 'data.name', by: ', ' } } },
    },
  },
  price: { note: 'Searches and verifications of the Tomba plan; nothing is charged when nothing is found', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.tomba.io/api', 'vendor SDK types (tomba-io/node)', 'tomba-io/tomba-mcp-server'],
    on: '2026-11',
    live: false,
    notes: ['A bad key answers with HTTP 400 and authentication_failed.', 'No pace is documented; 2 calls a second are used.', 'The words of result beyond deliverable are read by their usual meaning.'],
  },
} satisfies Manifest;
