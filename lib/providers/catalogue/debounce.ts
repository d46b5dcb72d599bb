import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'debounce',
  name: 'DeBounce',
  homepage: 'https://debounce.io',
  docs: 'https://developers.debounce.com',
  baseUrl: 'https://api.debounce.io/v1',
  auth: { kind: 'query', name: 'api' },
  key: { label: 'API key', helpUrl: 'https://app.debounce.io/' },
  limits: { concurrent: 5 },
  rules: [
    // Errors come inside HTTP 200; the published description has them as 401, 402 and 429 with the same texts.
    { when: { path: 'debounce.error', matches: 'maximum' }, then: 'rate-limited' },
    { when: { path: 'debounce.error', matches: 'credit' }, then: 'no-credits' },
    { when: { path: 'debounce.error', matches: 'wrong api|authentication' }, then: 'auth' },
    { when: { path: 'debounce.error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['debounce.error'],
  keyCheck: { request: { method: 'GET', path: '/balance/' }, creditsLeft: 'balance' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/', query: { email: '{email}' } }, shape: { path: 'debounce', exists: true } }] }],
      answer: {
        fields: {},
        // 1 syntax, 2 trap, 3 disposable, 4 accept-all, 5 deliverable, 6 invalid, 7 unknown, 8 role.
        verdict: {
          path: ['debounce.code', 'debounce.result'],
          map: { 1: 'invalid', 2: 'invalid', 3: 'invalid', 4: 'catch-all', 5: 'valid', 6: 'invalid', 7: 'unknown', 8: 'unknown', 'Safe to Send': 'valid', Invalid: 'invalid', Risky: 'unknown', Unknown: 'unknown' },
        },
      },
      price: '1 credit for each check',
    },
  },
  creditsLeft: 'balance',
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['developers.debounce.com (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['The key travels in the address: there is no header form.', 'Five calls at a time.', 'A role address (code 8) is counted as unknown: it may exist and still not be a person.'],
  },
} satisfies Manifest;
