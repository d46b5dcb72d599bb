import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'bluesky',
  name: 'Bluesky',
  homepage: 'https://bsky.app',
  docs: 'https://docs.bsky.app/docs/api/app-bsky-actor-get-profile',
  baseUrl: 'https://public.api.bsky.app/xrpc',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // A handle that nobody has is a 400.
    { when: { status: 400, path: 'error', is: 'InvalidRequest', all: [{ path: 'message', matches: 'not found' }] }, then: 'no-result' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/app.bsky.actor.getProfile', query: { actor: '{domain}' } }, shape: { path: 'handle', exists: true } }] }],
      answer: {
        fields: { name: 'displayName', description: 'description', profileUrl: { path: 'handle', wrap: 'https://bsky.app/profile/{value}' } },
        wanted: ['profileUrl'],
        agree: { path: 'handle', with: 'domain', as: 'domain' },
      },
      notes: ['A handle that is a domain was proven by its owner: the profile is that of the company.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['docs.bsky.app (lexicon)'], on: '2026-11', live: false, notes: ['"Profile not found" is a 400 with InvalidRequest; other words of a 400 mean a bad question.', 'No pace is published; two calls a second are our own.'] },
} satisfies Manifest;
