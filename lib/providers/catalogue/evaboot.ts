import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'evaboot',
  name: 'Evaboot',
  homepage: 'https://evaboot.com',
  docs: 'https://docs.evaboot.com',
  baseUrl: 'https://api.evaboot.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://docs.evaboot.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Nothing found is a 400.
    { when: { status: 400, path: 'error.type', is: 'EmailFinderError' }, then: 'no-result' },
  ],
  errorText: ['error.message', 'error.type'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/v1/email-finder/single/', json: { first_name: '{firstName}', last_name: '{lastName}', company_name: '{companyName}', company_domain: '{companyDomain}' } } }],
        },
      ],
      answer: {
        fields: { workEmail: 'prospect.found_email', companyDomain: { path: 'prospect.company_domain', as: ['domain'] } },
        verdict: { path: 'prospect.email_validity', map: { safe: 'valid', riskier: 'catch-all' }, otherwise: 'unknown' },
        wanted: ['workEmail'],
      },
      notes: ['riskier is read as an address on a host that takes everything.'],
    },
  },
  price: { note: 'Credits for addresses found; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['docs.evaboot.com (OpenAPI)'], on: '2026-11', live: false, notes: ['No match is HTTP 400 with EmailFinderError.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
