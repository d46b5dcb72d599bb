import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'brand-dev',
  name: 'Brand.dev',
  homepage: 'https://www.brand.dev',
  docs: 'https://docs.brand.dev',
  baseUrl: 'https://api.brand.dev/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.brand.dev' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/brand/retrieve', query: { domain: '{domain}' } } }] }],
      answer: { fields: { name: 'brand.title', domain: 'brand.domain', description: 'brand.description' }, wanted: ['name', 'description'] },
      notes: ['Of industries, address and socials the inner form is not spelled out; they are left out.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/brand/retrieve', query: { name: '{companyName}' } } }] }],
      answer: { fields: { domain: 'brand.domain', name: 'brand.title' }, agree: { path: 'brand.title', with: 'companyName', as: 'name' } },
      notes: ['An answer counts only when the names agree, legal forms aside.'],
    },
  },
  price: { note: 'Calls of the plan; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented-in-use',
    sources: ['many public callers of api.brand.dev/v1/brand/retrieve'],
    on: '2026-11',
    live: false,
    notes: ['The vendor now also goes by the name context.dev.', 'The form of error bodies is not documented.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
