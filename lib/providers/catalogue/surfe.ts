import type { Manifest } from '../../contracts/manifest.ts';

const who = { externalID: '1', firstName: '{firstName}', lastName: '{lastName}', companyDomain: '{companyDomain}', companyName: '{companyName}', linkedinUrl: '{linkedinUrl}' };
const needs: ('linkedinUrl' | 'firstName' | 'lastName' | 'companyDomain' | 'companyName')[][] = [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']];
const people = { kind: 'job' as const, id: 'enrichmentID', request: { method: 'GET' as const, path: '/v2/people/enrich/{job.id}' }, everyMs: 3_000, maxWaitMs: 300_000 };

export default {
  kiln: 1,
  id: 'surfe',
  name: 'Surfe',
  homepage: 'https://www.surfe.com',
  docs: 'https://developers.surfe.com',
  baseUrl: 'https://api.surfe.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://developers.surfe.com' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    { when: { path: 'people[0].status', is: 'NOT_FOUND' }, then: 'no-result' },
    { when: { status: 200, path: 'status', is: ['PENDING', 'IN_PROGRESS'] }, then: 'pending' },
    { when: { status: 200, path: 'status', is: 'FAILED' }, then: 'server' },
    // 403 is a used-up quota.
    { when: { status: 403 }, then: 'no-credits' },
  ],
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/v1/credits' }, creditsLeft: 'totalEmail', notes: ['Addresses and mobiles have separate pools; the one of addresses is shown.'] },
  operations: {
    'find-work-email': {
      ways: [{ needs, steps: [{ request: { method: 'POST', path: '/v2/people/enrich', json: { include: { email: true }, enrichmentOptions: { acceptedEmailType: 'professional' }, people: [who] } } }] }],
      answer: {
        fields: {
          workEmail: { path: ['people[0].emails[?validationStatus=="VALID"][?emailType!="personal"][?type!="personal"].email', 'people[0].emails[?emailType!="personal"][?type!="personal"].email'] },
          title: 'people[0].jobTitle',
          linkedinUrl: 'people[0].linkedInUrl',
          companyName: 'people[0].companyName',
        },
        verdict: { path: ['people[0].emails[?validationStatus=="VALID"][?emailType!="personal"][?type!="personal"].validationStatus', 'people[0].emails[?emailType!="personal"][?type!="personal"].validationStatus'], map: { VALID: 'valid', INVALID: 'invalid', CATCH_ALL: 'catch-all' }, otherwise: 'unknown' },
      },
      poll: people,
      price: '1 email credit for each address found',
      notes: ['The words of validationStatus beyond VALID are not listed.'],
    },
    'find-mobile': {
      ways: [{ needs, steps: [{ request: { method: 'POST', path: '/v2/people/enrich', json: { include: { mobile: true }, people: [who] } } }] }],
      answer: { fields: { mobile: 'people[0].mobilePhones.mobilePhone' } },
      poll: people,
      price: '1 mobile credit for each number found',
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v2/companies/enrich', json: { companies: [{ domain: '{domain}' }] } } }] }],
      answer: {
        fields: {
          name: 'companies[0].name',
          domain: { path: 'companies[0].domain', as: ['domain'] },
          website: 'companies[0].websites',
          description: 'companies[0].description',
          industry: 'companies[0].industry',
          employees: 'companies[0].employeeCount',
          founded: { path: 'companies[0].founded', as: ['year'] },
          revenue: 'companies[0].revenue',
          ticker: { path: ['companies[0].stocks.ticker', 'companies[0].stockSymbol'] },
          parentCompany: 'companies[0].parentOrganization',
          phone: 'companies[0].phones',
          address: 'companies[0].hqAddress',
          country: 'companies[0].hqCountry',
          linkedinUrl: { path: ['companies[0].linkedInURL', 'companies[0].linkedInUrl'] },
        },
      },
      poll: { kind: 'job', id: 'enrichmentID', request: { method: 'GET', path: '/v2/companies/enrich/{job.id}' }, everyMs: 3_000, maxWaitMs: 300_000 },
      price: 'Counts against the quota of companies',
    },
  },
  price: { note: 'Email and mobile credits of the plan, only for what is found', charged: 'found' },
  verified: { sure: 'documented', sources: ['developers.surfe.com', 'public clients', 'api-evangelist/surfe (OpenAPI)'], on: '2026-11', live: false, notes: ['403 is a used-up quota.', '10 calls a second, with a quota for the day.', 'Clients and the OpenAPI disagree about some names (emailType and type, linkedInURL and linkedInUrl): both are read.'] },
} satisfies Manifest;
