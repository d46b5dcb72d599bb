import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'domainsdb',
  name: 'DomainsDB',
  homepage: 'https://domainsdb.info',
  docs: 'https://api.domainsdb.info',
  baseUrl: 'https://api.domainsdb.info/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'check-domain': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/domains/search', query: { domain: '{domain|siteLabel}', zone: '{domain|publicSuffix}', limit: 50 } }, shape: { path: 'domains', exists: true } }] }],
      answer: { choose: [{ among: 'domains', agree: { path: 'domain', with: 'domain', as: 'domain' } }], fields: { domainRegistered: { path: 'create_date', as: ['date'] } } },
      notes: ['The search finds parts of names: only the very domain counts.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['api.domainsdb.info (OpenAPI)'], on: '2026-11', live: false, notes: ['No pace is published; one call a second is our own.'] },
} satisfies Manifest;
