import type { Manifest } from '../../contracts/manifest.ts';

const who = { email: '{email}', linkedinURL: '{linkedinUrl}', firstName: '{firstName}', lastName: '{lastName}', domain: '{companyDomain}' } as const;

export default {
  kiln: 1,
  id: 'adaptio',
  name: 'Adapt.io',
  homepage: 'https://www.adapt.io',
  docs: 'https://www.adapt.io/api-docs/v3',
  baseUrl: 'https://api.adapt.io/v3',
  auth: { kind: 'parts', parts: ['email', 'key'], headers: { email: '{key.email}', apiKey: '{key.key}' } },
  key: { label: 'Account address and API key (email:key)', helpUrl: 'https://www.adapt.io/api-docs/v3' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 200, path: 'code', is: 'APP-200-002' }, then: 'no-result' }],
  errorText: ['message', 'code'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/contact/enrich', json: { ...who, include: ['EMAIL'] } } }] }],
      answer: { fields: { workEmail: 'data.email', title: 'data.title', linkedinUrl: 'data.linkedin', companyName: 'data.company.name' } },
      notes: ['A deliverability score exists, its scale is not documented: an address from here carries no verdict.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/contact/enrich', json: { ...who, include: ['PHONE'] } } }] }],
      answer: { fields: { mobile: 'data.phoneNumber[?type=="mobile_number"].number', phone: 'data.phoneNumber[?type=="direct_line"].number' } },
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/contact/enrich', json: { ...who, include: ['EMAIL'] } } }] }],
      answer: {
        fields: {
          firstName: 'data.firstName',
          lastName: 'data.lastName',
          title: 'data.title',
          seniority: 'data.level',
          workEmail: 'data.email',
          linkedinUrl: 'data.linkedin',
          companyName: 'data.company.name',
          companyDomain: { path: 'data.company.website', as: ['domain'] },
        },
      },
    },
  },
  price: { note: 'Credits for contacts found; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['www.adapt.io/api-docs/v3'], on: '2026-11', live: false, notes: ['A miss is HTTP 200 with the code APP-200-002.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
