import type { Manifest } from '../../contracts/manifest.ts';

const working = { path: 'overview.status', is: 'InProgress' };

export default {
  kiln: 1,
  id: 'verifalia',
  name: 'Verifalia',
  homepage: 'https://verifalia.com',
  docs: 'https://verifalia.com/developers',
  baseUrl: 'https://api.verifalia.com/v2.6',
  auth: { kind: 'basic', user: '{key.user}', password: '{key.password}', parts: ['user', 'password'] },
  key: { label: 'User name and password, as user:password', helpUrl: 'https://app.verifalia.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['detail', 'title'],
  keyCheck: {
    request: { method: 'GET', path: '/credits/balance' },
    rules: [{ when: { all: [{ path: 'creditPacks', is: 0 }, { path: 'freeCredits', is: 0 }] }, then: 'no-credits' }],
    creditsLeft: { path: ['creditPacks', 'freeCredits'], unless: '^0$' },
  },
  operations: {
    'verify-email': {
      ways: [
        {
          needs: [['email']],
          steps: [{ request: { method: 'POST', path: '/email-validations', query: { waitTime: 0 }, json: { entries: [{ inputData: '{email}' }] } }, shape: { path: 'overview', exists: true } }],
        },
      ],
      rules: [
        { when: { any: [{ status: 202 }, working] }, then: 'pending' },
        // The answer of a job that was deleted or kept too long is gone.
        { when: { path: 'overview.status', is: ['Expired', 'Deleted'] }, then: 'no-result' },
      ],
      answer: {
        fields: {},
        verdict: [
          { path: 'entries.data[0].status', map: { ServerIsCatchAll: 'catch-all' } },
          { path: 'entries.data[0].classification', map: { Deliverable: 'valid', Undeliverable: 'invalid', Risky: 'unknown', Unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      poll: { kind: 'job', id: { path: 'overview.id', when: { any: [{ status: 202 }, working] } }, request: { method: 'GET', path: '/email-validations/{job.id}' }, everyMs: 2_000, maxWaitMs: 300_000 },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; some are free each day', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['verifalia.com/developers', 'vendor SDKs (words of status)'],
    on: '2026-11',
    live: false,
    notes: ['A user made for this purpose alone is wise: its password goes with every call.', 'A sign of a newer version, v2.7 on api-1.verifalia.com, exists.'],
  },
} satisfies Manifest;
