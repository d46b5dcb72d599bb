import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'dealroom',
  name: 'Dealroom',
  homepage: 'https://dealroom.co',
  docs: 'https://dealroom.co/data-api',
  baseUrl: 'https://api.dealroom.co/api/v1',
  auth: { kind: 'basic', user: '{key}', password: '' },
  key: { label: 'API key', helpUrl: 'https://dealroom.co' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        {
          needs: [['domain']],
          steps: [
            {
              request: {
                method: 'POST',
                path: '/companies',
                json: { keyword: '{domain}', keyword_type: 'website_domain', keyword_match_type: 'exact', fields: 'id,name,tagline,website_url,employees_latest,total_funding,last_funding,growth_stage,launch_year', limit: 1, offset: 0 },
              },
            },
          ],
        },
      ],
      answer: {
        fields: {
          name: 'items[0].name',
          description: 'items[0].tagline',
          website: 'items[0].website_url',
          domain: { path: 'items[0].website_url', as: ['domain'] },
          employees: 'items[0].employees_latest',
          founded: { path: 'items[0].launch_year', as: ['year'] },
          fundingStage: 'items[0].growth_stage',
        },
      },
      notes: ['The unit of total_funding is not documented; it is left out.'],
    },
  },
  price: { note: 'By contract', charged: 'call' },
  verified: {
    sure: 'documented-in-use',
    sources: ['two public clients that agree'],
    on: '2026-11',
    live: false,
    notes: ['A newer /api/v2/entities is seen without a description.', 'Meanings of error codes are the usual ones.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
