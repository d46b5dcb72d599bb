import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'kickbox',
  name: 'Kickbox',
  homepage: 'https://kickbox.com',
  docs: 'https://docs.kickbox.com',
  baseUrl: 'https://api.kickbox.com/v2',
  auth: { kind: 'header', name: 'Authorization', prefix: 'token ' },
  key: { label: 'API key', helpUrl: 'https://app.kickbox.com/' },
  limits: { perMinute: 8_000, concurrent: 20 },
  rules: [
    { when: { path: 'message', matches: 'insufficient balance' }, then: 'no-credits' },
    { when: { status: 403 }, then: 'auth' },
    { when: { status: 200, path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/balance' }, creditsLeft: 'balance' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}', timeout: 15_000 } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: {},
        confidence: { path: 'sendex', times: 100 },
        // A risky address is a catch-all one or not: the second path decides.
        verdict: { path: ['result', 'accept_all'], map: { deliverable: 'valid', undeliverable: 'invalid', unknown: 'unknown', true: 'catch-all', false: 'unknown' } },
      },
      price: '1 credit for each check',
    },
  },
  creditsLeft: { header: 'X-Kickbox-Balance' },
  price: { note: 'About 0.01 USD a check (500 for 5 USD)', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.kickbox.com', 'vendor SDK (kickbox-php)'],
    on: '2026-11',
    live: false,
    notes: ['25 calls at a time from one address and 8,000 a minute; beyond that 429, which may be tried again at once.', 'A bad key answers 401 or 403.'],
  },
} satisfies Manifest;
