import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'skrapp',
  name: 'Skrapp',
  homepage: 'https://skrapp.io',
  docs: 'https://skrapp.io/api',
  baseUrl: 'https://api.skrapp.io',
  auth: { kind: 'header', name: 'X-Access-Key' },
  key: { label: 'API key', helpUrl: 'https://skrapp.io/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/api/v2/account' }, notes: ['The answer tells the quota and what is used of it, not what is left.'] },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'GET', path: '/api/v2/find', query: { firstName: '{firstName}', lastName: '{lastName}', domain: '{companyDomain}', company: '{companyName}' } } }],
        },
      ],
      answer: {
        fields: { workEmail: 'email', companyName: 'company', companyDomain: { path: 'domain', as: ['domain'] } },
        confidence: 'accuracy',
        verdict: { path: 'quality.status', map: { valid: 'valid', invalid: 'invalid', 'catch-all': 'catch-all', catch_all: 'catch-all' }, otherwise: 'unknown' },
      },
      notes: ['The words of quality.status beyond valid and catch-all are not listed; other words are read as unknown.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v3/verify', query: { email: '{email}' } }, shape: { path: 'email_status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'email_status', map: { valid: 'valid', invalid: 'invalid', 'catch-all': 'catch-all', catch_all: 'catch-all' }, otherwise: 'unknown' } },
      charged: 'call',
    },
  },
  price: { note: 'Credits for addresses found; a miss is free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['skrapp.io/api', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['No pace is documented; 2 calls a second are used.', 'Calls belong to the larger plans.'],
  },
} satisfies Manifest;
