import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'proofy',
  name: 'Proofy',
  homepage: 'https://proofy.io',
  docs: 'https://docs.proofy.io',
  baseUrl: 'https://apis.proofy.io/v1',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://docs.proofy.io' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 400, text: true, matches: 'enough credits' }, then: 'no-credits' }],
  errorText: ['message', 'error'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify/single', query: { email: '{email}' } }, shape: { any: [{ path: 'status', exists: true }, { path: 'result.status', exists: true }] } }] }],
      answer: { fields: {}, verdict: { path: ['result.status', 'status'], map: { valid: 'valid', invalid: 'invalid', risky: 'unknown', unknown: 'unknown' } } },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.proofy.io (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['An empty account answers 400.', 'The description and its example differ in where the status stands: both places are read.', 'No pace is published.'],
  },
} satisfies Manifest;
