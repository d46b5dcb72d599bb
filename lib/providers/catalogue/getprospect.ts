import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'getprospect',
  name: 'GetProspect',
  homepage: 'https://getprospect.com',
  docs: 'https://getprospect.readme.io',
  baseUrl: 'https://api.getprospect.com',
  auth: { kind: 'header', name: 'apiKey' },
  key: { label: 'API key', helpUrl: 'https://getprospect.readme.io' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'GET', path: '/v2/email-finder', query: { first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}', company: '{companyName}' } } }],
        },
      ],
      answer: {
        fields: { workEmail: 'email', companyDomain: { path: 'domain', as: ['domain'] } },
        verdict: { path: 'status', map: { valid: 'valid', invalid: 'invalid', 'catch-all': 'catch-all', accept_all: 'catch-all' }, otherwise: 'unknown' },
        wanted: ['workEmail'],
      },
      notes: ['How a miss looks is not documented; an answer without an address is read as one.', 'The words of status beyond valid are not listed; other words are read as unknown.'],
    },
  },
  price: { note: 'Credits for addresses found; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['getprospect.readme.io'], on: '2026-11', live: false, notes: ['No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
