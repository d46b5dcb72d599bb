import type { Manifest } from '../../contracts/manifest.ts';

const type = { Wireless: 'mobile', Mobile: 'mobile', Landline: 'landline', VOIP: 'voip', 'Toll Free': 'toll-free', 'Premium Rate': 'premium-rate', Satellite: 'satellite', Pager: 'pager', Voicemail: 'voicemail' };

export default {
  kiln: 1,
  id: 'ipqualityscore',
  name: 'IPQualityScore',
  homepage: 'https://www.ipqualityscore.com',
  docs: 'https://www.ipqualityscore.com/documentation/phone-number-validation-api/overview',
  baseUrl: 'https://www.ipqualityscore.com/api/json',
  auth: { kind: 'header', name: 'IPQS-KEY' },
  key: { label: 'API key', helpUrl: 'https://www.ipqualityscore.com/user/settings' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Failures come inside HTTP 200.
    { when: { all: [{ path: 'success', is: false }, { path: 'message', matches: 'credit|quota|upgrade' }] }, then: 'no-credits' },
    { when: { all: [{ path: 'success', is: false }, { path: 'message', matches: 'key|unauthor' }] }, then: 'auth' },
    { when: { all: [{ path: 'success', is: false }, { path: 'message', matches: 'rate|too many' }] }, then: 'rate-limited' },
    { when: { path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['message'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/phone/{phone|digits}' }, shape: { path: 'valid', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'valid', map: { true: 'valid', false: 'invalid' } },
          phoneType: { path: 'line_type', map: type },
          carrier: { path: 'carrier', unless: '^N/A$' },
          country: { path: 'country', unless: '^N/A$' },
        },
      },
      price: '1 credit for each check',
      notes: ['Whether the line is in use, and how risky it is, stays in the raw answer.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/email/{email}', query: { timeout: 20 } }, shape: { path: 'overall_score', exists: true } }] }],
      answer: {
        fields: {},
        verdict: [
          { value: 'invalid', when: { path: 'disposable', is: true } },
          { value: 'unknown', when: { path: 'timed_out', is: true } },
          // 0 no address, 1 no server, 2 refused for now, 3 everything is accepted, 4 seen to exist.
          { path: 'overall_score', map: { 0: 'invalid', 1: 'unknown', 2: 'unknown', 3: 'catch-all', 4: 'valid' }, otherwise: 'unknown' },
        ],
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price depends on the plan', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['www.ipqualityscore.com/documentation', 'public clients (meaning of overall_score)'],
    on: '2026-11',
    live: false,
    notes: ['The texts of errors are not listed; they are told apart by their words.', 'The key goes in a header; the form with the key in the path is not used.'],
  },
} satisfies Manifest;
