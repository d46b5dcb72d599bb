import type { AnswerSpec, Manifest } from '../../contracts/manifest.ts';

const record: AnswerSpec['fields'] = {
  name: 'company_name',
  legalName: 'company_name',
  companyNumber: 'company_number',
  companyType: 'type',
  founded: { path: 'date_of_creation', as: ['year'] },
  industryCode: { path: 'sic_codes', wrap: 'SIC {value}' },
  location: { parts: ['registered_office_address.locality', 'registered_office_address.country'] },
  country: 'registered_office_address.country',
};

export default {
  kiln: 1,
  id: 'endole',
  name: 'Endole (United Kingdom)',
  homepage: 'https://www.endole.co.uk',
  docs: 'https://www.endole.co.uk/developers/',
  baseUrl: 'https://api.endole.co.uk',
  auth: { kind: 'basic', user: '{key.id}', password: '{key.key}', parts: ['id', 'key'] },
  key: { label: 'App ID and app key (id:key)', helpUrl: 'https://www.endole.co.uk/developers/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber']], only: { country: '^(gb|uk|united kingdom|england|scotland|wales|northern ireland)$' }, steps: [{ request: { method: 'GET', path: '/company/{companyNumber}' } }] },
        {
          needs: [['companyName']],
          only: { country: '^(gb|uk|united kingdom|england|scotland|wales|northern ireland)$' },
          steps: [
            { request: { method: 'GET', path: '/search/companies', query: { q: '{companyName}' } }, save: { number: 'items[0].company_number' } },
            { request: { method: 'GET', path: '/company/{step.number}' } },
          ],
          answer: { fields: record, wanted: ['name'], agree: { path: 'company_name', with: 'companyName', as: 'name' } },
        },
      ],
      answer: { fields: record, wanted: ['name'] },
      notes: ['The first company found counts only when its name agrees, legal forms aside.'],
    },
  },
  price: { note: 'Credits; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'third-party', sources: ['endole.co.uk/developers (read by a third party, 2026-07)'], on: '2026-11', live: false, notes: ['The record has the form of Companies House.', 'No call that checks a key is documented.'] },
} satisfies Manifest;
