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
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/person_contacts_lookup/personal_emails/', json: { linkedin_public_identifier: '{linkedinUrl|linkedinSlug}' } } }] }],
      answer: { fields: { personalEmail: { path: ['[?validation_status=="valid"].email', '[?validation_status=="risky"].email', '[?validation_status=="unknown"].email'] } } },
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/person_detail_lookup/', json: { linkedin_public_identifier: '{linkedinUrl|linkedinSlug}' } } }] }],
      answer: {
        fields: {
          name: 'full_name',
          firstName: 'first_name',
          lastName: 'last_name',
          headline: 'headline',
          title: 'roles[?is_current==true].role_title',
          companyName: 'roles[?is_current==true].organization.name',
          companyDomain: { path: 'roles[?is_current==true].organization.domain', as: ['domain'] },
          location: 'location.name',
          description: 'description',
          photoUrl: 'photo',
        },
      },
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/website_detail_lookup/', json: { domain: '{domain}' } } }] }],
      answer: { fields: { technologies: { path: 'website_technologies[?is_active!=false].name', by: ', ' } } },
      price: '1 credit',
    },
    'find-traffic': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/{key.account}/datastorage/website_detail_lookup/', json: { domain: '{domain}' } } }] }],
      answer: { fields: { monthlyVisits: 'similarweb_traffic', trafficRank: { path: ['similarweb_rank', 'tranco_rank'] } } },
      price: '1 credit',
      notes: ['Traffic is an estimate; the period it stands for is read as a month.'],
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
          employeeRange: 'search_results[0].employees_range',
          revenue: 'search_results[0].finance_info.revenue',
          companyStatus: 'search_results[0].operating_status',
          website: 'search_results[0].website',
          description: 'search_results[0].description',
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
    sources: ['docs.forager.ai (OpenAPI)', 'public clients of the same document'],
    on: '2026-11',
    live: false,
    notes: ['The account ID stands in the address.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
