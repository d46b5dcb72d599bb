import type { Manifest } from '../../contracts/manifest.ts';

const finder = { method: 'GET', path: '/v8/findEmail' } as const;
const steps3 = { findEmailV2Step: 3, findEmailV2Country: 'General' } as const;

export default {
  kiln: 1,
  id: 'datagma',
  name: 'Datagma',
  homepage: 'https://datagma.com',
  docs: 'https://datagmaapi.readme.io',
  baseUrl: 'https://gateway.datagma.net/api/ingress',
  auth: { kind: 'query', name: 'apiId' },
  key: { label: 'API key', helpUrl: 'https://app.datagma.com/user-api' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    { when: { path: 'code', is: 16 }, then: 'auth' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/v1/mine' }, creditsLeft: 'currentCredit' },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['name', 'companyDomain']], steps: [{ request: { ...finder, query: { fullName: '{name}', company: '{companyDomain}', ...steps3 } } }] },
        { needs: [['name', 'companyName']], steps: [{ request: { ...finder, query: { fullName: '{name}', company: '{companyName}', ...steps3 } } }] },
      ],
      answer: {
        fields: { workEmail: 'email', companyDomain: 'emailDomain' },
        // The partner's own spelling of catch-all; its word on the address counts only where the host does not take everything.
        verdict: { path: ['cachAll', 'status'], map: { true: 'catch-all', valid: 'valid' } },
        wanted: ['workEmail'],
      },
      price: '1 credit for each checked address; a probable one on a catch-all host is free',
      notes: ['linkedInSlug means the company and is not sent.', 'The words of status beyond Valid are not listed; they give no verdict.'],
    },
    'find-phone': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{linkedinUrl}', phoneFull: true } } }] },
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{email}', phoneFull: true } } }] },
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{companyDomain}', fullName: '{name}', phoneFull: true } } }] },
      ],
      answer: { fields: { mobile: 'phone.mobiles.value', phone: 'phone.workPhones.value' } },
      price: '30 credits for each mobile; creditBurn in the answer is what was charged',
      spent: 'creditBurn',
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{linkedinUrl}' } } }] },
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{email}' } } }] },
      ],
      answer: {
        fields: {
          name: 'person.basic.name',
          firstName: 'person.basic.firstName',
          lastName: 'person.basic.lastName',
          title: 'person.basic.jobTitle',
          seniority: 'person.basic.extractedSeniority',
          department: 'person.basic.extractedRole',
          companyName: 'person.basic.company',
          linkedinUrl: 'person.basic.linkedInUrl',
          location: { path: ['person.basic.location', 'person.basic.city'] },
          country: 'person.basic.country',
        },
      },
      price: 'About 2 credits for each person; creditBurn in the answer is what was charged',
      spent: 'creditBurn',
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{domain}', companyPremium: true } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/v2/full', query: { data: '{companyName}', companyPremium: true } } }] },
      ],
      answer: {
        fields: {
          name: { path: ['company.basic.name', 'company.premium.name'] },
          website: 'company.basic.website',
          industry: { path: ['company.basic.industry', 'company.premium.industries'] },
          employeeRange: { path: ['company.basic.size', 'company.premium.companySize'] },
          founded: { path: ['company.basic.yearFounded', 'company.premium.founded'], as: ['year'] },
          location: { parts: ['company.basic.locality', 'company.basic.region', 'company.basic.country'] },
          country: { path: ['company.basic.country', 'company.premium.headquaterAddrCountry'] },
          linkedinUrl: 'company.basic.linkedUrl',
        },
        wanted: ['name', 'website', 'industry', 'linkedinUrl'],
      },
      spent: 'creditBurn',
      notes: ['Misses may cost too: creditBurn in the answer is what was charged.'],
    },
  },
  price: { note: 'About 249 USD a month (Expert); 90 addresses are free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['datagmaapi.readme.io', 'public clients of the same reference'],
    on: '2026-11',
    live: false,
    notes: ['10 calls a second.', 'The body of a bad key is {code: 16}; other error bodies are not documented.', 'The block of a person is read as clients have it (person.basic).', 'The key travels in the address: there is no header form.'],
  },
} satisfies Manifest;
