import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mailboxlayer',
  name: 'mailboxlayer',
  homepage: 'https://mailboxlayer.com',
  docs: 'https://docs.apilayer.com/mailboxlayer',
  baseUrl: 'https://apilayer.net/api',
  auth: { kind: 'query', name: 'access_key' },
  key: { label: 'Access key', helpUrl: 'https://mailboxlayer.com/dashboard' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [
    // Every error is an HTTP 200 with a number.
    { when: { path: 'error.code', is: [101, 102] }, then: 'auth' },
    { when: { path: 'error.code', is: 104 }, then: 'no-credits' },
    { when: { path: 'error.code', is: 105 }, then: 'forbidden-plan' },
    { when: { path: 'error.code', is: 106 }, then: 'rate-limited' },
    { when: { path: 'error.code', is: 999 }, then: 'server' },
    { when: { path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['error.info', 'error.type'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/check', query: { email: '{email}', smtp: 1 } }, shape: { path: 'email', exists: true } }] }],
      answer: {
        fields: {},
        confidence: { path: 'score', times: 100 },
        verdict: [
          { value: 'invalid', when: { any: [{ path: 'format_valid', is: false }, { path: 'mx_found', is: false }, { path: 'disposable', is: true }] } },
          { value: 'catch-all', when: { all: [{ path: 'smtp_check', is: true }, { path: 'catch_all', is: true }] } },
          { path: 'smtp_check', map: { true: 'valid', false: 'invalid' } },
          { value: 'unknown', when: { path: 'email', exists: true } },
        ],
      },
      price: '1 request for each check',
      notes: ['Whether a domain accepts everything is told on paid plans only.'],
    },
  },
  price: { note: '1 request for each check; 250 a month are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.apilayer.com/mailboxlayer'], on: '2026-11', live: false, notes: ['The key travels in the address: there is no header form.', 'One call at a time: the pace of a plan is told by error 106 only.'] },
} satisfies Manifest;
