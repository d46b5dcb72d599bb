import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = { request: { method: 'GET', path: '/institutions', query: { search: '{companyName}', 'per-page': 5 } }, shape: { path: 'meta', exists: true } };
const named = [{ among: 'results', agree: { path: 'display_name', with: 'companyName' as const, as: 'name' as const } }];

export default {
  kiln: 1,
  id: 'openalex',
  name: 'OpenAlex (research)',
  homepage: 'https://openalex.org',
  docs: 'https://docs.openalex.org',
  baseUrl: 'https://api.openalex.org',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['name', 'companyName']], steps: [{ request: { method: 'GET', path: '/authors', query: { search: '{name}', 'per-page': 10 } }, shape: { path: 'meta', exists: true } }] }],
      answer: {
        choose: [{ among: 'results', agree: [{ path: 'display_name', with: 'name', as: 'words' }, { path: 'last_known_institutions[*].display_name', with: 'companyName', as: 'name' }] }],
        fields: { profileUrl: 'orcid', name: 'display_name', companyName: 'last_known_institutions[0].display_name' },
        wanted: ['profileUrl'],
      },
      notes: ['Counts only with the name and the institution that were asked for.'],
    },
    'enrich-company': {
      ways: [{ needs: [['companyName']], steps: [search] }],
      answer: { choose: named, fields: { name: 'display_name', website: 'homepage_url', domain: { path: 'homepage_url', as: ['domain'] }, country: 'country_code', location: 'geo.city' }, wanted: ['website', 'country'] },
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search] }],
      answer: { choose: named, fields: { domain: { path: 'homepage_url', as: ['domain'] }, website: 'homepage_url' } },
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['docs.openalex.org', 'public clients'], on: '2026-11', live: false, notes: ['Field names are partly inferred.', 'No address of the caller is sent, so the common pool answers; two calls a second are our own care.'] },
} satisfies Manifest;
