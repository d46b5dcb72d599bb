import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'minelead',
  name: 'Minelead',
  homepage: 'https://minelead.io',
  docs: 'https://api.minelead.io',
  baseUrl: 'https://api.minelead.io/v1',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://minelead.io/docs/' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    { when: { status: 200, all: [{ path: 'status', exists: true }, { not: { path: 'status', is: ['success', 'catch-all'] } }] }, then: 'no-result' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'GET', path: '/find', query: { domain: '{companyDomain}', firstname: '{firstName}', lastname: '{lastName}' } } }],
        },
      ],
      answer: { fields: { workEmail: 'email' }, confidence: 'quality' },
      notes: ['A quality of 0 to 100 is seen in use; it is no word on deliverability.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/validate', query: { email: '{email}' } }, shape: { any: [{ path: 'exists', exists: true }, { path: 'status', exists: true }] } }] }],
      answer: { fields: {}, verdict: [{ path: 'status', when: { path: 'status', is: 'catch-all' } }, { path: 'exists', map: { true: 'valid', false: 'invalid' }, otherwise: 'unknown' }] },
      charged: 'call',
    },
  },
  price: { note: 'Credits; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['a directory\'s reading of api.minelead.io', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['The directory says that the key may be a bearer too; the vendor\'s examples put it into the address, which is used.', 'A status other than success and catch-all is read as a miss.', 'No pace is documented; 1 call a second is used.'],
  },
} satisfies Manifest;
