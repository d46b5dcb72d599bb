import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const lookup: StepTemplate = { request: { method: 'GET', path: '/v22/api.json', query: { LOOKUP: '{domain}' } }, shape: { path: 'Results[0]', exists: true } };

export default {
  kiln: 1,
  id: 'builtwith',
  name: 'BuiltWith',
  homepage: 'https://builtwith.com',
  docs: 'https://api.builtwith.com',
  baseUrl: 'https://api.builtwith.com',
  auth: { kind: 'header', name: 'Authorization', prefix: 'API ' },
  key: { label: 'API key', helpUrl: 'https://api.builtwith.com' },
  limits: { perSecond: 1, concurrent: 4 },
  rules: [
    // Errors come inside a 200, by number.
    { when: { path: 'Errors[0].Code', is: '-2' }, then: 'auth' },
    { when: { path: 'Errors[0].Code', is: '-3' }, then: 'no-credits' },
    { when: { path: 'Errors[0].Code', is: ['-99', '-6'] }, then: 'server' },
    { when: { path: 'Errors[0].Code', is: '-5' }, then: 'forbidden-plan' },
    { when: { path: 'Errors[0]', exists: true }, then: 'bad-input' },
  ],
  errorText: ['Errors[0].Message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/whoamiv1/api.json' }, notes: ['Costs no credits; the form of the balance is not documented.'] },
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [lookup] }],
      answer: {
        fields: {
          name: 'Results[0].Meta.CompanyName',
          industry: 'Results[0].Meta.Vertical',
          employees: 'Results[0].Attributes.Employees',
          email: 'Results[0].Meta.Emails',
          phone: 'Results[0].Meta.Telephones',
          location: { parts: ['Results[0].Meta.City', 'Results[0].Meta.Country'] },
          country: 'Results[0].Meta.Country',
          linkedinUrl: { path: 'Results[0].Meta.Social', as: ['linkedinUrl'] },
        },
      },
      price: '1 credit',
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/ctu3/api.json', query: { COMPANY: '{companyName}' } } }] }],
      answer: { choose: [{ among: '', agree: { path: 'CompanyName', with: 'companyName', as: 'name' } }], fields: { domain: 'Domain', name: 'CompanyName' } },
      price: '1 credit',
      notes: ['The first site whose company has the name counts.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [lookup] }],
      answer: { fields: { technologies: { path: 'Results[0].Result.Paths.Technologies.Name', by: ', ', most: 100 } } },
      price: '1 credit',
      notes: ['Technologies that were seen in the past are in the list too.'],
    },
  },
  price: { note: 'From 295 USD a month; a free key answers groups only', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['api.builtwith.com (llms.txt, error codes)', 'OpenAPI mirror api-evangelist/builtwith'],
    on: '2026-11',
    live: false,
    notes: ['The OpenAPI file says Bearer where the vendor text says API; the vendor text is followed.', 'The call of the free key (groups with counts) is left out: it names no technology.'],
  },
} satisfies Manifest;
