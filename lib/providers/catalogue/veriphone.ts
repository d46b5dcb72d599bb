import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'veriphone',
  name: 'Veriphone',
  homepage: 'https://veriphone.io',
  docs: 'https://veriphone.io/docs/v2',
  baseUrl: 'https://api.veriphone.io/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://veriphone.io/docs/v2' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [],
  errorText: ['message', 'error'],
  operations: {
    'check-phone': {
      ways: [
        {
          needs: [['phone']],
          steps: [{ request: { method: 'GET', path: '/verify', query: { phone: '{phone}' } } }],
        },
      ],
      answer: {
        fields: {
          phone: 'e164',
          phoneStatus: { path: 'phone_valid', map: { true: 'valid', false: 'invalid' } },
          phoneType: {
            path: 'phone_type',
            map: {
              mobile: 'mobile',
              fixed_line: 'landline',
              fixed_line_or_mobile: 'landline-or-mobile',
              voip: 'voip',
              toll_free: 'toll-free',
              premium_rate: 'premium-rate',
              shared_cost: 'shared-cost',
              personal_number: 'personal',
              pager: 'pager',
              uan: 'uan',
              voicemail: 'voicemail',
            },
          },
          carrier: 'carrier',
          country: 'country_code',
        },
      },
      price: '1 credit for each call',
    },
  },
  price: { note: '1,000 free a month', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['veriphone.io/docs/v2'],
    on: '2026-11',
    live: false,
    notes: [
      'default_country is left out: every number is asked with its country code.',
      'The words of phone_type are assumed to be those of libphonenumber; others are left out.',
      'Whether a number that is not valid is paid is not documented: every call is taken as paid.',
      'No free call that checks a key is documented.',
      'The pace is an assumption.',
    ],
  },
} satisfies Manifest;
