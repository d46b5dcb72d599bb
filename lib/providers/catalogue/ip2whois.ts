import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'ip2whois',
  name: 'IP2WHOIS',
  homepage: 'https://www.ip2whois.com',
  docs: 'https://www.ip2whois.com/developers-api',
  baseUrl: 'https://api.ip2whois.com',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://www.ip2location.io/dashboard' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.error_message', 'error_message'],
  operations: {
    'check-domain': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/v2', query: { domain: '{domain}' } }, shape: { path: 'domain', exists: true } }] }],
      answer: { fields: { domainRegistered: { path: 'create_date', as: ['date'] } }, agree: { path: 'domain', with: 'domain', as: 'domain' } },
      notes: ['Names and addresses of the person who registered a domain are not read.'],
    },
  },
  price: { note: 'Free plan with a key; larger plans are paid by the month', charged: 'free' },
  verified: { sure: 'third-party', sources: ['OpenAPI path of api.ip2whois.com'], on: '2026-11', live: false, notes: ['Fields and the words of an error are inferred.', 'The key travels in the address: there is no header form.', 'No pace is published; one call a second is our own.'] },
} satisfies Manifest;
