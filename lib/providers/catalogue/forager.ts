import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'forager',
  name: 'Forager',
  homepage: 'https://www.forager.ai',
  docs: 'https://docs.forager.ai',
  baseUrl: 'https://api-v2.forager.ai/api',
  auth: { kind: 'parts', parts: ['account', 'key'], headers: { 'X-API-KEY': '{key.key}' } },
  key: { label: 'Account ID and API key (account:key)', helpUrl: 'https://docs.forager.ai' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail', 'message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['linkedinUrl']],
          steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/person_contacts_lookup/work_emails/', json: { linkedin_public_identifier: '{linkedinUrl|linkedinSlug}', do_contacts_enrichment: true } } }],
        },
      ],
      answer: {
        fields: { workEmail: { path: ['[?validation_status=="valid"].email', '[?validation_status=="risky"].email', '[?validation_status=="unknown"].email'] } },
        verdict: { path: ['[?validation_status=="valid"].validation_status', '[?validation_status=="risky"].validation_status', '[?validation_status=="unknown"].validation_status'], map: { valid: 'valid', risky: 'catch-all' }, otherwise: 'unknown' },
      },
      notes: ['Addresses that the partner calls invalid are left out.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/person_contacts_lookup/phone_numbers/', json: { linkedin_public_identifier: '{linkedinUrl|linkedinSlug}' } } }] }],
      answer: { fields: { phone: 'phone_number' } },
      notes: ['Whether a number is a mobile is not said.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/organization_search/', json: { domains: ['{domain}'] } } }] }],
      answer: {
        fields: {
          name: 'search_results[0].name',
          legalName: 'search_results[0].legal_name',
          domain: { path: 'search_results[0].domain', as: ['domain'] },
          industry: 'search_results[0].linkedin_info.industry.name',
          employees: 'search_results[0].employees_amount',
          founded: { path: 'search_results[0].founded_date', as: ['year'] },
          location: { parts: ['search_results[0].addresses[0].city', 'search_results[0].addresses[0].state', 'search_results[0].addresses[0].country'] },
          country: 'search_results[0].addresses[0].country',
          linkedinUrl: 'search_results[0].linkedin_info.public_profile_url',
        },
        agree: { path: 'search_results[0].domain', with: 'domain', as: 'domain' },
      },
    },
  },
  price: { note: 'Credits; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.forager.ai (OpenAPI)'],
    on: '2026-11',
    live: false,
    notes: ['The account ID stands in the address.', 'Details of a person and technologies of a site exist; how their answers look is not recorded, so they are left out.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
