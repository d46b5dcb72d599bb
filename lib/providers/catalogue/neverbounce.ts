import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'neverbounce',
  name: 'NeverBounce',
  homepage: 'https://neverbounce.com',
  docs: 'https://developers.neverbounce.com',
  baseUrl: 'https://api.neverbounce.com/v4.2',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://app.neverbounce.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Errors come inside HTTP 200, in the word of `status`.
    { when: { path: 'status', is: 'auth_failure' }, then: 'auth' },
    { when: { path: 'status', is: 'throttle_triggered' }, then: 'rate-limited' },
    { when: { path: 'status', is: 'temp_unavail' }, then: 'server' },
    { when: { path: 'status', is: 'bad_referrer' }, then: 'forbidden-plan' },
    { when: { all: [{ path: 'status', is: 'general_failure' }, { path: 'message', matches: 'credit' }] }, then: 'no-credits' },
    { when: { path: 'status', is: 'general_failure' }, then: 'bad-input' },
  ],
  errorText: ['message', 'status'],
  keyCheck: {
    request: { method: 'GET', path: '/account/info' },
    rules: [{ when: { all: [{ path: 'credits_info.paid_credits_remaining', is: 0 }, { path: 'credits_info.free_credits_remaining', is: 0 }] }, then: 'no-credits' }],
    creditsLeft: { path: ['credits_info.paid_credits_remaining', 'credits_info.free_credits_remaining'], unless: '^0$' },
  },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/single/check', query: { email: '{email}', timeout: 20 } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: {},
        verdict: { path: 'result', map: { valid: 'valid', invalid: 'invalid', disposable: 'invalid', catchall: 'catch-all', unknown: 'unknown' }, otherwise: 'unknown' },
      },
      price: '1 credit for each check',
    },
  },
  price: { note: 'About 0.008 USD a check in small volumes', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['developers.neverbounce.com', 'vendor SDKs (NeverBounceApi-NodeJS)'],
    on: '2026-11',
    live: false,
    notes: [
      'The partner asks that keys stay on servers; here the key is your own, in your own browser.',
      'The key travels in the address: there is no header form.',
      'No pace is published; a throttle is told as throttle_triggered. How an empty account is told is not spelled out.',
    ],
  },
} satisfies Manifest;
