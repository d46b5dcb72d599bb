import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'quickemailverification',
  name: 'QuickEmailVerification',
  homepage: 'https://quickemailverification.com',
  docs: 'https://docs.quickemailverification.com',
  baseUrl: 'https://api.quickemailverification.com/v1',
  auth: { kind: 'query', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://quickemailverification.com/apisettings' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Some failures come inside HTTP 200, with the word "false" in quotes.
    { when: { all: [{ path: 'success', is: 'false' }, { path: 'message', matches: 'credit' }] }, then: 'no-credits' },
    { when: { all: [{ path: 'success', is: 'false' }, { path: 'message', matches: 'key|allowed|authenti' }] }, then: 'auth' },
    { when: { status: 200, path: 'success', is: 'false' }, then: 'bad-input' },
  ],
  errorText: ['message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: { mailHost: 'mx_record' },
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'result', is: ['valid', 'unknown'] }, { path: 'accept_all', is: 'true' }] } },
          { path: 'result', map: { valid: 'valid', invalid: 'invalid', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; 100 a day are free', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.quickemailverification.com'],
    on: '2026-11',
    live: false,
    notes: ['The key travels in the address.', 'There is no call that tells what is left; x-qev headers do with each answer.'],
  },
} satisfies Manifest;
