import type { Manifest } from '../../contracts/manifest.ts';

/** Buttons that share a page are no account of the company. */
const SHARING = '/(share|sharer|intent|dialog|plugins|hashtag|status|p|reel)([/.?]|$)';

export default {
  kiln: 1,
  id: 'webscraping-ai',
  name: 'WebScraping.AI',
  homepage: 'https://webscraping.ai',
  docs: 'https://webscraping.ai/docs',
  baseUrl: 'https://api.webscraping.ai',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://webscraping.ai/dashboard' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 403 }, then: 'auth' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/html', query: { url: 'https://{domain}', js: true }, accept: 'html' }, shape: { any: [{ path: 'links', exists: true }, { path: 'title', exists: true }] } }] }],
      answer: {
        fields: {
          description: { path: ['meta.description', 'meta["og:description"]'] },
          linkedinUrl: { path: 'links', as: ['linkedinUrl'], unless: '/(in|sales)/|/shareArticle' },
          xUrl: [{ path: 'links', as: ['onHost:x.com'], unless: SHARING }, { path: 'links', as: ['onHost:twitter.com'], unless: SHARING }],
          facebookUrl: { path: 'links', as: ['onHost:facebook.com'], unless: SHARING },
          instagramUrl: { path: 'links', as: ['onHost:instagram.com'], unless: SHARING },
          youtubeUrl: { path: 'links', as: ['onHost:youtube.com'], unless: '/(watch|embed)|/shorts/' },
          githubUrl: { path: 'links', as: ['onHost:github.com'] },
          email: { path: 'links', as: ['before:?', 'email'] },
          phone: { path: 'links', as: ['after:tel:', 'e164'] },
        },
        wanted: ['description', 'linkedinUrl', 'xUrl', 'facebookUrl', 'email', 'phone'],
      },
      notes: ['What the first page of the website says of itself, and the accounts, the address and the number that it links to.'],
    },
  },
  price: { note: 'Credits, by the call; pages with scripts cost more', charged: 'call' },
  verified: { sure: 'documented', sources: ['webscraping.ai/docs (OpenAPI)'], on: '2026-11', live: false, notes: ['402 is the billing, 403 the key, 500 and 504 say that the website did not answer.', 'The key travels in the address.', 'The pace is our own care.'] },
} satisfies Manifest;
