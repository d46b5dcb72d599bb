import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'ashby-jobs',
  name: 'Ashby job boards',
  homepage: 'https://www.ashbyhq.com',
  docs: 'https://developers.ashbyhq.com/docs/public-job-posting-api',
  baseUrl: 'https://api.ashbyhq.com/posting-api',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['errors[0]', 'error'],
  operations: {
    'find-open-jobs': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/job-board/{domain|siteLabel}' }, shape: { any: [{ path: 'jobs', exists: true }, { path: 'apiVersion', exists: true }] } }] }],
      answer: {
        fields: { openJobs: { path: 'jobs[?isListed!=false].title', count: true, unless: '^0$' }, jobTitles: { path: 'jobs[?isListed!=false].title', by: '; ', most: 20 } },
        confidence: { value: 60 },
      },
      notes: ['The address of the board is tried with the name of the domain. Postings do not name their company, so it is less sure than other boards.', 'Postings that are not listed are not counted.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['developers.ashbyhq.com/docs/public-job-posting-api'], on: '2026-11', live: false, notes: ['The answer holds the whole text of every posting: some hundred kilobytes for large boards.', 'No pace is published; two calls a second are our own.'] },
} satisfies Manifest;
