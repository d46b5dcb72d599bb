import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'lemlist-enrich',
  name: 'lemlist',
  homepage: 'https://www.lemlist.com',
  docs: 'https://developer.lemlist.com',
  baseUrl: 'https://api.lemlist.com/api',
  auth: { kind: 'basic', user: '', password: '{key}' },
  key: { label: 'API key', helpUrl: 'https://developer.lemlist.com' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [{ when: { any: [{ status: 202 }, { status: 200, path: 'enrichmentStatus', is: 'in-progress' }] }, then: 'pending' }],
  errorText: ['error', 'message'],
  keyCheck: { request: { method: 'GET', path: '/team/credits' }, creditsLeft: 'credits' },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/enrich', query: { findEmail: true, firstName: '{firstName}', lastName: '{lastName}', companyDomain: '{companyDomain}', companyName: '{companyName}', linkedinUrl: '{linkedinUrl}' } } }],
        },
      ],
      answer: { fields: { workEmail: { path: 'data.email.email', when: { not: { path: 'data.email.notFound', is: true } } } } },
      poll: {
        kind: 'job',
        id: 'id',
        request: { method: 'GET', path: '/enrich/{job.id}' },
        everyMs: 4_000,
        maxWaitMs: 300_000,
      },
      price: 'About 5 credits for each address found',
    },
  },
  price: { note: 'About 0.05 USD an address (5 credits of a cent); a miss is free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['developer.lemlist.com', 'vendor OpenAPI', 'public clients (credits)'],
    on: '2026-11',
    live: false,
    notes: ['The partner can check addresses, find numbers and read profiles too; how it answers is not documented well enough, so these are left out.', '20 calls in 2 seconds for a key.'],
  },
} satisfies Manifest;
