import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'abstract-company',
  name: 'Abstract Company Enrichment',
  homepage: 'https://www.abstractapi.com/api/company-enrichment',
  docs: 'https://docs.abstractapi.com',
  baseUrl: 'https://companyenrichment.abstractapi.com/v2',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://app.abstractapi.com' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 422 }, then: 'no-credits' }],
  errorText: ['error.message', 'error.details', 'message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/', query: { domain: '{domain}' } } }] }],
      answer: {
        fields: {
          name: 'name',
          domain: 'domain',
          industry: 'industry',
          employees: 'employees_count',
          founded: { path: 'year_founded', as: ['year'] },
          country: 'country',
          companyType: 'type',
          linkedinUrl: 'linkedin_url',
        },
        wanted: ['name'],
      },
      notes: ['An unknown domain is answered with a nearly empty record: without a name there is no result.'],
    },
  },
  price: { note: '100 calls to try; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.abstractapi.com', 'schema of the Microsoft connector'],
    on: '2026-11',
    live: false,
    notes: ['422 means that the quota is used up.', 'The pace is that of the free plan, one call a second.', 'The key has no documented header form.'],
  },
} satisfies Manifest;
