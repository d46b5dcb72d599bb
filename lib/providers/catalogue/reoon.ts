import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'reoon',
  name: 'Reoon',
  homepage: 'https://www.reoon.com/email-verifier/',
  docs: 'https://www.reoon.com/articles/api-documentation-of-reoon-email-verifier/',
  baseUrl: 'https://emailverifier.reoon.com/api/v1',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://emailverifier.reoon.com/' },
  limits: { concurrent: 5 },
  rules: [
    // Errors come inside HTTP 200.
    { when: { all: [{ path: 'status', is: 'error' }, { path: 'reason', matches: 'credit|balance' }] }, then: 'no-credits' },
    { when: { all: [{ path: 'status', is: 'error' }, { path: 'reason', matches: 'key' }] }, then: 'auth' },
    { when: { all: [{ path: 'status', is: 'error' }, { path: 'reason', matches: 'limit|thread|too many' }] }, then: 'rate-limited' },
    { when: { path: 'status', is: 'error' }, then: 'bad-input' },
  ],
  errorText: ['reason'],
  keyCheck: {
    request: { method: 'GET', path: '/check-account-balance/' },
    rules: [{ when: { all: [{ path: 'remaining_instant_credits', is: 0 }, { path: 'remaining_daily_credits', is: 0 }] }, then: 'no-credits' }],
    creditsLeft: { path: ['remaining_instant_credits', 'remaining_daily_credits'], unless: '^0$' },
  },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}', mode: 'power' } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {},
        confidence: 'overall_score',
        verdict: {
          path: 'status',
          map: { safe: 'valid', valid: 'valid', invalid: 'invalid', disabled: 'invalid', disposable: 'invalid', spamtrap: 'invalid', catch_all: 'catch-all', inbox_full: 'unknown', role_account: 'unknown', unknown: 'unknown' },
          otherwise: 'unknown',
        },
      },
      price: '1 credit for each check',
      notes: ['The power mode asks the mail server itself and may take longer than a call can wait; the quick mode does not look at the mailbox.'],
    },
  },
  price: { note: 'About 0.0012 USD a check (10,000 for 11.90 USD); 20 a day are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['www.reoon.com (API documentation)'], on: '2026-11', live: false, notes: ['At most five calls at a time.', 'The key travels in the address: there is no header form.', 'The texts of errors are not listed.'] },
} satisfies Manifest;
