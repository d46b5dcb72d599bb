import type { Manifest } from '../../contracts/manifest.ts';

const type = { mobile: 'mobile', landline: 'landline', toll_free: 'toll-free', premium_rate: 'premium-rate', special_services: 'special', satellite: 'satellite', paging: 'pager' };

export default {
  kiln: 1,
  id: 'numlookupapi',
  name: 'NumLookupAPI',
  homepage: 'https://numlookupapi.com',
  docs: 'https://numlookupapi.com/docs/validate',
  baseUrl: 'https://api.numlookupapi.com/v1',
  auth: { kind: 'header', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://app.numlookupapi.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  // The same code stands for the pace and for the month: a header tells them apart.
  rules: [{ when: { status: 429, header: 'X-RateLimit-Remaining-Quota-Month', is: 0 }, then: 'no-credits' }],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/status' }, creditsLeft: 'quotas.month.remaining', notes: ['This question is not counted.'] },
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/validate/{phone}' }, shape: { path: 'valid', exists: true } }] }],
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
  price: { note: '1 request for each check; 100 a month are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['numlookupapi.com/docs'], on: '2026-11', live: false, notes: ['403 is something that the plan does not hold.', 'Only answered calls are counted.'] },
} satisfies Manifest;
