import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'data8-phone',
  name: 'Data8 Phone Validation',
  homepage: 'https://www.data-8.co.uk',
  docs: 'https://docs.data-8.co.uk',
  baseUrl: 'https://webservices.data-8.co.uk',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://www.data-8.co.uk/dashboard/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Failures come inside HTTP 200.
    { when: { all: [{ path: 'Status.Success', is: false }, { path: 'Status.ErrorMessage', matches: 'credit' }] }, then: 'no-credits' },
    { when: { all: [{ path: 'Status.Success', is: false }, { path: 'Status.ErrorMessage', matches: 'key|authenti|authoris|login|username' }] }, then: 'auth' },
    { when: { path: 'Status.Success', is: false }, then: 'bad-input' },
  ],
  errorText: ['Status.ErrorMessage'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'POST', path: '/PhoneValidation/IsValid.json', json: { telephoneNumber: '{phone}', defaultCountry: 'auto' } }, shape: { path: 'Result.ValidationResult', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'Result.ValidationResult', map: { Valid: 'valid', Invalid: 'invalid' }, otherwise: 'unknown' },
          phoneType: { path: 'Result.NumberType', map: { Mobile: 'mobile', Landline: 'landline', VOIP: 'voip', VoIP: 'voip' } },
          carrier: 'Result.Provider',
          country: 'Result.CountryCode',
        },
      },
      billed: { not: { path: 'Result.ValidationResult', is: 'NoCoverage' } },
      price: '1 credit; a number of a country that is not covered is free',
    },
  },
  creditsLeft: 'Status.CreditsRemaining',
  price: { note: 'By the credit; the price depends on the contract', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.data-8.co.uk', 'vendor examples'], on: '2026-11', live: false, notes: ['The texts of errors are not listed; they are told apart by their words.', 'The key travels in the address; it belongs to the sites it was made for.'] },
} satisfies Manifest;
