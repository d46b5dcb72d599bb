import type { Manifest } from '../../contracts/manifest.ts';

const PERSON = { profile: '{linkedinUrl}', email: '{email}', phone: '{phone}', name: '{name}', company: '{companyName}', titlecase: true, min_likelihood: 6 } as const;
const shape = { path: 'data', exists: true };
/** A name alone matches strangers: the company, by name or by domain, is part of the question. */
const company = { ...PERSON, company: '{companyDomain}' } as const;
/** Each answer says what it cost. */
const spent = { header: 'x-call-credits-spent' };

export default {
  kiln: 1,
  id: 'people-data-labs',
  name: 'People Data Labs',
  homepage: 'https://www.peopledatalabs.com',
  docs: 'https://docs.peopledatalabs.com',
  baseUrl: 'https://api.peopledatalabs.com/v5',
  auth: { kind: 'header', name: 'X-Api-Key' },
  key: { label: 'API key', helpUrl: 'https://dashboard.peopledatalabs.com/api-keys' },
  limits: { perMinute: 100, concurrent: 5 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.message', 'error.type'],
  keyCheck: {
    request: { method: 'GET', path: '/person/enrich' },
    // A question about nobody: a good key is told that the question is incomplete, a bad one that it is bad.
    rules: [{ when: { status: 400 }, then: 'answer' }],
    notes: ['No balance call is documented; that an empty question is free follows from "billed per match".'],
  },
  creditsLeft: { header: 'x-totallimit-remaining' },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['linkedinUrl'], ['name', 'companyName']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: { ...PERSON, required: 'work_email' } }, shape }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: { ...company, required: 'work_email' } }, shape }] },
      ],
      answer: { fields: { workEmail: 'data.work_email', title: 'data.job_title', linkedinUrl: 'data.linkedin_url' }, confidence: { path: 'likelihood', times: 10 } },
      price: '1 person credit for each match that has the address',
      spent,
      notes: ['The partner says nothing about deliverability: an address from here carries no verdict.'],
    },
    'find-mobile': {
      ways: [
        { needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: { ...PERSON, required: 'mobile_phone' } }, shape }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: { ...company, required: 'mobile_phone' } }, shape }] },
      ],
      answer: { fields: { mobile: 'data.mobile_phone' }, confidence: { path: 'likelihood', times: 10 } },
      price: '1 person credit for each match that has the number',
      spent,
    },
    'find-personal-email': {
      ways: [
        { needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: { ...PERSON, required: 'personal_emails' } }, shape }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: { ...company, required: 'personal_emails' } }, shape }] },
      ],
      answer: { fields: { personalEmail: 'data.personal_emails' }, confidence: { path: 'likelihood', times: 10 } },
      price: '1 person credit for each match that has an address',
      spent,
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: PERSON }, shape }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/person/enrich', query: company }, shape }] },
      ],
      answer: {
        fields: {
          name: 'data.full_name',
          firstName: 'data.first_name',
          lastName: 'data.last_name',
          title: 'data.job_title',
          seniority: { path: 'data.job_title_levels', by: ', ' },
          companyName: 'data.job_company_name',
          companyDomain: { path: 'data.job_company_website', as: ['domain'] },
          linkedinUrl: 'data.linkedin_url',
          location: 'data.location_name',
        },
        confidence: { path: 'likelihood', times: 10 },
      },
      price: '1 person credit for each match',
      spent,
    },
    'enrich-company': {
      ways: [
        {
          needs: [['domain'], ['companyName'], ['linkedinUrl']],
          steps: [{ request: { method: 'GET', path: '/company/enrich', query: { website: '{domain}', name: '{companyName}', profile: '{linkedinUrl}' } } }],
        },
      ],
      answer: {
        fields: {
          name: { path: ['display_name', 'name'] },
          industry: 'industry',
          employees: 'employee_count',
          employeeRange: 'size',
          founded: { path: 'founded', as: ['year'] },
          location: { parts: ['location.locality', 'location.region', 'location.country'], as: ['titleCase'] },
          country: { path: 'location.country', as: ['titleCase'] },
          linkedinUrl: 'linkedin_url',
          ticker: 'ticker',
          funding: 'total_funding_raised',
          fundingStage: 'latest_funding_stage',
        },
        wanted: ['name', 'industry', 'employees', 'linkedinUrl'],
      },
      price: '1 company credit for each match',
      spent,
    },
  },
  price: { note: 'About 0.28 USD a person (98 USD for 350 a month, second-hand figure); 100 a month are free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.peopledatalabs.com', 'official SDK (npm peopledatalabs 14.1.1)'],
    on: '2026-11',
    live: false,
    notes: ['LinkedIn addresses come without a scheme.', 'Fields outside the plan come as true or false and are read as missing.', 'The unit of x-ratelimit-reset is not documented; it is not used.'],
  },
} satisfies Manifest;
