import type { Manifest } from '../../contracts/manifest.ts';

const K = 'data.company';

export default {
  kiln: 1,
  id: 'leadspace',
  name: 'Leadspace',
  homepage: 'https://www.leadspace.com',
  docs: 'https://support.leadspace.com',
  baseUrl: 'https://apigw.leadspace.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://support.leadspace.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 427 }, then: 'no-credits' },
    { when: { path: 'data.enrichment_status', is: 'Not Enriched' }, then: 'no-result' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain'], ['companyName']], steps: [{ request: { method: 'POST', path: '/enrichment/enrich/single', json: { company: { website: '{domain}', name: '{companyName}' } } }, shape: { path: 'data', exists: true } }] }],
      answer: {
        fields: {
          name: `${K}.name`,
          website: `${K}.website`,
          domain: { path: `${K}.website`, as: ['domain'] },
          industry: `${K}.industry`,
          companyType: `${K}.ownership`,
          employees: `${K}.size.exact`,
          revenue: `${K}.revenue.exact`,
          phone: `${K}.phone`,
          location: { parts: [`${K}.address.city`, `${K}.address.country`] },
          country: `${K}.address.country`,
          linkedinUrl: `${K}.linkedin_profile`,
          technologies: { path: `${K}.analytics.installed_base_technologies`, by: ', ', most: 100 },
        },
        wanted: ['name', 'industry', 'employees'],
      },
      notes: ['The currency of revenue is not spelled out.'],
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['support.leadspace.com (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['427 means that the credits are used up.', 'The record of a person is not spelled out; it is left out.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
