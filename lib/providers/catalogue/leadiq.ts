import type { Manifest } from '../../contracts/manifest.ts';

const PEOPLE =
  'query SearchPeople($input: SearchPeopleInput!) { searchPeople(input: $input) { totalResults results { name { fullName first last } linkedin { linkedinUrl } currentPositions { title seniority function companyInfo { name domain } emails { value status } } personalPhones { value } } } }';
const COMPANY =
  'query SearchCompany($input: SearchCompanyInput!) { searchCompany(input: $input) { totalResults results { name domain description linkedinUrl numberOfEmployees industry locationInfo { city areaLevel1 country } fundingInfo { fundingTotalUsd lastFundingType } } } }';
const search = { method: 'POST', path: '/graphql' } as const;
const named = { firstName: '{firstName}', lastName: '{lastName}', company: { domain: '{companyDomain}', name: '{companyName}' }, limit: 1 } as const;
/** The surest address first; invalid and suppressed ones are never taken. */
const positions = 'data.searchPeople.results[0].currentPositions';

export default {
  kiln: 1,
  id: 'leadiq',
  name: 'LeadIQ',
  homepage: 'https://leadiq.com',
  docs: 'https://developer.leadiq.com',
  baseUrl: 'https://api.leadiq.com',
  auth: { kind: 'header', name: 'Authorization', prefix: 'Basic ' },
  key: { label: 'Secret Base64 API key', helpUrl: 'https://developer.leadiq.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // The partner answers 200 to everything; the real code is inside.
    { when: { path: 'errors[0].extensions.response.status', is: 401 }, then: 'auth' },
    { when: { path: 'errors[0].extensions.response.status', is: 402 }, then: 'no-credits' },
    { when: { path: 'errors[0].extensions.response.status', is: 429 }, then: 'rate-limited' },
    { when: { path: 'errors', exists: true }, then: 'bad-input' },
  ],
  errorText: ['errors[0].message'],
  keyCheck: {
    request: { ...search, json: { query: 'query Account { account { plans { name status } universalPlan { available used } } }' } },
    creditsLeft: 'data.account.universalPlan.available',
    notes: ['Free of charge.'],
  },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: { linkedinUrl: '{linkedinUrl}', limit: 1 } } } }, shape: { path: 'data.searchPeople', exists: true } }] },
        { needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: named } } }, shape: { path: 'data.searchPeople', exists: true } }] },
      ],
      answer: {
        fields: {
          workEmail: { path: [`${positions}.emails[?status=="Verified"].value`, `${positions}.emails[?status=="VerifiedLikely"].value`, `${positions}.emails[?status=="Unverified"].value`] },
          title: `${positions}.title`,
          linkedinUrl: 'data.searchPeople.results[0].linkedin.linkedinUrl',
          companyName: `${positions}.companyInfo.name`,
        },
        verdict: {
          path: [`${positions}.emails[?status=="Verified"].status`, `${positions}.emails[?status=="VerifiedLikely"].status`, `${positions}.emails[?status=="Unverified"].status`],
          map: { Verified: 'valid' },
          otherwise: 'unknown',
        },
      },
      price: '1 credit for each person',
    },
    'find-phone': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: { linkedinUrl: '{linkedinUrl}', limit: 1 } } } }, shape: { path: 'data.searchPeople', exists: true } }] },
        { needs: [['email']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: { email: '{email}', limit: 1 } } } }, shape: { path: 'data.searchPeople', exists: true } }] },
      ],
      answer: { fields: { phone: 'data.searchPeople.results[0].personalPhones.value' } },
      price: '1 credit for each person; numbers may cost more, by plan',
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: { linkedinUrl: '{linkedinUrl}', limit: 1 } } } }, shape: { path: 'data.searchPeople', exists: true } }] },
        { needs: [['email']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: { email: '{email}', limit: 1 } } } }, shape: { path: 'data.searchPeople', exists: true } }] },
        { needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { ...search, json: { query: PEOPLE, variables: { input: named } } }, shape: { path: 'data.searchPeople', exists: true } }] },
      ],
      answer: {
        fields: {
          name: 'data.searchPeople.results[0].name.fullName',
          firstName: 'data.searchPeople.results[0].name.first',
          lastName: 'data.searchPeople.results[0].name.last',
          title: `${positions}.title`,
          seniority: `${positions}.seniority`,
          department: `${positions}.function`,
          linkedinUrl: 'data.searchPeople.results[0].linkedin.linkedinUrl',
          companyName: `${positions}.companyInfo.name`,
          companyDomain: { path: `${positions}.companyInfo.domain`, as: ['domain'] },
        },
      },
      price: '1 credit for each person',
    },
    'enrich-company': {
      ways: [
        { needs: [['domain'], ['companyName']], steps: [{ request: { ...search, json: { query: COMPANY, variables: { input: { domain: '{domain}', name: '{companyName}' } } } }, shape: { path: 'data.searchCompany', exists: true } }] },
      ],
      answer: {
        fields: {
          name: 'data.searchCompany.results[0].name',
          domain: { path: 'data.searchCompany.results[0].domain', as: ['domain'] },
          industry: 'data.searchCompany.results[0].industry',
          employees: 'data.searchCompany.results[0].numberOfEmployees',
          location: { parts: ['data.searchCompany.results[0].locationInfo.city', 'data.searchCompany.results[0].locationInfo.areaLevel1', 'data.searchCompany.results[0].locationInfo.country'] },
          country: 'data.searchCompany.results[0].locationInfo.country',
          funding: { path: 'data.searchCompany.results[0].fundingInfo.fundingTotalUsd', wrap: '{value} USD' },
          fundingStage: 'data.searchCompany.results[0].fundingInfo.lastFundingType',
          linkedinUrl: 'data.searchCompany.results[0].linkedinUrl',
          description: 'data.searchCompany.results[0].description',
        },
      },
    },
  },
  price: { note: '1 credit for each person; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['developer.leadiq.com', 'vendor samples (leadiq/api-samples)', 'public clients (company fields)'],
    on: '2026-11',
    live: false,
    notes: ['The key is the ready-made Base64 text, sent as it is.', 'Addresses marked Invalid or Suppressed are no result.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
