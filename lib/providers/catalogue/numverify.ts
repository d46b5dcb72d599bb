import type { Manifest } from '../../contracts/manifest.ts';

const type = { mobile: 'mobile', landline: 'landline', toll_free: 'toll-free', premium_rate: 'premium-rate', special_services: 'special', satellite: 'satellite', paging: 'pager', voip: 'voip' };

export default {
  kiln: 1,
  id: 'numverify',
  name: 'numverify',
  homepage: 'https://numverify.com',
  docs: 'https://docs.apilayer.com/numverify',
  baseUrl: 'https://apilayer.net/api',
  auth: { kind: 'query', name: 'access_key' },
  key: { label: 'Access key', helpUrl: 'https://numverify.com/dashboard' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [
    // Every error is an HTTP 200 with a number.
    { when: { path: 'error.code', is: [101, 102] }, then: 'auth' },
    { when: { path: 'error.code', is: 104 }, then: 'no-credits' },
    { when: { path: 'error.code', is: 105 }, then: 'forbidden-plan' },
    { when: { path: 'error.code', is: 106 }, then: 'rate-limited' },
    { when: { path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['error.info', 'error.type'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/validate', query: { number: '{phone|digits}' } }, shape: { path: 'valid', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'valid', map: { true: 'valid', false: 'invalid' } },
          phoneType: { path: 'line_type', map: type },
          carrier: 'carrier',
          country: 'country_code',
        },
      },
      price: '1 request for each check',
    },
  },
  price: { note: '1 request for each check; the price depends on the plan', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.apilayer.com/numverify'],
    on: '2026-11',
    live: false,
    notes: ['The name of the key and the numbers of errors are those of all products of the vendor.', 'The key travels in the address: there is no header form.', 'One call at a time: the pace of a plan is told by error 106 only.'],
  },
} satisfies Manifest;
