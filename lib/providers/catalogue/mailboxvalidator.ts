import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mailboxvalidator',
  name: 'MailboxValidator',
  homepage: 'https://www.mailboxvalidator.com',
  docs: 'https://www.mailboxvalidator.com/api-single-validation',
  baseUrl: 'https://api.mailboxvalidator.com/v2',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://www.mailboxvalidator.com/dashboard' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Errors are numbers in the body, whatever the status code.
    { when: { path: 'error.error_code', is: 10_004 }, then: 'no-credits' },
    { when: { path: 'error.error_code', is: [10_001, 10_002, 10_003] }, then: 'auth' },
    { when: { path: 'error.error_code', is: 10_005 }, then: 'server' },
    { when: { path: 'error.error_code', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error.error_message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/validation/single', query: { email: '{email}', format: 'json' } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {},
        confidence: { path: 'mailboxvalidator_score', times: 100 },
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'status', is: true }, { path: 'is_catchall', is: true }] } },
          { path: 'status', map: { true: 'valid', false: 'invalid' } },
        ],
      },
      price: '1 credit for each check',
    },
  },
  creditsLeft: 'credits_available',
  price: { note: '1 credit for each check; the price depends on the plan', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['www.mailboxvalidator.com/api-single-validation'],
    on: '2026-11',
    live: false,
    notes: ['An empty account answers 401 with the code 10004.', 'The key travels in the address: there is no header form.', 'What is left comes with each answer (credits_available); there is no call for it.'],
  },
} satisfies Manifest;
