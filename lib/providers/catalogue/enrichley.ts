import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'enrichley',
  name: 'Enrichley',
  homepage: 'https://enrichley.io',
  docs: 'https://docs.enrichley.io',
  baseUrl: 'https://api.enrichley.io/api/v1',
  auth: { kind: 'header', name: 'X-Api-Key' },
  key: { label: 'API key', helpUrl: 'https://app.enrichley.io/' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/validate-single-email', json: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'result', map: { ok: 'valid', catch_all_validated: 'valid', catch_all: 'catch-all', invalid: 'invalid', unknown: 'unknown' }, otherwise: 'unknown' } },
      price: '1 credit for each check',
      notes: ['It tells which addresses of a catch-all domain exist: those are valid.'],
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.enrichley.io (OpenAPI)'], on: '2026-11', live: false, notes: ['The pace is told in x-ratelimit headers; the unit of the reset is not documented.'] },
} satisfies Manifest;
