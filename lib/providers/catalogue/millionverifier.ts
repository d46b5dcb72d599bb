import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'millionverifier',
  name: 'MillionVerifier',
  homepage: 'https://www.millionverifier.com',
  docs: 'https://developer.millionverifier.com',
  baseUrl: 'https://api.millionverifier.com/api/v3',
  auth: { kind: 'query', name: 'api' },
  key: { label: 'API key', helpUrl: 'https://app.millionverifier.com/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Everything is HTTP 200; a text in `error` is a failure.
    { when: { path: 'error', matches: 'internal' }, then: 'server' },
    { when: { path: 'error', matches: 'blocked' }, then: 'forbidden-plan' },
    { when: { path: 'error', matches: 'credit' }, then: 'no-credits' },
    { when: { path: 'error', matches: 'key' }, then: 'auth' },
    { when: { path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, creditsLeft: 'credits' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/', query: { email: '{email}', timeout: 20 } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: {},
        verdict: { path: 'result', map: { ok: 'valid', catch_all: 'catch-all', disposable: 'invalid', invalid: 'invalid', unknown: 'unknown', error: 'unknown' }, otherwise: 'unknown' },
      },
      price: '1 credit for each check',
    },
  },
  creditsLeft: 'credits',
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['developer.millionverifier.com'],
    on: '2026-11',
    live: false,
    notes: ['The key travels in the address: there is no header form.', 'The texts of errors are not listed; they are told apart by the words key, credit, blocked and internal.'],
  },
} satisfies Manifest;
