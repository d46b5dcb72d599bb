import type { Manifest } from '../../contracts/manifest.ts';

const path = '/v3/contacts/search-and-enrich';
const contact = { clientReferenceId: '1', linkedinUrl: '{linkedinUrl}', email: '{email}', firstName: '{firstName}', lastName: '{lastName}', companyName: '{companyName}', companyDomain: '{companyDomain}' } as const;
const company = { domain: '{domain}', name: '{companyName}' } as const;
const shape = { path: 'results', exists: true };
/** Each answer says what it cost. */
const spent = 'billing.creditsCharged';

export default {
  kiln: 1,
  id: 'lusha',
  name: 'Lusha',
  homepage: 'https://www.lusha.com',
  docs: 'https://docs.lusha.com',
  baseUrl: 'https://api.lusha.com',
  auth: { kind: 'header', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://docs.lusha.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 200, path: 'results[0].error.code', is: ['NOT_FOUND', 'ENRICH_FAILED'] }, then: 'no-result' },
    { when: { status: 200, path: 'results[0].error.code', is: 'COMPLIANCE_RESTRICTED' }, then: 'legal-suppressed' },
  ],
  errorText: ['message', 'errors[0].message'],
  keyCheck: { request: { method: 'GET', path: '/v3/account/usage' }, notes: ['The shape of the usage answer is not documented well enough; only whether the key works is read.'] },
  operations: {
    'find-work-email': {
      spent,
      ways: [
        {
          needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path, json: { contacts: [contact], reveal: ['emails'] } }, shape }],
        },
      ],
      answer: {
        fields: {
          workEmail: 'results[0].emails[?type=="work"].email',
          title: 'results[0].jobTitle.title',
          linkedinUrl: 'results[0].socialLinks.linkedin',
          companyName: 'results[0].company.name',
        },
      },
      notes: ['A grade such as A+ is given for an address; what it says about deliverability is not documented, so it is no verdict.'],
    },
    'find-personal-email': {
      spent,
      ways: [
        {
          needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path, json: { contacts: [contact], reveal: ['emails'] } }, shape }],
        },
      ],
      answer: { fields: { personalEmail: 'results[0].emails[?type=="private"].email' } },
    },
    'find-phone': {
      spent,
      ways: [
        {
          needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path, json: { contacts: [contact], reveal: ['phones'] } }, shape }],
        },
      ],
      answer: { fields: { mobile: 'results[0].phones[?type=="mobile"].number', phone: 'results[0].phones[?type!="mobile"].number' } },
      notes: ['A number marked doNotCall is returned like the others: look at the raw answer before calling.', 'The words of type beyond mobile are not listed.'],
    },
    'enrich-person': {
      spent,
      ways: [
        {
          needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path, json: { contacts: [contact], reveal: ['emails'] } }, shape }],
        },
      ],
      answer: {
        fields: {
          name: 'results[0].fullName',
          firstName: 'results[0].firstName',
          lastName: 'results[0].lastName',
          title: 'results[0].jobTitle.title',
          seniority: 'results[0].jobTitle.seniority',
          department: { path: 'results[0].jobTitle.departments', by: ', ' },
          workEmail: 'results[0].emails[?type=="work"].email',
          linkedinUrl: 'results[0].socialLinks.linkedin',
          companyName: 'results[0].company.name',
          companyDomain: { path: 'results[0].company.domain', as: ['domain'] },
        },
      },
    },
    'enrich-company': {
      spent,
      ways: [{ needs: [['domain'], ['companyName']], steps: [{ request: { method: 'POST', path: '/v3/companies/search-and-enrich', json: { companies: [company] } }, shape }] }],
      answer: {
        fields: {
          name: 'results[0].name',
          domain: { path: 'results[0].domain', as: ['domain'] },
          industry: 'results[0].industry',
          employees: 'results[0].employeeCount.exact',
          employeeRange: { parts: ['results[0].employeeCount.min', 'results[0].employeeCount.max'], by: '-' },
          founded: { path: 'results[0].yearFounded', as: ['year'] },
        },
      },
    },
  },
  price: { note: 'Credits by what is revealed; billing.creditsCharged in each answer tells', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['vendor OpenAPI v3 (docs.lusha.com/apis/openapi)'],
    on: '2026-11',
    live: false,
    notes: ['The pace depends on the plan and is told by headers; 2 calls a second is the cautious reading.', 'The shape of location is not documented; it is left out.'],
  },
} satisfies Manifest;
