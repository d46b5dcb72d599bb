import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'hackernews',
  name: 'Hacker News',
  homepage: 'https://news.ycombinator.com',
  docs: 'https://hn.algolia.com/api',
  baseUrl: 'https://hn.algolia.com/api/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  errorText: ['message', 'error'],
  operations: {
    'find-news': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/search', query: { query: '{domain}', tags: 'story', hitsPerPage: 20 } }, shape: { path: 'nbHits', exists: true } }] }],
      answer: {
        choose: [{ among: 'hits', where: { path: 'title', exists: true }, agree: { path: 'url', with: 'domain', as: 'domain' } }],
        fields: { news: { parts: ['title', 'created_at'], by: ' · ' } },
      },
      notes: ['A story counts only when it links to the domain that was asked for; the most relevant one, not the newest.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['hn.algolia.com/api', 'public clients'], on: '2026-11', live: false, notes: ['nbHits is read from public clients.', 'No pace is published; one call a second is our own.'] },
} satisfies Manifest;
