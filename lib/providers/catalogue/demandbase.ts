import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'demandbase',
  name: 'Demandbase',
  homepage: 'https://www.demandbase.com',
  docs: 'https://developer.demandbase.com',
  baseUrl: 'https://uapi.demandbase.com',
  auth: {
    kind: 'token',
    parts: ['id', 'secret'],
    request: { method: 'POST', path: '/auth/v1/token', json: { grantType: 'client_credentials', clientId: '{key.id}', clientSecret: '{key.secret}' } },
    token: { path: ['accessToken', 'access_token'] },
    expires: { path: ['expiresIn', 'expires_in'] },
  },
  key: { label: 'Client ID and secret (id:secret)', helpUrl: 'https://developer.demandbase.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        {
          needs: [['domain']],
          steps: [
            { request: { method: 'POST', path: '/data/b2b/v1/match', json: { requests: [{ id: '1', websites: ['{domain}'] }] } }, save: { company: 'matches[0].companyMatches[0].company.companyId' } },
            { request: { method: 'GET', path: '/data/b2b/v1/company/{step.company}' } },
          ],
        },
      ],
      answer: {
        fields: {
          name: 'companyName',
          domain: { path: 'websites', as: ['domain'] },
          industry: 'industry',
          industryCode: { path: ['naics', 'sic'] },
          employees: 'employeeCount',
          revenue: 'revenue',
          location: { parts: ['address.city', 'address.country'] },
          country: 'address.country',
        },
        wanted: ['name', 'industry', 'employees'],
      },
      notes: ['The currency of revenue is not spelled out.'],
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['public adapter notes (developer.demandbase.com, read 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['Whether the token is called accessToken or access_token differs between notes; both are read.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
