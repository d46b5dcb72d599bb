import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'logo-dev',
  name: 'Logo.dev',
  homepage: 'https://www.logo.dev',
  docs: 'https://docs.logo.dev',
  baseUrl: 'https://api.logo.dev',
  auth: { kind: 'bearer' },
  key: { label: 'Secret key', helpUrl: 'https://www.logo.dev/dashboard' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/search', query: { q: '{companyName}' } } }] }],
      answer: { choose: [{ among: '', agree: { path: 'name', with: 'companyName', as: 'name' } }], fields: { domain: 'domain', name: 'name' } },
      notes: ['It completes names: the first whose name agrees counts, legal forms aside.'],
    },
  },
  price: { note: 'Calls of the plan; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.logo.dev'],
    on: '2026-11',
    live: false,
    notes: ['The secret key is needed, not the publishable one.', 'Of the describe call the names in the answer are not spelled out; it is left out.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
