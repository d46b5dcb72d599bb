import type { Manifest } from '../../contracts/manifest.ts';

const type = {
  mobile: 'mobile',
  'fixed-line': 'landline',
  fixed_line: 'landline',
  fixed_line_or_mobile: 'landline-or-mobile',
  voip: 'voip',
  'toll-free': 'toll-free',
  toll_free: 'toll-free',
  premium_rate: 'premium-rate',
  shared_cost: 'shared-cost',
  personal_number: 'personal',
  pager: 'pager',
  uan: 'uan',
  voicemail: 'voicemail',
};

export default {
  kiln: 1,
  id: 'veriphone',
  name: 'Veriphone',
  homepage: 'https://veriphone.io',
  docs: 'https://veriphone.io/docs/v2',
  baseUrl: 'https://api.veriphone.io/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://veriphone.io/cp' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/verify', query: { phone: '{phone}' } }, shape: { path: 'phone_valid', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'phone_valid', map: { true: 'valid', false: 'invalid' } },
          phoneType: { path: 'phone_type', map: type },
          carrier: 'carrier',
          country: 'country_code',
        },
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; 1,000 a month are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['veriphone.io/docs/v2'], on: '2026-11', live: false, notes: ['No pace is published.', 'The words of types are written in two ways: both are read.', 'It knows the numbering plans; nobody is called.'] },
} satisfies Manifest;
