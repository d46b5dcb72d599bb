import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'aeroleads',
  name: 'AeroLeads',
  homepage: 'https://aeroleads.com',
  docs: 'https://aeroleads.com/api',
  baseUrl: 'https://aeroleads.com',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://aeroleads.com/api' },
  limits: { perSecond: 1, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'GET', path: '/apis/details', query: { first_name: '{firstName}', last_name: '{lastName}', company_url: '{companyDomain}' } } }],
        },
      ],
      answer: { fields: { workEmail: 'emails.email' }, confidence: { path: 'emails.status', times: 100 } },
      notes: ['How sure the partner is comes as 1.0, 0.5 or 0.1; it is no word on deliverability.'],
    },
  },
  price: { note: 'Credits for addresses found; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['aeroleads.com/api', 'aeroleads.com/blog (how to use the API)'],
    on: '2026-11',
    live: false,
    notes: ['Two versions are documented; the newer one (get_email_details) does not say how its answer looks, so the older is used.', 'The key travels in the address: there is no header form.', 'No pace is documented; 1 call a second is used.'],
  },
} satisfies Manifest;
