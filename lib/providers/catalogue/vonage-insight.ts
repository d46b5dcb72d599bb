import type { Manifest } from '../../contracts/manifest.ts';

const type = { mobile: 'mobile', landline: 'landline', landline_premium: 'premium-rate', landline_tollfree: 'toll-free', virtual: 'voip', pager: 'pager' };

export default {
  kiln: 1,
  id: 'vonage-insight',
  name: 'Vonage Number Insight',
  homepage: 'https://www.vonage.com/communications-apis/number-insight/',
  docs: 'https://developer.vonage.com/en/api/number-insight',
  baseUrl: 'https://api.nexmo.com',
  auth: { kind: 'basic', user: '{key.id}', password: '{key.secret}', parts: ['id', 'secret'] },
  key: { label: 'API key and secret, as key:secret', helpUrl: 'https://dashboard.nexmo.com/settings' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [
    // The outcome is a number inside HTTP 200.
    { when: { path: 'status', is: 1 }, then: 'rate-limited' },
    { when: { path: 'status', is: 3 }, then: 'bad-input' },
    { when: { path: 'status', is: 4 }, then: 'auth' },
    { when: { path: 'status', is: 5 }, then: 'server' },
    { when: { path: 'status', is: 9 }, then: 'no-credits' },
  ],
  errorText: ['status_message', 'error_text', 'title'],
  keyCheck: { request: { method: 'GET', path: '/ni/basic/json', query: { number: '12025550123' } }, notes: ['Asks for the form of a number that belongs to nobody, which is free.'] },
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/ni/standard/json', query: { number: '{phone|digits}' } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {
          phoneType: { path: 'current_carrier.network_type', map: type },
          carrier: 'current_carrier.name',
          country: { path: ['country_code', 'current_carrier.country'] },
        },
      },
      spent: 'request_price',
      price: 'By the country of the number; the answer says how much',
      notes: ['It knows the network of a number; whether the number is in use belongs to a dearer product.'],
    },
  },
  creditsLeft: 'remaining_balance',
  price: { note: 'By the country of the number', charged: 'call' },
  verified: { sure: 'documented', sources: ['developer.vonage.com/en/api/number-insight', 'vendor SDKs'], on: '2026-11', live: false, notes: ['0 is fine, 1 the pace, 3 a bad number, 4 a bad key, 5 the partner itself, 9 an empty account.', 'One call a second is kept.'] },
} satisfies Manifest;
