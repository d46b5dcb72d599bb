import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mailsso',
  name: 'Mails.so',
  homepage: 'https://mails.so',
  docs: 'https://docs.mails.so',
  baseUrl: 'https://api.mails.so/v1',
  auth: { kind: 'header', name: 'x-mails-api-key' },
  key: { label: 'API key', helpUrl: 'https://mails.so/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Failures may come inside HTTP 200, as a text in `error`.
    { when: { path: 'error', matches: 'credit|quota' }, then: 'no-credits' },
    { when: { path: 'error', matches: 'subscription' }, then: 'forbidden-plan' },
    { when: { path: 'error', matches: 'unauthor|key' }, then: 'auth' },
    { when: { status: 200, path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/validate', query: { email: '{email}' } }, shape: { path: 'data.result', exists: true } }] }],
      answer: {
        fields: { mailHost: 'data.mx_record' },
        confidence: 'data.score',
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'data.result', is: 'risky' }, { path: 'data.isv_nocatchall', is: false }] } },
          { path: 'data.result', map: { deliverable: 'valid', undeliverable: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; the price depends on the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.mails.so'], on: '2026-11', live: false, notes: ['No pace and no call for the balance are published.', 'The texts of errors are not listed.'] },
} satisfies Manifest;
