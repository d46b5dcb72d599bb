import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'truelist',
  name: 'Truelist',
  homepage: 'https://truelist.io',
  docs: 'https://truelist.io/docs/api',
  baseUrl: 'https://api.truelist.io',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.truelist.io/' },
  limits: { perSecond: 10, concurrent: 4 },
  errorText: ['error'],
  keyCheck: { request: { method: 'GET', path: '/me' }, notes: ['The answer says who the account is, not what is left.'] },
  operations: {
    'verify-email': {
      // The address stands in the query of a POST without a body.
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/api/v1/verify_inline', query: { email: '{email}' } }, shape: { path: 'emails[0].email_state', exists: true } }] }],
      answer: {
        fields: { mailHost: 'emails[0].mx_record' },
        verdict: { path: 'emails[0].email_state', map: { ok: 'valid', email_invalid: 'invalid', accept_all: 'catch-all', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
      },
    },
  },
  price: { note: 'By the plan; 100 are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['truelist.io/docs/api', 'vendor OpenAPI (truelist-openapi)'], on: '2026-11', live: false, notes: ['Ten calls a second.', 'How an empty account is told is not documented.'] },
} satisfies Manifest;
