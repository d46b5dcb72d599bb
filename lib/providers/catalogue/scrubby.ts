import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'scrubby',
  name: 'Scrubby',
  homepage: 'https://scrubby.io',
  docs: 'https://docs.scrubby.io',
  baseUrl: 'https://api.scrubby.io',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://app.scrubby.io/' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [{ when: { status: 400, text: true, matches: 'credit' }, then: 'no-credits' }],
  errorText: ['message', 'error', 'detail'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/validate_email', json: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'result', map: { Valid: 'valid', Invalid: 'invalid', Risky: 'unknown', Unknown: 'unknown' }, otherwise: 'unknown' } },
      spent: 'credits_used',
      price: '1 credit for each check; a check that took too long is given back',
    },
  },
  creditsLeft: 'remaining_credits',
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.scrubby.io (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['400 is a bad address or an empty account.', '408 is a check that took too long.', 'One call a second is what public clients keep to.'],
  },
} satisfies Manifest;
