import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'reacher',
  name: 'Reacher (your own server)',
  homepage: 'https://reacher.email',
  docs: 'https://docs.reacher.email',
  baseUrl: 'http://localhost:8080',
  address: { label: 'Address of the server', example: 'http://localhost:8080', required: true },
  // A server of one's own looks at the second header, if it wants a secret at all; the hosted one at the first.
  auth: { kind: 'parts', parts: ['secret'], headers: { Authorization: '{key}', 'x-reacher-secret': '{key}' }, optional: true },
  key: { label: 'Secret of the server, if it has one', helpUrl: 'https://docs.reacher.email' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 400, text: true, matches: 'reacher-secret' }, then: 'auth' }],
  errorText: ['error', 'message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v1/check_email', json: { to_email: '{email}' } }, shape: { path: 'is_reachable', exists: true } }] }],
      answer: {
        fields: { mailHost: { path: 'mx.records[0]', as: ['mxHost'] } },
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'is_reachable', is: 'risky' }, { path: 'smtp.is_catch_all', is: true }] } },
          { path: 'is_reachable', map: { safe: 'valid', invalid: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      notes: ['The server asks the mail server of the address itself; it needs port 25 to the outside, which most homes and clouds close.'],
    },
  },
  price: { note: 'Free on a server of your own; the hosted service has plans', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['github.com/reacherhq/check-if-email-exists (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['The hosted service answers at https://api.reacher.email, with a key.', 'Older servers know /v0/check_email only.', 'A part of the answer that failed is an object with type and message instead.'],
  },
} satisfies Manifest;
