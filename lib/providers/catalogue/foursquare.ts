import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = { request: { method: 'GET', path: '/places/search', query: { query: '{companyName}', near: '{location}', limit: 10 } } };
const named: Choice[] = [{ among: 'results', agree: { path: 'name', with: 'companyName', as: 'name' } }];

export default {
  kiln: 1,
  id: 'foursquare',
  name: 'Foursquare Places',
  homepage: 'https://foursquare.com',
  docs: 'https://docs.foursquare.com/developer/reference/place-search',
  baseUrl: 'https://places-api.foursquare.com',
  auth: { kind: 'bearer' },
  key: { label: 'Service key', helpUrl: 'https://foursquare.com/developers/home' },
  headers: { 'X-Places-Api-Version': '2025-06-17' },
  limits: { perSecond: 5, concurrent: 4 },
  errorText: ['message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName', 'location']], steps: [search] }],
      answer: {
        choose: named,
        fields: {
          name: 'name',
          address: 'location.formatted_address',
          website: 'website',
          domain: { path: 'website', as: ['domain'] },
          email: 'email',
          phone: 'tel',
          industry: { path: 'categories[*].name', by: ', ' },
        },
        wanted: ['address', 'website', 'phone'],
      },
      notes: ['Numbers without the code of a country are not kept.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName', 'location']], steps: [search] }],
      answer: { choose: named, fields: { domain: { path: 'website', as: ['domain'] }, website: 'website' } },
    },
  },
  price: { note: 'By the call; a number of calls a month is free', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.foursquare.com/developer (OpenAPI)'], on: '2026-11', live: false, notes: ['What an empty account answers is not documented here: 402 is taken at its usual meaning.', 'The pace is our own care.'] },
} satisfies Manifest;
