import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'fullcontact',
  name: 'FullContact',
  homepage: 'https://www.fullcontact.com',
  docs: 'https://docs.fullcontact.com',
  baseUrl: 'https://api.fullcontact.com/v3',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://platform.fullcontact.com/developers/api-keys' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 202 }, then: 'pending' },
    // One code for a bad key and for a used-up quota; the words tell, as far as they are known.
    { when: { status: 403, text: true, matches: 'quota|limit|usage' }, then: 'no-credits' },
    { when: { status: 403 }, then: 'auth' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/person.enrich', json: { email: '{email}' } } }] }],
      answer: { fields: { name: 'fullName', title: 'title', companyName: 'organization', linkedinUrl: 'linkedin', xUrl: 'twitter', location: 'location', photoUrl: 'avatar', description: 'bio' }, wanted: ['name', 'title', 'linkedinUrl'] },
      poll: { kind: 'repeat', everyMs: 60_000 },
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/company.enrich', json: { domain: '{domain}' } } }] }],
      answer: {
        fields: {
          name: 'name',
          website: 'website',
          domain: { path: 'website', as: ['domain'] },
          industry: 'category',
          industryCode: { path: ['details.industries[?type=="NAICS"].code', 'details.industries[?type=="SIC"].code'] },
          employees: 'employees',
          founded: { path: 'founded', as: ['year'] },
          phone: 'details.phones.value',
          location: { parts: ['details.locations.city', 'details.locations.country'] },
          country: 'details.locations.country',
          linkedinUrl: 'linkedin',
        },
        wanted: ['name', 'industry', 'employees', 'linkedinUrl'],
      },
      poll: { kind: 'repeat', everyMs: 60_000 },
    },
  },
  price: { note: 'Matches of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.fullcontact.com', 'official Python client'],
    on: '2026-11',
    live: false,
    notes: ['403 means a bad key or a used-up quota.', '202 means that work goes on; the same question is asked again, without a webhook.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
