import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'hg-insights',
  name: 'HG Insights',
  homepage: 'https://hginsights.com',
  docs: 'https://data-docs.hginsights.com/v2',
  baseUrl: 'https://api.hginsights.com/data-api/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key (hg_v2_…)', helpUrl: 'https://data-docs.hginsights.com/v2' },
  limits: { perSecond: 25, concurrent: 4 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error', 'detail'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/companies/enrich', json: { companies: { domains: ['{domain}'] }, fields: ['firmographics'] } } }] }],
      answer: {
        fields: {
          name: 'companies[0].firmographics.name',
          domain: 'companies[0].firmographics.domain',
          country: 'companies[0].firmographics.country_code',
          employees: 'companies[0].firmographics.employees_total',
          revenue: { path: 'companies[0].firmographics.revenue_total', wrap: '{value} USD' },
        },
        wanted: ['name', 'employees'],
      },
      notes: ['The currency of revenue is not spelled out; it is read as US dollars.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/companies/enrich', json: { companies: { domains: ['{domain}'] }, fields: ['technographics'] } } }] }],
      answer: { fields: { technologies: { path: 'companies[0].technographics.installs.product', by: ', ', most: 100 } } },
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['data-docs.hginsights.com/v2 (read by a third party)'],
    on: '2026-11',
    live: false,
    notes: ['The unit of x-ratelimit-reset is not documented; it is not used.', 'No match is read from an empty list; 404 is taken the same way.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
