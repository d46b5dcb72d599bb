import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'adzuna',
  name: 'Adzuna',
  homepage: 'https://www.adzuna.com',
  docs: 'https://developer.adzuna.com/docs/search',
  baseUrl: 'https://api.adzuna.com/v1/api',
  auth: { kind: 'parts', parts: ['id', 'secret'], query: { app_id: '{key.id}', app_key: '{key.secret}' } },
  key: { label: 'Application id and key, with a colon between them', helpUrl: 'https://developer.adzuna.com/admin/access_details' },
  limits: { perSecond: 1, perMinute: 25, concurrent: 1 },
  errorText: ['doc', 'display', 'exception'],
  operations: {
    'find-open-jobs': {
      ways: [
        {
          needs: [['companyName', 'country']],
          steps: [{ request: { method: 'GET', path: '/jobs/{country|countryCode|lower}/search/1', query: { company: '{companyName}', results_per_page: 50 } }, shape: { path: 'count', exists: true } }],
        },
      ],
      answer: {
        choose: [{ among: 'results', agree: { path: 'company.display_name', with: 'companyName', as: 'name' }, all: true }],
        fields: { openJobs: { path: '', count: true, unless: '^50$' }, jobTitles: { path: '[*].title', as: ['plain'], by: '; ', most: 20 } },
      },
      notes: ['Of the first fifty that are found only those of a company of that very name are counted.', 'Advertisements of one country; a country that Adzuna does not have answers with an error.'],
    },
  },
  price: { note: 'Free with a key', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['developer.adzuna.com', 'public clients'], on: '2026-11', live: false, notes: ['The two credentials travel in the address: there is no header form.', 'The words of an error are not documented here.', 'The pace is our own care.'] },
} satisfies Manifest;
