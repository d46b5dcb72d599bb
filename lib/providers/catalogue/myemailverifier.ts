import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'myemailverifier',
  name: 'MyEmailVerifier',
  homepage: 'https://myemailverifier.com',
  docs: 'https://myemailverifier.com/real-time-email-verification',
  baseUrl: 'https://api.myemailverifier.com/api',
  auth: { kind: 'query', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://client.myemailverifier.com/' },
  limits: { perMinute: 30, concurrent: 2 },
  rules: [
    // Errors come inside HTTP 200.
    { when: { path: 'error', is: 'INSUFFICIENT_CREDITS' }, then: 'no-credits' },
    { when: { path: 'error', is: 'RATE_LIMIT_EXCEEDED' }, then: 'rate-limited' },
    { when: { path: 'error', matches: 'API_KEY' }, then: 'auth' },
    { when: { path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/validate_single.php', query: { email: '{email}' } }, shape: { path: 'Status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'Status', map: { Valid: 'valid', Invalid: 'invalid', 'Catch-all': 'catch-all', 'Catch all': 'catch-all', catch_all: 'catch-all', Unknown: 'unknown' }, otherwise: 'unknown' } },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['myemailverifier.com/real-time-email-verification', 'vendor notes (myemailverifier-api)'],
    on: '2026-11',
    live: false,
    notes: ['The older form, with the key in the path, is not used.', 'Catch-all is spelled in several ways.', '30 calls a minute is what public clients keep to.'],
  },
} satisfies Manifest;
