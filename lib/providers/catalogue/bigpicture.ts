import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'bigpicture',
  name: 'BigPicture.io',
  homepage: 'https://bigpicture.io',
  docs: 'https://bigpicture.io/docs/api',
  baseUrl: 'https://company.bigpicture.io/v1',
  // The key stands alone, without a scheme.
  auth: { kind: 'header', name: 'Authorization' },
  key: { label: 'API key', helpUrl: 'https://bigpicture.io' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 202 }, then: 'pending' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['error.message', 'message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/find', query: { domain: '{domain}' } }, shape: { any: [{ path: 'name', exists: true }, { path: 'domain', exists: true }] } }] }],
      answer: {
        fields: {
          name: 'name',
          domain: 'domain',
          companyType: 'type',
          phone: 'phone',
          industry: 'category.industry',
          industryCode: 'category.naicsCode',
          employees: 'metrics.employees',
          employeeRange: 'metrics.employeesRange',
          revenue: { path: 'metrics.annualRevenue', wrap: '{value} USD' },
          founded: { path: 'foundedYear', as: ['year'] },
          location: { parts: ['geo.city', 'geo.country'] },
          country: 'geo.country',
          linkedinUrl: { path: 'linkedin.handle', as: ['companyHandle'], wrap: 'https://www.linkedin.com/{value}' },
        },
      },
      poll: { kind: 'repeat', everyMs: 10_000 },
      notes: ['202 means that the question is queued; the same question is asked again.', 'The currency of revenue is not spelled out; it is read as US dollars.'],
    },
  },
  price: { note: 'Calls of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['bigpicture.io/docs/api'], on: '2026-11', live: false, notes: ['The form of error bodies is not documented.', 'No call that checks a key is documented.'] },
} satisfies Manifest;
