import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'lever-jobs',
  name: 'Lever postings',
  homepage: 'https://www.lever.co',
  docs: 'https://github.com/lever/postings-api',
  baseUrl: 'https://api.lever.co/v0',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'message'],
  operations: {
    'find-open-jobs': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/postings/{domain|siteLabel}', query: { mode: 'json', skip: 0, limit: 50 } } }] }],
      answer: {
        // Fifty are asked for, so fifty may be more.
        fields: { openJobs: { path: '[*].text', count: true, unless: '^(0|50)$' }, jobTitles: { path: '[*].text', by: '; ', most: 20 } },
        confidence: { value: 60 },
      },
      notes: ['The address of the board is tried with the name of the domain. Postings do not name their company, so it is less sure than the other boards.', 'Customers in the EU have another host and are not found.', 'With fifty or more postings the number is left open.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['github.com/lever/postings-api'], on: '2026-11', live: false, notes: ['No pace for reading is told here; two calls a second are our own.'] },
} satisfies Manifest;
