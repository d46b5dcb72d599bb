import type { Manifest } from '../../contracts/manifest.ts';

const status = { valid: 'valid', accept_all: 'catch-all', invalid: 'invalid', unknown: 'unknown' };
const person = { email: '{email}', first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}' } as const;

export default {
  kiln: 1,
  id: 'uplead',
  name: 'UpLead',
  homepage: 'https://www.uplead.com',
  docs: 'https://docs.uplead.com',
  baseUrl: 'https://api.uplead.com/v2',
  auth: { kind: 'header', name: 'Authorization' },
  key: { label: 'API key', helpUrl: 'https://docs.uplead.com' },
  limits: { perMinute: 500, concurrent: 4 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.message', 'error.type', 'error'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, creditsLeft: 'credits' },
  creditsLeft: { path: ['userInfo.availableCredits', 'availableCredits'] },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'POST', path: '/person-search', json: { first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}' } } }],
        },
      ],
      answer: {
        fields: { workEmail: 'data.email', title: 'data.title', linkedinUrl: 'data.linkedin_url', companyName: 'data.company_name' },
        verdict: { path: 'data.email_status', map: status, otherwise: 'unknown' },
      },
      price: '1 credit for each contact returned whose address is valid or accept-all',
    },
    'find-phone': {
      ways: [{ needs: [['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/person-search', json: person } }] }],
      answer: { fields: { phone: { path: ['data.mobile_directdial', 'data.phone_number'] } } },
      price: '1 credit for each contact returned',
      notes: ['A direct number may be a mobile or not; where there is none, the number of the office is given.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/company-name-to-domain', json: { company_name: '{companyName}' } } }] }],
      answer: { fields: { domain: { path: ['domain', 'data.domain'], as: ['domain'] } } },
      notes: ['What it costs is not documented.'],
    },
    'enrich-person': {
      ways: [{ needs: [['email'], ['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/person-search', json: person } }] }],
      answer: {
        fields: {
          firstName: 'data.first_name',
          lastName: 'data.last_name',
          title: 'data.title',
          seniority: 'data.management_level',
          department: 'data.job_function',
          workEmail: 'data.email',
          phone: { path: ['data.mobile_directdial', 'data.phone_number'] },
          linkedinUrl: 'data.linkedin_url',
          companyName: 'data.company_name',
          companyDomain: { path: 'data.domain', as: ['domain'] },
          location: { parts: ['data.city', 'data.state', 'data.country'] },
          country: 'data.country',
        },
        verdict: { path: 'data.email_status', map: status, otherwise: 'unknown' },
      },
      price: '1 credit for each contact returned',
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'POST', path: '/company-search', json: { domain: '{domain}' } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/company-search', json: { company: '{companyName}' } } }] },
      ],
      answer: {
        fields: {
          name: 'data.company_name',
          domain: { path: 'data.domain', as: ['domain'] },
          industry: 'data.industry',
          industryCode: 'data.naics_code',
          employeeRange: 'data.employees',
          revenue: 'data.revenue',
          founded: { path: 'data.year_founded', as: ['year'] },
          companyType: 'data.type',
          ticker: 'data.ticker',
          address: { parts: ['data.address', 'data.zip', 'data.city', 'data.country'] },
          location: { parts: ['data.city', 'data.state', 'data.country'] },
          country: 'data.country',
          phone: 'data.phone_number',
          fax: 'data.fax_number',
          linkedinUrl: 'data.linkedin_url',
          xUrl: 'data.twitter_url',
          facebookUrl: 'data.facebook_url',
          instagramUrl: 'data.instagram_url',
          youtubeUrl: 'data.youtube_url',
          description: 'data.description',
        },
      },
      price: '1 credit for each company returned',
    },
  },
  price: { note: '1 credit for each contact or company; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.uplead.com', 'attribute tables as used by integrations', 'api-evangelist/uplead (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['500 calls a minute.', 'How a miss looks is not documented: a 404 and an answer without data are read as one.', '403 is a paused or missing subscription.'],
  },
} satisfies Manifest;
