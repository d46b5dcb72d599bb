import type { Manifest } from '../../contracts/manifest.ts';

const type = {
  mobile: 'mobile',
  'fixed line': 'landline',
  'fixed line or mobile': 'landline-or-mobile',
  voip: 'voip',
  'toll free': 'toll-free',
  'premium rate': 'premium-rate',
  'shared cost': 'shared-cost',
  'personal number': 'personal',
  pager: 'pager',
  'universal access number': 'uan',
  voicemail: 'voicemail',
  'voice mail': 'voicemail',
};

export default {
  kiln: 1,
  id: 'messagebird-lookup',
  name: 'MessageBird Lookup',
  homepage: 'https://bird.com',
  docs: 'https://developers.messagebird.com/api/lookup/',
  baseUrl: 'https://rest.messagebird.com',
  auth: { kind: 'header', name: 'Authorization', prefix: 'AccessKey ' },
  key: { label: 'Access key', helpUrl: 'https://dashboard.messagebird.com/en/developers/access' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { path: 'errors[0].code', is: 25 }, then: 'no-credits' }],
  errorText: ['errors[0].description'],
  keyCheck: { request: { method: 'GET', path: '/balance' }, creditsLeft: 'amount', notes: ['What is left is money, in the currency of the account.'] },
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/lookup/{phone|digits}' } }] }],
      // A number that is none is an answer.
      rules: [{ when: { status: 422, path: 'errors[0].code', exists: true }, then: 'answer' }],
      answer: {
        fields: {
          phoneStatus: [{ value: 'invalid', when: { status: 422 } }, { value: 'valid', when: { path: 'formats.e164', exists: true } }],
          phoneType: { path: 'type', map: type },
          country: 'countryCode',
        },
      },
      notes: ['It knows the numbering plans; nobody is called.'],
    },
  },
  price: { note: 'By the lookup; the price depends on the account', charged: 'call' },
  verified: { sure: 'documented', sources: ['developers.messagebird.com/api/lookup'], on: '2026-11', live: false, notes: ['422 is a number that is none.', 'No pace is published for this product.'] },
} satisfies Manifest;
