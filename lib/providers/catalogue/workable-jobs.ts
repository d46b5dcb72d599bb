import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const account = (slug: string): StepTemplate => ({ request: { method: 'GET', path: `/accounts/${slug}` }, shape: { path: 'name', exists: true } });
const fields = { openJobs: { path: 'jobs', count: true as const, unless: '^0$' }, jobTitles: { path: 'jobs[*].title', by: '; ', most: 20 } };

export default {
  kiln: 1,
  id: 'workable-jobs',
  name: 'Workable job boards',
  homepage: 'https://www.workable.com',
  docs: 'https://help.workable.com/hc/en-us/articles/115012771647',
  baseUrl: 'https://apply.workable.com/api/v1/widget',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'message'],
  operations: {
    'find-open-jobs': {
      ways: [
        { needs: [['domain', 'companyName']], steps: [account('{domain|siteLabel}')], answer: { fields, agree: { path: 'name', with: 'companyName', as: 'name' } } },
        { needs: [['domain']], steps: [account('{domain|siteLabel}')], answer: { fields, agree: { path: 'name', with: 'domain', as: 'site' } } },
        { needs: [['companyName']], steps: [account('{companyName|dashed}')], answer: { fields, agree: { path: 'name', with: 'companyName', as: 'name' } } },
      ],
      answer: { fields },
      notes: ['The address of the board is tried with the name of the domain or of the company; it counts only when its name agrees.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['public clients of the Workable widget'], on: '2026-11', live: false, notes: ['Asked without `details=true`, so that the texts of the postings stay away.', 'The service throttles early; one call a second is our own care.'] },
} satisfies Manifest;
