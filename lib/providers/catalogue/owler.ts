import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'owler',
  name: 'Owler',
  homepage: 'https://corp.owler.com',
  docs: 'https://developers.owler.com',
  baseUrl: 'https://api.owler.com/v1',
  auth: { kind: 'header', name: 'user_key' },
  key: { label: 'User key', helpUrl: 'https://developers.owler.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companypremium/url/{domain}' } }] }],
      answer: {
        fields: {
          name: 'name',
          website: 'website',
          domain: { path: 'website', as: ['domain'] },
          companyType: 'company_type',
          employees: 'employee_count',
          revenue: 'revenue',
          founded: { path: 'founded_date', as: ['year'] },
          industry: 'industries',
          phone: 'hq_address.phone',
          location: { parts: ['hq_address.city', 'hq_address.country'] },
          country: 'hq_address.country',
          linkedinUrl: 'linkedin_link',
        },
        wanted: ['name'],
      },
    },
  },
  price: { note: 'By contract', charged: 'call' },
  verified: { sure: 'third-party', sources: ['developers.owler.com (OpenAPI mirror, read by a third party, 2026-07)'], on: '2026-11', live: false, notes: ['The form of error bodies is not documented.', 'No call that checks a key is documented.'] },
} satisfies Manifest;
