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
  limits: { perMinute: 250, concurrent: 4 },
  rules: [
    { when: { status: 200, path: 'code', is: 'APP-200-002' }, then: 'no-result' },
    { when: { status: 403, path: 'code', is: 'APP-403-003' }, then: 'no-credits' },
  ],
  errorText: ['message', 'code'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/contact/enrich', json: { ...who, include: ['EMAIL'] } } }] }],
      answer: { fields: { workEmail: 'data.email', title: 'data.title', linkedinUrl: { path: ['data.linkedin', 'data.linkedinURL'] }, companyName: 'data.company.name' } },
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
          department: 'data.department',
          location: { parts: ['data.city', 'data.state', 'data.country'] },
          country: 'data.country',
          workEmail: 'data.email',
          linkedinUrl: { path: ['data.linkedin', 'data.linkedinURL'] },
          companyName: 'data.company.name',
          companyDomain: { path: 'data.company.website', as: ['domain'] },
        },
      },
    },
  },
  price: { note: 'Credits for contacts found; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['www.adapt.io/api-docs/v3', 'api-evangelist/adapt-io (OpenAPI)'], on: '2026-11', live: false, notes: ['A miss is HTTP 200 with the code APP-200-002.', '250 calls a minute for an account.', 'APP-403-003 is a lack of credits, other codes of 403 a missing subscription.'] },
} satisfies Manifest;
