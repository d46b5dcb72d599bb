import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'rdap',
  name: 'RDAP (domain records)',
  homepage: 'https://about.rdap.org',
  docs: 'https://about.rdap.org',
  baseUrl: 'https://rdap.org',
  auth: { kind: 'none' },
  headers: { Accept: 'application/rdap+json' },
  redirects: 'follow',
  limits: { perSecond: 1, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['title', 'description[0]'],
  operations: {
    'check-domain': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/domain/{domain}' }, shape: { any: [{ path: 'ldhName', exists: true }, { path: 'events', exists: true }] } }] }],
      answer: { fields: { domainRegistered: { path: 'events[?eventAction=="registration"].eventDate', as: ['date'] } } },
      notes: ['Some registries publish no registration date: no result.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['RFC 9082', 'RFC 9083', 'about.rdap.org'],
    on: '2026-11',
    live: false,
    notes: [
      'rdap.org sends the call on to the registry (302). Registries answer browsers from anywhere as RFC 7480 recommends; one that does not reads as offline.',
      'A pace of one call a second is our own politeness; no number is published.',
      'Ending without RDAP: 404, no result.',
    ],
  },
} satisfies Manifest;
