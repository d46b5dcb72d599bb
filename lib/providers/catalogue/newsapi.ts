import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'newsapi',
  name: 'NewsAPI',
  homepage: 'https://newsapi.org',
  docs: 'https://newsapi.org/docs/endpoints/everything',
  baseUrl: 'https://newsapi.org/v2',
  auth: { kind: 'header', name: 'X-Api-Key' },
  key: { label: 'API key', helpUrl: 'https://newsapi.org/account' },
  limits: { perSecond: 1, perDay: 100, concurrent: 1 },
  rules: [{ when: { status: 426 }, then: 'forbidden-plan' }],
  errorText: ['message', 'code'],
  operations: {
    'find-news': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/everything', query: { q: '"{companyName|quoted}"', sortBy: 'publishedAt', pageSize: 50 } }, shape: { path: 'totalResults', exists: true } }] }],
      answer: { choose: [{ among: 'articles', agree: { path: 'title', with: 'companyName', as: 'words' }, all: true }], fields: { news: { path: '[*].title', by: ' · ', most: 3 } } },
      notes: ['The three newest headlines that name the company.'],
    },
  },
  price: { note: 'Free for development; other uses by contract', charged: 'free' },
  verified: {
    sure: 'documented-in-use',
    sources: ['newsapi.org/docs', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['426: the free plan answers browsers from this machine only; whether it answers an extension is to be seen.', 'The hundred calls a day are our own care for the free plan.'],
  },
} satisfies Manifest;
