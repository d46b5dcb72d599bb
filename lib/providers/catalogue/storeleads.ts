import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const shop: StepTemplate = { request: { method: 'GET', path: '/all/domain/{domain}' }, shape: { path: 'domain', exists: true } };

export default {
  kiln: 1,
  id: 'storeleads',
  name: 'Store Leads',
  homepage: 'https://storeleads.app',
  docs: 'https://storeleads.app/api',
  baseUrl: 'https://storeleads.app/json/api/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://storeleads.app/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [shop] }],
      answer: {
        fields: {
          name: 'domain.merchant_name',
          domain: 'domain.name',
          industry: { path: 'domain.categories', by: ', ' },
          employees: 'domain.employee_count',
          revenue: { path: 'domain.estimated_sales_yearly', times: 0.01, wrap: '{value} USD a year' },
          location: { parts: ['domain.city', 'domain.country_code'] },
          country: 'domain.country_code',
        },
      },
      notes: ['Sales are an estimate; they come in US cents.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [shop] }],
      answer: { fields: { technologies: { path: ['domain.technologies.name', 'domain.apps.name', 'domain.platform'], by: ', ', most: 100 } } },
      notes: ['Where no technologies are known, the apps of the shop, else its platform.'],
    },
  },
  price: { note: 'By plan; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['storeleads.app/api'],
    on: '2026-11',
    live: false,
    notes: ['Shops only: other sites are a miss.', 'The inner form of contact_info is not spelled out; it is left out.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
