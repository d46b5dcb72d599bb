import type { Manifest } from '../../contracts/manifest.ts';

const query = { email: '{email}', first_name: '{firstName}', last_name: '{lastName}', company_domain: '{companyDomain}', linkedin_url: '{linkedinUrl}' } as const;

export default {
  kiln: 1,
  id: 'salesintel',
  name: 'SalesIntel',
  homepage: 'https://salesintel.io',
  docs: 'https://developer.salesintel.io',
  baseUrl: 'https://api.salesintel.io/service',
  auth: { kind: 'header', name: 'X-CB-ApiKey' },
  key: { label: 'API key', helpUrl: 'https://developer.salesintel.io' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/people', query } }] }],
      answer: { fields: { workEmail: 'search_results[0].email', title: 'search_results[0].job_title', companyName: 'search_results[0].company_name' } },
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/people', query } }] }],
      answer: { fields: { personalEmail: 'search_results[0].personal_email' } },
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/people', query } }] }],
      answer: { fields: { mobile: 'search_results[0].phone_numbers[?type=="mobile"].value', phone: 'search_results[0].phone_numbers[?type=="work"].value' } },
      notes: ['Numbers of the headquarters and of branches are left out.', 'A number without a country code is no number.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/people', query } }] }],
      answer: {
        fields: {
          name: 'search_results[0].display_name',
          title: 'search_results[0].job_title',
          seniority: 'search_results[0].job_level',
          department: 'search_results[0].job_department',
          workEmail: 'search_results[0].email',
          linkedinUrl: 'search_results[0].social_profiles[?type=="linkedin"].url',
          companyName: 'search_results[0].company_name',
          companyDomain: { path: 'search_results[0].company_domains', as: ['domain'] },
        },
      },
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: { sure: 'documented', sources: ['developer.salesintel.io'], on: '2026-11', live: false, notes: ['403 means that the plan has no access.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
