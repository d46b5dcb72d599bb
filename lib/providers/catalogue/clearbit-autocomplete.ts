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
      answer: { choose: [{ among: '', agree: { path: 'name', with: 'companyName', as: 'name' } }], fields: { domain: 'domain', name: 'name' } },
      notes: ['It completes names: the first whose name agrees counts, legal forms aside.'],
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
