import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'doh-google',
  name: 'Google DNS (mail host)',
  homepage: 'https://dns.google',
  docs: 'https://developers.google.com/speed/public-dns/docs/doh/json',
  baseUrl: 'https://dns.google',
  auth: { kind: 'none' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    // RFC 1035 answer codes: 3 the name does not exist, 2 the name servers failed.
    { when: { status: 200, path: 'Status', is: 3 }, then: 'no-result' },
    { when: { status: 200, path: 'Status', is: 2 }, then: 'server' },
  ],
  errorText: ['error', 'Comment'],
  operations: {
    'check-mail-host': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'GET', path: '/resolve', query: { name: '{domain}', type: 'MX' } }, shape: { path: 'Status', exists: true } }] },
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/resolve', query: { name: '{email|domain}', type: 'MX' } }, shape: { path: 'Status', exists: true } }] },
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
      notes: ['The same question as to Cloudflare, for when that one does not answer.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['developers.google.com/speed/public-dns/docs/doh/json', 'RFC 1035', 'RFC 7505 (null MX)'], on: '2026-11', live: false, notes: ['The domain that is asked about is seen by Google.', 'No pace is published; ten calls a second are our own.'] },
} satisfies Manifest;
