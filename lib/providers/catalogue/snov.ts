import type { Manifest } from '../../contracts/manifest.ts';

const wait = { everyMs: 4_000, maxWaitMs: 300_000 };
const smtp = { valid: 'valid', not_valid: 'invalid', unknown: 'unknown' };

export default {
  kiln: 1,
  id: 'snov',
  name: 'Snov.io',
  homepage: 'https://snov.io',
  docs: 'https://snov.io/api',
  baseUrl: 'https://api.snov.io',
  auth: {
    kind: 'token',
    parts: ['id', 'secret'],
    request: { method: 'POST', path: '/v1/oauth/access_token', form: { grant_type: 'client_credentials', client_id: '{key.id}', client_secret: '{key.secret}' } },
    token: 'access_token',
    expires: 'expires_in',
  },
  key: { label: 'API user ID and secret (id:secret)', helpUrl: 'https://app.snov.io/account/api' },
  limits: { perMinute: 60, concurrent: 4 },
  rules: [
    { when: { status: 200, path: 'status', is: 'in_progress' }, then: 'pending' },
    { when: { status: 200, path: 'status', is: 'not_enough_credits' }, then: 'no-credits' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message', 'error', 'errors'],
  keyCheck: { request: { method: 'GET', path: '/v1/get-balance' }, creditsLeft: 'data.balance' },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/v2/emails-by-domain-by-name/start', json: { rows: [{ first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}' }] } } }] }],
      answer: {
        fields: { workEmail: { path: ['data[0].result[?smtp_status=="valid"].email', 'data[0].result[?smtp_status=="unknown"].email'] } },
        verdict: { path: ['data[0].result[?smtp_status=="valid"].smtp_status', 'data[0].result[?smtp_status=="unknown"].smtp_status'], map: smtp, otherwise: 'unknown' },
      },
      poll: { kind: 'job', id: 'data.task_hash', request: { method: 'GET', path: '/v2/emails-by-domain-by-name/result', query: { task_hash: '{job.id}' } }, ...wait },
      price: '1 credit for each valid or unknown address',
      notes: ['Addresses that are not valid are left out.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v2/email-verification/start', json: { emails: ['{email}'] } } }] }],
      answer: { fields: {}, verdict: { path: 'data[0].result.smtp_status', map: smtp, otherwise: 'unknown' } },
      poll: { kind: 'job', id: 'data.task_hash', request: { method: 'GET', path: '/v2/email-verification/result', query: { task_hash: '{job.id}' } }, ...wait },
      price: '1 credit',
      charged: 'call',
    },
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/v1/get-profile-by-email', form: { email: '{email}' } } }] }],
      answer: {
        fields: {
          name: 'name',
          firstName: 'firstName',
          lastName: 'lastName',
          title: 'currentJobs[0].position',
          companyName: 'currentJobs[0].companyName',
          companyDomain: { path: 'currentJobs[0].site', as: ['domain'] },
          linkedinUrl: { path: 'social.link', as: ['linkedinUrl'] },
          location: 'locality',
          country: 'country',
        },
      },
      price: '1 credit for each person found',
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v2/domain-search/start', json: { domain: '{domain}' } } }] }],
      answer: {
        fields: {
          name: 'data.company_name',
          website: 'data.website',
          industry: 'data.industry',
          employeeRange: 'data.size',
          founded: { path: 'data.founded', as: ['year'] },
          location: { parts: ['data.city', 'data.country'] },
          country: 'data.country',
          phone: 'data.hq_phone',
        },
        wanted: ['name', 'industry', 'employeeRange'],
      },
      poll: { kind: 'job', id: { path: ['data.task_hash', 'meta.task_hash'] }, request: { method: 'GET', path: '/v2/domain-search/result/{job.id}' }, ...wait },
      price: '1 credit for each domain, found or not',
      charged: 'call',
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/v2/company-domain-by-name/start', json: { names: ['{companyName}'] } } }] }],
      answer: { fields: { domain: { path: 'data[0].result.domain', as: ['domain'] } } },
      poll: { kind: 'job', id: 'data.task_hash', request: { method: 'GET', path: '/v2/company-domain-by-name/result', query: { task_hash: '{job.id}' } }, ...wait },
      price: '1 credit for each domain found',
    },
  },
  price: { note: 'About 0.039 USD a credit (39 USD for 1,000); 50 credits to try', charged: 'found' },
  verified: { sure: 'documented', sources: ['snov.io/api', 'public clients (live answers)'], on: '2026-11', live: false, notes: ['60 calls a minute.', 'Country and phone of a company are seen in use.'] },
} satisfies Manifest;
