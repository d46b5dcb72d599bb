import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'yelp',
  name: 'Yelp',
  homepage: 'https://www.yelp.com',
  docs: 'https://docs.developer.yelp.com/reference/v3_business_search',
  baseUrl: 'https://api.yelp.com/v3',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.yelp.com/developers/v3/manage_app' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 429, path: 'error.code', is: 'ACCESS_LIMIT_REACHED' }, then: 'no-credits' }],
  errorText: ['error.description', 'error.code'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName', 'location']], steps: [{ request: { method: 'GET', path: '/businesses/search', query: { term: '{companyName}', location: '{location}', limit: 10 } }, shape: { any: [{ path: 'businesses', exists: true }, { path: 'total', exists: true }] } }] }],
      answer: {
        choose: [{ among: 'businesses', agree: { path: 'name', with: 'companyName', as: 'name' } }],
        fields: {
          name: 'name',
          phone: 'phone',
          address: { path: 'location.display_address', by: ', ' },
          industry: { path: 'categories[*].title', by: ', ' },
          profileUrl: 'url',
        },
        wanted: ['phone', 'address'],
      },
      notes: ['Yelp tells no website of a company.'],
    },
  },
  price: { note: 'Paid by the call after a trial of 300 calls a day', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.developer.yelp.com (OpenAPI)'], on: '2026-11', live: false, notes: ['The word ACCESS_LIMIT_REACHED for a used-up day is from general knowledge of the partner\'s errors; any other 429 is the pace.', 'The pace is our own care.'] },
} satisfies Manifest;
