import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mixrank',
  name: 'MixRank',
  homepage: 'https://mixrank.com',
  docs: 'https://mixrank.com/api/documentation',
  baseUrl: 'https://api.mixrank.com/v2/json',
  auth: { kind: 'path' },
  key: { label: 'API key', helpUrl: 'https://mixrank.com/api/documentation' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain'], ['linkedinUrl'], ['companyName']], steps: [{ request: { method: 'GET', path: '/{key}/companies/match', query: { url: '{domain}', name: '{companyName}', linkedin: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: 'name',
          employees: 'employees',
          industry: 'industries.name',
          industryCode: { path: ['naics.id', 'sic.id'] },
          website: 'linkedin.website',
          domain: { path: 'linkedin.website', as: ['domain'] },
          companyType: 'linkedin.type',
          founded: { path: 'linkedin.founded', as: ['year'] },
          location: { parts: ['address.city', 'address.country'] },
          country: 'address.country',
          linkedinUrl: 'linkedin.url',
        },
        wanted: ['name'],
      },
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['mixrank.com/api/documentation (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['The key stands in the path; there is no other form.', 'How a miss looks is not documented: an answer without a name and 404 are read as one.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
