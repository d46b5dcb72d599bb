import type { Manifest } from '../../contracts/manifest.ts';

const type = {
  mobile: 'mobile',
  'fixed line': 'landline',
  'fixed line or mobile': 'landline-or-mobile',
  landline: 'landline',
  voip: 'voip',
  'toll free': 'toll-free',
  'premium rate': 'premium-rate',
  'shared cost': 'shared-cost',
  'personal number': 'personal',
  pager: 'pager',
  uan: 'uan',
  voicemail: 'voicemail',
};

export default {
  kiln: 1,
  id: 'telnyx-lookup',
  name: 'Telnyx Number Lookup',
  homepage: 'https://telnyx.com/products/number-lookup',
  docs: 'https://developers.telnyx.com/docs/identity/number-lookup',
  baseUrl: 'https://api.telnyx.com/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key (V2)', helpUrl: 'https://portal.telnyx.com/#/app/api-keys' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['errors[0].detail', 'errors[0].title'],
  keyCheck: { request: { method: 'GET', path: '/balance' }, creditsLeft: 'data.available_credit', notes: ['What is left is money, in the currency of the account.'] },
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/number_lookup/{phone}', query: { type: 'carrier' } }, shape: { path: 'data', exists: true } }] }],
      answer: {
        fields: {
          phoneType: { path: 'data.carrier.type', map: type },
          carrier: 'data.carrier.name',
          country: 'data.country_code',
        },
      },
      price: '0.0025 USD',
      notes: ['It knows the network of a number and says nothing of whether the number is in use.'],
    },
    'enrich-person': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/number_lookup/{phone}', query: { type: 'caller-name' } }, shape: { path: 'data', exists: true } }] }],
      answer: { fields: { name: 'data.caller_name.caller_name' } },
      price: '0.003 USD',
      notes: ['Names of callers are known in the United States only; a company stands in the same place as a person.'],
    },
  },
  price: { note: '0.0025 USD a check, 0.003 USD a name', charged: 'call' },
  verified: { sure: 'documented', sources: ['developers.telnyx.com/docs/identity/number-lookup', 'vendor OpenAPI'], on: '2026-11', live: false, notes: ['The pace is told in x-ratelimit headers and not published.', 'How an empty account is told is not documented for this product.'] },
} satisfies Manifest;
