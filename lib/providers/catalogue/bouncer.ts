import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'bouncer',
  name: 'Bouncer',
  homepage: 'https://www.usebouncer.com',
  docs: 'https://docs.usebouncer.com',
  baseUrl: 'https://api.usebouncer.com/v1.1',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://app.usebouncer.com/' },
  limits: { perMinute: 1_000, concurrent: 8 },
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, creditsLeft: 'credits' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/email/verify', query: { email: '{email}', timeout: 20 } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {},
        confidence: 'score',
        // A risky address is a catch-all one or not: the second path decides.
        verdict: { path: ['status', 'domain.acceptAll'], map: { deliverable: 'valid', undeliverable: 'invalid', unknown: 'unknown', yes: 'catch-all', no: 'unknown' } },
      },
      billed: { not: { path: 'status', is: 'unknown' } },
      price: '1 credit; unknown is free',
    },
  },
  price: { note: 'About 0.008 USD a check (1,000 for 8 USD); 100 are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.usebouncer.com'], on: '2026-11', live: false, notes: ['A greylisted address is unknown, with the time to come back in retryAfter.'] },
} satisfies Manifest;
