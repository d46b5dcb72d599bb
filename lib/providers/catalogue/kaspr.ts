import type { Manifest } from '../../contracts/manifest.ts';

const profile = { id: '{linkedinUrl|linkedinSlug}', name: '{name}' } as const;

export default {
  kiln: 1,
  id: 'kaspr',
  name: 'Kaspr',
  homepage: 'https://www.kaspr.io',
  docs: 'https://docs.developers.kaspr.io',
  baseUrl: 'https://api.developers.kaspr.io',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://docs.developers.kaspr.io' },
  headers: { 'accept-version': 'v2.0' },
  limits: { perMinute: 60, concurrent: 2 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    // Nothing found may be an empty body.
    { when: { status: 200, text: true, matches: '^$' }, then: 'no-result' },
  ],
  errorText: ['reason', 'message'],
  keyCheck: { request: { method: 'GET', path: '/keys/remainingCredits' }, creditsLeft: 'workEmailCredits', notes: ['Work addresses, direct addresses and phones have separate pools; -1 is unlimited.'] },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl', 'name']], steps: [{ request: { method: 'POST', path: '/profile/linkedin', json: { ...profile, dataToGet: ['workEmail'], requiredData: ['workEmail'] } } }] }],
      answer: { fields: { workEmail: { path: ['profile.starryProfessionalEmail', 'profile.professionalEmails', 'workEmail'], unless: '\\*' }, title: 'profile.title', companyName: 'profile.company.name' } },
      price: '1 work email credit for each profile that has one',
      notes: ['The partner says nothing about deliverability: an address from here carries no verdict.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl', 'name']], steps: [{ request: { method: 'POST', path: '/profile/linkedin', json: { ...profile, dataToGet: ['directEmail'], requiredData: ['directEmail'] } } }] }],
      answer: { fields: { personalEmail: { path: ['profile.starryPersonalEmail', 'profile.personalEmails', 'directEmail'], unless: '\\*' } } },
      price: '1 direct email credit for each profile that has one',
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl', 'name']], steps: [{ request: { method: 'POST', path: '/profile/linkedin', json: { ...profile, dataToGet: ['phone'], requiredData: ['phone'] } } }] }],
      answer: { fields: { phone: { path: ['profile.starryPhone', 'profile.phones', 'phone'], unless: '\\*' } } },
      price: '1 phone credit for each profile that has one',
      notes: ['Whether a number is a mobile is not said.'],
    },
  },
  price: { note: 'About 59 EUR a month (Starter), 99 EUR with 60 calls a minute (Business)', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['help.kaspr.io article 8857583', 'public clients (answer shape)'],
    on: '2026-11',
    live: false,
    notes: ['requiredData makes a call free when the wanted thing is not there.', 'The key is sent as a bearer, as most clients do; the help centre can be read as the bare key.', 'A flatter answer (workEmail, directEmail, phone) is described too; both are read.'],
  },
} satisfies Manifest;
