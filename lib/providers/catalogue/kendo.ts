import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'kendo',
  name: 'Kendo Email App',
  homepage: 'https://kendoemailapp.com',
  docs: 'https://kendoemailapp.com/swagger',
  baseUrl: 'https://kendoemailapp.com',
  auth: { kind: 'query', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://kendoemailapp.com/swagger' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Errors carry a status and no body.
    { when: { status: 403 }, then: 'auth' },
    { when: { status: 405 }, then: 'no-credits' },
    { when: { status: [404, 410] }, then: 'no-result' },
  ],
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/emailbyname', query: { name: '{name}', domain: '{companyDomain}' } } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/emailbylinkedin', query: { linkedin: '{linkedinUrl|linkedinSlug}' } } }] },
      ],
      answer: { fields: { workEmail: 'work_email' } },
      notes: ['The partner says nothing about deliverability: an address from here carries no verdict.'],
    },
    'find-personal-email': {
      ways: [
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/emailbyname', query: { name: '{name}', domain: '{companyDomain}' } } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/emailbylinkedin', query: { linkedin: '{linkedinUrl|linkedinSlug}' } } }] },
      ],
      answer: { fields: { personalEmail: 'private_email' } },
    },
  },
  price: { note: 'Credits for addresses found; a miss is free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['kendoemailapp.com/swagger', 'public clients (parameter of emailbylinkedin)'],
    on: '2026-11',
    live: false,
    notes: ['403 is a bad key or a missing parameter, 405 an empty account, 410 a profile that is not ready yet.', 'The key travels in the address: there is no header form.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
