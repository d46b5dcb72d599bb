import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'verimail',
  name: 'Verimail',
  homepage: 'https://verimail.io',
  docs: 'https://verimail.io/docs/v3',
  baseUrl: 'https://api.verimail.io/v3',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://verimail.io/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 403 }, then: 'no-credits' },
    { when: { status: 200, path: 'status', is: 'error' }, then: 'bad-input' },
  ],
  errorText: ['message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: {},
        verdict: {
          path: 'result',
          map: { deliverable: 'valid', catch_all: 'catch-all', hardbounce: 'invalid', undeliverable: 'invalid', disposable: 'invalid', softbounce: 'unknown', inbox_full: 'unknown', unknown: 'unknown' },
          otherwise: 'unknown',
        },
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price depends on the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['verimail.io/docs/v3'], on: '2026-11', live: false, notes: ['403 is a key without quota or with an open bill.', 'The key travels in the address: there is no header form.', 'No pace is published.'] },
} satisfies Manifest;
