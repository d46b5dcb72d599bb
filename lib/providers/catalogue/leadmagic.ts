import type { Manifest } from '../../contracts/manifest.ts';

const status = { valid: 'valid', valid_catch_all: 'catch-all', catch_all: 'catch-all', invalid: 'invalid', unknown: 'unknown' };

export default {
  kiln: 1,
  id: 'leadmagic',
  name: 'LeadMagic',
  homepage: 'https://leadmagic.io',
  docs: 'https://leadmagic.io/docs/api-reference',
  baseUrl: 'https://api.leadmagic.io/v1',
  auth: { kind: 'header', name: 'X-API-Key' },
  key: { label: 'API key', helpUrl: 'https://app.leadmagic.io' },
  limits: { perSecond: 2, concurrent: 4 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'detail', 'title', 'error'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, creditsLeft: 'credits' },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/people/email-finder', json: { first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}', company_name: '{companyName}' } } }],
        },
        {
          needs: [['linkedinUrl']],
          steps: [{ request: { method: 'POST', path: '/people/b2b-profile-email', json: { profile_url: '{linkedinUrl}' } } }],
          answer: { fields: { workEmail: { path: ['email', 'work_email'] } } },
        },
      ],
      answer: { fields: { workEmail: 'email', companyName: 'company_name' }, verdict: { path: 'status', map: status, otherwise: 'unknown' } },
      price: '1 credit for each address found; 5 by profile',
      spent: 'credits_consumed',
      notes: ['By profile the partner says nothing about deliverability.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/people/personal-email-finder', json: { profile_url: '{linkedinUrl}' } } }] }],
      answer: { fields: { personalEmail: { path: ['personal_email', 'personal_emails'] } } },
      price: '2 credits for each address found',
      spent: 'credits_consumed',
    },
    'find-mobile': {
      ways: [{ needs: [['linkedinUrl'], ['email']], steps: [{ request: { method: 'POST', path: '/people/mobile-finder', json: { profile_url: '{linkedinUrl}', work_email: '{email}' } } }] }],
      answer: { fields: { mobile: 'mobile_number' } },
      price: '5 credits for each number found',
      spent: 'credits_consumed',
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/people/email-validation', json: { email: '{email}' } }, shape: { path: 'email_status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'email_status', map: status, otherwise: 'unknown' } },
      price: '0.25 credits',
      charged: 'call',
      spent: 'credits_consumed',
    },
    'find-linkedin': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/people/b2b-profile', json: { work_email: '{email}' } } }] }],
      answer: { fields: { linkedinUrl: 'profile_url' } },
      price: '10 credits for each profile found',
      spent: 'credits_consumed',
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/people/profile-search', json: { profile_url: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: 'full_name',
          firstName: 'first_name',
          lastName: 'last_name',
          title: 'professional_title',
          headline: 'headline',
          companyName: 'company_name',
          companyDomain: { path: 'company_website', as: ['domain'] },
          location: 'location',
          country: 'country',
          description: 'bio',
        },
        wanted: ['name', 'firstName', 'title', 'companyName'],
      },
      limits: { perMinute: 100 },
      price: '1 credit for each profile found',
      spent: 'credits_consumed',
    },
    'enrich-company': {
      ways: [
        {
          needs: [['domain'], ['companyName'], ['linkedinUrl']],
          steps: [{ request: { method: 'POST', path: '/companies/company-search', json: { company_domain: '{domain}', company_name: '{companyName}', profile_url: '{linkedinUrl}' } } }],
        },
      ],
      answer: {
        fields: {
          name: 'companyName',
          industry: 'industry',
          employees: 'employeeCount',
          employeeRange: 'employeeRange',
          founded: { path: 'founded', as: ['year'] },
          location: { parts: ['headquarters.city', 'headquarters.state', 'headquarters.country'] },
          country: 'headquarters.country',
          linkedinUrl: 'b2b_profile_url',
        },
      },
      price: '1 credit for each company found',
      spent: 'credits_consumed',
    },
  },
  price: { note: 'Credits, counted by what was found; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['vendor OpenAPI (LeadMagic/leadmagic-openapi)', 'leadmagic.io/docs/api-reference'],
    on: '2026-11',
    live: false,
    notes: ['Only the pace of profile-search is documented (100 a minute); 2 a second is used for the rest.', 'Searches for jobs cost a credit for each job and are left out.', 'credits_consumed in each answer is what was really charged.'],
  },
} satisfies Manifest;
