import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mailfloss',
  name: 'mailfloss',
  homepage: 'https://mailfloss.com',
  docs: 'https://developers.mailfloss.com',
  baseUrl: 'https://api.mailfloss.com/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://developers.mailfloss.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'status', map: { passed: 'valid', undeliverable: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' } },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price depends on the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['developers.mailfloss.com (OpenAPI)'], on: '2026-11', live: false, notes: ['No pace is published.', 'Many addresses at once are a job of their own, which is not used.'] },
} satisfies Manifest;
