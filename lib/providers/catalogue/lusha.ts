import type { AnswerSpec, BatchSpec, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const path = '/v3/contacts/search-and-enrich';
const contact = { clientReferenceId: '1', linkedinUrl: '{linkedinUrl}', email: '{email}', firstName: '{firstName}', lastName: '{lastName}', companyName: '{companyName}', companyDomain: '{companyDomain}' } as const;
const company = { clientReferenceId: '1', domain: '{domain}', name: '{companyName}' } as const;
const shape = { path: 'results', exists: true };
/** The answer is a list with one entry for each question, found again by the reference that was sent along. */
const choose = [{ among: 'results' }];
const rowRules = [
  { when: { path: 'error.code', is: ['NOT_FOUND', 'ENRICH_FAILED', 'NO_SCORE'] }, then: 'no-result' },
  { when: { path: 'error.code', is: 'COMPLIANCE_RESTRICTED' }, then: 'legal-suppressed' },
] satisfies BatchSpec['rowRules'];
const rules = [
  { when: { status: 200, path: 'results[0].error.code', is: ['NOT_FOUND', 'ENRICH_FAILED', 'NO_SCORE'] }, then: 'no-result' },
  { when: { status: 200, path: 'results[0].error.code', is: 'COMPLIANCE_RESTRICTED' }, then: 'legal-suppressed' },
] satisfies BatchSpec['rules'];

const ask = (reveal: string): StepTemplate => ({ request: { method: 'POST', path, json: { contacts: [contact], reveal: [reveal] } }, shape });
const many = (reveal: string) =>
  ({ max: 100, needs: [['linkedinUrl']], row: { clientReferenceId: '{linkedinUrl}', linkedinUrl: '{linkedinUrl}' }, request: { method: 'POST', path, json: { contacts: '{rows}', reveal: [reveal] } }, answers: 'results', match: { by: 'echo', path: 'clientReferenceId', with: 'linkedinUrl' }, rowRules }) satisfies BatchSpec;
const askCompany: StepTemplate = { request: { method: 'POST', path: '/v3/companies/search-and-enrich', json: { companies: [company] } }, shape };
const manyCompanies = {
  max: 100,
  needs: [['domain']],
  row: { clientReferenceId: '{domain}', domain: '{domain}', name: '{companyName}' },
  request: { method: 'POST', path: '/v3/companies/search-and-enrich', json: { companies: '{rows}' } },
  answers: 'results',
  match: { by: 'echo', path: 'clientReferenceId', with: 'domain' },
  rowRules,
} satisfies BatchSpec;

const workEmail = { workEmail: 'emails[?type=="work"].email', title: 'jobTitle.title', linkedinUrl: 'socialLinks.linkedin', companyName: 'company.name' };
const personalEmail = { personalEmail: 'emails[?type=="private"].email' };
const phones = { mobile: 'phones[?type=="mobile"].number', phone: 'phones[?type!="mobile"].number' };
const person = {
  name: 'fullName',
  firstName: 'firstName',
  lastName: 'lastName',
  title: 'jobTitle.title',
  seniority: 'jobTitle.seniority',
  department: { path: 'jobTitle.departments', by: ', ' },
  workEmail: 'emails[?type=="work"].email',
  linkedinUrl: 'socialLinks.linkedin',
  xUrl: 'socialLinks.xUrl',
  companyName: 'company.name',
  companyDomain: { path: 'company.domain', as: ['domain'] },
  location: { parts: ['location.city', 'location.state', 'location.country'] },
  country: 'location.country',
} satisfies AnswerSpec['fields'];
const firm = {
  name: 'name',
  domain: { path: 'domain', as: ['domain'] },
  description: 'description',
  industry: 'industry',
  industryCode: { path: 'naicsCodes.code', by: ', ' },
  employees: 'employeeCount.exact',
  employeeRange: { parts: ['employeeCount.min', 'employeeCount.max'], by: '-' },
  founded: { path: 'yearFounded', as: ['year'] },
  companyType: 'companyType',
  revenue: { parts: ['revenueRange.min', 'revenueRange.max'], by: '-' },
  funding: 'funding.totalRoundsAmount',
  fundingStage: 'funding.lastRoundType',
  phone: { path: ['phone', 'phones.number'] },
  technologies: { path: 'technologies', by: ', ' },
  location: { parts: ['location.city', 'location.state', 'location.country'] },
  country: 'location.country',
  linkedinUrl: 'socialLinks.linkedin',
  facebookUrl: 'socialLinks.facebook',
  xUrl: 'socialLinks.x',
} satisfies AnswerSpec['fields'];
const technologies = { technologies: { path: 'technologies', by: ', ' } } satisfies AnswerSpec['fields'];
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
  key: { label: 'API key', helpUrl: 'https://dashboard.lusha.com/enrich/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 451 }, then: 'legal-suppressed' }],
  errorText: ['message', 'errors[0]'],
  keyCheck: { request: { method: 'GET', path: '/v3/account/usage' }, creditsLeft: 'credits.remaining' },
  operations: {
    'find-work-email': {
      spent,
      rules,
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [ask('emails')] }],
      batch: { ...many('emails'), answer: { fields: workEmail } },
      answer: { choose, fields: workEmail },
      notes: ['A grade such as A+ is given for an address; what it says about deliverability is not documented, so it is no verdict.'],
    },
    'find-personal-email': {
      spent,
      rules,
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [ask('emails')] }],
      batch: { ...many('emails'), answer: { fields: personalEmail } },
      answer: { choose, fields: personalEmail },
    },
    'find-phone': {
      spent,
      rules,
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [ask('phones')] }],
      batch: { ...many('phones'), answer: { fields: phones } },
      answer: { choose, fields: phones },
      notes: ['A number marked doNotCall is returned like the others: look at the raw answer before calling.'],
    },
    'enrich-person': {
      spent,
      rules,
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [ask('emails')] }],
      batch: { ...many('emails'), answer: { fields: person } },
      answer: { choose, fields: person },
    },
    'enrich-company': {
      spent,
      rules,
      ways: [{ needs: [['domain'], ['companyName']], steps: [askCompany] }],
      batch: { ...manyCompanies, answer: { fields: firm } },
      answer: { choose, fields: firm },
    },
    'find-technologies': {
      spent,
      rules,
      ways: [{ needs: [['domain'], ['companyName']], steps: [askCompany] }],
      batch: { ...manyCompanies, answer: { fields: technologies } },
      answer: { choose, fields: technologies },
    },
  },
  price: { note: 'Credits for the search and by what is revealed; billing.creditsCharged in each answer tells', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['vendor OpenAPI v3 (docs.lusha.com/apis/openapi)'],
    on: '2026-11',
    live: false,
    notes: ['The pace depends on the plan and is told by headers; 2 calls a second is the cautious reading.', 'Questions with a LinkedIn profile, or the domain of a company, share a request; the partner repeats the reference it is sent.'],
  },
} satisfies Manifest;
