import type { Manifest } from '../../contracts/manifest.ts';

/** The links of the page, by their texts. */
const LINKS = 'data.links.*';
/** Buttons that share the page are no account of the company. */
const SHARING = '/(share|sharer|intent|dialog|plugins|hashtag|status|p|reel)([/.?]|$)';

export default {
  kiln: 1,
  id: 'jina-reader',
  name: 'Jina Reader (website of a company)',
  homepage: 'https://jina.ai',
  docs: 'https://jina.ai/reader',
  baseUrl: 'https://r.jina.ai',
  auth: { kind: 'bearer', optional: true },
  key: { label: 'API key (optional, for a higher pace)', helpUrl: 'https://jina.ai/api-dashboard/key-manager' },
  limits: { perMinute: 20, concurrent: 1 },
  limitsWithKey: { perMinute: 100, concurrent: 2 },
  rules: [{ when: { status: [422, 451] }, then: 'no-result' }],
  errorText: ['message', 'readableMessage'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/https://{domain}', headers: { 'X-With-Links-Summary': 'true' } }, shape: { path: 'data', exists: true } }] }],
      answer: {
        fields: {
          description: 'data.description',
          website: { path: 'data.url', as: ['origin'] },
          linkedinUrl: { path: LINKS, as: ['linkedinUrl'], unless: '/(in|sales)/|/shareArticle' },
          xUrl: [{ path: LINKS, as: ['onHost:x.com'], unless: SHARING }, { path: LINKS, as: ['onHost:twitter.com'], unless: SHARING }],
          facebookUrl: { path: LINKS, as: ['onHost:facebook.com'], unless: SHARING },
          instagramUrl: { path: LINKS, as: ['onHost:instagram.com'], unless: SHARING },
          youtubeUrl: { path: LINKS, as: ['onHost:youtube.com'], unless: '/(watch|embed)|/shorts/' },
          githubUrl: { path: LINKS, as: ['onHost:github.com'] },
        },
        wanted: ['description', 'linkedinUrl', 'xUrl', 'facebookUrl'],
        agree: { path: 'data.url', with: 'domain', as: 'domain' },
      },
      notes: ['What the first page of the website says of itself, and the accounts that it links to. A page that leads to another domain does not count.'],
    },
  },
  price: { note: 'Free at a low pace; with a key tokens are counted, and a new key has some for free', charged: 'free' },
  verified: { sure: 'documented', sources: ['jina.ai/reader'], on: '2026-11', live: false, notes: ['422 (cannot be read) and 451 (blocked) are inferred and count as no result.', 'The pace without a key is our own care.'] },
} satisfies Manifest;
