import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = { request: { method: 'GET', path: '/organizations', query: { query: '{companyName}' } }, shape: { path: 'number_of_results', exists: true } };
const named = [{ among: 'items', agree: { path: 'names[*].value', with: 'companyName' as const, as: 'name' as const } }];
const site = { path: ['links[?type=="website"].value'] };

export default {
  kiln: 1,
  id: 'ror',
  name: 'ROR (research organisations)',
  homepage: 'https://ror.org',
  docs: 'https://ror.readme.io/v2/docs/rest-api',
  baseUrl: 'https://api.ror.org/v2',
  auth: { kind: 'none' },
  limits: { perMinute: 10, concurrent: 1 },
  errorText: ['errors[0]'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName']], steps: [search] }],
      answer: {
        choose: named,
        fields: {
          name: 'names[0].value',
          companyType: { path: 'types', by: ', ' },
          website: site,
          domain: { path: ['domains', 'links[?type=="website"].value'], as: ['domain'] },
          location: 'locations[0].geonames_details.name',
          country: 'locations[0].geonames_details.country_name',
          founded: { path: 'established', as: ['year'] },
        },
        wanted: ['website', 'domain', 'country', 'founded'],
      },
      notes: ['Universities, institutes and companies that publish research.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search] }],
      answer: { choose: named, fields: { domain: { path: ['domains', 'links[?type=="website"].value'], as: ['domain'] }, website: site } },
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['ror.readme.io'], on: '2026-11', live: false, notes: ['50 calls in five minutes without a client id, 2,000 with one.'] },
} satisfies Manifest;
