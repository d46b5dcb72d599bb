import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'versium',
  name: 'Versium REACH',
  homepage: 'https://versium.com',
  docs: 'https://api-documentation.versium.com',
  baseUrl: 'https://api.versium.com/v2',
  auth: { kind: 'header', name: 'x-versium-api-key' },
  key: { label: 'API key', helpUrl: 'https://api-documentation.versium.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['errors[0]', 'message', 'error'],
  operations: {
    'find-mobile': {
      ways: [{ needs: [['email'], ['firstName', 'lastName', 'email']], steps: [{ request: { method: 'GET', path: '/contact', query: { first: '{firstName}', last: '{lastName}', email: '{email}', 'output[]': 'phone_mobile' } } }] }],
      answer: { fields: { mobile: { path: 'versium.results[0]["Mobile Phone"]', as: ['usPhone'] } } },
    },
    'find-personal-email': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/contact', query: { first: '{firstName}', last: '{lastName}', phone: '{phone}', 'output[]': 'email' } } }] }],
      answer: { fields: { personalEmail: 'versium.results[0]["Email Address"]' } },
    },
  },
  price: { note: 'A match credit for each match; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['api-documentation.versium.com'],
    on: '2026-11',
    live: false,
    notes: ['People of the United States.', 'Each question asks for one thing, so the other things are not charged.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
