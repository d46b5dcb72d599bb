import type { Manifest } from '../../contracts/manifest.ts';

const HQ = 'addresses[?address_type=="HEADQUARTERS"]';

export default {
  kiln: 1,
  id: 'ninjapear',
  name: 'NinjaPear (Nubela)',
  homepage: 'https://nubela.co',
  docs: 'https://nubela.co/docs',
  baseUrl: 'https://nubela.co/api/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://nubela.co' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 403 }, then: 'no-credits' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message', 'error', 'description'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/company/details', query: { website: '{domain}', include_employee_count: true } }, shape: { path: 'name', exists: true } }] }],
      answer: {
        fields: {
          name: 'name',
          website: 'websites',
          domain: { path: 'websites', as: ['domain'] },
          companyType: 'company_type',
          industryCode: { path: 'industry', wrap: 'GICS {value}' },
          founded: { path: 'founded_year', as: ['year'] },
          employees: 'employee_count',
          location: { parts: [`${HQ}.city`, `${HQ}.country`] },
          country: `${HQ}.country`,
        },
      },
      notes: ['The industry is a number of the GICS list, not a word.'],
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['nubela.co/docs (read by a third party)', 'provider list of NangoHQ'],
    on: '2026-11',
    live: false,
    notes: ['403 means that the credits are used up.', 'The former Proxycurl of the same vendor was shut down in 2025.', 'The form of error bodies is not documented.'],
  },
} satisfies Manifest;
