import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'emailable',
  name: 'Emailable',
  homepage: 'https://emailable.com',
  docs: 'https://emailable.com/docs/api/',
  baseUrl: 'https://api.emailable.com/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.emailable.com/api' },
  limits: { perSecond: 25, concurrent: 8 },
  rules: [
    { when: { status: 249 }, then: 'pending' },
    // 401 is a missing key, 403 one that is not known.
    { when: { status: 403 }, then: 'auth' },
  ],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/account' }, creditsLeft: 'available_credits' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}', timeout: 10 } }, shape: { path: 'state', exists: true } }] }],
      answer: {
        fields: {},
        confidence: 'score',
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'state', is: 'risky' }, { path: 'accept_all', is: true }] } },
          { path: 'state', map: { deliverable: 'valid', undeliverable: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      poll: { kind: 'repeat', everyMs: 5_000, maxWaitMs: 300_000 },
      billed: { not: { path: 'state', is: 'unknown' } },
      price: '1 credit; unknown is free, and so is asking again within five minutes',
      notes: ['Names in the answer are guessed from the address and are not taken.'],
    },
  },
  price: { note: 'About 0.0076 USD a check (5,000 for 38 USD); 250 are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['emailable.com/docs/api'], on: '2026-11', live: false, notes: ['249 means: ask the same again later.', 'Keys that begin with test_ give invented answers for nothing.'] },
} satisfies Manifest;
