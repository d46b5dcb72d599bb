import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const byName: StepTemplate[] = [
  { request: { method: 'GET', path: '/search.json', query: { q: '{companyName}' } }, choose: [{ among: 'organizations', agree: { path: 'name', with: 'companyName', as: 'name' } }], save: { ein: { path: 'ein', as: ['digits'] } } },
  { request: { method: 'GET', path: '/organizations/{step.ein}.json' }, shape: { path: 'organization', exists: true } },
];

export default {
  kiln: 1,
  id: 'propublica-nonprofits',
  name: 'Nonprofit Explorer (United States)',
  homepage: 'https://projects.propublica.org/nonprofits/',
  docs: 'https://projects.propublica.org/nonprofits/api',
  baseUrl: 'https://projects.propublica.org/nonprofits/api/v2',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'country']], only: { country: '^(us|usa|united states|united states of america)$' }, steps: byName },
      ],
      answer: {
        fields: {
          legalName: 'organization.name',
          companyNumber: 'organization.ein',
          companyType: { value: 'Nonprofit', when: { path: 'organization.name', exists: true } },
          industryCode: 'organization.ntee_code',
          revenue: { path: 'filings_with_data[0].totrevenue', wrap: '{value} USD' },
          address: { parts: ['organization.address', 'organization.city', 'organization.state'] },
          location: { parts: ['organization.city', 'organization.state'] },
          country: { value: 'United States', when: { path: 'organization.name', exists: true } },
        },
        wanted: ['legalName'],
      },
      notes: ['Revenue is that of the first filing of the list, in dollars.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['projects.propublica.org/nonprofits/api', 'public clients'], on: '2026-11', live: false, notes: ['No pace is published; one call a second is our own.', 'State and code of the organisation are read at the names that the search uses.'] },
} satisfies Manifest;
