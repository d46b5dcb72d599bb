import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'kickbox-disposable',
  name: 'Kickbox (disposable domains)',
  homepage: 'https://open.kickbox.com',
  docs: 'https://open.kickbox.com',
  baseUrl: 'https://open.kickbox.com/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message'],
  operations: {
    'verify-email': {
      // Only the domain leaves.
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/disposable/{email|domain}' }, shape: { path: 'disposable', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'disposable', map: { true: 'invalid', false: 'unknown' } } },
      notes: ['It knows throw-away domains only: any other address stays unknown.'],
    },
  },
  price: { note: 'Free, without a key', charged: 'free' },
  verified: { sure: 'documented', sources: ['open.kickbox.com', 'docs.kickbox.com'], on: '2026-11', live: false, notes: ['No pace is published: two calls a second are kept.', 'An older name of the host is open.kickbox.io.'] },
} satisfies Manifest;
