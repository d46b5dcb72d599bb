import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const matchCompany: StepTemplate = {
  request: { method: 'POST', path: '/businesses/match', json: { businesses_to_match: [{ name: '{companyName}', domain: '{domain}', linkedin_url: '{linkedinUrl}' }] } },
  shape: { path: 'matched_businesses[0]', exists: true },
  save: { business: 'matched_businesses[0].business_id' },
};
const matchPerson: StepTemplate = {
  request: { method: 'POST', path: '/prospects/match', json: { prospects_to_match: [{ linkedin: '{linkedinUrl}', email: '{email}', full_name: '{name}', company_name: '{companyName}' }] } },
  shape: { path: 'matched_prospects[0]', exists: true },
  save: { prospect: 'matched_prospects[0].prospect_id' },
};
const contacts: StepTemplate = { request: { method: 'POST', path: '/prospects/contacts_information/enrich', json: { prospect_id: '{step.prospect}' } } };

export default {
  kiln: 1,
  id: 'explorium',
  name: 'Explorium',
  homepage: 'https://www.explorium.ai',
  docs: 'https://developers.explorium.ai',
  baseUrl: 'https://api.explorium.ai/v1',
  auth: { kind: 'header', name: 'API_KEY' },
  key: { label: 'API key', helpUrl: 'https://admin.explorium.ai/api-key' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 403, text: true, matches: 'credit' }, then: 'no-credits' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message', 'error', 'detail[0].msg', 'detail'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, notes: ['How the balance is called in the answer is not confirmed; it is not shown.'] },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyName']], steps: [matchPerson, contacts] }],
      answer: {
        fields: { workEmail: 'data.professions_email' },
        verdict: { path: 'data.professional_email_status', map: { valid: 'valid', 'catch-all': 'catch-all', invalid: 'invalid' }, otherwise: 'unknown' },
      },
      notes: ['The names of contact fields come from several public clients, not from the vendor\'s pages.'],
    },
    'find-mobile': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [matchPerson, contacts] }],
      answer: { fields: { mobile: 'data.mobile_phone' } },
      notes: ['The names of contact fields come from several public clients, not from the vendor\'s pages.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [matchPerson, contacts] }],
      answer: { fields: { mobile: 'data.mobile_phone', phone: 'data.phone_numbers.phone_number' } },
      notes: ['The names of contact fields come from several public clients, not from the vendor\'s pages.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain'], ['linkedinUrl'], ['companyName']], steps: [matchCompany, { request: { method: 'POST', path: '/businesses/firmographics/enrich', json: { business_id: '{step.business}' } } }] }],
      answer: {
        fields: {
          name: 'data.name',
          website: 'data.website',
          domain: { path: 'data.website', as: ['domain'] },
          industry: 'data.linkedin_industry_category',
          industryCode: 'data.naics',
          employeeRange: { path: ['data.number_of_employees_range'] },
          revenue: { path: ['data.yearly_revenue_range'] },
          location: { parts: ['data.city_name', 'data.country_name'] },
          country: 'data.country_name',
          linkedinUrl: 'data.linkedin_profile',
        },
      },
      notes: ['Ranges are texts in one source and objects in another; only texts are read.'],
    },
  },
  price: { note: '100 credits to try for 90 days, then about 200 USD for 5,000', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['OpenAPI mirror api-evangelist/explorium', 'Explorium MCP docs', 'public clients (contact fields)'],
    on: '2026-11',
    live: false,
    notes: ['data may be an object or a list of one; both are read.', 'Technologies are left out: their names in the answer are not confirmed.'],
  },
} satisfies Manifest;
