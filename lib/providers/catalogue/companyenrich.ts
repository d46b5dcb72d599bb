import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'companyenrich',
  name: 'CompanyEnrich',
  homepage: 'https://companyenrich.com',
  docs: 'https://docs.companyenrich.com',
  baseUrl: 'https://api.companyenrich.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://companyenrich.com' },
  limits: { perMinute: 300, concurrent: 4 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail', 'message', 'title'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/enrich', query: { domain: '{domain}' } }, shape: { any: [{ path: 'name', exists: true }, { path: 'domain', exists: true }] } }] }],
      answer: {
        fields: {
          name: 'name',
          domain: 'domain',
          companyType: 'type',
          industry: 'industry',
          employeeRange: 'employees',
          revenue: 'revenue',
          founded: { path: 'founded_year', as: ['year'] },
          location: { parts: ['location.city.name', 'location.country.name'] },
          country: 'location.country.name',
          phone: 'location.phone',
          fundingStage: 'financial.funding_stage',
          industryCode: 'naics_codes',
          linkedinUrl: 'socials.linkedin_url',
          technologies: { path: 'technologies', by: ', ' },
        },
      },
      notes: ['Size and revenue are ranges such as 5K-10K.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/enrich', query: { domain: '{domain}' } }, shape: { any: [{ path: 'name', exists: true }, { path: 'domain', exists: true }] } }] }],
      answer: { fields: { technologies: { path: 'technologies', by: ', ' } } },
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.companyenrich.com (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['The form of error bodies is not documented.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
