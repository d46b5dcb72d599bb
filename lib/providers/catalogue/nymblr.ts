import type { Manifest } from '../../contracts/manifest.ts';

const path = '/append/contact';
const who = { emailAddress: '{email}', linkedinUrl: '{linkedinUrl}', firstName: '{firstName}', lastName: '{lastName}', company: '{companyName}' } as const;

export default {
  kiln: 1,
  id: 'nymblr',
  name: 'Nymblr (Nimbler)',
  homepage: 'https://www.nimbler.com',
  docs: 'https://app.swaggerhub.com/apis/NYMBLR/NymblrDataAPIv1',
  baseUrl: 'https://api.nimbler.com/api/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.nimbler.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    // The partner says 403 for a key it does not know.
    { when: { status: 403 }, then: 'auth' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path, json: who } }] }],
      answer: { fields: { workEmail: 'contactEmail', title: 'contactTitle', linkedinUrl: 'contactLinkedinURL', companyName: 'companyName' } },
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path, json: who } }] }],
      answer: { fields: { personalEmail: 'contactPersonalEmail' } },
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path, json: who } }] }],
      answer: { fields: { phone: { path: ['directDialPhone', 'contactPhone'], as: ['usPhone'] } } },
      notes: ['People of the United States; a number without a country code is read as one of theirs.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path, json: who } }] }],
      answer: {
        fields: {
          name: 'contactFullName',
          firstName: 'contactFirstName',
          lastName: 'contactLastName',
          title: 'contactTitle',
          seniority: 'contactTitleLevel',
          department: { path: 'contactJobFunctions', by: ', ' },
          workEmail: 'contactEmail',
          linkedinUrl: 'contactLinkedinURL',
          companyName: 'companyName',
          companyDomain: { path: 'companyDomain', as: ['domain'] },
        },
      },
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: { sure: 'documented', sources: ['SwaggerHub NYMBLR/NymblrDataAPIv1'], on: '2026-11', live: false, notes: ['Mostly people of the United States.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
