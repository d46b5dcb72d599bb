import type { Manifest } from '../../contracts/manifest.ts';

const path = '/person/enrich';

export default {
  kiln: 1,
  id: 'nymeria',
  name: 'Nymeria',
  homepage: 'https://www.nymeria.io',
  docs: 'https://www.nymeria.io/api',
  baseUrl: 'https://www.nymeria.io/api/v4',
  auth: { kind: 'header', name: 'X-Api-Key' },
  key: { label: 'API key', helpUrl: 'https://www.nymeria.io/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.message', 'error', 'message'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path, query: { profile: '{linkedinUrl}' } } }] }],
      answer: { fields: { workEmail: 'data.work_email', title: 'data.job_title', companyName: 'data.job_company_name' } },
      notes: ['The partner says nothing about deliverability: an address from here carries no verdict.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl'], ['email']], steps: [{ request: { method: 'GET', path, query: { profile: '{linkedinUrl}', email: '{email}' } } }] }],
      answer: { fields: { personalEmail: 'data.personal_emails' } },
    },
    'find-mobile': {
      ways: [{ needs: [['linkedinUrl'], ['email']], steps: [{ request: { method: 'GET', path, query: { profile: '{linkedinUrl}', email: '{email}' } } }] }],
      answer: { fields: { mobile: 'data.mobile_phone' } },
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email']], steps: [{ request: { method: 'GET', path, query: { profile: '{linkedinUrl}', email: '{email}' } } }] }],
      answer: {
        fields: {
          name: 'data.full_name',
          firstName: 'data.first_name',
          lastName: 'data.last_name',
          title: 'data.job_title',
          workEmail: 'data.work_email',
          linkedinUrl: 'data.linkedin_url',
          companyName: 'data.job_company_name',
          companyDomain: { path: 'data.job_company_website', as: ['domain'] },
        },
      },
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/email/verify', query: { email: '{email}' } } }] }],
      answer: { fields: {}, verdict: { path: 'data.result', map: { valid: 'valid', invalid: 'invalid' }, otherwise: 'unknown' } },
      charged: 'call',
      notes: ['What a check costs is not documented; each is counted.'],
    },
  },
  price: { note: 'Credits for profiles found; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['www.nymeria.io/api', 'vendor\'s Ruby client'],
    on: '2026-11',
    live: false,
    notes: ['Address and key are documented; the envelope data and the 404 of a miss are read from clients.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
