import type { Manifest } from '../../contracts/manifest.ts';

const type = {
  FIXED_LINE: 'landline',
  MOBILE: 'mobile',
  VOIP: 'voip',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium-rate',
  SHARED_COST: 'shared-cost',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};

export default {
  kiln: 1,
  id: 'byteplant-phone',
  name: 'Byteplant Phone Validator',
  homepage: 'https://www.phone-validator.net',
  docs: 'https://www.phone-validator.net/api.html',
  baseUrl: 'https://api.phone-validator.net/api/v2',
  auth: { kind: 'query', name: 'APIKey' },
  key: { label: 'API key', helpUrl: 'https://www.phone-validator.net/' },
  limits: { perMinute: 20, concurrent: 2 },
  rules: [
    // The outcome is a word inside HTTP 200.
    { when: { path: 'status', is: 'API_KEY_INVALID_OR_DEPLETED' }, then: 'auth' },
    { when: { path: 'status', is: 'RATE_LIMIT_EXCEEDED' }, then: 'rate-limited' },
    { when: { path: 'status', is: 'DELAYED' }, then: 'pending' },
  ],
  errorText: ['status', 'info'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/verify', query: { PhoneNumber: '{phone}' } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'status', map: { VALID_CONFIRMED: 'valid', VALID_UNCONFIRMED: 'valid', INVALID: 'invalid' }, otherwise: 'unknown' },
          phoneType: { path: 'linetype', map: type },
          country: 'countrycode',
        },
      },
      poll: { kind: 'repeat', everyMs: 30_000 },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['www.phone-validator.net/api.html', 'vendor package (phone-validator-net)'],
    on: '2026-11',
    live: false,
    notes: ['One word stands for a bad key and for an empty account.', '100 calls in 300 seconds.', 'The network comes as numbers (mcc, mnc), not by name.'],
  },
} satisfies Manifest;
