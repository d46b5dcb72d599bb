import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'skrapp',
  name: 'Skrapp',
  homepage: 'https://skrapp.io',
  docs: 'https://skrapp.io/api',
  baseUrl: 'https://api.skrapp.io',
  auth: { kind: 'header', name: 'X-Access-Key' },
  key: { label: 'Access key', helpUrl: 'https://skrapp.io/api' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'GET', path: '/api/v2/find', query: { firstName: '{firstName}', lastName: '{lastName}', domain: '{companyDomain}' } } }],
        },
        {
          needs: [['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'GET', path: '/api/v2/find', query: { firstName: '{firstName}', lastName: '{lastName}', company: '{companyName}' } } }],
          answer: {
            agree: { path: 'company', with: 'companyName', as: 'name' },
            fields: { workEmail: 'email', companyName: 'company', companyDomain: 'domain' },
            confidence: 'accuracy',
            verdict: { path: 'quality.status', map: { valid: 'valid' }, otherwise: 'unknown' },
          },
        },
      ],
      answer: {
        fields: { workEmail: 'email', companyName: 'company', companyDomain: 'domain' },
        confidence: 'accuracy',
        verdict: { path: 'quality.status', map: { valid: 'valid' }, otherwise: 'unknown' },
      },
      price: '1 credit for each address found',
    },
  },
  price: { note: 'A miss is free; the price of a credit is not documented here', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['skrapp.io/api, by way of public clients'],
    on: '2026-11',
    live: false,
    notes: [
      'Only "valid" of quality.status is documented; other words become unknown.',
      'The v3 verifier is left out: its exact path is not documented.',
      'No free call that checks a key is documented.',
      'The pace is an assumption.',
    ],
  },
} satisfies Manifest;
