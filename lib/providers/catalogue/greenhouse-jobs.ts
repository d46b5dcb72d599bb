import type { Agree, Manifest, StepTemplate } from '../../contracts/manifest.ts';

/** The board is the one that is meant when its name is that of the company. */
const board = (slug: string, agree: Agree): StepTemplate => ({ request: { method: 'GET', path: `/boards/${slug}` }, shape: { path: 'name', exists: true }, choose: [{ among: '', agree }], save: { board: 'name' } });
const jobs = (slug: string): StepTemplate => ({ request: { method: 'GET', path: `/boards/${slug}/jobs` }, shape: { path: 'meta', exists: true } });
const byName: Agree = { path: 'name', with: 'companyName', as: 'name' };

export default {
  kiln: 1,
  id: 'greenhouse-jobs',
  name: 'Greenhouse job boards',
  homepage: 'https://www.greenhouse.com',
  docs: 'https://developers.greenhouse.io/job-board.html',
  baseUrl: 'https://boards-api.greenhouse.io/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'errors[0].message'],
  operations: {
    'find-open-jobs': {
      ways: [
        { needs: [['domain', 'companyName']], steps: [board('{domain|siteLabel}', byName), jobs('{domain|siteLabel}')] },
        { needs: [['domain']], steps: [board('{domain|siteLabel}', { path: 'name', with: 'domain', as: 'site' }), jobs('{domain|siteLabel}')] },
        { needs: [['companyName']], steps: [board('{companyName|joined}', byName), jobs('{companyName|joined}')] },
      ],
      answer: { fields: { openJobs: { path: ['meta.total'], as: ['number'], unless: '^0$' }, jobTitles: { path: 'jobs[*].title', by: '; ', most: 20 } } },
      notes: ['The address of the board is tried with the name of the domain or of the company; it counts only when its name agrees.', 'An empty board is no result: many were left behind.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['developers.greenhouse.io/job-board.html'], on: '2026-11', live: false, notes: ['The name of the board comes from the call for the board itself, as several public clients do.', 'No pace is published; two calls a second are our own.'] },
} satisfies Manifest;
