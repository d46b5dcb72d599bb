import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'scrapin',
  name: 'ScrapIn',
  homepage: 'https://www.scrapin.io',
  docs: 'https://docs.scrapin.io',
  baseUrl: 'https://api.scrapin.io',
  auth: { kind: 'query', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://app.scrapin.io' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    { when: { path: 'success', is: false }, then: 'no-result' },
  ],
  errorText: ['msg', 'message', 'error', 'title'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/enrichment/profile', query: { linkedInUrl: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: { parts: ['person.firstName', 'person.lastName'], by: ' ' },
          firstName: 'person.firstName',
          lastName: 'person.lastName',
          headline: 'person.headline',
          title: 'person.positions.positionHistory[0].title',
          companyName: { path: ['person.positions.positionHistory[0].companyName', 'company.name'] },
          location: 'person.location',
          linkedinUrl: 'person.linkedInUrl',
          photoUrl: 'person.photoUrl',
          description: 'person.summary',
        },
        wanted: ['name'],
      },
      notes: ['The first of the positions is read as the present one.'],
    },
    'enrich-company': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/enrichment/company', query: { linkedInUrl: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: 'company.name',
          website: 'company.websiteUrl',
          domain: { path: 'company.websiteUrl', as: ['domain'] },
          description: 'company.description',
          industry: 'company.industry',
          employees: 'company.employeeCount',
          phone: 'company.phone',
          location: { parts: ['company.headquarter.city', 'company.headquarter.geographicArea', 'company.headquarter.country'] },
          country: 'company.headquarter.country',
          linkedinUrl: 'company.linkedInUrl',
        },
        wanted: ['name'],
      },
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['several public clients that agree on path and names'],
    on: '2026-11',
    live: false,
    notes: ['Meanings of error codes are the usual ones; nothing about them is documented.', 'The key has no documented header form.'],
  },
} satisfies Manifest;
