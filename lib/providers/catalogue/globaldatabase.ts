import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'globaldatabase',
  name: 'Global Database',
  homepage: 'https://www.globaldatabase.com',
  docs: 'https://api.globaldatabase.com/docs/v2',
  baseUrl: 'https://api.globaldatabase.com/v2',
  auth: { kind: 'header', name: 'Authorization', prefix: 'Token ' },
  key: { label: 'API key', helpUrl: 'https://api.globaldatabase.com/docs/v2' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail', 'message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/enrichment/url', json: { url: '{domain}' } } }] }],
      answer: {
        fields: {
          name: 'name',
          website: 'company_website',
          domain: { path: 'company_website', as: ['domain'] },
          phone: 'company_phone',
          employeeRange: 'size',
          founded: { path: 'founding_date', as: ['year'] },
          industry: 'industry.value',
          industryCode: { path: 'sic.value', wrap: 'SIC {value}' },
          companyType: 'company_legal_form',
          companyNumber: 'registration_number',
          vatId: 'vat_number',
          location: { parts: ['address_city', 'country_name'] },
          country: 'country_name',
          linkedinUrl: 'linkedin',
        },
        wanted: ['name'],
      },
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['api.globaldatabase.com/docs/v2 (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['How a miss looks is not documented: an answer without a name and 404 are read as one.', 'The inner form of turnover is not documented; it is left out.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
