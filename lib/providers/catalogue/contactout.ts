import type { Manifest } from '../../contracts/manifest.ts';

/** Company words travel as lists. */
const who = { linkedin_url: '{linkedinUrl}', full_name: '{name}', company: ['{companyName}'], company_domain: ['{companyDomain}'] };
const enrich = { method: 'POST', path: '/v1/people/enrich' } as const;

export default {
  kiln: 1,
  id: 'contactout',
  name: 'ContactOut',
  homepage: 'https://contactout.com',
  docs: 'https://api.contactout.com',
  baseUrl: 'https://api.contactout.com',
  auth: { kind: 'header', name: 'token' },
  key: { label: 'API token', helpUrl: 'https://api.contactout.com' },
  limits: { perMinute: 1_000, concurrent: 8 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    { when: { status: 400, path: 'message', matches: 'credential' }, then: 'auth' },
    // 403 stands for an empty account and for a plan without the call.
    { when: { status: 403, path: 'message', matches: 'out of credits' }, then: 'no-credits' },
  ],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/v1/stats' }, notes: ['Prepaid and postpaid accounts count differently; what is left is not read.'] },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...enrich, json: { ...who, include: ['work_email'] } } }] }],
      answer: {
        fields: { workEmail: 'profile.work_email', linkedinUrl: 'profile.url', title: 'profile.title', headline: 'profile.headline', companyName: 'profile.company.name' },
        verdict: { path: 'profile.work_email_status[*]', map: { Verified: 'valid', Unverified: 'unknown' }, otherwise: 'unknown' },
        wanted: ['workEmail'],
      },
      price: '1 email credit for each address found; 1 search credit for a profile without one',
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...enrich, json: { ...who, include: ['personal_email'] } } }] }],
      answer: { fields: { personalEmail: 'profile.personal_email' } },
      price: '1 email credit for each address found; 1 search credit for a profile without one',
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...enrich, json: { ...who, include: ['phone'] } } }] }],
      answer: { fields: { phone: 'profile.phone' } },
      price: '1 phone credit for each number found; 1 search credit for a profile without one',
      notes: ['Whether a number is a mobile is not said.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...enrich, json: { ...who, email: '{email}' } } }] }],
      answer: {
        fields: {
          name: 'profile.full_name',
          title: 'profile.title',
          headline: 'profile.headline',
          seniority: 'profile.seniority',
          department: 'profile.job_function',
          linkedinUrl: 'profile.url',
          companyName: 'profile.company.name',
          companyDomain: { path: ['profile.company.domain', 'profile.company.website'], as: ['domain'] },
          location: 'profile.location',
          country: 'profile.country',
          description: 'profile.summary',
          photoUrl: 'profile.profile_picture_url',
        },
      },
      price: '1 search credit for each profile found',
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v1/domain/enrich', json: { domains: ['{domain}'] } } }] }],
      answer: {
        // The answer is a map by domain.
        fields: {
          name: 'companies[{domain}].name',
          industry: 'companies[{domain}].industry',
          employees: { path: ['companies[{domain}].employees', 'companies[{domain}].size'], as: ['number'] },
          founded: { path: 'companies[{domain}].founded_at', as: ['year'] },
          location: 'companies[{domain}].headquarter',
          country: 'companies[{domain}].country',
          linkedinUrl: { path: 'companies[{domain}].li_vanity', as: ['companyHandle'], wrap: 'https://www.linkedin.com/{value}' },
        },
      },
      batch: {
        max: 30,
        needs: [['domain']],
        row: '{domain}',
        request: { method: 'POST', path: '/v1/domain/enrich', json: { domains: '{rows}' } },
        answers: 'companies',
        match: { by: 'key', with: 'domain' },
        answer: {
          fields: {
            name: 'name',
            industry: 'industry',
            employees: { path: ['employees', 'size'], as: ['number'] },
            founded: { path: 'founded_at', as: ['year'] },
            location: 'headquarter',
            country: 'country',
            linkedinUrl: { path: 'li_vanity', as: ['companyHandle'], wrap: 'https://www.linkedin.com/{value}' },
          },
        },
      },
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v1/email/verify', query: { email: '{email}' } }, shape: { path: 'data.status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'data.status', map: { valid: 'valid', accept_all: 'catch-all', invalid: 'invalid', disposable: 'invalid', unknown: 'unknown' }, otherwise: 'unknown' } },
      limits: { perMinute: 150 },
      price: '1 verifier credit; unknown and disposable addresses are free',
      charged: 'call',
      billed: { path: 'data.status', is: ['valid', 'invalid', 'accept_all'] },
    },
  },
  price: { note: 'By contract; email, phone, search and verifier credits are separate', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['api.contactout.com', 'contactout/n8n-nodes-contactout'],
    on: '2026-11',
    live: false,
    notes: ['The page lists 400 for bad credentials and 401 for bad input; clients see 401 for a bad key. The message decides for 400, 401 is read as a bad key.'],
  },
} satisfies Manifest;
