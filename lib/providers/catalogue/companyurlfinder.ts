import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'companyurlfinder',
  name: 'Company URL Finder',
  homepage: 'https://companyurlfinder.com',
  docs: 'https://apidocs.companyurlfinder.com',
  baseUrl: 'https://api.companyurlfinder.com',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://apidocs.companyurlfinder.com' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    { when: { status: 200, path: 'data.exists', is: false }, then: 'no-result' },
  ],
  errorText: ['message', 'error'],
  creditsLeft: 'data.remainingCredits',
  operations: {
    'find-domain': {
      ways: [
        {
          needs: [['companyName', 'country']],
          // The country is a code of two letters.
          only: { country: '^[A-Za-z]{2}$' },
          steps: [{ request: { method: 'POST', path: '/v2/services/name_to_domain', form: { company_name: '{companyName}', country_code: '{country|upper}' } } }],
        },
      ],
      answer: { fields: { domain: { path: 'data.domain', as: ['domain'] } } },
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'POST', path: '/v2/services/domain_to_name', form: { domain: '{domain}' } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/v2/services/name_to_linkedin', form: { query: '{companyName}' } } }] },
      ],
      answer: { fields: { name: 'data.companyName', linkedinUrl: 'data.linkedinUrl' } },
      notes: ['By domain the name of the company, by name its LinkedIn page; nothing more.'],
    },
  },
  price: { note: 'Credits for domains found; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['a directory\'s reading of apidocs.companyurlfinder.com', 'public clients of version 1'],
    on: '2026-11',
    live: false,
    notes: ['The fields of the answer are those of the directory.', 'No pace is documented; 1 call a second is used.'],
  },
} satisfies Manifest;
