import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'zerobounce',
  name: 'ZeroBounce',
  homepage: 'https://www.zerobounce.net',
  docs: 'https://www.zerobounce.net/docs',
  baseUrl: 'https://api.zerobounce.net/v2',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://www.zerobounce.net/members/API' },
  limits: { perSecond: 500, concurrent: 20 },
  rules: [
    // Errors come inside HTTP 200, and one text stands for two reasons.
    { when: { status: 200, path: 'error', matches: 'invalid api key' }, then: 'auth' },
    { when: { status: 200, path: 'error', matches: 'credit' }, then: 'no-credits' },
    { when: { status: 200, path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error', 'message'],
  keyCheck: {
    request: { method: 'GET', path: '/getcredits' },
    rules: [{ when: { path: 'Credits', is: '-1' }, then: 'auth' }],
    creditsLeft: 'Credits',
    notes: ['-1 for a bad key is what the vendor SDKs treat as an error.'],
  },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/validate', query: { email: '{email}', timeout: 20 } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: { firstName: 'firstname', lastName: 'lastname', mailHost: 'mx_record' },
        verdict: {
          path: 'status',
          map: { valid: 'valid', 'catch-all': 'catch-all', invalid: 'invalid', spamtrap: 'invalid', abuse: 'invalid', do_not_mail: 'invalid', unknown: 'unknown' },
          otherwise: 'unknown',
        },
      },
      billed: { not: { path: 'status', is: 'unknown' } },
      price: '1 credit; unknown is free',
    },
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'GET', path: '/guessformat', query: { domain: '{companyDomain}', first_name: '{firstName}', last_name: '{lastName}' } } }],
        },
      ],
      answer: { fields: { workEmail: 'email' }, confidence: { path: 'email_confidence', map: { high: '90', medium: '60', low: '30' } } },
      price: '20 credits for each address found',
      notes: ['The words of email_confidence are read as high, medium and low; the page does not list them.'],
    },
  },
  price: { note: 'About 0.02 USD a check (2,000 for 39 USD); 100 a month are free', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['www.zerobounce.net/docs', 'vendor SDKs (npm zerobounce)'],
    on: '2026-11',
    live: false,
    notes: [
      'A bad key and an empty account answer with the same text; the check of the key tells them apart.',
      'The key travels in the address: there is no header form.',
      '200 calls with a bad key in an hour block the account for an hour.',
      'Accounts may also be asked at the European address, https://api-eu.zerobounce.net/v2.',
    ],
  },
} satisfies Manifest;
