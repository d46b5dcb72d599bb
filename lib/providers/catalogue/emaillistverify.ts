import type { Manifest } from '../../contracts/manifest.ts';

const result = {
  ok: 'valid',
  ok_for_all: 'catch-all',
  dead_server: 'invalid',
  invalid_mx: 'invalid',
  email_disabled: 'invalid',
  invalid_syntax: 'invalid',
  disposable: 'invalid',
  spamtrap: 'invalid',
  antispam_system: 'unknown',
  smtp_protocol: 'unknown',
  unknown: 'unknown',
};

export default {
  kiln: 1,
  id: 'emaillistverify',
  name: 'EmailListVerify',
  homepage: 'https://www.emaillistverify.com',
  docs: 'https://api.emaillistverify.com/api-doc',
  baseUrl: 'https://api.emaillistverify.com/api',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://apps.emaillistverify.com/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 400, text: true, matches: 'too many requests' }, then: 'rate-limited' },
    { when: { status: 403, text: true, matches: 'disabled' }, then: 'forbidden-plan' },
    { when: { status: 403 }, then: 'no-credits' },
  ],
  errorText: ['message', 'error'],
  keyCheck: {
    request: { method: 'GET', path: '/credits' },
    rules: [{ when: { all: [{ path: 'onDemand.available', is: 0 }, { any: [{ path: 'subscription', exists: false }, { path: 'subscription.available', is: 0 }] }] }, then: 'no-credits' }],
    creditsLeft: { path: ['onDemand.available', 'subscription.available'], unless: '^0$' },
  },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verifyEmailDetailed', query: { email: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: { fields: { mailHost: 'mxServer' }, verdict: { path: 'result', map: result, otherwise: 'unknown' } },
      price: '1 credit for each check',
      notes: ['Names in the answer are guessed from the address and are not taken.'],
    },
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'POST', path: '/findContact', json: { firstName: '{firstName}', lastName: '{lastName}', domain: '{companyDomain}' } } }],
        },
      ],
      answer: { fields: { workEmail: '[0].email' }, verdict: { path: '[0].result', map: result, otherwise: 'unknown' } },
      notes: ['The answer is a list with the best address first; how sure it is comes in words that are not listed.'],
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['api.emaillistverify.com/api-doc (OpenAPI)', 'vendor node for n8n', 'public clients of findContact'],
    on: '2026-11',
    live: false,
    notes: ['400 with "Too many requests" is the pace; 403 is an empty or a disabled account.'],
  },
} satisfies Manifest;
