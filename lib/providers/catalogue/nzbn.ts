import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const entity = (number: string): StepTemplate => ({ request: { method: 'GET', path: `/entities/${number}` }, shape: { path: 'nzbn', exists: true } });
const NEW_ZEALAND = '^(nz|nzl|new zealand|aotearoa)$';

const byName: StepTemplate[] = [
  { request: { method: 'GET', path: '/entities', query: { 'search-term': '{companyName}', 'page-size': 10 } }, choose: [{ among: 'items', agree: { path: 'entityName', with: 'companyName', as: 'name' } }], save: { number: 'nzbn' } },
  entity('{step.number}'),
];

export default {
  kiln: 1,
  id: 'nzbn',
  name: 'NZBN (New Zealand)',
  homepage: 'https://www.nzbn.govt.nz',
  docs: 'https://api.business.govt.nz/api/nzbn',
  baseUrl: 'https://api.business.govt.nz/gateway/nzbn/v5',
  auth: { kind: 'header', name: 'Ocp-Apim-Subscription-Key' },
  key: { label: 'Subscription key', helpUrl: 'https://portal.api.business.govt.nz' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'errorDescription'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^94[0-9]{11}$', country: NEW_ZEALAND }, steps: [entity('{companyNumber}')] },
        { needs: [['companyName', 'country']], only: { country: NEW_ZEALAND }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: NEW_ZEALAND, domain: '[.]nz$' }, steps: byName },
      ],
      answer: {
        fields: { legalName: 'entityName', companyNumber: 'nzbn', companyType: 'entityTypeDescription', companyStatus: 'entityStatusDescription', founded: { path: 'registrationDate', as: ['year'] }, country: { value: 'New Zealand' } },
        wanted: ['companyNumber'],
      },
      notes: ['The number that is kept is the NZBN (13 digits), the year that of the registration.'],
    },
  },
  price: { note: 'Free with a free key', charged: 'free' },
  verified: { sure: 'documented', sources: ['api.business.govt.nz/api/nzbn', 'public clients (names of the fields)'], on: '2026-11', live: false, notes: ['Some clients send an OAuth token beside the subscription key; whether the key alone is enough is to be seen in one live call.', 'The pace is our own care.'] },
} satisfies Manifest;
