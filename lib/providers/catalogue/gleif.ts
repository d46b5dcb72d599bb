import type { Manifest } from '../../contracts/manifest.ts';

const fields = {
  registryId: 'attributes.lei',
  legalName: 'attributes.entity.legalName.name',
  companyStatus: { path: 'attributes.entity.status', as: ['lower'] },
  country: 'attributes.entity.headquartersAddress.country',
  location: { parts: ['attributes.entity.headquartersAddress.city', 'attributes.entity.headquartersAddress.country'] },
  address: { parts: ['attributes.entity.headquartersAddress.postalCode', 'attributes.entity.headquartersAddress.city', 'attributes.entity.headquartersAddress.country'] },
  founded: { path: 'attributes.entity.creationDate', as: ['year'] },
};

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
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['errors[0].title', 'errors[0].detail'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['registryId']], only: { registryId: '^[0-9A-Z]{18}[0-9]{2}$' }, steps: [{ request: { method: 'GET', path: '/lei-records/{registryId|upper}' }, shape: { path: 'data', exists: true } }], answer: { choose: [{ among: 'data' }], fields, wanted: ['registryId'] } },
        { needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/lei-records', query: { 'filter[entity.legalName]': '{companyName}', 'page[size]': 5 } } }] },
      ],
      answer: {
        // A company that is still there comes before one that is not; of another country than the known one it is another.
        choose: [
          { among: 'data', where: { path: 'attributes.entity.status', is: 'ACTIVE' }, agree: [{ path: 'attributes.entity.legalName.name', with: 'companyName', as: 'name' }, { path: ['attributes.entity.headquartersAddress.country', 'attributes.entity.jurisdiction'], with: 'country', as: 'country' }] },
          { among: 'data', agree: [{ path: 'attributes.entity.legalName.name', with: 'companyName', as: 'name' }, { path: ['attributes.entity.headquartersAddress.country', 'attributes.entity.jurisdiction'], with: 'country', as: 'country' }] },
        ],
        fields,
        wanted: ['registryId'],
      },
      notes: ['The register finds similar names too: an answer counts only when the names agree, legal forms aside, and the country where it is known.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['api.gleif.org (OpenAPI)'], on: '2026-11', live: false, notes: ['60 calls a minute.', 'An unknown LEI is a 404.'] },
} satisfies Manifest;
