import type { Manifest } from '../../contracts/manifest.ts';

const working = { path: 'verification_status', is: 'pending' };

export default {
  kiln: 1,
  id: 'instantly-verify',
  name: 'Instantly (email verification)',
  homepage: 'https://instantly.ai',
  docs: 'https://developer.instantly.ai',
  baseUrl: 'https://api.instantly.ai/api/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key (V2)', helpUrl: 'https://app.instantly.ai/app/settings/integrations' },
  limits: { perSecond: 100, perMinute: 6_000, concurrent: 8 },
  errorText: ['message', 'error'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/email-verification', json: { email: '{email}' } }, shape: { any: [{ path: 'verification_status', exists: true }, { path: 'status', exists: true }] } }] }],
      rules: [{ when: working, then: 'pending' }],
      answer: {
        fields: {},
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'verification_status', is: 'verified' }, { path: 'catch_all', is: true }] } },
          { value: 'unknown', when: { all: [{ path: 'verification_status', is: 'verified' }, { path: 'catch_all', is: 'pending' }] } },
          { path: 'verification_status', map: { verified: 'valid', invalid: 'invalid' } },
          { value: 'unknown', when: { path: 'status', is: 'error' } },
        ],
      },
      // What takes longer than ten seconds is asked for by its address.
      poll: { kind: 'job', id: { template: '{email}', when: working }, request: { method: 'GET', path: '/email-verification/{job.id}' }, everyMs: 5_000, maxWaitMs: 300_000 },
      spent: 'credits_used',
      price: 'Credits of the plan; the answer says how many',
    },
  },
  creditsLeft: 'credits',
  price: { note: 'Credits of the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['developer.instantly.ai (OpenAPI v2)'], on: '2026-11', live: false, notes: ['100 calls a second and 6,000 a minute for a workspace, without headers about it.', '402 is a plan or credits.'] },
} satisfies Manifest;
