import type { Manifest } from '../../contracts/manifest.ts';

const who = { FirstName: '{firstName}', LastName: '{lastName}', Email: '{email}', Phone: '{phone}' } as const;

export default {
  kiln: 1,
  id: 'enformion',
  name: 'EnformionGO',
  homepage: 'https://www.enformion.com',
  docs: 'https://enformiongo.readme.io',
  baseUrl: 'https://devapi.enformion.com',
  auth: { kind: 'parts', parts: ['name', 'password'], headers: { 'galaxy-ap-name': '{key.name}', 'galaxy-ap-password': '{key.password}' } },
  key: { label: 'Access profile (name:password)', helpUrl: 'https://enformiongo.readme.io' },
  headers: { 'galaxy-search-type': 'DevAPIContactEnrich' },
  limits: { perSecond: 2, concurrent: 2 },
  // Errors come inside HTTP 200 too.
  rules: [{ when: { status: 200, path: 'isError', is: true }, then: 'bad-input' }],
  errorText: ['error.inputErrors[0]', 'error.message', 'message'],
  operations: {
    'find-phone': {
      ways: [{ needs: [['firstName', 'lastName', 'email']], steps: [{ request: { method: 'POST', path: '/Contact/Enrich', json: who } }] }],
      answer: { fields: { phone: { path: ['person.phones[?isConnected==true].number', 'person.phones.number'], as: ['usPhone'] } } },
      notes: ['Numbers that are connected come first; the words of type are not listed, so a mobile is not told apart.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['firstName', 'lastName', 'email'], ['firstName', 'lastName', 'phone']], steps: [{ request: { method: 'POST', path: '/Contact/Enrich', json: who } }] }],
      answer: { fields: { personalEmail: 'person.emails[?isBusiness==false].email' } },
    },
    'enrich-person': {
      ways: [{ needs: [['firstName', 'lastName', 'email'], ['firstName', 'lastName', 'phone'], ['email', 'phone']], steps: [{ request: { method: 'POST', path: '/Contact/Enrich', json: who } }] }],
      answer: {
        fields: {
          firstName: 'person.name.firstName',
          lastName: 'person.name.lastName',
          phone: { path: ['person.phones[?isConnected==true].number', 'person.phones.number'], as: ['usPhone'] },
          workEmail: 'person.emails[?isBusiness==true].email',
          personalEmail: 'person.emails[?isBusiness==false].email',
        },
      },
    },
  },
  price: { note: 'Charged for each match; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['enformiongo.readme.io (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['People of the United States, from public records. Two of name, phone, address and email are needed.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
