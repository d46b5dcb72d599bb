import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'nioleads',
  name: 'NioLeads',
  homepage: 'https://nioleads.com',
  docs: 'https://nioleads.com/apidoc/',
  baseUrl: 'https://v2.nioleads.com/api/openapi',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://nioleads.com/apidoc/#authentication' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, notes: ['Where the answer says what is left is not documented; only whether the key works is read.'] },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/find_email', json: { firstname: '{firstName}', lastname: '{lastName}', domainOrCompany: '{companyDomain}' } } }] },
        { needs: [['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path: '/find_email', json: { firstname: '{firstName}', lastname: '{lastName}', domainOrCompany: '{companyName}' } } }] },
      ],
      answer: { fields: { workEmail: 'email' } },
      notes: ['The words of status are not listed: an address from here carries no verdict.'],
    },
  },
  price: { note: 'Credits; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'third-party', sources: ['a directory\'s reading of nioleads.com/apidoc'], on: '2026-11', live: false, notes: ['Not seen in use: try it with one call first.', 'No pace is documented; 1 call a second is used.'] },
} satisfies Manifest;
