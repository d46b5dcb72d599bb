import type { Manifest } from '../../contracts/manifest.ts';

const A = 'document.attributes';

export default {
  kiln: 1,
  id: 'dataaxle',
  name: 'Data Axle Places',
  homepage: 'https://www.data-axle.com',
  docs: 'https://platform.data-axle.com/places/docs/match_api_v2',
  baseUrl: 'https://api.data-axle.com/v2',
  auth: { kind: 'header', name: 'X-AUTH-TOKEN' },
  key: { label: 'Token', helpUrl: 'https://platform.data-axle.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error', 'errors[0].message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName'], ['domain']], steps: [{ request: { method: 'POST', path: '/places/match', json: { identifiers: { name: '{companyName}', website: '{domain}', phone: '{phone}' } } }, shape: { path: 'count', matches: '^\\d+$' } }] }],
      answer: {
        fields: {
          name: `${A}.name`,
          phone: { path: `${A}.phone`, as: ['usPhone'] },
          companyType: `${A}.place_type`,
          founded: { path: `${A}.opened_for_business_on`, as: ['year'] },
          location: { parts: [`${A}.city`, `${A}.country_code`] },
          country: `${A}.country_code`,
          linkedinUrl: `${A}.linked_in_url`,
        },
        wanted: ['name'],
      },
      notes: ['Businesses in the United States and Canada; numbers without a country code are read as theirs.'],
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['platform.data-axle.com (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['No match is a 200 with document null.', 'Counts of employees and sales are modelled and left out: their form is not confirmed.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
