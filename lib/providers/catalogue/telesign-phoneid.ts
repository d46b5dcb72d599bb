import type { Manifest } from '../../contracts/manifest.ts';

const type = {
  MOBILE: 'mobile',
  PREPAID: 'mobile',
  FIXED_LINE: 'landline',
  VOIP: 'voip',
  TOLL_FREE: 'toll-free',
  PAGER: 'pager',
  PAYPHONE: 'payphone',
  PERSONAL: 'personal',
  VOICEMAIL: 'voicemail',
  OTHER: 'other',
};

export default {
  kiln: 1,
  id: 'telesign-phoneid',
  name: 'Telesign PhoneID',
  homepage: 'https://www.telesign.com/products/phone-id',
  docs: 'https://developer.telesign.com/enterprise/docs/phone-id-get-started',
  baseUrl: 'https://rest-ww.telesign.com/v1',
  auth: { kind: 'basic', user: '{key.customer}', password: '{key.secret}', parts: ['customer', 'secret'] },
  key: { label: 'Customer ID and API key, as id:key', helpUrl: 'https://teleportal.telesign.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['errors[0].description', 'status.description'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'POST', path: '/phoneid/{phone|digits}', json: {} }, shape: { path: 'reference_id', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: [{ path: 'phone_type.description', map: { INVALID: 'invalid' } }, { value: 'valid', when: { path: 'phone_type.description', exists: true } }],
          phoneType: { path: 'phone_type.description', map: type },
          carrier: 'carrier.name',
          country: 'location.country.iso2',
        },
      },
      price: '1 transaction for each check',
    },
  },
  price: { note: '1 transaction for each check; the price depends on the contract', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['developer.telesign.com (PhoneID)', 'vendor SDKs'],
    on: '2026-11',
    live: false,
    notes: ['The vendor SDKs and public clients ask by POST; a GET is named elsewhere.', 'How used-up transactions are told is not documented.'],
  },
} satisfies Manifest;
