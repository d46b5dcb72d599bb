import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'clearbit-autocomplete',
  name: 'Clearbit Autocomplete',
  homepage: 'https://clearbit.com',
  docs: 'https://clearbit.com/blog/company-autocomplete-api',
  baseUrl: 'https://autocomplete.clearbit.com/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/companies/suggest', query: { query: '{companyName}' } } }] }],
      answer: { fields: { domain: '[0].domain', name: '[0].name' }, agree: { path: '[0].name', with: 'companyName', as: 'name' } },
      notes: ['It completes names: an answer counts only when the names agree, legal forms aside.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented-in-use',
    sources: ['many public callers of autocomplete.clearbit.com'],
    on: '2026-11',
    live: false,
    notes: ['Unofficial: no limits are published and nobody promises that it stays.'],
  },
} satisfies Manifest;
