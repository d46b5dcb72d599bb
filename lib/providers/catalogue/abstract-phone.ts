import type { Manifest } from '../../contracts/manifest.ts';

const type = { mobile: 'mobile', landline: 'landline', voip: 'voip', toll_free: 'toll-free', premium: 'premium-rate', premium_rate: 'premium-rate', satellite: 'satellite', paging: 'pager', pager: 'pager', special: 'special' };

export default {
  kiln: 1,
  id: 'abstract-phone',
  name: 'Abstract phone intelligence',
  homepage: 'https://www.abstractapi.com/api/phone-intelligence',
  docs: 'https://docs.abstractapi.com/api/phone-intelligence',
  baseUrl: 'https://phoneintelligence.abstractapi.com/v1',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key of this product', helpUrl: 'https://app.abstractapi.com/' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 422 }, then: 'no-credits' }],
  errorText: ['error.message'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/', query: { phone: '{phone}' } }, shape: { any: [{ path: 'phone_validation.is_valid', exists: true }, { path: 'valid', exists: true }] } }] }],
      answer: {
        fields: {
          phoneStatus: { path: ['phone_validation.is_valid', 'valid'], map: { true: 'valid', false: 'invalid' } },
          phoneType: { path: ['phone_carrier.line_type', 'type'], map: type },
          carrier: { path: ['phone_carrier.name', 'carrier'] },
          country: { path: ['phone_location.country_code', 'country.code'] },
        },
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.abstractapi.com/api/phone-intelligence', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['Sources differ in the shape of the answer (nested in public clients, flat elsewhere): both are read.', '422 is a used-up quota.', 'One call a second is the pace of the free plan.'],
  },
} satisfies Manifest;
