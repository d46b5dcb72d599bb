import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'pipl',
  name: 'Pipl',
  homepage: 'https://pipl.com',
  docs: 'https://docs.pipl.com',
  baseUrl: 'https://api.pipl.com',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://docs.pipl.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['error', 'message'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/search/', query: { email: '{email}', first_name: '{firstName}', last_name: '{lastName}' } } }] }],
      answer: {
        fields: {
          name: 'person.names[0].display',
          firstName: 'person.names[0].first',
          lastName: 'person.names[0].last',
          title: 'person.jobs[0].title',
          companyName: 'person.jobs[0].organization',
          workEmail: 'person.emails[?@type=="work"].address',
          personalEmail: 'person.emails[?@type=="personal"].address',
          mobile: 'person.phones[?@type=="mobile"].display_international',
          linkedinUrl: 'person.urls[?@domain=="linkedin.com"].url',
        },
      },
      notes: ['A name alone fits many people; it is sent only beside an address.', 'More than one candidate is no result.'],
    },
  },
  price: { note: 'By contract; a search without a match is free', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.pipl.com', 'official client (piplapis)'],
    on: '2026-11',
    live: false,
    notes: ['The key travels in the address: there is no header form.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
