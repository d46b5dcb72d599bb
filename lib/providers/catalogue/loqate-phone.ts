import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'loqate-phone',
  name: 'Loqate Phone Validation',
  homepage: 'https://www.loqate.com',
  docs: 'https://docs.loqate.com/api-reference/phone-validation/individual-validate',
  baseUrl: 'https://api.addressy.com/PhoneNumberValidation/Interactive/Validate/v2.20',
  auth: { kind: 'query', name: 'Key' },
  key: { label: 'Service key', helpUrl: 'https://account.loqate.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // An error is an element of the list of answers, whatever the status code.
    { when: { path: 'Items[0].Error', is: ['2', '4'] }, then: 'auth' },
    { when: { path: 'Items[0].Error', is: ['3', '8', '24'] }, then: 'no-credits' },
    { when: { path: 'Items[0].Error', is: '10' }, then: 'rate-limited' },
    { when: { path: 'Items[0].Error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['Items[0].Description', 'Items[0].Cause'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/json6.ws', query: { Phone: '{phone}' } }, shape: { path: 'Items', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: { path: 'Items[0].IsValid', map: { Yes: 'valid', No: 'invalid', Maybe: 'unknown' } },
          phoneType: { path: 'Items[0].NumberType', map: { Mobile: 'mobile', Landline: 'landline', VOIP: 'voip' } },
          carrier: 'Items[0].NetworkName',
          country: 'Items[0].NetworkCountry',
        },
      },
      price: '1 credit for each check',
    },
  },
  price: { note: 'By the credit; the price depends on the contract', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.loqate.com'], on: '2026-11', live: false, notes: ['2 and 4 are the key, 3, 8 and 24 an empty account or a limit of the key, 10 the pace.', 'The key travels in the address: there is no header form.'] },
} satisfies Manifest;
