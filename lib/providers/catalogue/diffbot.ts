import type { Manifest } from '../../contracts/manifest.ts';

const E = 'data[0].entity';

export default {
  kiln: 1,
  id: 'diffbot',
  name: 'Diffbot Knowledge Graph',
  homepage: 'https://www.diffbot.com',
  docs: 'https://docs.diffbot.com/reference/enhanceget',
  baseUrl: 'https://kg.diffbot.com/kg/v3',
  auth: { kind: 'query', name: 'token' },
  key: { label: 'Token', helpUrl: 'https://app.diffbot.com/get-started/' },
  limits: { perMinute: 5, concurrent: 1 },
  rules: [{ when: { status: 429, text: true, matches: 'credit|quota|exceeded your plan' }, then: 'no-credits' }],
  errorText: ['message', 'error', 'errors[0].message'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['email'], ['name', 'companyName']], steps: [{ request: { method: 'GET', path: '/enhance', query: { type: 'Person', email: '{email}', name: '{name}', employer: '{companyName}' } }, shape: { path: 'version', exists: true } }] }],
      answer: {
        fields: {
          name: `${E}.name`,
          firstName: `${E}.nameDetail.firstName`,
          lastName: `${E}.nameDetail.lastName`,
          title: `${E}.employments[?isCurrent==true].title`,
          companyName: `${E}.employments[?isCurrent==true].employer.name`,
          location: { parts: [`${E}.location.city.name`, `${E}.location.country.name`] },
          country: `${E}.location.country.name`,
          linkedinUrl: `${E}.linkedInUri`,
          description: `${E}.summary`,
        },
        confidence: { path: 'data[0].score', times: 100 },
      },
      price: '25 credits for each match',
      notes: ['Names of the fields are those of the public Person ontology.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain'], ['companyName']], steps: [{ request: { method: 'GET', path: '/enhance', query: { type: 'Organization', url: '{domain}', name: '{companyName}' } }, shape: { path: 'version', exists: true } }] }],
      answer: {
        fields: {
          name: `${E}.name`,
          website: `${E}.homepageUri`,
          domain: { path: `${E}.homepageUri`, as: ['domain'] },
          industry: `${E}.categories.name`,
          industryCode: { path: [`${E}.naicsClassification.code`, `${E}.sicClassification.code`] },
          employees: `${E}.nbEmployees`,
          // d1999-03-01: a date with a letter in front that tells how exact it is.
          founded: { path: `${E}.foundingDate.str`, as: ['after:d', 'year'] },
          revenue: { parts: [`${E}.revenue.value`, `${E}.revenue.currency`], by: ' ' },
          location: { parts: [`${E}.location.city.name`, `${E}.location.country.name`] },
          country: `${E}.location.country.name`,
          linkedinUrl: `${E}.linkedInUri`,
        },
        confidence: { path: 'data[0].score', times: 100 },
      },
      price: '25 credits for each match',
    },
  },
  price: { note: '10,000 credits a month are free, 5 calls a minute; a match costs 25', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.diffbot.com (Enhance)'],
    on: '2026-11',
    live: false,
    notes: ['No match is a 200 with an empty list.', '429 is the pace or the quota; the words tell, as far as they are known.', 'The key has no documented header form.'],
  },
} satisfies Manifest;
