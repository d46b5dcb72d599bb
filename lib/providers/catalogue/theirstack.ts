import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'theirstack',
  name: 'TheirStack',
  homepage: 'https://theirstack.com',
  docs: 'https://theirstack.com/en/docs',
  baseUrl: 'https://api.theirstack.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.theirstack.com/settings/api-keys' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['error.title', 'error.description', 'detail[0].msg', 'detail', 'message'],
  keyCheck: { request: { method: 'GET', path: '/v0/billing/credit-balance' }, notes: ['How the balance is called in the answer is not documented; it is not shown.'] },
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v1/companies/search', json: { company_domain_or: ['{domain}'], limit: 1 } } }] }],
      answer: {
        fields: {
          industry: 'data[0].industry',
          employees: 'data[0].employee_count',
          founded: { path: 'data[0].founded_year', as: ['year'] },
          funding: { path: 'data[0].total_funding_usd', wrap: '{value} USD' },
          fundingStage: 'data[0].funding_stage',
        },
      },
      price: '3 credits',
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v1/companies/technologies', json: { company_domain: '{domain}', limit: 50 } } }] }],
      answer: { fields: { technologies: { path: 'data.technology.name', by: ', ', most: 50 } } },
      notes: ['Read from job postings: what a company asks for, not what its site shows.'],
    },
    'find-open-jobs': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v1/jobs/search', json: { company_domain_or: ['{domain}'], posted_at_max_age_days: 30, limit: 10, page: 0 } } }] }],
      answer: { fields: { jobTitles: { path: 'data.job_title', by: ', ', most: 10 } } },
      price: '1 credit for each job, ten at most',
      notes: ['Jobs of the last 30 days.'],
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['theirstack.com/en/docs', 'public clients (searches of jobs and companies)'],
    on: '2026-11',
    live: false,
    notes: ['Whether company_domain is a text or a list differs between sources; a text is sent.'],
  },
} satisfies Manifest;
