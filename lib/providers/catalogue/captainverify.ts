import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'captainverify',
  name: 'Captain Verify',
  homepage: 'https://captainverify.com',
  docs: 'https://captainverify.com/api.html',
  baseUrl: 'https://api.captainverify.com/v2',
  auth: { kind: 'query', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://captainverify.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Failures come inside HTTP 200.
    { when: { all: [{ path: 'success', is: false }, { path: 'message', matches: 'credit' }] }, then: 'no-credits' },
    { when: { all: [{ path: 'success', is: false }, { path: 'message', matches: 'key' }] }, then: 'auth' },
    { when: { path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: {},
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'result', is: ['risky', 'valid'] }, { path: 'ok4all', is: true }] } },
          { path: 'result', map: { valid: 'valid', invalid: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      billed: { not: { path: 'result', is: 'unknown' } },
      price: '1 credit; unknown is free',
    },
  },
  creditsLeft: 'credits',
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['captainverify.com/api.html'],
    on: '2026-11',
    live: false,
    notes: ['An empty account may also answer unknown instead of an error.', 'No pace is published.', 'The key travels in the address: there is no header form.'],
  },
} satisfies Manifest;
