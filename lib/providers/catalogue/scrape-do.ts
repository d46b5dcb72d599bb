import type { Manifest } from '../../contracts/manifest.ts';

/** Buttons that share a page are no account of the company. */
const SHARING = '/(share|sharer|intent|dialog|plugins|hashtag|status|p|reel)([/.?]|$)';

export default {
  kiln: 1,
  id: 'scrape-do',
  name: 'Scrape.do',
  homepage: 'https://scrape.do',
  docs: 'https://scrape.do/documentation/',
  baseUrl: 'https://api.scrape.do',
  auth: { kind: 'query', name: 'token' },
  key: { label: 'API token', helpUrl: 'https://dashboard.scrape.do' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/', query: { url: 'https://{domain}' }, accept: 'html' }, shape: { any: [{ path: 'links', exists: true }, { path: 'title', exists: true }] } }] }],
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
  price: { note: 'Credits, by the call', charged: 'call' },
  verified: { sure: 'documented', sources: ['scrape.do/documentation (provider list)'], on: '2026-11', live: false, notes: ['How its own errors look is not documented here; usual codes are taken at their usual meaning, and a 404 is that of the website.', 'The key travels in the address.', 'The pace is our own care.'] },
} satisfies Manifest;
