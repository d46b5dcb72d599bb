import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'neutrino-phone',
  name: 'Neutrino Phone Validate',
  homepage: 'https://www.neutrinoapi.com',
  docs: 'https://www.neutrinoapi.com/api/phone-validate/',
  baseUrl: 'https://neutrinoapi.net',
  auth: { kind: 'parts', parts: ['user', 'secret'], headers: { 'User-ID': '{key.user}', 'API-Key': '{key.secret}' } },
  key: { label: 'User ID and API key, as id:key', helpUrl: 'https://www.neutrinoapi.com/account/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { path: 'api-error', is: 2 }, then: 'no-credits' },
    { when: { path: 'api-error', is: 43 }, then: 'auth' },
    { when: { path: 'api-error', is: 51 }, then: 'server' },
  ],
  errorText: ['api-error-msg'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'POST', path: '/phone-validate', form: { number: '{phone}' } }, shape: { path: 'valid', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'valid', map: { true: 'valid', false: 'invalid' } },
          phoneType: { path: 'type', map: { mobile: 'mobile', 'fixed-line': 'landline', voip: 'voip', 'toll-free': 'toll-free', 'premium-rate': 'premium-rate' } },
          carrier: 'prefix-network',
          country: 'country-code',
        },
      },
      price: '1 request for each check',
      notes: ['It knows the numbering plans; nobody is called.', 'The network is the one that the number was given to first.'],
    },
  },
  price: { note: '1 request for each check; the price depends on the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['neutrinoapi.com/api/phone-validate'], on: '2026-11', live: false, notes: ['Errors come with a number: 2 a used-up day, 43 a bad key, 51 the partner itself; 403 stands for both of the first.'] },
} satisfies Manifest;
