import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const profile = (number: string): StepTemplate => ({ request: { method: 'GET', path: `/company/${number}` }, shape: { path: 'company_name', exists: true } });
const BRITAIN = '^(gb|gbr|uk|united kingdom|great britain|england|scotland|wales|northern ireland)$';

const byName: StepTemplate[] = [
  {
    request: { method: 'GET', path: '/search/companies', query: { q: '{companyName}', items_per_page: 5 } },
    choose: [{ among: 'items', where: { path: 'company_status', is: 'active' }, agree: { path: 'title', with: 'companyName', as: 'name' } }, { among: 'items', agree: { path: 'title', with: 'companyName', as: 'name' } }],
    save: { number: 'company_number' },
  },
  profile('{step.number}'),
];

export default {
  kiln: 1,
  id: 'companies-house',
  name: 'Companies House (United Kingdom)',
  homepage: 'https://www.gov.uk/government/organisations/companies-house',
  docs: 'https://developer-specs.company-information.service.gov.uk/',
  baseUrl: 'https://api.company-information.service.gov.uk',
  auth: { kind: 'basic', user: '{key}', password: '' },
  key: { label: 'REST API key', helpUrl: 'https://developer.company-information.service.gov.uk/manage-applications' },
  limits: { perMinute: 120, concurrent: 2 },
  errorText: ['errors[0].error', 'error'],
  keyCheck: { request: { method: 'GET', path: '/search/companies', query: { q: 'a', items_per_page: 1 } } },
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^([0-9]{8}|[A-Z]{2}[0-9]{6})$', country: BRITAIN }, steps: [profile('{companyNumber|upper}')] },
        { needs: [['companyName', 'country']], only: { country: BRITAIN }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: BRITAIN, domain: '[.]uk$' }, steps: byName },
      ],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: {
          legalName: 'company_name',
          companyNumber: 'company_number',
          companyType: 'type',
          companyStatus: 'company_status',
          industryCode: { path: 'sic_codes', by: ', ' },
          founded: { path: 'date_of_creation', as: ['year'] },
          address: { parts: ['registered_office_address.address_line_1', 'registered_office_address.locality', 'registered_office_address.postal_code', 'registered_office_address.country'] },
          location: 'registered_office_address.locality',
          country: { path: 'registered_office_address.country' },
        },
        wanted: ['legalName'],
      },
      notes: ['Of companies with the same name an active one comes first.', 'The address is the registered office, often that of an accountant.'],
    },
  },
  price: { note: 'Free; a key is free too', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['developer.company-information.service.gov.uk', 'developer-specs.company-information.service.gov.uk'],
    on: '2026-11',
    live: false,
    notes: ['600 calls in five minutes.', 'There is no call that only checks a key: the check is a small search.'],
  },
} satisfies Manifest;
