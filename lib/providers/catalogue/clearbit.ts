import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'clearbit',
  name: 'Clearbit (legacy)',
  homepage: 'https://clearbit.com',
  docs: 'https://dashboard.clearbit.com/docs',
  baseUrl: 'https://company.clearbit.com/v2',
  auth: { kind: 'bearer' },
  key: { label: 'Secret key', helpUrl: 'https://dashboard.clearbit.com/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 202 }, then: 'pending' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['error.message', 'error.type'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', base: 'https://person.clearbit.com/v2', path: '/people/find', query: { email: '{email}' } }, shape: { path: 'name', exists: true } }] }],
      answer: {
        fields: {
          name: 'name.fullName',
          firstName: 'name.givenName',
          lastName: 'name.familyName',
          title: 'employment.title',
          seniority: 'employment.seniority',
          department: 'employment.role',
          companyName: 'employment.name',
          companyDomain: 'employment.domain',
          location: 'location',
          country: 'geo.country',
          linkedinUrl: { path: 'linkedin.handle', as: ['personHandle'], wrap: 'https://www.linkedin.com/{value}' },
          photoUrl: 'avatar',
          description: 'bio',
        },
      },
      poll: { kind: 'repeat', everyMs: 10_000 },
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/find', query: { domain: '{domain}' } }, shape: { path: 'name', exists: true } }] }],
      answer: {
        fields: {
          name: 'name',
          companyType: 'type',
          industry: 'category.industry',
          industryCode: { path: ['category.naicsCode', 'category.sicCode'] },
          employees: 'metrics.employees',
          revenue: 'metrics.estimatedAnnualRevenue',
          founded: { path: 'foundedYear', as: ['year'] },
          location: { parts: ['geo.city', 'geo.country'] },
          country: 'geo.country',
          linkedinUrl: { path: 'linkedin.handle', as: ['companyHandle'], wrap: 'https://www.linkedin.com/{value}' },
          technologies: { path: 'tech', by: ', ' },
        },
      },
      poll: { kind: 'repeat', everyMs: 10_000 },
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/find', query: { domain: '{domain}' } }, shape: { path: 'name', exists: true } }] }],
      answer: { fields: { technologies: { path: 'tech', by: ', ' } } },
      poll: { kind: 'repeat', everyMs: 10_000 },
    },
  },
  price: { note: 'By old contracts only; new use is a part of HubSpot', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['dashboard.clearbit.com/docs', 'Clearbit node of n8n'],
    on: '2026-11',
    live: false,
    notes: ['Closed to new customers since it became HubSpot Breeze Intelligence: it works with keys that still live.', 'The hosts that answer at once with 202 are asked, not those that keep the line open until an answer is there.'],
  },
} satisfies Manifest;
