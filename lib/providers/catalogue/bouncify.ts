import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'bouncify',
  name: 'Bouncify',
  homepage: 'https://bouncify.io',
  docs: 'https://bouncify.io/docs/api-docs/',
  baseUrl: 'https://api.bouncify.io/v1',
  auth: { kind: 'query', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://app.bouncify.io/' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'result'],
  keyCheck: { request: { method: 'GET', path: '/info' }, creditsLeft: 'credits_info.credits_remaining' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'result', map: { deliverable: 'valid', undeliverable: 'invalid', accept_all: 'catch-all', 'accept-all': 'catch-all', unknown: 'unknown' }, otherwise: 'unknown' } },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: { sure: 'documented', sources: ['bouncify.io/docs/api-docs'], on: '2026-11', live: false, notes: ['The key travels in the address: there is no header form.', 'No pace is published; beyond it 429.'] },
} satisfies Manifest;
