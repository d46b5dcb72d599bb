import type { Manifest } from '../../contracts/manifest.ts';

const type = { Mobile: 'mobile', Landline: 'landline', FixedVOIP: 'voip', NonFixedVOIP: 'voip', TollFree: 'toll-free', Premium: 'premium-rate', Voicemail: 'voicemail', Other: 'other' };

export default {
  kiln: 1,
  id: 'trestle',
  name: 'Trestle',
  homepage: 'https://trestleiq.com',
  docs: 'https://docs.trestleiq.com',
  baseUrl: 'https://api.trestleiq.com',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://portal.trestleiq.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 403 }, then: 'auth' },
    // An answer may come half, with a word about it: the same question again gives the rest.
    { when: { status: 200, path: 'error.name', exists: true }, then: 'server' },
  ],
  errorText: ['error.message', 'message'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/3.0/phone_intel', query: { phone: '{phone}' } }, shape: { path: 'id', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'is_valid', map: { true: 'valid', false: 'invalid' } },
          phoneType: { path: 'line_type', map: type },
          carrier: 'carrier',
          country: 'country_code',
        },
      },
      price: '1 query for each check',
      notes: ['How much a number is used (activity_score) stays in the raw answer.'],
    },
  },
  price: { note: '1 query for each check; the price depends on the contract', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.trestleiq.com'],
    on: '2026-11',
    live: false,
    notes: ['403 is a bad key or a product that is not part of the account.', 'How used-up queries are told is not documented.', 'The check of name, number and address together (Real Contact) is not used: its version is not certain.'],
  },
} satisfies Manifest;
