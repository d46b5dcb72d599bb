import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'opencorporates',
  name: 'OpenCorporates',
  homepage: 'https://opencorporates.com',
  docs: 'https://api.opencorporates.com/documentation/API-Reference',
  baseUrl: 'https://api.opencorporates.com/v0.4',
  auth: { kind: 'query', name: 'api_token' },
  key: { label: 'API token', helpUrl: 'https://opencorporates.com/users/account' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 403 }, then: 'rate-limited' }],
  errorText: ['error.message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName', 'country']], steps: [{ request: { method: 'GET', path: '/companies/search', query: { q: '{companyName}', country_code: '{country|countryCode|lower}', per_page: 30 } }, shape: { path: 'results', exists: true } }] }],
      answer: {
        choose: [
          { among: 'results.companies[*].company', where: { path: 'current_status', matches: 'active|good standing|registered|live' }, agree: [{ path: 'name', with: 'companyName', as: 'name' }, { path: 'jurisdiction_code', with: 'country', as: 'country' }] },
          { among: 'results.companies[*].company', agree: [{ path: 'name', with: 'companyName', as: 'name' }, { path: 'jurisdiction_code', with: 'country', as: 'country' }] },
        ],
        fields: {
          legalName: 'name',
          companyNumber: 'company_number',
          companyType: 'company_type',
          companyStatus: 'current_status',
          founded: { path: 'incorporation_date', as: ['year'] },
          address: 'registered_address_in_full',
        },
        wanted: ['companyNumber'],
      },
      notes: ['The whole world shares names: the country has to be known, and has to agree.', 'Of several with the name an active one comes first.'],
    },
  },
  price: { note: 'By contract; free for work in the public interest', charged: 'free' },
  verified: { sure: 'documented', sources: ['api.opencorporates.com/documentation (OpenAPI)'], on: '2026-11', live: false, notes: ['403 is the pace.', 'The key travels in the address.', 'The pace is our own care.', 'The filter by country is to be confirmed by one live call; the answer is checked for the country all the same.'] },
} satisfies Manifest;
