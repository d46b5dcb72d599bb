import type { Agree, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const postings = (slug: string): StepTemplate => ({ request: { method: 'GET', path: `/companies/${slug}/postings`, query: { limit: 100, offset: 0 } }, shape: { path: 'totalFound', exists: true } });
const fields = { openJobs: { path: 'totalFound', as: ['number'], unless: '^0$' }, jobTitles: { path: ['content[*].name', 'content[*].title'], by: '; ', most: 20 } };
const byName: Agree = { path: 'content[*].company.name', with: 'companyName', as: 'name' };

export default {
  kiln: 1,
  id: 'smartrecruiters-jobs',
  name: 'SmartRecruiters postings',
  homepage: 'https://www.smartrecruiters.com',
  docs: 'https://developers.smartrecruiters.com/docs/posting-api',
  baseUrl: 'https://api.smartrecruiters.com/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'errors[0].message'],
  operations: {
    'find-open-jobs': {
      ways: [
        { needs: [['companyName']], steps: [postings('{companyName|joined}')], answer: { fields, agree: byName } },
        { needs: [['domain']], steps: [postings('{domain|siteLabel}')], answer: { fields, agree: { path: 'content[*].company.name', with: 'domain', as: 'site' } } },
      ],
      answer: { fields },
      notes: ['The name at SmartRecruiters is tried with the name of the company or its domain; it counts only when the postings name the same company.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['developers.smartrecruiters.com/docs/posting-api (OpenAPI)'], on: '2026-11', live: false, notes: ['A company that does not exist is often a 200 with nothing found (inferred).', 'The title of a posting is read at `name` or `title`: sources differ.', 'No pace is told here; two calls a second are our own.'] },
} satisfies Manifest;
