import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'doh-mx',
  name: 'DNS over HTTPS (mail host)',
  homepage: 'https://developers.cloudflare.com/1.1.1.1/',
  docs: 'https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/',
  baseUrl: 'https://cloudflare-dns.com',
  auth: { kind: 'none' },
  headers: { Accept: 'application/dns-json' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    // RFC 1035 answer codes: 3 the name does not exist, 2 the name servers failed.
    { when: { status: 200, path: 'Status', is: 3 }, then: 'no-result' },
    { when: { status: 200, path: 'Status', is: 2 }, then: 'server' },
  ],
  errorText: ['error'],
  operations: {
    'check-mail-host': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'GET', path: '/dns-query', query: { name: '{domain}', type: 'MX' } }, shape: { path: 'Status', exists: true } }] },
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/dns-query', query: { name: '{email|domain}', type: 'MX' } }, shape: { path: 'Status', exists: true } }] },
      ],
      answer: {
        fields: {
          mailHost: {
            path: 'Answer[?type==15].data',
            sort: 'number',
            as: ['mxHost'],
            cases: [
              { matches: '(^|\\.)(google|googlemail)\\.com$', gives: 'Google Workspace' },
              { matches: '\\.protection\\.outlook\\.com$|\\.mx\\.microsoft$', gives: 'Microsoft 365' },
              { matches: '\\.pphosted\\.com$|\\.ppe-hosted\\.com$', gives: 'Proofpoint' },
              { matches: '\\.mimecast\\.com$', gives: 'Mimecast' },
              { matches: '\\.messagelabs\\.com$', gives: 'Symantec Email Security' },
              { matches: '\\.barracudanetworks\\.com$', gives: 'Barracuda' },
              { matches: '\\.zoho\\.(com|eu|in)$', gives: 'Zoho Mail' },
              { matches: '\\.messagingengine\\.com$', gives: 'Fastmail' },
              { matches: '\\.protonmail\\.ch$', gives: 'Proton Mail' },
              { matches: '\\.yandex\\.(net|ru)$', gives: 'Yandex 360' },
              { matches: '\\.ovh\\.net$', gives: 'OVHcloud' },
              { matches: '\\.(kundenserver|ionos)\\.(de|com)$', gives: 'IONOS' },
              { matches: '\\.amazonaws\\.com$', gives: 'Amazon SES' },
            ],
          },
        },
      },
      notes: ['Only Google and Microsoft hosts are from the documented facts; the other hosts are general knowledge. An unknown host is shown as it is.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['developers.cloudflare.com/1.1.1.1 (DNS over HTTPS with JSON)', 'RFC 1035', 'RFC 7505 (null MX)'],
    on: '2026-11',
    live: false,
    notes: ['The domain that is asked about is seen by Cloudflare.'],
  },
} satisfies Manifest;
