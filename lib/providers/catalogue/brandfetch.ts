import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'brandfetch',
  name: 'Brandfetch',
  homepage: 'https://brandfetch.com',
  docs: 'https://docs.brandfetch.com',
  baseUrl: 'https://api.brandfetch.io/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://docs.brandfetch.com' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyDomain']], steps: [{ request: { method: 'GET', path: '/brands/{companyDomain}' } }] }],
      answer: {
        fields: {
          name: 'name',
          description: 'description',
          employees: 'company.employees',
          founded: 'company.foundedYear',
          industry: 'company.industries[0].name',
          companyType: 'company.kind',
          location: { parts: ['company.location.city', 'company.location.country'], by: ', ' },
          country: 'company.location.country',
          linkedinUrl: 'links[?name=="linkedin"].url',
          xUrl: 'links[?name=="twitter"].url',
          facebookUrl: 'links[?name=="facebook"].url',
          instagramUrl: 'links[?name=="instagram"].url',
          youtubeUrl: 'links[?name=="youtube"].url',
          githubUrl: 'links[?name=="github"].url',
        },
      },
      price: '1 call',
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/search/{companyName}' } }] }],
      answer: {
        choose: [{ among: '', agree: { path: 'name', with: 'companyName', as: 'name' } }],
        fields: { domain: 'domain' },
      },
    },
  },
  price: { note: 'See the prices at brandfetch.com', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.brandfetch.com', "the provider's n8n node"],
    on: '2026-11',
    live: false,
    notes: [
      'The answer of the search by name is inferred.',
      'The names of the links are taken to be those of the sites in lower case.',
      'Whether a miss is paid is not documented: every call is taken as paid.',
      'No free call that checks a key is documented.',
      'The pace is an assumption.',
    ],
  },
} satisfies Manifest;
