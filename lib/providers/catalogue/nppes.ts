import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'nppes',
  name: 'NPI registry (US health care)',
  homepage: 'https://npiregistry.cms.hhs.gov',
  docs: 'https://npiregistry.cms.hhs.gov/api-page',
  baseUrl: 'https://npiregistry.cms.hhs.gov',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 200, path: 'Errors', exists: true }, then: 'bad-input' }],
  errorText: ['Errors[0].description'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'country']], only: { country: '^(us|usa|united states|united states of america)$' }, steps: [{ request: { method: 'GET', path: '/api/', query: { version: '2.1', organization_name: '{companyName}', limit: 10 } }, shape: { path: 'result_count', exists: true } }] },
      ],
      answer: {
        choose: [{ among: 'results', agree: { path: 'basic.organization_name', with: 'companyName', as: 'name' } }],
        fields: {
          legalName: 'basic.organization_name',
          companyNumber: 'number',
          industry: 'taxonomies[0].desc',
          location: { parts: ['addresses[0].city', 'addresses[0].state'] },
          country: { value: 'United States' },
          phone: { path: 'addresses[*].telephone_number', as: ['digitsOf:10'], wrap: '+1{value}' },
        },
        wanted: ['companyNumber'],
      },
      notes: ['Organisations only: people of one name are too many to be told apart.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['npiregistry.cms.hhs.gov/api-page', 'public clients'], on: '2026-11', live: false, notes: ['Errors come inside 200.', 'No pace is published; two calls a second are our own.', 'The words of an error are read at `description`.'] },
} satisfies Manifest;
