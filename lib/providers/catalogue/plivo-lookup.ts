import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'plivo-lookup',
  name: 'Plivo Lookup',
  homepage: 'https://www.plivo.com/lookup/',
  docs: 'https://www.plivo.com/docs/lookup/',
  baseUrl: 'https://lookup.plivo.com/v1',
  auth: { kind: 'basic', user: '{key.id}', password: '{key.token}', parts: ['id', 'token'] },
  key: { label: 'Auth ID and token, as id:token', helpUrl: 'https://console.plivo.com/dashboard/' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/Number/{phone}', query: { type: 'carrier' } } }] }],
      // A number that does not exist is an answer, and a free one.
      rules: [{ when: { status: 404 }, then: 'answer' }],
      answer: {
        fields: {
          phoneStatus: [{ value: 'invalid', when: { status: 404 } }, { value: 'valid', when: { path: 'format.e164', exists: true } }],
          phoneType: { path: 'carrier.type', map: { mobile: 'mobile', fixed: 'landline', voip: 'voip', 'toll-free': 'toll-free', tollfree: 'toll-free' } },
          carrier: 'carrier.name',
          country: 'country.iso2',
        },
      },
      billed: { not: { status: 404 } },
      price: '1 lookup for each number that exists',
    },
  },
  price: { note: 'By the lookup; numbers that do not exist are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['plivo.com/docs/lookup', 'vendor SDK (plivo-go)'], on: '2026-11', live: false, notes: ['404 is a number that does not exist.', 'No pace is published.', 'How an empty account is told is not documented for this product.'] },
} satisfies Manifest;
