import type { Manifest, OperationSpec } from '../../contracts/manifest.ts';

/** A job gathers one page; the same address answers 202 or a status until the records are there. */
const poll: OperationSpec['poll'] = {
  kind: 'job',
  id: 'snapshot_id',
  request: { method: 'GET', path: '/snapshot/{job.id}', query: { format: 'json' } },
  rules: [
    { when: { path: 'status', is: 'running' }, then: 'pending' },
    { when: { status: 202 }, then: 'pending' },
    { when: { path: 'status', is: 'failed' }, then: 'no-result' },
  ],
  everyMs: 15_000,
  maxWaitMs: 900_000,
};

export default {
  kiln: 1,
  id: 'brightdata-datasets',
  name: 'Bright Data Scrapers',
  homepage: 'https://brightdata.com',
  docs: 'https://docs.brightdata.com/api-reference/web-scraper-api',
  baseUrl: 'https://api.brightdata.com/datasets/v3',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://brightdata.com/cp/setting/users' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['error', 'message'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/trigger', query: { dataset_id: 'gd_l1viktl72bvl7bjuj0', format: 'json' }, json: [{ url: '{linkedinUrl}' }] } }] }],
      answer: {
        fields: {
          name: '[0].name',
          title: '[0].current_company.title',
          headline: '[0].position',
          companyName: { path: ['[0].current_company.name', '[0].current_company_name'] },
          location: '[0].city',
          country: '[0].country_code',
          linkedinUrl: { path: ['[0].url', '[0].input_url'] },
          photoUrl: '[0].avatar',
          description: '[0].about',
        },
        wanted: ['name', 'headline'],
      },
      poll,
    },
    'enrich-company': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/trigger', query: { dataset_id: 'gd_l1vikfnt1wgvvqz95w', format: 'json' }, json: [{ url: '{linkedinUrl}' }] } }] }],
      answer: {
        fields: {
          name: '[0].name',
          website: '[0].website',
          domain: { path: '[0].website', as: ['domain'] },
          description: '[0].about',
          industry: '[0].industries',
          employees: '[0].employees_in_linkedin',
          employeeRange: '[0].company_size',
          companyType: '[0].organization_type',
          founded: { path: '[0].founded', as: ['year'] },
          location: '[0].headquarters',
          linkedinUrl: '[0].url',
        },
        wanted: ['name', 'industry'],
      },
      poll,
    },
  },
  price: { note: 'About 1.5 USD for 1,000 records (second-hand figure)', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.brightdata.com (trigger, progress, snapshot)', 'public clients (records of the two datasets)'],
    on: '2026-11',
    live: false,
    notes: ['Gathering takes from seconds to minutes.', 'The names in the records come from public clients.', 'No free call that checks a key is documented.'],
  },
} satisfies Manifest;
