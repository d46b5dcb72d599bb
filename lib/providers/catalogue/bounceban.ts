import type { Manifest } from '../../contracts/manifest.ts';

const working = { path: 'status', is: ['verifying', 'queue'] };

export default {
  kiln: 1,
  id: 'bounceban',
  name: 'BounceBan',
  homepage: 'https://bounceban.com',
  docs: 'https://bounceban.com/public/doc',
  baseUrl: 'https://api.bounceban.com/v1',
  auth: { kind: 'header', name: 'Authorization' },
  key: { label: 'API key', helpUrl: 'https://bounceban.com/app/api/settings' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 403 }, then: 'no-credits' }],
  errorText: ['msg', 'error'],
  keyCheck: { request: { method: 'GET', path: '/account' }, creditsLeft: 'available_credits' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify/single', query: { email: '{email}' } }, shape: { any: [{ path: 'result', exists: true }, working] } }] }],
      rules: [{ when: working, then: 'pending' }],
      answer: {
        fields: { mailHost: 'mx_records[0]' },
        confidence: 'score',
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'result', is: 'risky' }, { path: 'is_accept_all', is: true }] } },
          { path: 'result', map: { deliverable: 'valid', undeliverable: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      // An answer within 15 seconds, or a job that may be asked for ten times in five minutes.
      poll: { kind: 'job', id: { path: 'id', when: working }, request: { method: 'GET', path: '/verify/single/status', query: { id: '{job.id}' } }, everyMs: 30_000, maxWaitMs: 300_000 },
      spent: 'credits_consumed',
      price: '1 credit for each check; asking for the answer again is free',
      notes: ['It tells which addresses of a catch-all domain exist: those are valid.'],
    },
  },
  creditsLeft: 'credits_remaining',
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['bounceban.com/public/doc', 'vendor notes for assistants (bounceban-plugins)'],
    on: '2026-11',
    live: false,
    notes: ['The key stands alone in Authorization.', '403 is an empty account.', 'The other host, api-waterfall.bounceban.com, waits up to 80 seconds: longer than a call may take here.'],
  },
} satisfies Manifest;
