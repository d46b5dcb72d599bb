import type { Manifest } from '../../contracts/manifest.ts';

const status = { valid: 'valid', invalid: 'invalid', 'catch-all': 'catch-all', catch_all: 'catch-all', accept_all: 'catch-all' };

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
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error', 'errors[0]'],
  creditsLeft: 'metadata.credits.email_search',
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'GET', path: '/v2/email-finder', query: { first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}', company: '{companyName}' } } }],
        },
      ],
      answer: {
        fields: { workEmail: { path: ['data.email', 'email'] }, companyDomain: { path: ['data.domain', 'domain'], as: ['domain'] }, linkedinUrl: { path: ['data.linkedin_url', 'linkedin_url'] } },
        verdict: { path: ['data.status', 'status'], map: status, otherwise: 'unknown' },
        wanted: ['workEmail'],
      },
      notes: ['A 404 and an answer without an address are read as a miss.', 'The words of status are those that clients know; others are read as unknown.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v2/email-verifier', query: { email: '{email}' } }, shape: { any: [{ path: 'status', exists: true }, { path: 'data.status', exists: true }] } }] }],
      answer: { fields: {}, verdict: { path: ['data.status', 'status'], map: status, otherwise: 'unknown' } },
      charged: 'call',
    },
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/public/v1/email/lookup', query: { email: '{email}' } } }] }],
      answer: { fields: { name: 'full_name', firstName: 'first_name', lastName: 'last_name', linkedinUrl: { path: ['linkedin.url', 'linkedin'] } } },
      notes: ['How the companies of a person are written is not documented; they are not read.'],
    },
  },
  price: { note: 'Credits for addresses found; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['getprospect.readme.io', 'public clients (envelope, words of status)'], on: '2026-11', live: false, notes: ['Clients have seen the answer bare and in an envelope data: both are read.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
