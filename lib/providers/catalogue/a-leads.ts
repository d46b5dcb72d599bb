import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'a-leads',
  name: 'A-Leads',
  homepage: 'https://a-leads.co',
  docs: 'https://docs.a-leads.co',
  baseUrl: 'https://api.a-leads.co/gateway/v1',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://a-leads.co' },
  limits: { perMinute: 200, perHour: 600, perDay: 6_000, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/search/find-email', json: { data: { first_name: '{firstName}', last_name: '{lastName}', website: '{companyDomain}' } } } }] }],
      answer: { fields: { workEmail: { path: ['data.response.email', 'response.email'], unless: '^email_not_unlocked@' } } },
      notes: ['The words of quality and result are not listed; they are not read as a verdict.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/search/find-phone', json: { data: { linkedin_username: '{linkedinUrl|linkedinSlug}' } } } }] }],
      answer: { fields: { phone: { path: ['data.response.phone_number', 'data.response.phone', 'response.phone_number', 'response.phone'] } } },
      price: 'About 15 credits for a number',
      notes: ['The kind of a number is not told.'],
    },
  },
  price: { note: 'Charged for what is found; a number costs about 15 credits', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['public clients of api.a-leads.co'],
    on: '2026-11',
    live: false,
    notes: ['One client calls the search of addresses at /enrich/find-email; the others agree on /search.', 'The record lies under data in some answers and at the top in others; both are read.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
