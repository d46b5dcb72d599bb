import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const offers: StepTemplate = { request: { base: 'https://{domain|siteLabel}.recruitee.com', method: 'GET', path: '/api/offers/' } };
const fields = { openJobs: { path: 'offers', count: true as const, unless: '^0$' }, jobTitles: { path: 'offers[*].title', by: '; ', most: 20 } };

export default {
  kiln: 1,
  id: 'recruitee-jobs',
  name: 'Recruitee job boards',
  homepage: 'https://recruitee.com',
  docs: 'https://docs.recruitee.com/reference/intro-to-careers-site-api',
  baseUrl: 'https://recruitee.com',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'message'],
  operations: {
    'find-open-jobs': {
      ways: [
        { needs: [['domain', 'companyName']], steps: [offers], answer: { fields, agree: { path: 'offers[*].company_name', with: 'companyName', as: 'name' } } },
        { needs: [['domain']], steps: [offers], answer: { fields, agree: { path: 'offers[*].company_name', with: 'domain', as: 'site' } } },
      ],
      answer: { fields },
      notes: ['Each company has its own host there: it is tried with the name of the domain, and counts only when the offers name the company.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['public clients of the careers site API'], on: '2026-11', live: false, notes: ['The right to reach all hosts below recruitee.com is asked for.', 'A host that nobody has is a 404; where it leads to another page instead, that is told as an answer that makes no sense.', 'company_name is read from public clients.', 'No pace is told here; two calls a second are our own.'] },
} satisfies Manifest;
