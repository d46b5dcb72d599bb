import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'gleif',
  name: 'GLEIF (LEI register)',
  homepage: 'https://www.gleif.org',
  docs: 'https://www.gleif.org/en/lei-data/gleif-api',
  baseUrl: 'https://api.gleif.org/api/v1',
  auth: { kind: 'none' },
  headers: { Accept: 'application/vnd.api+json' },
  limits: { perMinute: 60, concurrent: 2 },
  errorText: ['errors[0].title', 'errors[0].detail'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/lei-records', query: { 'filter[entity.legalName]': '{companyName}', 'page[size]': 5 } } }] }],
      answer: {
        fields: {
          registryId: 'data[0].attributes.lei',
          legalName: 'data[0].attributes.entity.legalName.name',
          country: 'data[0].attributes.entity.headquartersAddress.country',
          location: { parts: ['data[0].attributes.entity.headquartersAddress.city', 'data[0].attributes.entity.headquartersAddress.country'] },
          address: { parts: ['data[0].attributes.entity.headquartersAddress.postalCode', 'data[0].attributes.entity.headquartersAddress.city', 'data[0].attributes.entity.headquartersAddress.country'] },
          founded: { path: 'data[0].attributes.entity.creationDate', as: ['year'] },
        },
        wanted: ['registryId'],
        agree: { path: 'data[0].attributes.entity.legalName.name', with: 'companyName', as: 'name' },
      },
      notes: ['The register finds similar names too: an answer counts only when the names agree, legal forms aside.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['api.gleif.org (OpenAPI)'], on: '2026-11', live: false, notes: ['60 calls a minute.'] },
} satisfies Manifest;
