import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'ahrefs',
  name: 'Ahrefs',
  homepage: 'https://ahrefs.com',
  docs: 'https://docs.ahrefs.com',
  baseUrl: 'https://api.ahrefs.com/v3',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.ahrefs.com/account/api-keys' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['error', 'message'],
  operations: {
    'find-traffic': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/site-explorer/metrics', query: { target: '{domain}', date: '{today}' } } }] }],
      answer: { fields: { monthlyVisits: 'metrics.org_traffic' }, wanted: ['monthlyVisits'] },
      notes: ['Visits from search only, as estimated by the vendor.', 'The rank of domain-rating counts links, not visits; it is left out.'],
    },
  },
  price: { note: 'Units of the plan; prices on the vendor\'s site', charged: 'call' },
  verified: { sure: 'documented', sources: ['tests of a public SDK'], on: '2026-11', live: false, notes: ['Meanings of error codes are the usual ones.', 'No free call that checks a key is documented.'] },
} satisfies Manifest;
