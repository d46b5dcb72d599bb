import type { Manifest } from '../../contracts/manifest.ts';

const type = {
  mobile: 'mobile',
  landline: 'landline',
  fixedVoip: 'voip',
  nonFixedVoip: 'voip',
  tollFree: 'toll-free',
  premium: 'premium-rate',
  sharedCost: 'shared-cost',
  personal: 'personal',
  pager: 'pager',
  uan: 'uan',
  voicemail: 'voicemail',
};

export default {
  kiln: 1,
  id: 'twilio-lookup',
  name: 'Twilio Lookup',
  homepage: 'https://www.twilio.com/en-us/lookup',
  docs: 'https://www.twilio.com/docs/lookup/v2-api',
  baseUrl: 'https://lookups.twilio.com/v2',
  auth: { kind: 'basic', user: '{key.sid}', password: '{key.secret}', parts: ['sid', 'secret'] },
  key: { label: 'API key, as SID:secret', helpUrl: 'https://console.twilio.com/us1/account/keys-credentials/api-keys' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { path: 'code', is: [60_616, 20_429] }, then: 'rate-limited' },
    // Canada needs a permission of its own.
    { when: { path: 'code', is: 60_601 }, then: 'forbidden-plan' },
  ],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/PhoneNumbers/+12025550123' }, notes: ['Looks at the form of a number that belongs to nobody, which is free.'] },
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/PhoneNumbers/{phone}', query: { Fields: 'line_type_intelligence' } } }] }],
      rules: [{ when: { status: 404, path: 'code', is: 20_404 }, then: 'answer' }],
      answer: {
        fields: {
          phoneStatus: [{ value: 'invalid', when: { status: 404 } }, { path: 'valid', map: { true: 'valid', false: 'invalid' } }],
          phoneType: { path: 'line_type_intelligence.type', map: type },
          carrier: 'line_type_intelligence.carrier_name',
          country: 'country_code',
        },
      },
      price: '0.008 USD; the form of a number alone is free',
    },
    'enrich-person': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/PhoneNumbers/{phone}', query: { Fields: 'caller_name' } }, shape: { path: 'phone_number', exists: true } }] }],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: {
          name: { path: 'caller_name.caller_name', when: { not: { path: 'caller_name.caller_type', is: 'BUSINESS' } } },
          companyName: { path: 'caller_name.caller_name', when: { path: 'caller_name.caller_type', is: 'BUSINESS' } },
        },
      },
      price: '0.01 USD',
      notes: ['Names of callers are known in the United States only, in capitals and cut short.'],
    },
  },
  price: { note: '0.008 USD a check, 0.01 USD a name', charged: 'call' },
  verified: { sure: 'documented', sources: ['twilio.com/docs/lookup/v2-api'], on: '2026-11', live: false, notes: ['The pace differs by account and is not published.', 'How an empty account is told is not documented for this product.'] },
} satisfies Manifest;
