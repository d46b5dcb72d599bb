import type { Manifest } from '../../contracts/manifest.ts';

const person = {
  name: 'data.person.full_name',
  firstName: 'data.person.first_name',
  lastName: 'data.person.last_name',
  title: 'data.person.job_title',
  workEmail: 'data.person.email',
  phone: 'data.person.phone',
  linkedinUrl: 'data.person.linkedin_url',
  companyName: 'data.person.company_name',
  companyDomain: { path: 'data.person.company_website', as: ['domain'] },
  location: { parts: ['data.person.city', 'data.person.state', 'data.person.country'] },
  country: 'data.person.country',
  description: 'data.person.summary',
};

export default {
  kiln: 1,
  id: 'cufinder',
  name: 'CUFinder',
  homepage: 'https://cufinder.io',
  docs: 'https://apidoc.cufinder.io',
  baseUrl: 'https://api.cufinder.io/v2',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://apidoc.cufinder.io' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 200, path: 'status', is: -1 }, then: 'no-result' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message', 'data.message'],
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/tep', form: { full_name: '{name}', company: '{companyName}' } } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/fwe', form: { linkedin_url: '{linkedinUrl}' } } }], answer: { fields: { workEmail: 'data.work_email' } } },
      ],
      answer: { fields: { workEmail: 'data.person.email', title: 'data.person.job_title', linkedinUrl: 'data.person.linkedin_url', companyName: 'data.person.company_name' } },
      notes: ['The partner says nothing about deliverability: an address from here carries no verdict.'],
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/epp', form: { linkedin_url: '{linkedinUrl}' } } }] },
        { needs: [['email']], steps: [{ request: { method: 'POST', path: '/rel', form: { email: '{email}' } } }] },
        { needs: [['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/tep', form: { full_name: '{name}', company: '{companyName}' } } }] },
      ],
      answer: { fields: person },
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'POST', path: '/enc', form: { query: '{domain}' } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/enc', form: { query: '{companyName}' } } }] },
      ],
      answer: {
        fields: {
          name: 'data.company.name',
          domain: { path: ['data.company.domain', 'data.company.website'], as: ['domain'] },
          website: 'data.company.website',
          industry: 'data.company.industry',
          employees: 'data.company.employee_count',
          employeeRange: 'data.company.size',
          founded: { path: 'data.company.founded_year', as: ['year'] },
          companyType: 'data.company.type',
          location: { parts: ['data.company.city', 'data.company.state', 'data.company.country'] },
          country: 'data.company.country',
          address: 'data.company.address',
          linkedinUrl: 'data.company.linkedin_url',
          description: 'data.company.description',
        },
      },
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/cuf', form: { company_name: '{companyName}', country_code: '{country}' } } }] }],
      answer: { fields: { domain: { path: 'data.domain', as: ['domain'] } } },
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/fts', form: { query: '{domain}' } } }] }],
      answer: { fields: { technologies: { path: 'data.technologies', by: ', ' } } },
    },
  },
  price: { note: 'Credits, by service; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['apidoc.cufinder.io', 'official Go SDK (CUFinder/cufinder-go)'],
    on: '2026-11',
    live: false,
    notes: ['status -1 is a failure or a miss; it is read as a miss.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
