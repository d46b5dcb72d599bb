import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'wappalyzer-verify',
  name: 'Wappalyzer (email verification)',
  homepage: 'https://www.wappalyzer.com',
  docs: 'https://www.wappalyzer.com/docs/api/v2',
  baseUrl: 'https://api.wappalyzer.com/v2',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://www.wappalyzer.com/apikey/' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    // 403 is a bad key, a resource that is not part of the plan, or an empty account.
    { when: { status: 403, text: true, matches: 'credit' }, then: 'no-credits' },
    { when: { status: 403 }, then: 'auth' },
  ],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/credits/balance' }, creditsLeft: 'credits' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'reachable', exists: true } }] }],
      answer: {
        fields: {},
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'reachable', is: 'risky' }, { path: 'catchAll', is: true }] } },
          { path: 'reachable', map: { safe: 'valid', invalid: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      spent: { header: 'wappalyzer-credits-spent' },
    },
  },
  creditsLeft: { header: 'wappalyzer-credits-remaining' },
  price: { note: 'Credits of the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['www.wappalyzer.com/docs/api/v2', 'vendor OpenAPI'], on: '2026-11', live: false, notes: ['Ten calls a second.', 'The words of a 403 are not listed: one that speaks of credits is an empty account.'] },
} satisfies Manifest;
