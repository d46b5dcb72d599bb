import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'brandfetch',
  name: 'Brandfetch',
  homepage: 'https://brandfetch.com',
  docs: 'https://docs.brandfetch.com/brand-api/overview',
  baseUrl: 'https://api.brandfetch.io/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://developers.brandfetch.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/brands/{domain}' }, shape: { any: [{ path: 'name', exists: true }, { path: 'domain', exists: true }] } }] }],
      answer: {
        fields: {
          name: 'name',
          domain: 'domain',
          description: 'description',
          industry: 'company.industries.name',
          employees: 'company.employees',
          founded: { path: 'company.foundedYear', as: ['year'] },
          companyType: 'company.kind',
          location: { parts: ['company.location.city', 'company.location.country'] },
          country: 'company.location.country',
          linkedinUrl: 'links[?name=="linkedin"].url',
          xUrl: { path: ['links[?name=="twitter"].url', 'links[?name=="x"].url'] },
          facebookUrl: 'links[?name=="facebook"].url',
          instagramUrl: 'links[?name=="instagram"].url',
          youtubeUrl: 'links[?name=="youtube"].url',
          githubUrl: 'links[?name=="github"].url',
        },
        wanted: ['name', 'industry', 'employees', 'linkedinUrl', 'description'],
      },
      notes: ['Where employees are a range, the number is left out.'],
    },
  },
  price: { note: 'Calls of the plan; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.brandfetch.com', 'Brandfetch node of n8n'],
    on: '2026-11',
    live: false,
    notes: ['The search by name is known from one source without its form of authentication; it is left out.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
