import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'reversecontact',
  name: 'Reverse Contact',
  homepage: 'https://www.reversecontact.com',
  docs: 'https://docs.reversecontact.com',
  baseUrl: 'https://api.reversecontact.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key (rc_…)', helpUrl: 'https://docs.reversecontact.com/quickstart' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.message', 'error', 'message'],
  keyCheck: { request: { method: 'GET', path: '/v2/usage' }, creditsLeft: { path: ['quotas.workspace.credits.left', 'workspace.credits.left', 'data.workspace.credits.left'] } },
  creditsLeft: 'quotas.workspace.credits.left',
  operations: {
    'enrich-person': {
      spent: 'quotas.creditsConsumed',
      ways: [
        {
          needs: [['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/v2/enrich/persons', json: { email: '{email}', firstName: '{firstName}', lastName: '{lastName}', companyDomain: '{companyDomain}', companyName: '{companyName}' } } }],
        },
      ],
      answer: {
        fields: {
          firstName: 'data.person.firstName',
          lastName: 'data.person.lastName',
          title: 'data.person.currentPositionTitle',
          headline: 'data.person.headline',
          companyName: 'data.person.currentCompanyName',
          linkedinUrl: 'data.person.linkedinUrl',
          location: { parts: ['data.person.location.city', 'data.person.location.state', 'data.person.location.country'] },
          country: 'data.person.location.country',
        },
      },
      notes: ['Headline and place are listed for the newer call of the same person; they are read where they come.'],
    },
    'enrich-company': {
      spent: 'quotas.creditsConsumed',
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/v2/fetch/companies', json: { url: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: { path: ['data.companyName', 'data.name'] },
          website: 'data.websiteUrl',
          domain: { path: 'data.websiteUrl', as: ['domain'] },
          industry: 'data.industry',
          employees: { path: ['data.employeesCount', 'data.employeeCount'] },
          employeeRange: { parts: ['data.employeeCountRange.start', 'data.employeeCountRange.end'], by: '-' },
          founded: { path: 'data.foundedOn.year', as: ['year'] },
          location: { parts: ['data.headquarter.city', 'data.headquarter.country'] },
          country: 'data.headquarter.country',
          phone: 'data.phone',
          description: 'data.description',
        },
      },
      notes: ['Two sources name some fields differently; both forms are read.'],
    },
    'find-work-email': {
      spent: 'quotas.creditsConsumed',
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/v2/contact/email', json: { url: '{linkedinUrl}' } } }] },
        { needs: [['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/v2/contact/email', json: { firstName: '{firstName}', lastName: '{lastName}', companyDomain: '{companyDomain}' } } }] },
      ],
      answer: { fields: { workEmail: 'data.email' }, verdict: { path: 'data.validation', map: { valid: 'valid', invalid: 'invalid', catch_all: 'catch-all', 'catch-all': 'catch-all' }, otherwise: 'unknown' } },
      notes: ['The words of validation are not listed; words beyond the usual ones are read as unknown.'],
    },
  },
  price: { note: 'Credits for people found; a miss is free; quotas.creditsConsumed in each answer tells', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.reversecontact.com', 'app.reversecontact.com/docs (list of calls)', 'public clients (fields of a company)'],
    on: '2026-11',
    live: false,
    notes: ['The check of an address answers to a callback address; it is left out.', 'Companies by domain are a search whose answer is not documented well enough; they are asked for by profile.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
