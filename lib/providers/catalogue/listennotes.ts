import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'listennotes',
  name: 'Listen Notes (podcasts)',
  homepage: 'https://www.listennotes.com',
  docs: 'https://www.listennotes.com/api/docs/',
  baseUrl: 'https://listen-api.listennotes.com/api/v2',
  auth: { kind: 'header', name: 'X-ListenAPI-Key' },
  key: { label: 'API key', helpUrl: 'https://www.listennotes.com/api/dashboard/' },
  limits: { perSecond: 1, concurrent: 1 },
  errorText: ['errors', 'error', 'message'],
  operations: {
    'find-news': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/search', query: { q: '"{companyName|quoted}"', type: 'episode', sort_by_date: 1 } }, shape: { path: 'count', exists: true } }] }],
      answer: { choose: [{ among: 'results', agree: { path: 'title_original', with: 'companyName', as: 'words' }, all: true }], fields: { news: { path: '[*].title_original', by: ' · ', most: 3, wrap: 'Podcast: {value}' } } },
      notes: ['Episodes whose title names the company, the newest first.'],
    },
  },
  price: { note: 'Free plan with a small quota; larger plans are paid by the month', charged: 'free' },
  verified: { sure: 'documented', sources: ['www.listennotes.com/api/docs (OpenAPI)'], on: '2026-11', live: false, notes: ['429 is the pace or the quota of the plan; both are told as the pace.', 'title_original is read from public clients.', 'One call a second is our own care.'] },
} satisfies Manifest;
